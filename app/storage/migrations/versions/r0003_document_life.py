"""The life of a document: its events, and what was proposed for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates both tables; they go with their mandate."""
    op.create_table(
        "document_events",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("section", sa.Text),
        sa.Column("statement_id", sa.Text),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_events"),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_document_events_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_document_events_owner_id_document_id", "document_events", ["owner_id", "document_id"])
    op.create_table(
        "document_proposals",
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body_json", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_document_proposals"),
        sa.CheckConstraint("state IN ('open', 'accepted', 'rejected')", name=op.f("ck_document_proposals_state")),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_document_proposals_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_document_proposals_owner_id_document_id", "document_proposals", ["owner_id", "document_id"])


def downgrade() -> None:
    """Drops both."""
    op.drop_table("document_proposals")
    op.drop_table("document_events")
