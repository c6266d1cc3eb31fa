"""Who is signed in, and who tried: sessions by the hash of their token, failed tries for the limit on guessing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates both tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.Column("seen_at", _STAMP, nullable=False),
        sa.Column("expires_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_sessions_owner_id", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_owner_id", "sessions", ["owner_id"])
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_sign_ins"),
    )
    op.create_index("ix_failed_sign_ins_owner_id_created_at", "failed_sign_ins", ["owner_id", "created_at"])
    op.create_index("ix_failed_sign_ins_address_created_at", "failed_sign_ins", ["address", "created_at"])


def downgrade() -> None:
    """Drops both tables: everybody signs in again."""
    op.drop_table("failed_sign_ins")
    op.drop_table("sessions")
