"""What was read of papers, for the storage tests."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.papers import PaperReading
from app.storage.paper_readings import KeptReading

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def paper_reading(number: int = 1) -> KeptReading:
    """What was read of a paper for Ana's mandate."""
    return KeptReading(mandate_id="m1", number=number, reading=PaperReading(papers=("notes.txt",)), created_at=NOON)
