"""Practice: attempts, whom they were shared with, and the private ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)
_ATTEMPT = ["practice_attempts.id", "practice_attempts.owner_id"]


def upgrade() -> None:
    """Creates the three tables."""
    op.create_table(
        "practice_attempts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("memo_text", sa.Text, nullable=False),
        sa.Column("coaching_json", sa.Text, nullable=False),
        sa.Column("overall", sa.Float),
        sa.Column("accepted_at", _STAMP),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice_attempts"),
        sa.UniqueConstraint("id", "owner_id", name="uq_practice_attempts_id_owner_id"),
    )
    op.create_index("ix_practice_attempts_owner_id_created_at", "practice_attempts", ["owner_id", "created_at"])
    op.create_table(
        "practice_shares",
        sa.Column("attempt_id", sa.Text, nullable=False),
        sa.Column("reader_id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", "reader_id", name="pk_practice_shares"),
        sa.ForeignKeyConstraint(["attempt_id", "owner_id"], _ATTEMPT, name="fk_practice_shares_attempt_id_owner_id", ondelete="CASCADE"),
    )
    op.create_index("ix_practice_shares_reader_id", "practice_shares", ["reader_id"])
    _create_ledger()


def _create_ledger() -> None:
    op.create_table(
        "practice_ledger",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("attempt_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("low", sa.Text),
        sa.Column("high", sa.Text),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("likely_low", sa.Integer),
        sa.Column("likely_high", sa.Integer),
        sa.Column("outcome", sa.Text),
        sa.Column("outcome_note", sa.Text, nullable=False),
        sa.Column("outcome_on", sa.Date),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice_ledger"),
        sa.CheckConstraint("kind IN ('commitment', 'estimate')", name=op.f("ck_practice_ledger_kind")),
        sa.ForeignKeyConstraint(["attempt_id", "owner_id"], _ATTEMPT, name="fk_practice_ledger_attempt_id_owner_id", ondelete="CASCADE"),
    )
    op.create_index("ix_practice_ledger_owner_id_due", "practice_ledger", ["owner_id", "due"])


def downgrade() -> None:
    """Drops them; what was kept is gone."""
    for table in ("practice_ledger", "practice_shares", "practice_attempts"):
        op.drop_table(table)
