"""Each write path struck once: killed, out of disk, on a disk that may not be written, by a clock that jumps. `make soak` strikes often."""

from __future__ import annotations

import ast
import random
import shutil
import sys
from pathlib import Path

import pytest

import app.services
from tests.services.builders import house
from tests.trust import struck
from tests.trust.struck_values import Before
from tests.trust.write_paths import NOT_STRUCK, STRUCK_IN, WRITE_PATHS, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing can be forked there")
QUICK = ("an answer of an intake", "a memo", "a promise in the ledger", "a comment", "a user", "a legal hold", "an erased memo", "a backup")
"""Those that take a moment; the slower ones are struck by `make soak`."""

FILLS = ("an answer of an intake", "a memo", "a promise in the ledger", "a backup")


def test_every_use_case_that_writes_has_a_path_by_which_it_is_struck() -> None:
    writing = set()
    for path in sorted(Path(app.services.__path__[0]).glob("*.py")):
        for made in (n for n in ast.parse(path.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)):
            if any(isinstance(c, ast.Attribute) and c.attr == "transaction" for c in ast.walk(made)):
                writing.add(f"{path.stem}.{made.name}")
    assert writing == STRUCK_IN.keys() | NOT_STRUCK.keys(), "a new use case that writes needs a path in tests/trust/write_paths.py"
    assert set(STRUCK_IN.values()) <= WRITE_PATHS.keys()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Before]:
    """A data folder to copy, with what lies in it."""
    folder = tmp_path_factory.mktemp("template") / "data"
    made = house(folder)
    given = prepared(made)
    made.store().close()
    return folder, given


@pytest.fixture
def folder(template: tuple[Path, Before], tmp_path: Path) -> Path:
    """A copy of its own."""
    return shutil.copytree(template[0], tmp_path / "data")


@pytest.mark.parametrize("name", QUICK)
def test_what_was_acknowledged_is_there_after_a_kill(name: str, folder: Path, template: tuple[Path, Before]) -> None:
    path, given = WRITE_PATHS[name], template[1]
    left = struck.killed(folder, given, path, random.Random(name), longest_s=0.4)
    assert left.broke == []
    assert struck.lost(folder, given, path, left) == []
    assert struck.still_works(folder, given, path)


@pytest.mark.parametrize("name", FILLS)
def test_a_file_that_may_not_grow_is_told_in_both_languages_and_loses_nothing(
    name: str, folder: Path, template: tuple[Path, Before]
) -> None:
    path, given = WRITE_PATHS[name], template[1]
    most = max((p.stat().st_size for p in folder.glob("*.db")), default=0) // 2
    left = struck.without_disk(folder, given, path, most_bytes=max(most, 120_000))
    check_refused(left)
    assert struck.lost(folder, given, path, left) == []
    assert struck.still_works(folder, given, path)


def check_refused(left: struck.Left) -> None:
    """The disk's refusal is one clear line in each language with exit 2, and nothing else came out."""
    assert left.broke == []
    assert len(left.refused) == 2
    english, spanish = left.refused
    assert english.startswith("store.")
    assert english.split()[1] == "2"
    assert english != spanish
    assert "{" not in english + spanish


@pytest.mark.parametrize("name", QUICK)
def test_a_clock_that_jumps_loses_nothing(name: str, folder: Path, template: tuple[Path, Before]) -> None:
    path, given = WRITE_PATHS[name], template[1]
    left = struck.by_jumping_clocks(folder, given, path)
    assert (left.broke, len(left.said)) == ([], len(struck.JUMPS))
    assert struck.lost(folder, given, path, left) == []


def test_a_disk_that_may_not_be_written_is_told_and_what_is_there_is_read(
    folder: Path, template: tuple[Path, Before], tmp_path: Path
) -> None:
    path, given = WRITE_PATHS["a memo"], template[1]
    with struck.small_disk(tmp_path / "disk", 60_000) as is_mounted:
        if not is_mounted:
            pytest.skip("only root may mount a disk")
        here = tmp_path / "disk" / "data"
        shutil.copytree(folder, here)
        struck.remount(tmp_path / "disk", "ro")
        check_refused(struck.without_disk(here, given, path, times=1))
        struck.remount(tmp_path / "disk", "rw")
        assert struck.still_works(here, given, path)
