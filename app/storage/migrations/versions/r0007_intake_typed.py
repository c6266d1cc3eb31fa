"""Answers of an intake that were typed and cannot be read yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "intake_typed",
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mandate_id", "path", name="pk_intake_typed"),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_intake_typed_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Drops what upgrade made."""
    op.drop_table("intake_typed")
