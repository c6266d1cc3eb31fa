"""The table of answers that were typed and cannot be read yet. Knows columns; knows no query."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Table, Text

from app.storage.tables import METADATA, Stamp

INTAKE_TYPED = Table(
    "intake_typed",
    METADATA,
    Column("mandate_id", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
)
