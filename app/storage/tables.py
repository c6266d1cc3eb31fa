"""The tables as the newest migration leaves them. Knows columns; knows no query. A change here needs a migration beside it.

Every row has an owner and the moment it was made. JSON columns are Text that holds JSON, so that both databases read alike.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Stamp(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back aware. One without a zone is taken as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment, aware; SQLite keeps no zone."""
        return self.process_bind_param(value, dialect)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

USERS = Table(
    "users",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("roles", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("owner_id = id", name="owns_itself"),
)

MANDATES = Table(
    "mandates",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("mandate_type", Text),
    Column("intake_json", Text, nullable=False),
    Column("intake_sha", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    Column("updated_at", Stamp, nullable=False),
    # What hangs on a mandate points at both columns, so that it cannot hang on another owner's mandate.
    UniqueConstraint("id", "owner_id"),
    Index(None, "owner_id", "updated_at"),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("mandate_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("variant", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("writer", Text, nullable=False),
    Column("body_json", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("version >= 1", name="version"),
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "mandate_id"),
)
"""A version never changes: migration 0001 sets a trigger that refuses any UPDATE."""

MODEL_CALLS = Table(
    "model_calls",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("document_id", Text),
    Column("role", Text, nullable=False),
    Column("prompt_ref", Text, nullable=False),
    Column("prompt_sha", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt_tokens", BigInteger),
    Column("completion_tokens", BigInteger),
    Column("latency_ms", BigInteger, nullable=False),
    # Exact decimal as text: SQLite would round it to a float.
    Column("cost_usd", Text),
    Column("outcome", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    Column("run_id", Text),
    Index(None, "owner_id", "document_id"),
    Index(None, "owner_id", "created_at"),
    Index(None, "owner_id", "run_id"),
)

CARD_REVIEWS = Table(
    "card_reviews",
    METADATA,
    # Reviews of a card pile up; the number keeps their order when two bear the same moment.
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("card_id", Text, nullable=False),
    Column("owner_id", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("text_en", Text),
    Column("text_es", Text),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("verdict IN ('confirm', 'correct', 'reject')", name="verdict"),
    Index(None, "owner_id", "card_id"),
)

SETTINGS_KV = Table(
    "settings_kv",
    METADATA,
    Column("owner_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
)

UPLOADS = Table(
    "uploads",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("mandate_id", Text),
    Column("visibility", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("stored_path", Text, nullable=False),
    Column("created_at", Stamp, nullable=False),
    CheckConstraint("size >= 0", name="size"),
    # No cascade: a mandate goes only after its uploads went, or their files would lie about unowned.
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"]),
    Index(None, "owner_id", "mandate_id"),
    Index(None, "owner_id", "sha256"),
)
