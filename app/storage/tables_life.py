"""The tables of a document's life: what happened to it, and what was proposed for it. Knows columns; knows no query."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, Table, Text

from app.storage.tables import METADATA, Stamp

DOCUMENT_EVENTS = Table(
    "document_events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("owner_id", Text, nullable=False),
    Column("mandate_id", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("section", Text),
    Column("statement_id", Text),
    Column("by_name", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "document_id"),
)
"""Events pile up and are never changed."""

DOCUMENT_PROPOSALS = Table(
    "document_proposals",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("mandate_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("state IN ('open', 'accepted', 'rejected')", name="state"),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "document_id"),
)
