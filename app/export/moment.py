"""The time that a file carries: the document's own, so that the same document gives the same bytes. Reads no clock."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.document import Document


def moment(document: Document) -> datetime:
    """When the document was made, in UTC and whole seconds; a time without zone counts as UTC."""
    made = document.created_at
    known = made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
    return known.replace(microsecond=0)
