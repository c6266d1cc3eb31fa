"""`puente verify`: results in the order of the lines, every bad file refused with its line and nothing else printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.standin import standin

GOOD: dict[str, Any] = {"id": "a", "statement": "The firm replaces within 18 months.", "evidence": "The firm replaces within 12 months."}


def _file(folder: Path, *lines: Any) -> str:
    path = folder / "pairs.jsonl"
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else json.dumps(x, ensure_ascii=False).encode() for x in lines))
    return str(path)


def test_results_come_in_the_order_of_the_lines_with_their_reasons(run: Run, tmp_path: Path) -> None:
    told = _file(
        tmp_path, {**GOOD, "id": "z"}, b"", {**GOOD, "id": 2, "statement": "Sustituye en doce meses.", "evidence": [GOOD["evidence"]]}
    )
    ran = run("verify", told, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [(r["id"], r["verdict"]) for r in ran.json()["results"]] == [("z", "unsupported"), (2, "supported")]
    assert "12 months" in ran.json()["results"][0]["reasons"][0]
    assert ran.json()["results"][1]["reasons"] == []


def test_reasons_are_in_the_readers_language(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTE_LANG", "es")
    ran = run("verify", _file(tmp_path, GOOD))
    assert ran.out.startswith("a: sin sustento: la cifra es otra")


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ((GOOD, b"{half"), 2),
        ((GOOD, {**GOOD, "id": "a"}), 2),
        (({"id": "b", "evidence": "x"},), 1),
        (({**GOOD, "statement": " "},), 1),
        (({**GOOD, "evidence": [1]},), 1),
        (({**GOOD, "lang": "fr"},), 1),
        (({**GOOD, "id": True},), 1),
        ((b"[]",), 1),
        ((GOOD, b'{"id": "\xff"}'), 2),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_printed(lines: tuple[Any, ...], line: int, run: Run, tmp_path: Path) -> None:
    ran = run("verify", _file(tmp_path, *lines), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert f"pairs.jsonl:{line}:" in ran.err


def test_an_empty_file_no_file_and_an_unknown_writer_are_refused(run: Run, tmp_path: Path) -> None:
    for lines, arguments in (((b"",), ("pairs.jsonl",)), ((), ("none.jsonl",)), ((GOOD,), ("pairs.jsonl", "--writer", "oracle"))):
        _file(tmp_path, *lines)
        ran = run("verify", str(tmp_path / arguments[0]), *arguments[1:])
        assert (ran.code, ran.out) == (2, ""), arguments


def test_a_model_that_is_not_configured_is_2_and_one_that_cannot_be_reached_is_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _file(tmp_path, {**GOOD, "statement": "The firm replaces within 12 months."})
    assert run("verify", told, "--writer", "model").code == 2
    monkeypatch.setenv("PUENTE_MODEL", "puente-standin")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    ran = run("verify", told, "--writer", "model")
    assert (ran.code, ran.out) == (3, "")


def test_the_verifier_model_is_asked_where_the_rules_leave_it_open(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with standin() as server:
        monkeypatch.setenv("PUENTE_MODEL", "puente-standin")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        ran = run(
            "verify",
            _file(tmp_path, GOOD, {**GOOD, "id": "b", "statement": "The firm replaces within 12 months."}),
            "--writer",
            "model",
            "--json",
        )
        asked = [json.dumps(r) for r in server.requests()]
    assert ran.code == 0, ran.err
    assert ran.json()["results"][0]["verdict"] == "unsupported"
    assert any("[P2]" in a for a in asked)
    assert not any("[P1]" in a for a in asked)


def test_a_verifier_that_judges_has_its_word_beside_the_rules(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weather = {
        **GOOD,
        "id": "c",
        "statement": "Crates crossed near harbour bridges.",
        "evidence": ["Twelve lemons were weighed at dawn."],
    }
    with standin() as server:
        server.always("judging")
        monkeypatch.setenv("PUENTE_MODEL", "puente-standin")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        same = {**GOOD, "id": "b", "statement": "The firm replaces within 12 months."}
        ran = run("verify", _file(tmp_path, same, weather), "--writer", "model", "--json")
    assert ran.code == 0, ran.err
    told = {r["id"]: r["verdict"] for r in ran.json()["results"]}
    assert (told["b"], told["c"]) == ("supported", "unsupported")
