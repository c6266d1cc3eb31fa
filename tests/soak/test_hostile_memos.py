"""Memos that nobody writes: one word, one letter, signs, blanks, for twenty thousand characters. Each is coached or refused, soon."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.served import ROOT, environment

FEEDS = (
    "plant ", "a", "?!.,;:- ", "\n", '"', "1", "USD 1,000 ", "The line stopped. ", "esperamos que ", " \t", "A. ", "(", "- a\n", "á1 ,\n",
)  # fmt: skip
SIZES = (4_000, 20_000)
MOST_S = 60
"""Twenty times what any of them takes: what takes longer goes round and round."""


@pytest.mark.soak
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_memo_of_one_thing_again_and_again_is_coached_or_refused(lang: str, tmp_path: Path) -> None:
    for number, (feed, size) in enumerate((feed, size) for feed in FEEDS for size in SIZES):
        memo = tmp_path / f"{number}.txt"
        memo.write_text((feed * size)[:size], "utf-8")
        command = [sys.executable, "-m", "app", "coach", str(memo), "--lang", lang]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(tmp_path / "data"), capture_output=True, text=True, timeout=MOST_S, check=False
        )
        assert done.returncode in (0, 2), (feed, size, done.stderr)
        assert "Traceback" not in done.stderr, (feed, size)
