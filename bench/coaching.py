"""How long the rule-based coaching of two and of sixty pages takes when all is loaded and its memory. `python -m bench.coaching`."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from bench.clock import call_s

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "coaching" / "memos.yaml"
TWO_PAGES = 900
"""Words."""
SIXTY_PAGES = 27_000
"""Words."""


def measure() -> dict[str, float]:
    """Seconds, warm, for the rules alone (markers, levels, blockers) and for the whole coaching; megabytes."""
    import psutil
    import yaml

    from app.chains.coach_memo import coach, memo_of
    from app.checks.memos.blockers import blockers
    from app.checks.memos.levels import levels
    from app.checks.memos.markers import find_markers
    from app.checks.memos.reading import read
    from app.domain.memos import Memo

    found: dict[str, float] = {}

    blanks = itertools.count(1)

    def long(case: dict[str, str], words: int) -> Memo:
        """A memo that was never read before, its kind still to be told: what a user's is."""
        body = case["text"].split("\n\n", 2)
        text = "\n\n".join((*body[:2], *[body[2]] * max(1, words // len(body[2].split())))) + " " * next(blanks)
        return memo_of(text, "es" if case["lang"] == "es" else "en")

    cases = yaml.safe_load(DATA.read_text("utf-8"))["memos"][:2]
    for case in cases:

        def graded(case: dict[str, str] = case) -> object:
            reading = read(long(case, TWO_PAGES))
            return levels(reading, find_markers(reading), blockers(reading))

        found[f"coach_rules_{case['lang']}_s"] = call_s(graded)
        found[f"coach_whole_{case['lang']}_s"] = call_s(lambda case=case: coach(long(case, TWO_PAGES)), repeat=5)  # type: ignore[misc]
    found["coach_sixty_pages_s"] = call_s(lambda: coach(long(cases[0], SIXTY_PAGES)), repeat=1)
    found["coach_memory_mb"] = psutil.Process().memory_info().rss / 1e6
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
