"""`puente scenarios` and `puente practice` through the one door: what they print, keep, refuse, and always say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, refused
from tests.storage.builders import coaching

MEMO = "I will send the count by 24 November 2026. A recall is 20–45 % likely and would cost USD 0.6–2.1 million."
NOTICES = ["discoverable", "no_unpublished_results", "private"]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of this test's own."""
    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def keep(run: Run, alone: None) -> Any:
    """Keeps a coaching by the command line and gives the attempt's id."""

    def kept(*flags: str, **said: Any) -> str:
        body = coaching(**said).model_dump_json(exclude_none=True).encode()
        found: str = run("practice", "keep", "-", "--json", *flags, stdin=body).json()["attempt"]
        return found

    return kept


@pytest.mark.parametrize(("lang", "title"), [("en", "Three cuts in ten days"), ("es", "Tres cortes en diez días")])
def test_scenarios_are_listed_and_shown_in_each_language_with_what_must_be_said(run: Run, lang: str, title: str) -> None:
    listed = run("scenarios", "--lang", lang, "--json").json()
    assert len(listed["scenarios"]) >= 26
    assert [n["id"] for n in listed["notices"]] == NOTICES[:2]
    assert {s["id"]: s["title"] for s in listed["scenarios"]}["SN-004"] == title
    shown = run("scenarios", "show", "SN-004", "--lang", lang, "--json").json()
    assert (shown["id"], shown["title"], shown["lang"], shown["kind"]) == ("SN-004", title, lang, "alert")
    assert [n["id"] for n in shown["notices"]] == NOTICES[:2]
    assert set(shown["weights"].values()) == {"needed", "spare", "conflict"}
    text = run("scenarios", "show", "SN-004", "--lang", lang)
    for part in (shown["situation"], shown["softening"], *shown["questions"], *(f["text"] for f in shown["facts"])):
        assert part in text.out
    assert all(n["message"] in text.out for n in shown["notices"])
    plain = run("scenarios", PUENTE_LANG=lang)
    assert title in plain.out
    assert plain.err.count("\n") == 2


def test_options_before_the_subcommand_count_too(run: Run) -> None:
    assert run("scenarios", "--json", "--lang", "es", "show", "4").json()["lang"] == "es"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_unknown_scenario_is_refused_with_the_nearest(run: Run, lang: str) -> None:
    refused(run("scenarios", "show", "SN-099", PUENTE_LANG=lang), "SN-099", "SN-028")
    refused(run("scenarios", "show", "harness", PUENTE_LANG=lang), "harness", "SN-0")
    refused(run("scenarios", "--lang", "fr", PUENTE_LANG=lang), "--lang", "fr")
    refused(run("scenarios", "show", PUENTE_LANG=lang), "ID")


def test_an_attempt_goes_its_whole_way(run: Run, keep: Any, tmp_path: Path) -> None:
    first, second = keep(), keep(text=MEMO, lang="en", overall=2.0)
    listed = run("practice", "list", "--json").json()
    assert [a["id"] for a in listed["attempts"]] == [first, second]
    assert [n["id"] for n in listed["notices"]] == NOTICES
    assert run("practice", "list", "--scenario", "sn-1", "--json").json()["attempts"] == listed["attempts"]
    assert run("practice", "list", "--scenario", "SN-002", "--json").json()["attempts"] == []
    assert "detallito" in run("practice", "show", first).out
    assert run("practice", "show", first, "--json").json()["attempt"]["coaching"]["text"] == coaching().text
    compared = run("practice", "compare", second, first, "--json").json()["comparison"]
    assert (compared["before"], compared["overall_after"]) == (first, 2.0)
    accepted = run("practice", "accept", second, "--json").json()["entries"]
    assert [e["kind"] for e in accepted] == ["commitment", "estimate"]
    recorded = run(
        "practice", "ledger", "--record", accepted[1]["id"], "--outcome", "happened", "--note", "USD 0.9 million", PUENTE_LANG="es"
    )
    assert "ocurrió (USD 0.9 million)" in recorded.out
    assert "20–45 % de probabilidad" in recorded.out
    assert run("practice", "ics", "-o", "due.ics", "--lang", "es").code == 0
    assert b"20261124" in (tmp_path / "due.ics").read_bytes()
    assert run("practice", "delete", "--entry", accepted[1]["id"]).code == 0
    assert "1" in run("practice", "delete", second).out
    assert run("practice", "ledger", "--json").json()["entries"] == []
    assert run("practice", "delete", "--all").code == 0
    assert run("practice", "list", "--json").json()["attempts"] == []


def test_every_practice_output_says_what_it_must_on_standard_error(run: Run, keep: Any) -> None:
    attempt = keep()
    for command in (["list"], ["show", attempt], ["compare", attempt, attempt], ["accept", attempt], ["ledger"], ["ics", "-o", "x.ics"]):
        for lang, words in (("en", "no part of a mandate"), ("es", "No forma parte de una búsqueda")):
            ran = run("practice", *command, PUENTE_LANG=lang)
            assert (ran.code, ran.err.count("\n")) == (0, 3), command
            assert words in ran.err


def test_a_picture_is_drawn_from_five_attempts_on(run: Run, keep: Any, tmp_path: Path) -> None:
    for n in range(4):
        keep(overall=float(n))
    refused(run("practice", "list", "--plot", "p.png"), "--plot", "5", "4")
    assert not (tmp_path / "p.png").exists()
    keep()
    assert run("practice", "list", "--plot", "p.png").code == 0
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    refused(run("practice", "list", "--plot", "p.gif"), "--plot", ".gif")


def test_a_stop_case_is_not_kept_unless_chosen(run: Run, keep: Any) -> None:
    stop = ({"id": "stop_extortion", "message": "x"},)
    assert keep(notices=stop) is None
    assert run("practice", "list", "--json").json()["attempts"] == []
    assert keep("--keep-stop", notices=stop)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_bad_calls_are_refused_with_one_line(run: Run, keep: Any, tmp_path: Path, lang: str) -> None:
    attempt = keep()
    (tmp_path / "bad.json").write_text('{"text": "x"}', "utf-8")
    (tmp_path / "none.json").write_text("", "utf-8")
    for call, named in (
        (("keep", "gone.json"), "gone.json"),
        (("keep", "bad.json"), "lang"),
        (("keep", "none.json"), "none.json"),
        (("show", "A0"), "A0"),
        (("compare", attempt, "A0"), "A0"),
        (("accept", "A0"), "A0"),
        (("delete", "A0"), "A0"),
        (("delete",), "--all"),
        (("delete", attempt, "--all"), "--all"),
        (("share", attempt, "--with", "nobody@example.mx"), "nobody@example.mx"),
        (("share", attempt, "--with", "local"), attempt),
        (("share", attempt, "--with", "nobody", "--undo"), "nobody"),
        (("ledger", "--record", "L0", "--outcome", "kept"), "L0"),
        (("ledger", "--record", "L0", "--outcome", "perhaps"), "--outcome"),
        (("ledger", "--record", "L0"), "--outcome"),
        (("ics", "-o", "gone/x.ics"), "x.ics"),
        (("list", "--scenario", "SN-099"), "SN-099"),
    ):
        refused(run("practice", *call, PUENTE_LANG=lang), named)
    assert [a["id"] for a in run("practice", "list", "--json").json()["attempts"]] == [attempt]
