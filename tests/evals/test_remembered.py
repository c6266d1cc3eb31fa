"""A whole examination is made once for the same app, prompts, corpus and cases; one that failed is made again."""

from __future__ import annotations

from pathlib import Path

from evals.remembered import remembered


def test_what_was_said_is_said_again_and_a_failure_is_examined_anew(tmp_path: Path) -> None:
    asked: list[str] = []

    def saying(code: int) -> tuple[str, int]:
        asked.append("asked")
        return f"said {len(asked)}", code

    assert remembered("good", lambda: saying(0), tmp_path) == ("said 1", 0)
    assert remembered("good", lambda: saying(0), tmp_path) == ("said 1", 0)
    assert remembered("bad", lambda: saying(1), tmp_path) == ("said 2", 1)
    assert remembered("bad", lambda: saying(1), tmp_path) == ("said 3", 1)


def test_a_half_written_memory_is_made_again(tmp_path: Path) -> None:
    remembered("good", lambda: ("said", 0), tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text('["sa', "utf-8")
    assert remembered("good", lambda: ("anew", 0), tmp_path) == ("anew", 0)
