"""Documents, rewrites, role-plays, uploads and stuffed texts as cases: each runs through the app, and each of its marks can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.app_adapter import Adapter, marks_of, output_of
from evals.brief_task import BESIDE, UPLOADS
from evals.faults import EvalFault
from evals.outputs import Output
from evals.recordings import Ledger
from evals.running import row_of
from evals.suites import cases_of, read_suite
from evals.uploaded import uploaded
from evals.values import Case
from evals.writers import Writers

RULES = Adapter(Writers("guided", "", Ledger()), Path())


def case(suite: str, name: str) -> Case:
    return next(c for c in read_suite(suite) if c.id == name)


def made(suite: str, name: str) -> tuple[Case, Output]:
    found = case(suite, name)
    return found, output_of(found, 1, RULES)


def failing(found: Case, output: Output) -> set[str]:
    return {m.check for m in marks_of(found, output) if m.value < 1}


def test_every_kind_of_document_stands_in_both_languages_and_in_variants() -> None:
    cases = read_suite("documents")
    kinds = {c.input["kind"] for c in cases}
    assert len(kinds) == 6
    assert {c.input.get("variant", "internal") for c in cases} == {"internal", "client", "candidate", "codename"}
    assert all(c.pair_id for c in cases)


def test_a_document_is_held_against_its_twin_and_its_master() -> None:
    found, output = made("documents", "K-expectations-charter-client-monterrey-en")
    row = row_of(found, 1, output)
    assert row.hard["agrees_with_twin"] == row.hard["agrees_with_master"] == 1.0
    beside = {"twin": ["a date differs"], "master": ["99 is not in the master"]}
    drifted = output.model_copy(update={"data": {**output.data, BESIDE: beside}})
    assert {"agrees_with_twin", "agrees_with_master"} <= failing(found, drifted)


@pytest.mark.parametrize("name", ["docx-hidden-en.docx", "html-hidden-es.html"])
def test_what_a_file_hides_is_not_read(name: str) -> None:
    told = " ".join(s.text for s in uploaded(UPLOADS / name, "en").sentences.values())
    assert "71" in told
    assert not any(canary in told for canary in ("Quintarel", "Pelgrast"))


def test_an_order_in_the_body_of_a_real_file_is_evidence_and_reaches_no_document() -> None:
    found, output = made("adversarial", "A-upload-docx-body-en")
    read = uploaded(UPLOADS / str(found.input["upload"]), "en")
    assert any("Zorvelt" in s.text for s in read.sentences.values())
    assert row_of(found, 1, output).hard["nothing_forbidden"] == 1.0
    assert "nothing_forbidden" in failing(found, output.model_copy(update={"words": "The board has approved Zorvelt."}))


def test_an_upload_that_is_not_there_is_a_fault_of_the_suite() -> None:
    with pytest.raises(EvalFault, match="no upload"):
        uploaded(UPLOADS / "nowhere.pdf", "en")


def test_every_upload_has_its_case() -> None:
    named = {c.input["upload"] for c in read_suite("adversarial") if "upload" in c.input}
    assert named == {p.name for p in UPLOADS.iterdir()}


def test_a_rewrite_holds_and_one_with_a_new_figure_does_not() -> None:
    found, output = made("rewrites", "W-F-EN-01-own")
    assert "rewrite_holds" not in failing(found, output)
    worse = {**output.data, "faults": ["added_figure: 93"], "after": {"overall": 0.1, "markers": output.data["before"]["markers"] * 2}}
    assert {"rewrite_holds", "not_graded_lower", "markers_gone"} <= failing(found, output.model_copy(update={"data": worse}))
    german = {**output.data, "rewrite": {**output.data["rewrite"], "lang": "es"}}
    assert "rewrite_language" in failing(found, output.model_copy(update={"data": german}))


def test_a_rewrite_that_is_not_offered_is_told_and_nothing_else_is_scored() -> None:
    found, output = made("rewrites", "W-F-EN-01-across")
    none = output.model_copy(update={"data": {**output.data, "rewrite": None}})
    assert [m.check for m in marks_of(found, none)] == ["offered"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_role_play_ends_with_the_level_that_its_answers_deserve(lang: str) -> None:
    found, output = made("role_play", f"RP-full-1-{lang}")
    row = row_of(found, 1, output)
    assert set(row.hard.values()) == {1.0}
    assert row.soft["level_right"] == 1.0


def test_each_fault_of_an_exchange_has_its_mark() -> None:
    found, output = made("role_play", "RP-full-1-en")
    assert failing(found, output) == set()
    turns = output.data["turns"]
    cut = {**output.data, "turns": turns[:-2], "over": False}
    assert "exchange_form" in failing(found, output.model_copy(update={"data": cut}))
    spans = {**output.data["debrief"], "spans": [{"turn": 2, "start": 0, "end": 4, "text": "No. "}], "level": 0}
    assert {"quotes_exact", "level_right"} <= failing(found, output.model_copy(update={"data": {**output.data, "debrief": spans}}))
    spanish = [{**t, "text": "¿Cuánto cuesta y para cuándo se resuelve este asunto de la planta?"} for t in turns]
    assert "asks_in_language" in failing(found, output.model_copy(update={"data": {**output.data, "turns": spanish}}))


def test_stuffed_texts_are_all_different_and_say_that_they_are_recombined() -> None:
    cases = [c for c in read_suite("memos") if "recombined" in c.tags]
    assert len({c.input["text"] for c in cases}) == len(cases) >= 110
    assert all("recombined" in c.provenance for c in cases)


def test_a_file_of_plays_with_an_unknown_kind_of_answer_is_refused() -> None:
    from evals.suites import held_against_schema

    play = {"id": "x", "plan": {"open": "shrug", "press": "direct"}, "level": 2}
    bad = {"provenance": "t", "memos": [], "plays": [play], "answers": {"en": {}, "es": {}}}
    with pytest.raises(EvalFault, match="schema"):
        held_against_schema(bad, "role_play.yaml")
    with pytest.raises(EvalFault, match="schema"):
        cases_of({"cases": [{"id": "x"}]}, "some.yaml")
