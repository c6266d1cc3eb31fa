"""The tables of trust: who else may read a mandate, and what must not be erased. Knows columns; knows no query."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Table, Text

from app.storage.tables import METADATA, Stamp

MANDATE_PEOPLE = Table(
    "mandate_people",
    METADATA,
    Column("mandate_id", Text, primary_key=True),
    Column("reader_id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("access IN ('read', 'edit')", name="access"),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["reader_id"], ["users.id"], ondelete="CASCADE"),
    Index(None, "reader_id"),
)

LEGAL_HOLDS = Table(
    "legal_holds",
    METADATA,
    Column("id", Text, primary_key=True),
    # Who entered it: the account; `by_name` is the person who answers for it.
    Column("owner_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lifted_by", Text),
    Column("lifted_at", Stamp),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("kind IN ('mandate', 'user', 'memo')", name="kind"),
    Index(None, "kind", "subject_id"),
)
"""A hold is lifted, never deleted: that it stood, and who put it there, stays on record."""
