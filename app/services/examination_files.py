"""Files of the examinations as values: forgiving about what is absent, half-written or newer than this page. Knows no permission."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ConfigDict, ValidationError

from app.domain.base import Value

MOST_BYTES = 80_000_000


class Told(Value):
    """A value of the examinations' files; keys that this page does not show are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


T = TypeVar("T", bound=Told)


def text(path: Path) -> str:
    """A file's text; empty for one that is absent, unreadable or larger than any file of ours."""
    try:
        return path.read_text("utf-8") if path.is_file() and path.stat().st_size <= MOST_BYTES else ""
    except (OSError, UnicodeDecodeError):
        return ""


def read(path: Path, kind: type[T]) -> T | None:
    """A file as a value; None for one that is absent or reads as something else."""
    try:
        return kind.model_validate_json(text(path) or "null")
    except ValidationError:
        return None
