"""Sessions and failed sign-ins as the newest migration leaves them. Knows columns; knows no query."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, Text

from app.storage.tables import METADATA, Stamp

SESSIONS = Table(
    "sessions",
    METADATA,
    # The SHA-256 of the token: whoever reads the database cannot sign in with what stands there.
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    Column("seen_at", Stamp, nullable=False),
    Column("expires_at", Stamp, nullable=False),
    ForeignKeyConstraint(["owner_id"], ["users.id"], ondelete="CASCADE"),
    Index(None, "owner_id"),
)

FAILED_SIGN_INS = Table(
    "failed_sign_ins",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # A hash of the name that was tried, known here or not: a password typed into the wrong box is not kept.
    Column("owner_id", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    Index(None, "owner_id", "created_at"),
    Index(None, "address", "created_at"),
)
