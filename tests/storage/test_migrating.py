"""Migrations: once, under a lock, after a copy, all or nothing; and the tables they leave."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock

from app.errors import Held, StoreError
from app.storage import migrating
from app.storage.connecting import build_engine
from app.storage.engine import Store
from app.storage.place import place_of
from app.storage.schema import METADATA

from .builders import ANA, document, mandate, opened, sqlite_url

HEAD = migrating.HEAD
NEXT = f"{int(HEAD) + 1:04d}"
SECOND = '''
"""Adds a column by rebuilding a table that others point at."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{next}", "{head}"


def upgrade():
    with op.batch_alter_table("mandates", recreate="always") as batch:
        batch.add_column(sa.Column("codename", sa.Text))
    {last_step}


def downgrade():
    with op.batch_alter_table("mandates") as batch:
        batch.drop_column("codename")
'''


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes this Puente one with a second migration, whose last step is as given."""

    def become_newer(last_step: str = "pass") -> None:
        scripts = tmp_path / "scripts"
        shutil.copytree(migrating.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / f"r{NEXT}_second.py").write_text(SECOND.format(next=NEXT, head=HEAD, last_step=last_step), "utf-8")
        monkeypatch.setattr(migrating, "SCRIPTS", scripts)
        monkeypatch.setattr(migrating, "HEAD", NEXT)

    return become_newer


def revision_of(path: Path) -> str:
    """The revision in a database file."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def filled(data_dir: Path) -> None:
    """A database of the first revision with a mandate and its document."""
    store = opened(data_dir)
    with store.transaction() as work:
        work.mandates.add(mandate())
        work.documents.add(document(), owner_id=ANA)
    store.close()


def test_the_head_that_is_compared_is_the_head_of_the_migrations_folder() -> None:
    assert ScriptDirectory(str(migrating.SCRIPTS)).get_heads() == [migrating.HEAD]


def test_the_migrations_leave_the_tables_that_the_code_describes(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_schemas": False})
        assert compare_metadata(context, METADATA) == []


def test_every_row_has_an_owner_and_a_moment() -> None:
    for table in METADATA.tables.values():
        assert not table.c.owner_id.nullable, table.name
        assert not table.c.created_at.nullable, table.name


def test_an_older_database_is_copied_and_migrated_with_its_rows(data_dir: Path, newer: Any) -> None:
    filled(data_dir)
    newer()
    store = opened(data_dir)
    migration = store.migration
    assert migration is not None
    assert migration.copy == data_dir / "backups" / f"puente-{HEAD}-20261121T120000.db"
    assert (migration.before, migration.after) == (HEAD, NEXT)
    with store.reading() as work:
        assert work.mandates.get("m1", owner_id=ANA) == mandate()
        assert work.documents.get("d1", owner_id=ANA) == document(), "a rebuilt parent table must not take its children along"
    store.close()
    assert revision_of(data_dir / "puente.db") == NEXT
    assert revision_of(migration.copy) == HEAD
    assert [p.name for p in (data_dir / "backups").iterdir()] == [migration.copy.name]


@pytest.mark.parametrize("last_step", ["raise ValueError('half-way')", "op.execute('INSERT INTO nowhere VALUES (1)')"])
def test_a_migration_that_fails_leaves_the_database_as_it_was(data_dir: Path, newer: Any, last_step: str) -> None:
    filled(data_dir)
    newer(last_step)
    with pytest.raises((ValueError, StoreError)):
        opened(data_dir)
    assert revision_of(data_dir / "puente.db") == HEAD
    with closing(sqlite3.connect(data_dir / "puente.db")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(mandates)")]
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    assert "codename" not in columns
    assert len(list((data_dir / "backups").glob("*.db"))) == 1


def test_a_migration_that_fails_again_and_again_is_told_and_keeps_one_copy(data_dir: Path, newer: Any) -> None:
    filled(data_dir)
    newer("op.execute('INSERT INTO nowhere VALUES (1)')")
    for _ in range(3):
        with pytest.raises(StoreError) as refused:
            opened(data_dir)
    copies = list((data_dir / "backups").glob("*.db"))
    assert refused.value.key == "store.not_migrated"
    assert (refused.value.params["reason"], refused.value.params["copy"]) == ("no such table: nowhere", str(copies[0]))
    assert len(copies) == 1


def test_a_migration_that_leaves_orphans_is_taken_back(data_dir: Path, newer: Any) -> None:
    filled(data_dir)
    newer("op.execute('DELETE FROM mandates')")
    with pytest.raises(StoreError) as refused:
        opened(data_dir)
    assert refused.value.key == "store.corrupt"
    assert revision_of(data_dir / "puente.db") == HEAD


def test_the_last_five_copies_are_kept(data_dir: Path, newer: Any) -> None:
    filled(data_dir)
    before = (data_dir / "puente.db").read_bytes()
    newer()
    made = []
    for _ in range(7):
        (data_dir / "puente.db").write_bytes(before)
        store = opened(data_dir)
        assert store.migration is not None
        made.append(store.migration.copy)
        store.close()
        assert made[-1] in set((data_dir / "backups").iterdir()), "the newest copy is never the one to go"
    assert len(list((data_dir / "backups").iterdir())) == 5


def test_first_tables_go_down_and_up_again(store: Store, tmp_path: Path) -> None:
    engine = build_engine(store.place, for_migration=True)
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert migrating.stored_revision(engine, store.place) is None
    assert migrating.bring_to_head(engine, store.place, tmp_path, lambda: pytest.fail("an empty database is not copied"))
    assert migrating.stored_revision(engine, store.place) == migrating.HEAD


def test_two_processes_that_open_at_once_migrate_once(data_dir: Path) -> None:
    script = (
        "import sys; from datetime import datetime; from pathlib import Path; from app.storage.engine import open_store\n"
        "import app.storage.migrating as m\n"
        "print('ready', flush=True)\n"
        "store = open_store(sys.argv[1], data_dir=Path(sys.argv[2]), today_stamp=datetime.now)\n"
        "print('migrated' if store.migration else 'found it done')"
    )
    data_dir.mkdir()
    arguments = [sys.executable, "-c", script, sqlite_url(data_dir), str(data_dir)]
    with FileLock(data_dir / migrating.LOCK_NAME):  # both reach the lock before either may pass
        running = [
            subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own script
            for _ in range(2)
        ]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        assert not (data_dir / "puente.db").exists()
    ended = [process.communicate(timeout=30) for process in running]
    assert [err for _, err in ended] == ["", ""]
    assert sorted(out.strip() for out, _ in ended) == ["found it done", "migrated"]
    assert not (data_dir / "backups").exists()


def test_a_migration_held_by_another_process_is_told_after_a_while(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT_S", 0.05)
    data_dir.mkdir()
    with FileLock(data_dir / migrating.LOCK_NAME), pytest.raises(Held) as refused:
        opened(data_dir)
    assert (refused.value.key, refused.value.where) == ("store.held", str(data_dir / "migrate.lock"))


def test_a_folder_with_a_percent_sign_and_accents_works(tmp_path: Path) -> None:
    data_dir = tmp_path / "año 100% nuevo"
    store = opened(data_dir)
    assert place_of(sqlite_url(data_dir)).path == data_dir / "puente.db"
    assert (data_dir / "puente.db").stat().st_size > 0
    store.close()
