"""The kill table: every write path killed at random moments, on a disk that fills up, on one that turns read-only, under jumping clocks.

Prints one line for each path. PUENTE_TEST_KILLS sets how often each path is killed.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.passwords import cheap_passwords as cheap_passwords  # noqa: PLC0414 - the fixture
from tests.services.builders import house
from tests.trust import struck
from tests.trust.struck_values import Before
from tests.trust.test_struck import check_refused
from tests.trust.write_paths import WRITE_PATHS, prepared

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform == "win32", reason="nothing can be forked there")]
KILLS = int(os.environ.get("PUENTE_TEST_KILLS", "12"))
FULL_TRIALS = 2
LONGEST_S = {
    "a new document": 4.0,
    "an edit": 4.0,
    "an approval": 4.0,
    "an imported Word file": 8.0,
    "a settled gap": 8.0,
    "an upload": 4.0,
}
"""About twice what the path takes; the others take a moment."""
ROOM_KB = 3_000
"""Left on the small disk beside what lies there already."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Before]:
    """A data folder to copy, with what lies in it."""
    folder = tmp_path_factory.mktemp("template") / "data"
    made = house(folder)
    given = prepared(made)
    made.search()
    made.store().close()
    return folder, given


@pytest.mark.parametrize("name", WRITE_PATHS)
def test_no_strike_at_a_write_path_loses_what_was_acknowledged(name: str, template: tuple[Path, Before], tmp_path: Path) -> None:
    path, given = WRITE_PATHS[name], template[1]
    chance = random.Random(name)
    told: Counter[str] = Counter()
    folder = shutil.copytree(template[0], tmp_path / "killed" / "data")
    for _ in range(KILLS):
        left = struck.killed(folder, given, path, chance, longest_s=LONGEST_S.get(name, 0.5))
        assert left.broke == []
        told.update(kills=1, acknowledged=len(left.said), lost=len(struck.lost(folder, given, path, left)))
    assert struck.still_works(folder, given, path)
    for trial in range(FULL_TRIALS):
        told.update(_filled(name, template, tmp_path / f"full-{trial}", chance))
    told.update(_read_only(name, template, tmp_path / "read-only"))
    folder = shutil.copytree(template[0], tmp_path / "clocks" / "data")
    left = struck.by_jumping_clocks(folder, given, path)
    assert left.broke == []
    told.update(jumps=len(struck.JUMPS), lost=len(struck.lost(folder, given, path, left)))
    print(f"\n{name}: " + ", ".join(f"{what} {count}" for what, count in told.items()))
    assert told["lost"] == 0


def _filled(name: str, template: tuple[Path, Before], at: Path, chance: random.Random) -> Counter[str]:
    path, given = WRITE_PATHS[name], template[1]
    kilobytes = struck.size_of(template[0]) // 1000 + chance.randrange(200, ROOM_KB)
    with struck.small_disk(at, kilobytes) as is_mounted:
        folder = shutil.copytree(template[0], at / "data")
        left = struck.without_disk(folder, given, path, times=3000, most_bytes=None if is_mounted else kilobytes * 500)
        if left.refused or left.broke:
            check_refused(left)
        lost = struck.lost(folder, given, path, left, is_full=is_mounted)
        if is_mounted:
            struck.remount(at, f"size={kilobytes + 200_000}k")
        assert struck.still_works(folder, given, path)
        mended = struck.lost(folder, given, path, left)
    return Counter({"full": 1 if left.refused else 0, "acknowledged": len(left.said), "lost": len(lost) + len(mended)})


def _read_only(name: str, template: tuple[Path, Before], at: Path) -> Counter[str]:
    path, given = WRITE_PATHS[name], template[1]
    with struck.small_disk(at, struck.size_of(template[0]) // 1000 + 100_000) as is_mounted:
        if not is_mounted:
            return Counter()
        folder = shutil.copytree(template[0], at / "data")
        struck.remount(at, "ro")
        check_refused(struck.without_disk(folder, given, path, times=1))
        struck.remount(at, "rw")
        assert struck.still_works(folder, given, path)
    return Counter({"read-only": 1})
