"""How much a file may ask of the machine. Knows numbers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of one reading."""

    size_bytes: int = 25_000_000
    pages: int = 500
    """Pages of a PDF, slides of a presentation."""
    seconds: float = 60.0
    memory_bytes: int = 1_000_000_000
    characters: int = 2_000_000
    """Of extracted text: 500 full pages of 4,000 characters."""
    parts: int = 50_000
    """Paragraphs, rows and headings together."""
    expanded_bytes: int = 200_000_000
    """What the members of a zip container may add up to."""
    expanded_ratio: int = 200
    """How much larger than the file its members may be; Office files stay below 60."""
    members: int = 10_000


LIMITS = Limits()
