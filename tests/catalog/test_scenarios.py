"""Practice scenarios: enough of them, both languages alike, and a loader that refuses what is not an exercise."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.catalog import scenarios as catalog
from app.catalog.scenarios import nearest, read_scenario, scenario, scenarios, scenarios_dir, unequal
from app.catalog.yaml_files import load
from app.domain.coaching import AUDIENCES, CODES, MEMO_KINDS
from app.domain.lang import both
from app.errors import BadData, UnknownId

KNOWN = scenarios()
NAME = "SN-004.yaml"


@pytest.fixture
def raw() -> dict[str, Any]:
    """A scenario's file, to be spoilt."""
    loaded: dict[str, Any] = copy.deepcopy(load(scenarios_dir() / NAME))
    return loaded


def test_there_are_enough_scenarios_of_every_kind_for_every_audience_and_dimension() -> None:
    assert len(KNOWN) >= 26
    assert {f"SN-{n:03}" for n in range(1, 19)} <= set(KNOWN)
    assert {s.kind for s in KNOWN.values()} == set(MEMO_KINDS)
    assert {s.audience for s in KNOWN.values()} == set(AUDIENCES)
    assert {c for s in KNOWN.values() for c in s.dimensions} == set(CODES) - {"D10"}, "D10 is trained in role-play only"


def test_at_least_six_new_scenarios_have_no_incident() -> None:
    assert len([s for s in KNOWN.values() if not s.has_incident and s.id > "SN-018"]) >= 6


@pytest.mark.parametrize("scenario_id", list(KNOWN))
def test_a_scenario_holds_more_than_the_memo_needs_and_something_that_does_not_agree(scenario_id: str) -> None:
    found = KNOWN[scenario_id]
    assert len(found.of_weight("needed")) >= 4
    assert len(found.of_weight("spare")) >= 2
    assert found.of_weight("conflict"), "one fact contradicts another"
    assert found.unknown
    assert len(found.questions) >= 4
    for name, text in found.texts():
        assert text.en != text.es, f"{name} is not translated"
    assert all(q.en and q.en.endswith("?") and q.es and q.es.endswith("?") and "¿" in q.es for q in found.questions)


def test_an_id_is_found_however_it_is_written_and_an_unknown_one_names_the_nearest() -> None:
    assert scenario("sn-4") == scenario(" SN-004 ") == scenario("4")
    with pytest.raises(UnknownId) as refused:
        scenario("SN-999")
    assert refused.value.params["near"] == max(KNOWN)
    assert nearest("SM-005") == "SN-005"
    with pytest.raises(UnknownId):
        scenario("")


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("id", "SN-005", "id"),
        ("kind", "letter", "kind"),
        ("audience", "press", "audience"),
        ("provenance", "taken from a book", "provenance"),
        ("today", "soon", "today"),
        ("has_incident", "maybe", "has_incident"),
        ("dimensions", ["D10"], "dimensions"),
        ("dimensions", [], "dimensions"),
        ("cards", ["ZZ-001"], "cards"),
        ("cards", [], "cards"),
        ("unknown", [], "unknown"),
        ("questions", [{"en": "Why?", "es": "¿Por qué?"}], "questions"),
        ("softening", {"en": "All is well."}, "softening"),
        ("title", {"en": "Three cuts", "es": "Cuatro cortes"}, "title"),
        ("situation", {"en": "On 6 November.", "es": "El 7 de noviembre."}, "situation"),
    ],
)
def test_a_broken_field_is_refused_by_name(raw: dict[str, Any], key: str, value: Any, named: str) -> None:
    raw[key] = value
    with pytest.raises(BadData) as refused:
        read_scenario(raw, NAME)
    assert (refused.value.where, refused.value.params["name"]) == (NAME, named)


def test_an_unknown_or_missing_key_is_refused_by_name(raw: dict[str, Any]) -> None:
    raw["colour"] = "red"
    del raw["cards"]
    with pytest.raises(BadData) as refused:
        read_scenario(raw, NAME)
    assert refused.value.params["name"] == "cards, colour"
    with pytest.raises(BadData):
        read_scenario(["no mapping"], NAME)


def test_a_fact_from_the_future_twice_the_same_or_too_few_of_them_are_refused(raw: dict[str, Any]) -> None:
    late = copy.deepcopy(raw)
    late["facts"][0]["as_of"] = late["today"] + timedelta(days=1)
    twice = copy.deepcopy(raw)
    twice["facts"][1]["id"] = twice["facts"][0]["id"]
    few = copy.deepcopy(raw)
    few["facts"] = [f for f in few["facts"] if f["weight"] != "spare"]
    odd = copy.deepcopy(raw)
    odd["facts"][0]["weight"] = "heavy"
    extra = copy.deepcopy(raw)
    extra["facts"][0]["mood"] = "good"
    for broken in (late, twice, few, odd, extra):
        with pytest.raises(BadData):
            read_scenario(broken, NAME)


@pytest.mark.parametrize(
    ("english", "spanish", "unlike"),
    [
        ("USD 0.6–2.1 million by 4 December", "de 0.6 a 2.1 millones de dólares antes del 4 de diciembre", ""),
        ("two lines and 340 computers", "2 líneas y 340 computadoras", ""),
        ("340 computers", "340 computadoras y 3 servidores", "3"),
        ("USD 38,000 a week", "38,000 pesos por semana", "38,000"),
        ("by 4 December", "antes del 5 de diciembre", "4 December"),
        ("three cuts", "tres cortes", ""),
        ("20 working days", "20 días naturales", "20"),
    ],
)
def test_numbers_and_dates_must_be_the_same_in_both_languages(english: str, spanish: str, unlike: str) -> None:
    assert unequal(both(english, spanish)) == unlike


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of scenarios that a test may add to."""
    folder = tmp_path / "scenarios"
    shutil.copytree(scenarios_dir(), folder)
    monkeypatch.setattr(catalog, "scenarios_dir", lambda: folder)
    scenarios.cache_clear()
    yield folder
    scenarios.cache_clear()


def test_a_scenario_is_one_file(copied: Path) -> None:
    text = (copied / "SN-004.yaml").read_text("utf-8").replace("id: SN-004", "id: SN-777")
    (copied / "SN-777.yaml").write_text(text, "utf-8")
    assert scenario("SN-777").today == date(2026, 11, 18)
