"""Each write path struck once: killed, out of disk, on a disk that may not be written, by a clock that jumps. `make soak` strikes often."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UnknownId
from app.services import practice
from tests.services.builders import ANA, house
from tests.trust import reaching, struck
from tests.trust.struck_values import Before
from tests.trust.write_paths import NOT_STRUCK, STRUCK_IN, WRITE_PATHS, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing can be forked there")
QUICK = ("an answer of an intake", "a memo", "a promise in the ledger", "a comment", "a user", "a legal hold", "an erased memo", "a backup")
"""Those that take a moment; the slower ones are struck by `make soak`."""

FILLS = ("an answer of an intake", "a memo", "a promise in the ledger", "a backup")


def test_every_use_case_that_writes_has_a_path_by_which_it_is_struck() -> None:
    assert {"runs.start", "keeping.backup", "practice.keep"} <= reaching.that_write()
    assert reaching.that_write() == STRUCK_IN.keys() | NOT_STRUCK.keys(), "what writes needs a path in tests/trust/write_paths.py"
    assert set(STRUCK_IN.values()) == WRITE_PATHS.keys()


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


def test_each_path_reaches_the_use_cases_that_it_strikes_and_they_write(
    folder: Path, template: tuple[Path, Before], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(tell: Callable[[str, str], None]) -> None:
        here = house(folder)
        for name, path in WRITE_PATHS.items():
            with reaching.noted(monkeypatch) as wrote:
                path.do(here, template[1])
            for missed in {use_case for use_case, by in STRUCK_IN.items() if by == name} - wrote:
                tell("refused", f"{name} does not reach {missed}")
            tell(struck.SAID, name)

    assert struck.run_forked(work) == struck.Left(said=list(WRITE_PATHS))


def test_what_reads_or_is_refused_is_not_taken_for_what_writes(
    folder: Path, template: tuple[Path, Before], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = house(folder)
    with reaching.noted(monkeypatch) as wrote:
        assert practice.attempts(here, ANA)
        with pytest.raises(UnknownId):
            practice.delete(here, ANA, "att-000000000000")
    assert wrote == set()
    here.store().close()


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
