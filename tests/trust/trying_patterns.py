"""Feeds every pattern with the texts that make it work hardest, in this process: run it as one of its own, that a parent may end.

`python -m tests.trust.trying_patterns 300 [FOLDER]` prints one JSON line for each pattern that took long: what, where, on which text.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from tests.trust.patterns import COMPILED, Pattern, anchored, gathered
from tests.trust.pumping import texts

HANGS_S = 1.0
"""Of processor time, on a text of a few kilobytes at most: a pattern that takes so long never ends on a long one."""
NOTICED_S = 0.04
"""Below this nothing can be told from the clock's own grain."""
LONG = 20_000
"""Characters of a long memo, or of a pasted mail: what a pattern must come through."""
MOST_GROWTH = 9.0
"""Four times the text, four times the work; sixteen times for a pattern that looks again at what it has seen."""
MOST_S = 1.0
"""What a pattern may take for a long text, whatever its growth."""


class Slow(NamedTuple):
    """A pattern that worked too hard on a text."""

    site: str
    pattern: str
    text: str
    seconds: float
    growth: float | None = None


class _Rang(Exception):
    """The alarm."""


def tried(found: Iterable[Pattern], size: int, hangs_s: float = HANGS_S) -> tuple[int, list[Slow]]:
    """How many texts were tried, and the patterns that hung on one; from 2,000 characters on also those whose work outgrows the text."""
    signal.signal(signal.SIGVTALRM, _ring)
    asked_at: dict[tuple[str | bytes, int], set[str]] = defaultdict(set)
    for each in found:
        asked_at[each.text, each.flags].add(each.site)
    count, slow = 0, []
    for (said, flags), where in asked_at.items():
        number, worst = _worst(said, flags, size, hangs_s, is_anchored=where <= anchored())
        count += number
        if worst is not None:
            slow.append(worst._replace(site=", ".join(sorted(where))))
    return count, slow


def _worst(said: str | bytes, flags: int, size: int, hangs_s: float, *, is_anchored: bool) -> tuple[int, Slow | None]:
    plain = said if isinstance(said, str) else said.decode("latin-1")
    flags = flags & ~re.UNICODE if isinstance(said, bytes) else flags
    compiled: re.Pattern[Any] = COMPILED.get((said, flags)) or re.compile(said, flags)
    count, noticed = 0, []
    for at, text in enumerate(texts(plain, flags, size)):
        count += 1
        took = _took(compiled, text, is_anchored, hangs_s)
        if took >= hangs_s * 0.9:
            return count, Slow("", plain, text[:60], took)
        if took >= NOTICED_S:
            noticed.append(at)
    for at in noticed:
        small, large = (_nth(plain, flags, s, at) for s in (LONG // 4, LONG))
        quick, long = _took(compiled, small, is_anchored), _took(compiled, large, is_anchored, HANGS_S * 8)
        if long > MOST_S and long / max(quick, NOTICED_S / 4) > MOST_GROWTH:
            return count, Slow("", plain, large[:60], long, round(long / max(quick, NOTICED_S / 4), 1))
    return count, None


def _nth(pattern: str, flags: int, size: int, at: int) -> str:
    """The text of the same making in another size; the last one where two of them have become one."""
    made = list(texts(pattern, flags, size))
    return made[min(at, len(made) - 1)]


def _took(pattern: re.Pattern[Any], text: str, is_anchored: bool, most_s: float = HANGS_S) -> float:
    subject: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, most_s)
    try:
        if is_anchored:
            pattern.match(subject)
        else:
            for _ in pattern.finditer(subject):
                pass
    except _Rang:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _Rang


def main(size: str, folder: str | None = None) -> None:
    """Prints how much was tried, then what was slow."""
    found = gathered(Path(folder) if folder else None)
    count, slow = tried(found, int(size))
    told = {"patterns": len({(p.text, p.flags) for p in found}), "texts": count, "sites": sorted({p.site for p in found})}
    print(json.dumps({**told, "slow": [each._asdict() for each in slow]}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
