"""The example intakes: each loads, drafts in both languages without a blocking finding, and is lawful and realistic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.catalog.fairness import lawful_view
from app.catalog.files import examples_dir
from app.catalog.gaps import open_points
from app.catalog.intake_reader import read_intake
from app.catalog.intake_schema import intake_schema
from app.catalog.kinds import document_kind
from app.catalog.mandate_types import mandate_types
from app.catalog.places import recognise
from app.chains.draft_document import Order, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of
from app.domain.derive_dates import start
from app.domain.intake import Intake
from app.domain.lang import LANGS, Lang, LocalText

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = sorted(p.stem for p in examples_dir().glob("*.yaml"))
HONEST = {
    "regreso-directora-pais": {"intake_contradiction", "kickoff"},  # the plan is late, and no adviser is named on the US side
    "sparse-expatriate": {"kickoff"},  # no adviser at all after a first call
}
UNDER_WAY = {"queretaro-under-way"}
PRIVATE = re.compile(
    r"\b(?:wife|husband|spouse|children|kids|married|pregnan\w*|espos[oa]|cónyuge|hijos|casad[oa]|embaraz\w*|edad|salary history"
    r"|current (?:pay|salary)|sueldo actual|último sueldo|recibos? de nómina)\b",
    re.IGNORECASE,
)


def path_of(name: str) -> Path:
    """The file of an example."""
    return examples_dir() / f"{name}.yaml"


def loaded(name: str) -> Intake:
    """An example as it is read."""
    return read_intake(path_of(name).read_bytes(), name=f"{name}.yaml")


def texts(value: Any) -> Iterator[LocalText]:
    """Every free text inside a value."""
    if isinstance(value, LocalText):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)


def free_texts(intake: Intake) -> list[LocalText]:
    """Every free text of an intake."""
    return [text for field in intake.fields.values() for text in texts(field.value)]


def test_every_mandate_type_has_an_example() -> None:
    assert {loaded(n).mandate_type for n in NAMES} == set(mandate_types())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_in_its_first_line_that_it_is_invented(name: str) -> None:
    first = path_of(name).read_text("utf-8").splitlines()[0]
    assert first.startswith(("# Invented", "# Caso inventado"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_drafts_without_a_blocking_finding_and_warns_only_where_it_is_meant_to(name: str, lang: Lang) -> None:
    order = Order(document_kind("mandate-brief"), lang, "internal", "d", "m", 1, NOON)
    document = draft_document(order, facts_of(loaded(name), TODAY), GuidedWriter())
    assert [(f.statement_id, f.message) for f in document.findings if f.severity == "block"] == []
    assert {f.check for f in document.findings if f.severity == "warn"} == HONEST.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_holds_nothing_private_or_unlawful(name: str) -> None:
    _, withheld = lawful_view(loaded(name))
    assert not withheld
    assert PRIVATE.findall(path_of(name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_starts_after_today_unless_it_is_under_way_in_a_known_place_and_takes_100_to_150_days(name: str) -> None:
    intake = loaded(name)
    kickoff, location = intake.get("process.kickoff_date"), intake.get("role.location")
    assert isinstance(kickoff, date)
    assert kickoff < TODAY if name in UNDER_WAY else kickoff >= date(2026, 12, 1)
    assert isinstance(location, LocalText)
    assert recognise(location.any()).cities
    begins = start(facts_of(intake, TODAY), None)
    assert begins is None or 100 <= (begins.value - kickoff).days <= 150


def test_the_juarez_example_answers_every_question_in_both_languages() -> None:
    intake = loaded("juarez-operations")
    own = mandate_types()["border_corridor_operations"].fields
    assert {*intake_schema().fields, *own} - set(intake.fields) == set()
    assert [t.any() for t in free_texts(intake) if t.needs_translation] == []
    asked = {p.path for p in open_points(intake)}
    assert asked == {path for path, field in intake.fields.items() if field.status == "tbc"}


def test_the_return_example_is_in_spanish_only_and_two_thirds_filled() -> None:
    intake = loaded("regreso-directora-pais")
    assert [t.en for t in free_texts(intake) if t.en] == []
    answered = sum(1 for f in intake.fields.values() if f.value is not None)
    asked = len(intake_schema().fields) + len(mandate_types()["repatriating_country_manager"].fields)
    assert 0.6 <= answered / asked <= 0.8


def test_the_sparse_example_is_a_first_call_with_open_and_inferred_answers() -> None:
    intake = loaded("sparse-expatriate")
    statuses = Counter(f.status for f in intake.fields.values())
    assert 10 <= statuses["stated"] <= 14
    assert statuses["tbc"] >= 3
    assert statuses["inferred"] == 1
