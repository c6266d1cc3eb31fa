"""Who else may read a mandate, and legal holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates both tables."""
    op.create_table(
        "mandate_people",
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("reader_id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("access", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("mandate_id", "reader_id", name="pk_mandate_people"),
        sa.CheckConstraint("access IN ('read', 'edit')", name=op.f("ck_mandate_people_access")),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"],
            ["mandates.id", "mandates.owner_id"],
            name="fk_mandate_people_mandate_id_owner_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["reader_id"], ["users.id"], name="fk_mandate_people_reader_id", ondelete="CASCADE"),
    )
    op.create_index("ix_mandate_people_reader_id", "mandate_people", ["reader_id"])
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Text, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("lifted_by", sa.Text),
        sa.Column("lifted_at", _STAMP),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_legal_holds"),
        sa.CheckConstraint("kind IN ('mandate', 'user', 'memo')", name=op.f("ck_legal_holds_kind")),
    )
    op.create_index("ix_legal_holds_kind_subject_id", "legal_holds", ["kind", "subject_id"])


def downgrade() -> None:
    """Drops both: mandates are private again, and nothing is held."""
    op.drop_table("legal_holds")
    op.drop_table("mandate_people")
