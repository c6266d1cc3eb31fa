"""The first tables: users, mandates, documents, model calls, card reviews, settings and uploads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates every table, and the rule that a document version never changes."""
    _create_users_and_settings()
    _create_mandates_and_documents()
    _create_model_calls()
    _create_card_reviews()
    _create_uploads()
    _forbid_changes_of_documents()


def downgrade() -> None:
    """Drops everything, in the order that foreign keys allow."""
    for table in ("uploads", "card_reviews", "model_calls", "documents", "mandates", "settings_kv", "users"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION documents_immutable()")


def _create_users_and_settings() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
        sa.CheckConstraint("owner_id = id", name=op.f("ck_users_owns_itself")),
    )
    op.create_table(
        "settings_kv",
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "key", name="pk_settings_kv"),
    )


def _create_mandates_and_documents() -> None:
    op.create_table(
        "mandates",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("mandate_type", sa.Text),
        sa.Column("intake_json", sa.Text, nullable=False),
        sa.Column("intake_sha", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.Column("updated_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mandates"),
        sa.UniqueConstraint("id", "owner_id", name="uq_mandates_id_owner_id"),
    )
    op.create_index("ix_mandates_owner_id_updated_at", "mandates", ["owner_id", "updated_at"])
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("variant", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("body_json", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_documents"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_documents_version")),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_documents_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_documents_owner_id_mandate_id", "documents", ["owner_id", "mandate_id"])


def _create_model_calls() -> None:
    op.create_table(
        "model_calls",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("prompt_ref", sa.Text, nullable=False),
        sa.Column("prompt_sha", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("prompt_tokens", sa.BigInteger),
        sa.Column("completion_tokens", sa.BigInteger),
        sa.Column("latency_ms", sa.BigInteger, nullable=False),
        sa.Column("cost_usd", sa.Text),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_model_calls"),
    )
    op.create_index("ix_model_calls_owner_id_document_id", "model_calls", ["owner_id", "document_id"])
    op.create_index("ix_model_calls_owner_id_created_at", "model_calls", ["owner_id", "created_at"])


def _create_card_reviews() -> None:
    op.create_table(
        "card_reviews",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("card_id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Date, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text),
        sa.Column("text_es", sa.Text),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_card_reviews"),
        sa.CheckConstraint("verdict IN ('confirm', 'correct', 'reject')", name=op.f("ck_card_reviews_verdict")),
    )
    op.create_index("ix_card_reviews_owner_id_card_id", "card_reviews", ["owner_id", "card_id"])


def _create_uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("mandate_id", sa.Text),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("stored_path", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.CheckConstraint("size >= 0", name=op.f("ck_uploads_size")),
        sa.ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], name="fk_uploads_mandate_id_owner_id"),
    )
    op.create_index("ix_uploads_owner_id_mandate_id", "uploads", ["owner_id", "mandate_id"])
    op.create_index("ix_uploads_owner_id_sha256", "uploads", ["owner_id", "sha256"])


def _forbid_changes_of_documents() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION documents_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'a document version never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        op.execute("CREATE TRIGGER documents_immutable BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION documents_immutable()")
    else:
        op.execute(
            "CREATE TRIGGER documents_immutable BEFORE UPDATE ON documents "
            "BEGIN SELECT RAISE(ABORT, 'a document version never changes'); END"
        )
