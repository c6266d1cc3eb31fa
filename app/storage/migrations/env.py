"""Alembic's entry: runs the steps on the connection that app.storage.migrating hands over. Reads no ini file."""

from __future__ import annotations

from alembic import context

from app.storage.tables import METADATA

# transactional_ddl: alembic takes SQLite to be unable to roll back a schema, which held for old drivers only.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
