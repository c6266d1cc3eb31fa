"""The table of what was read from papers for a mandate, never the papers themselves. Knows columns; knows no query."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from app.storage.tables import METADATA, Stamp

PAPER_READINGS = Table(
    "paper_readings",
    METADATA,
    Column("mandate_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "mandate_id"),
)
