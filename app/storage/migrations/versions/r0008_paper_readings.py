"""What was read from papers for a mandate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "paper_readings",
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("body_json", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mandate_id", "number", name="pk_paper_readings"),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_paper_readings_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_paper_readings_owner_id_mandate_id", "paper_readings", ["owner_id", "mandate_id"])


def downgrade() -> None:
    """Drops what upgrade made."""
    op.drop_table("paper_readings")
