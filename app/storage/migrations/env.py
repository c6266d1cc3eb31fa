"""Alembic's entry: runs the steps on the connection that app.storage.migrating hands over. Reads no ini file."""

from __future__ import annotations

from alembic import context

from app.storage.schema import METADATA

# The connection is inside a transaction already, so alembic begins and commits none of its own: all steps hold, or none.
context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
