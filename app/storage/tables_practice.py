"""The tables of practice, beside app.storage.tables: attempts, their shares, the private ledger. Knows columns; knows no query.

Nothing here points at a mandate or a document, and nothing of those points here: practice is no part of a search or an appraisal.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from app.storage.tables import METADATA, Stamp

ATTEMPTS = Table(
    "practice_attempts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("scenario", Text),
    Column("kind", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("memo_text", Text, nullable=False),
    Column("coaching_json", Text, nullable=False),
    Column("overall", Float),
    Column("accepted_at", Stamp),
    Column("created_at", Stamp, nullable=False),
    UniqueConstraint("id", "owner_id"),
    Index(None, "owner_id", "created_at"),
)

SHARES = Table(
    "practice_shares",
    METADATA,
    Column("attempt_id", Text, primary_key=True),
    Column("reader_id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    ForeignKeyConstraint(["attempt_id", "owner_id"], ["practice_attempts.id", "practice_attempts.owner_id"], ondelete="CASCADE"),
    Index(None, "reader_id"),
)

LEDGER = Table(
    "practice_ledger",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("attempt_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("due", Date),
    # Exact decimals as text: SQLite would round them to floats.
    Column("low", Text),
    Column("high", Text),
    Column("unit", Text, nullable=False),
    Column("likely_low", Integer),
    Column("likely_high", Integer),
    Column("outcome", Text),
    Column("outcome_note", Text, nullable=False),
    Column("outcome_on", Date),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("kind IN ('commitment', 'estimate')", name="kind"),
    ForeignKeyConstraint(["attempt_id", "owner_id"], ["practice_attempts.id", "practice_attempts.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "due"),
)
