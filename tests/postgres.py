"""A throw-away PostgreSQL of the Debian package: its own folder, its own port on loopback, an unprivileged user. Gone afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

POSTGRES_SETTING = "PUENTE_TEST_POSTGRES_URL"
"""Names a server to use instead of starting one."""
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=200")
"""Nothing here outlives the tests, so nothing needs to reach the disk."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version installed; None when there is none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return installed[-1].parent if installed else None


@contextmanager
def cluster(*settings: str) -> Iterator[str]:
    """The address of an empty cluster's database `postgres`, as its superuser; `settings` are added to FAST.

    Raises: RuntimeError when PostgreSQL is not installed.
    """
    found = programs()
    if found is None:
        raise RuntimeError("PostgreSQL is not installed (apt-get install postgresql)")
    # PostgreSQL refuses to run as root; the package brings a user of its own. The tests' own folder is closed to that user.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="puente-pg-"))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port = _free_port()
    data = folder / "data"
    told = [f"-c {each}" for each in (*FAST, *settings, f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=''")]
    control = [str(found / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
    try:
        _do(
            [str(found / "initdb"), "-D", str(data), "-U", "puente", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"],
            user,
            folder,
        )
        _do([*control, "-l", str(folder / "log"), "-o", " ".join(told), "start"], user, folder)
        try:
            yield f"postgresql+psycopg://puente@127.0.0.1:{port}/postgres"
        finally:
            _do([*control, "-m", "immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _do(command: list[str], user: str | None, folder: Path) -> None:
    with (folder.parent / f"{folder.name}.out").open("w+b") as out:
        try:
            done = subprocess.run(command, user=user, cwd=folder, stdout=out, stderr=subprocess.STDOUT, timeout=120, check=False)
            out.seek(0)
            if done.returncode:
                log = folder / "log"
                raise RuntimeError(f"{command[0]}: {out.read().decode()}\n{log.read_text() if log.is_file() else ''}")
        finally:
            Path(out.name).unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database(server: str, prefix: str = "puente") -> Iterator[str]:
    """The address of a new, empty database on a server; dropped afterwards with whoever is still in it."""
    from sqlalchemy import create_engine, make_url, text

    name = f"{prefix}_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def is_required() -> bool:
    """True where a missing server is a failure and not a reason to skip."""
    return os.environ.get("PUENTE_POSTGRES") == "must"


def server_or_skip() -> Iterator[str]:
    """The server that the setting names, or one of our own; the test is skipped where the package is absent."""
    if named := os.environ.get(POSTGRES_SETTING):
        yield named
        return
    if programs() is None:
        reason = "PostgreSQL is not installed (apt-get install postgresql)"
        if is_required():
            pytest.fail(reason)
        pytest.skip(reason)
    with cluster() as address:
        yield address
