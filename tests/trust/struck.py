"""A write path struck while it is at work, in a process forked for it: killed at a moment, or with the disk taken away. And what is left.

Only where processes can be forked (Linux, macOS): a fresh process for each strike would spend its time on imports. Nothing is done with
the house in the parent: a thread begun there, as runs have them, would leave its locks taken in the next process forked.
"""

from __future__ import annotations

import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from app.catalog.text import error_line
from app.errors import PuenteError
from tests.services.builders import house
from tests.trust.struck_values import Before, WritePath

SAID, REFUSED, BROKE = "said", "refused", "broke"
SILENT_S = 600
"""A process that says nothing for so long is taken for one that hangs."""
JUMPS = (
    datetime(2006, 1, 1, tzinfo=UTC),
    datetime(2038, 1, 20, tzinfo=UTC),
    datetime(1999, 12, 31, tzinfo=UTC),
    datetime(2026, 11, 21, tzinfo=UTC),
)
"""What a clock may say that lost its battery, or that somebody set."""


@dataclass
class Left:
    """What a strike left: what had been acknowledged, the refusals in both languages, what came that is no clear refusal."""

    said: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    broke: list[str] = field(default_factory=list)


def run_forked(work: Callable[[Callable[[str, str], None]], None], *, kill_after_s: float | None = None) -> Left:
    """Runs `work` in a forked process, which tells what happens as it happens; it is killed so long after its first word."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            work(lambda kind, text: (os.write(writing, f"{kind}\t{text}\n".encode()), None)[1])
        except BaseException as unexpected:  # noqa: BLE001 - told to the parent, which fails
            os.write(writing, f"{BROKE}\t{type(unexpected).__name__} {unexpected}".replace("\n", " ").encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    return _heard(pid, reading, kill_after_s)


def _heard(pid: int, reading: int, kill_after_s: float | None) -> Left:
    """What the process says until it ends by itself or at its moment; one that keeps silent for too long is ended too, and that broke."""
    left, rest, is_ended = Left(), b"", False
    until = time.monotonic() + SILENT_S
    while True:
        if not is_ended and time.monotonic() >= until:
            os.kill(pid, signal.SIGKILL)
            is_ended = True
            if kill_after_s is None or not rest:
                left.broke.append(f"said nothing for {SILENT_S} seconds")
        if not select.select([reading], [], [], None if is_ended else max(0.0, until - time.monotonic()))[0]:
            continue
        read = os.read(reading, 65536)
        if not read:
            break
        if kill_after_s is None or not rest:
            until = time.monotonic() + (SILENT_S if kill_after_s is None else kill_after_s)
        rest += read
    os.waitpid(pid, 0)
    os.close(reading)
    for line in rest.decode(errors="replace").splitlines():
        kind, _, text = line.partition("\t")
        getattr(left, kind).append(text)
    return left


def killed(folder: Path, given: Before, path: WritePath, chance: random.Random, *, longest_s: float) -> Left:
    """The path again and again, until the process is killed."""

    def work(tell: Callable[[str, str], None]) -> None:
        here = house(folder)
        here.store()
        tell("refused", "ready")
        while True:
            tell(SAID, path.do(here, given))

    left = run_forked(work, kill_after_s=chance.uniform(0.0, longest_s))
    left.refused.clear()
    return left


def without_disk(folder: Path, given: Before, path: WritePath, *, times: int = 200, most_bytes: int | None = None) -> Left:
    """The path until the disk refuses; `most_bytes` lets no file grow beyond it, where no small disk can be mounted."""

    def work(tell: Callable[[str, str], None]) -> None:
        if most_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        here = house(folder)
        for _ in range(times):
            try:
                tell(SAID, path.do(here, given))
            except PuenteError as error:
                for lang in ("en", "es"):
                    tell(REFUSED, f"{error.key} {error.exit_code} {' '.join(error_line(lang, error).split())}")
                return

    return run_forked(work)


def by_jumping_clocks(folder: Path, given: Before, path: WritePath) -> Left:
    """The path once at each of the moments that a clock may jump to."""
    from dataclasses import replace

    def work(tell: Callable[[str, str], None]) -> None:
        moments = cycle(JUMPS)
        here = replace(house(folder), now=lambda: next(moments))
        for _ in JUMPS:
            tell(SAID, path.do(here, given))

    return run_forked(work)


def lost(folder: Path, given: Before, path: WritePath, left: Left, *, is_full: bool = False) -> list[str]:
    """What was acknowledged and is not there any more, by a process that begins anew; and whatever is wrong with the databases.

    `is_full`: the disk has no room for what a database opens beside itself, so that they are examined once there is room again.
    """

    def work(tell: Callable[[str, str], None]) -> None:
        here = house(folder)
        for said in left.said:
            if not path.holds(here, given, said):
                tell(SAID, said)
        here.store().close()
        for database in () if is_full else folder.glob("*.db"):
            with closing(sqlite3.connect(database)) as connection:
                for row in connection.execute("PRAGMA integrity_check"):
                    if row != ("ok",):
                        tell(SAID, str(row))
                for row in connection.execute("PRAGMA foreign_key_check"):
                    tell(SAID, f"foreign key {row}")

    found = run_forked(work)
    return found.said + found.broke


def still_works(folder: Path, given: Before, path: WritePath) -> bool:
    """True when the path can be done once more."""

    def work(tell: Callable[[str, str], None]) -> None:
        here = house(folder)
        if path.holds(here, given, path.do(here, given)):
            tell(SAID, "works")
        here.store().close()

    return run_forked(work) == Left(said=["works"])


@contextmanager
def small_disk(at: Path, kilobytes: int) -> Iterator[bool]:
    """A disk of that size for the block; False, and nothing is mounted, where this user may not mount."""
    at.mkdir(parents=True)
    command = shutil.which("mount")
    if (
        command is None
        or os.geteuid() != 0
        or subprocess.run(
            [command, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(at)], capture_output=True, check=False
        ).returncode
    ):
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(at)], capture_output=True, check=False)


def remount(at: Path, options: str) -> None:
    """Gives a mounted disk another size, or takes away the right to write."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(at)], capture_output=True, check=True)


def size_of(folder: Path) -> int:
    """Bytes below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
