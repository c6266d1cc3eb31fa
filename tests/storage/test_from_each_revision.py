"""A database of any released revision is brought to the newest with what it holds, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.storage import migrating
from app.storage.connecting import build_engine
from app.storage.engine import open_store
from app.storage.place import make_private_folder, place_of

from .builders import ANA, noon, sqlite_url, user

REVISIONS = [script.revision for script in ScriptDirectory(str(migrating.SCRIPTS)).walk_revisions()][::-1]


def at_revision(url: str, revision: str) -> None:
    """An empty database of a revision, with one user in it, written as that revision would."""
    engine = build_engine(place_of(url), for_migration=True)
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(
            text("INSERT INTO users (id, owner_id, name, roles, disabled, created_at) VALUES (:i, :i, :n, :r, :no, :at)"),
            {"i": ANA, "n": user().name, "r": '["consultant"]', "no": False, "at": noon()},
        )
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_each_revision_is_brought_to_the_newest_with_its_rows(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, revision: str
) -> None:
    make_private_folder(tmp_path / "data")
    url = sqlite_url(tmp_path / "data") if kind == "sqlite" else request.getfixturevalue("postgres_url")
    at_revision(url, revision)
    store = open_store(url, data_dir=tmp_path / "data", today_stamp=noon)
    assert (store.migration is None) == (revision == migrating.HEAD)
    with store.reading() as work:
        found = work.users.get(ANA, owner_id=ANA)
    engine = build_engine(store.place)
    assert migrating.stored_revision(engine, store.place) == migrating.HEAD
    engine.dispose()
    store.close()
    assert found is not None
    assert (found.name, found.roles) == (user().name, user().roles)
