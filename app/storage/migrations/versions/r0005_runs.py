"""Durable runs with their steps, and the run that a model call was made for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STAMP = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Creates the two tables, and the column."""
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("mandate_id", sa.Text, nullable=False),
        sa.Column("asked_json", sa.Text, nullable=False),
        sa.Column("asked_sha", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("steps_version", sa.Text, nullable=False),
        sa.Column("estimate_json", sa.Text, nullable=False),
        sa.Column("result_json", sa.Text, nullable=False),
        sa.Column("failure_json", sa.Text),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.Column("updated_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("id", "owner_id", name="uq_runs_id_owner_id"),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_runs_state")),
        sa.CheckConstraint("wanted IN ('', 'cancel', 'resume')", name=op.f("ck_runs_wanted")),
        sa.ForeignKeyConstraint(
            ["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], name="fk_runs_mandate_id_owner_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_runs_owner_id_asked_sha", "runs", ["owner_id", "asked_sha"])
    op.create_index("ix_runs_state", "runs", ["state"])
    op.create_table(
        "run_steps",
        sa.Column("run_id", sa.Text, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("draft_json", sa.Text),
        sa.Column("created_at", _STAMP, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "step", name="pk_run_steps"),
        sa.ForeignKeyConstraint(
            ["run_id", "owner_id"], ["runs.id", "runs.owner_id"], name="fk_run_steps_run_id_owner_id", ondelete="CASCADE"
        ),
    )
    op.add_column("model_calls", sa.Column("run_id", sa.Text))
    op.create_index("ix_model_calls_owner_id_run_id", "model_calls", ["owner_id", "run_id"])


def downgrade() -> None:
    """Drops what upgrade made."""
    op.drop_index("ix_model_calls_owner_id_run_id", "model_calls")
    op.drop_column("model_calls", "run_id")
    op.drop_table("run_steps")
    op.drop_table("runs")
