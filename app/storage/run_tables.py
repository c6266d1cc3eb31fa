"""The tables of durable runs, beside those of `tables`. Knows columns; knows no query. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKeyConstraint, Index, Integer, Table, Text, UniqueConstraint

from app.storage.tables import METADATA, Stamp

STATES = ("queued", "running", "done", "failed", "cancelled")

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("mandate_id", Text, nullable=False),
    Column("asked_json", Text, nullable=False),
    Column("asked_sha", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("state", Text, nullable=False),
    # What somebody asked of a run whose executor is another process: that process reads it here.
    Column("wanted", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("steps_version", Text, nullable=False),
    Column("estimate_json", Text, nullable=False),
    Column("result_json", Text, nullable=False),
    Column("failure_json", Text),
    Column("created_at", Stamp, nullable=False),
    Column("updated_at", Stamp, nullable=False),
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
    CheckConstraint("wanted IN ('', 'cancel', 'resume')", name="wanted"),
    UniqueConstraint("id", "owner_id"),
    # A run is client data: it goes with its mandate.
    ForeignKeyConstraint(["mandate_id", "owner_id"], ["mandates.id", "mandates.owner_id"], ondelete="CASCADE"),
    Index(None, "owner_id", "asked_sha"),
    Index(None, "state"),
)

RUN_STEPS = Table(
    "run_steps",
    METADATA,
    Column("run_id", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("owner_id", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    # What can be read already; emptied when the document is there.
    Column("draft_json", Text),
    Column("created_at", Stamp, nullable=False),
    ForeignKeyConstraint(["run_id", "owner_id"], ["runs.id", "runs.owner_id"], ondelete="CASCADE"),
)
