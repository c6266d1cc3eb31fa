"""No regular expression of the code or of the data takes for ever, whatever a user types: each is fed the texts that it likes least."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.trust.patterns import Pattern, anchored, sites
from tests.trust.pumping import texts
from tests.trust.trying_patterns import HANGS_S, tried
from tests.ui.served import ROOT

GUARD_S = 300
"""For the whole of it, in a process that can be ended: a hang is a failure, not a wait."""
OF_WHAT_USERS_GIVE = frozenset(
    f"app/{line}"
    for line in """
    catalog/places.py catalog/questions.py catalog/rewrite_words.py catalog/rewriting.py catalog/roleplay.py chains/annexes.py
    chains/paper_model.py chains/paper_values.py chains/read_papers.py
    chains/model_quotes.py chains/rewrite_questions.py checks/memos/charter.py checks/secrets.py domain/criteria.py domain/derive_plan.py
    llm/providers.py
    """.split()
)
"""Made while something is drafted or coached: tried by `make soak`, which does a bit of everything."""


def try_all(size: int, *folder: str) -> dict[str, Any]:
    """What the trial in its own process tells."""
    command = [sys.executable, "-m", "tests.trust.trying_patterns", str(size), *folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=GUARD_S * 4 if folder else GUARD_S, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_no_pattern_of_code_or_data_hangs_on_what_it_likes_least() -> None:
    told = try_all(100)
    assert told["slow"] == []
    assert told["patterns"] > 800
    unseen = {site.partition(":")[0] for site in sites() - set(told["sites"])}
    assert unseen <= OF_WHAT_USERS_GIVE, "a new way of making a pattern: load it in tests/trust/patterns.py"


@pytest.mark.parametrize(
    "explosive",
    [r"(?:\w+\s?)*:", r"(?:<!--.*?-->\s*)*<html", r"\s*\w*\s*\w*\s*\w*\s*\w*!", r"(?:[a-z]+[ ,]?){0,8}\W*$"],
)
def test_the_trial_finds_patterns_that_explode(explosive: str) -> None:
    _, slow = tried([Pattern("x.py:1", explosive, re.compile(explosive).flags)], 300, HANGS_S / 5)
    assert slow


@pytest.mark.parametrize("harmless", [r"\b\w+\b", r"(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<html", r"[a-z]{1,20}: .{0,40}$"])
def test_the_trial_lets_harmless_patterns_pass(harmless: str) -> None:
    assert tried([Pattern("x.py:1", harmless, re.compile(harmless).flags)], 300, HANGS_S / 5)[1] == []


def test_the_texts_reach_each_repeat_of_a_pattern_by_what_stands_before_it() -> None:
    made = list(texts(r"due:\s+(?:by|on) \d+x", 0, 50))
    assert any(t.startswith("due:  ") for t in made)
    assert any(t.startswith("due: by 111") for t in made)


def test_a_pattern_that_is_only_asked_at_one_place_is_known_as_such() -> None:
    lines = {site.partition(":")[0] for site in anchored()}
    assert "app/ingest/media.py" in lines
    assert "app/domain/money.py" not in lines
