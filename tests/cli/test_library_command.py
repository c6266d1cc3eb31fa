"""`puente library` and `puente doctor`: the shapes of INTERFACES, abstention, and ids that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run, refused

HIT: dict[str, Any] = {
    "type": "object",
    "required": "sentence_id source_id text score card_ids lang twin_id as_of review_by confidence visibility".split(),
    "properties": {
        "sentence_id": {"type": "string", "pattern": r"^G\d+\.\d+(-es)?$"},
        "source_id": {"type": "string", "minLength": 1},
        "text": {"type": "string", "minLength": 1},
        "score": {"type": ["number", "null"]},
        "card_ids": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "lang": {"enum": ["en", "es"]},
        "twin_id": {"type": ["string", "null"]},
        "as_of": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "review_by": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "confidence": {"enum": ["verified-here", "part-verified", "from-knowledge", "original-design", "verified-by-reviewer"]},
        "visibility": {"enum": ["public", "mandate", "firm", "private"]},
        "locator": {"type": "string"},
    },
    "additionalProperties": False,
}
ANSWER: dict[str, Any] = {
    "type": "object",
    "required": ["query", "lang", "embedder", "abstained", "hits"],
    "properties": {
        "query": {"type": "string"},
        "lang": {"enum": ["en", "es"]},
        "embedder": {"type": "string"},
        "abstained": {"type": "boolean"},
        "hits": {"type": "array", "items": HIT},
    },
    "additionalProperties": False,
}
SHOWN: dict[str, Any] = {
    **HIT,
    "required": [*HIT["required"], "before", "after"],
    "properties": {**HIT["properties"], "before": {"type": "array", "items": HIT}, "after": {"type": "array", "items": HIT}},
}
NONSENSE = "qwxz florp vrimblo zzyk"


def fits(value: Any, schema: dict[str, Any]) -> Any:
    """The value, once the schema has taken it."""
    Draft202012Validator(schema).validate(value)
    return value


@pytest.mark.parametrize(
    ("query", "flags", "lang"),
    [
        ("How many days of aguinaldo does Mexican law require?", (), "en"),
        ("¿Cuántos días de aguinaldo exige la ley?", (), "es"),
        ("aguinaldo", ("--lang", "es"), "es"),
        ("¿Cuántos días de aguinaldo exige la ley?", ("--lang", "en"), "en"),
    ],
)
def test_hits_stand_in_the_language_asked_for_else_in_that_of_the_query(run: Run, query: str, flags: tuple[str, ...], lang: str) -> None:
    ran = run("library", "search", query, *flags, "--json")
    answer = fits(ran.json(), ANSWER)
    assert (ran.code, answer["query"], answer["lang"], answer["abstained"]) == (0, query, lang, False)
    assert answer["hits"]
    assert {h["lang"] for h in answer["hits"]} == {lang}
    assert any("LB-025" in h["card_ids"] for h in answer["hits"])
    assert len({h["sentence_id"].removesuffix("-es") for h in answer["hits"]}) == len(answer["hits"])
    scores = [h["score"] for h in answer["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_k_limits_the_hits(run: Run) -> None:
    assert len(run("library", "search", "vacation premium in Mexico", "-k", "2", "--json").json()["hits"]) == 2


@pytest.mark.parametrize("lang", ["en", "es"])
def test_nonsense_is_answered_by_abstaining(run: Run, lang: str) -> None:
    ran = run("library", "search", NONSENSE, "--json", PUENTE_LANG=lang)
    assert ran.code == 0
    assert (fits(ran.json(), ANSWER)["abstained"], ran.json()["hits"]) == (True, [])


def test_abstaining_is_said_in_the_readers_language(run: Run) -> None:
    assert run("library", "search", NONSENSE).out == "Nothing in the library answers this.\n"
    assert run("library", "search", NONSENSE, PUENTE_LANG="es").out == "Nada en la biblioteca responde esto.\n"


QUERIES = ["", "   ", "?", "\ud800", "a" * 20_000, "AND OR NOT", '"unclosed', "field:value^9~", "🙂", "SELECT * FROM x; --"]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_breaks_the_search(run: Run, query: str) -> None:
    ran = run("library", "search", query, "--json")
    assert ran.code == 0
    fits(ran.json(), ANSWER)


def test_a_sentence_is_shown_with_its_neighbours_in_reading_order(run: Run) -> None:
    shown = fits(run("library", "show", "G12.3", "--json").json(), SHOWN)
    assert (shown["sentence_id"], shown["twin_id"], shown["lang"]) == ("G12.3", "G12.3-es", "en")
    assert [h["sentence_id"] for h in (*shown["before"], *shown["after"])] == ["G12.1", "G12.2", "G12.4", "G12.5"]
    spanish = fits(run("library", "show", "G12.3-es", "--json").json(), SHOWN)
    assert (spanish["lang"], spanish["twin_id"]) == ("es", "G12.3")


@pytest.mark.parametrize("wrong", ["G999.9", "G12", "g12.3", "", "../G12.3"])
def test_an_unknown_sentence_is_refused_by_name(run: Run, wrong: str) -> None:
    refused(run("library", "show", wrong, "--json"), wrong)


def test_lint_gives_its_findings_and_blocks_on_none_of_the_shipped_library(run: Run) -> None:
    ran = run("library", "lint", "--json")
    assert ran.code == 0
    assert {f["severity"] for f in ran.json()["findings"]} <= {"info", "warn"}


def test_reindex_prints_the_count(run: Run, tmp_path: Path) -> None:
    ran = run("library", "reindex", "--json", PUENTE_DATA_DIR=str(tmp_path / "data"))
    assert ran.code == 0
    assert list(ran.json()) == ["sentences"]
    assert ran.json()["sentences"] > 1000


@pytest.mark.parametrize(("lang", "told"), [("en", "indexing 256 of 512\n"), ("es", "indexando 256 de 512\n")])
def test_progress_is_told_on_standard_error_in_the_readers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    def reindex(_house: object, _actor: object, progress: Callable[[int, int], None]) -> int:
        progress(256, 512)
        return 512

    monkeypatch.setattr("app.services.library.reindex", reindex)
    ran = run("library", "reindex", "--json", PUENTE_LANG=lang)
    assert (ran.json(), ran.err) == ({"sentences": 512}, told)


def test_a_search_builds_an_index_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("library", "search", "aguinaldo in Mexico", "--json", PUENTE_DATA_DIR=str(tmp_path / "new"))
    assert ran.code == 0
    assert ran.json()["hits"]


@pytest.mark.parametrize("flags", [("--lang", "fr"), ("-k", "0"), ("-k", "51"), ("-k", "many")])
def test_a_bad_flag_of_search_is_refused_by_name(run: Run, flags: tuple[str, str]) -> None:
    refused(run("library", "search", "aguinaldo", *flags), flags[0])


def test_doctor_finds_a_sound_house_sound(run: Run) -> None:
    ran = run("doctor", "--json")
    assert (ran.code, ran.err, ran.json()["ok"]) == (0, "", True)
    assert {p["state"] for p in ran.json()["points"]} <= {"ok", "warn"}
    assert {"data", "database", "library", "kinds", "index", "model", "locale en", "locale es"} <= {p["name"] for p in ran.json()["points"]}


def test_doctor_says_what_is_bad_and_exits_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    ran = run("doctor", "--json", PUENTE_DATA_DIR=str(tmp_path / "file"))
    bad = [p for p in ran.json()["points"] if p["state"] == "bad"]
    assert (ran.code, ran.json()["ok"]) == (2, False)
    assert any("PUENTE_DATA_DIR" in p["message"] for p in bad)


def test_doctor_names_the_host_of_a_model_and_never_the_key(run: Run) -> None:
    ran = run("doctor", PUENTE_MODEL="m", OPENAI_API_KEY="sk-very-private-1", OPENAI_BASE_URL="http://user:word@127.0.0.1:9/v1")
    assert "127.0.0.1:9" in ran.out
    assert "sk-very-private-1" not in ran.out + ran.err
    assert "user:word" not in ran.out + ran.err
