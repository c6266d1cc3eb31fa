"""An intake filled in step by step, and the mandates that wait for answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.intake_schema import intake_schema
from app.catalog.intake_words import as_typed, from_typed
from app.domain.actor import LOCAL_ACTOR, Actor
from app.errors import BadInput, BadSetting, UnknownId
from app.services import drafting, intakes, mandates
from app.services.house import House

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
OTHER = Actor(user_id="somebody-else", roles=frozenset({"consultant"}))


def test_an_answer_is_saved_as_typed_and_half_a_value_is_kept_and_told(house: House) -> None:
    mandate = intakes.begin(house, LOCAL_ACTOR)
    half = intakes.save(house, LOCAL_ACTOR, mandate.id, "process.kickoff_date", "mid March")
    assert half.state == "held"
    assert half.problem is not None
    assert half.problem.key == "input.wrong_type"
    again = {b.spec.path: b for b in intakes.form(house, LOCAL_ACTOR, mandate.id, "process").boxes}["process.kickoff_date"]
    assert (again.text, again.state) == ("mid March", "held")
    assert again.problem is not None
    assert mandates.show(house, LOCAL_ACTOR, mandate.id).held == 1

    whole = intakes.save(house, LOCAL_ACTOR, mandate.id, "process.kickoff_date", "2026-12-07", source="Call, 20 Nov")
    assert (whole.state, whole.source, whole.problem) == ("stated", "Call, 20 Nov", None)
    assert mandates.show(house, LOCAL_ACTOR, mandate.id).held == 0


def test_half_a_value_leaves_the_answer_that_stood_before_it(house: House) -> None:
    mandate = intakes.begin(house, LOCAL_ACTOR)
    intakes.save(house, LOCAL_ACTOR, mandate.id, "role.direct_reports", "6")
    intakes.save(house, LOCAL_ACTOR, mandate.id, "role.direct_reports", "six or seven")
    kept = mandates.show(house, LOCAL_ACTOR, mandate.id).mandate.intake
    assert kept["role"]["direct_reports"]["value"] == 6  # type: ignore[index, call-overload]  # plain JSON


def test_an_empty_box_takes_the_answer_out_and_tbc_makes_it_a_question(house: House) -> None:
    mandate = intakes.begin(house, LOCAL_ACTOR)
    intakes.save(house, LOCAL_ACTOR, mandate.id, "role.mission", "Run both plants as one.")
    assert intakes.save(house, LOCAL_ACTOR, mandate.id, "role.mission", " ").state == "empty"
    assert mandates.show(house, LOCAL_ACTOR, mandate.id).mandate.intake == {}
    assert intakes.save(house, LOCAL_ACTOR, mandate.id, "role.mission", "", status="tbc").state == "tbc"
    owed = mandates.show(house, LOCAL_ACTOR, mandate.id).owed
    assert any(p.path == "role.mission" for o in owed for p in o.points)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_answer_of_the_examples_comes_back_from_its_box(house: House, path: Path) -> None:
    mandate = intakes.take_file(house, LOCAL_ACTOR, path.read_bytes(), name=path.name)
    found = 0
    for name, spec in intake_schema().fields.items():
        group, _, key = name.partition(".")
        answers = mandate.intake.get(group)
        answer = answers.get(key) if isinstance(answers, dict) else None
        value = answer.get("value") if isinstance(answer, dict) else None
        if value is not None:
            found += 1
            assert from_typed(spec.type, as_typed(spec.type, value)) == value, name
    assert found > 5


def test_pay_is_read_in_both_languages() -> None:
    spec = intake_schema().fields["compensation.base"].type
    wanted = {"amount": 4_200_000, "currency": "MXN", "period": "year", "basis": "gross"}
    assert from_typed(spec, "4,200,000 MXN al año brutos") == wanted
    assert from_typed(spec, "MXN 4,200,000 per year gross") == wanted
    assert from_typed(spec, "about four million") == "about four million"


def test_a_mandate_is_its_owners_alone(house: House) -> None:
    mandate = intakes.begin(house, LOCAL_ACTOR)
    assert mandates.every(house, OTHER) == ()
    with pytest.raises(UnknownId):
        intakes.form(house, OTHER, mandate.id)
    with pytest.raises(UnknownId):
        intakes.save(house, OTHER, mandate.id, "role.mission", "x")
    with pytest.raises(UnknownId):
        mandates.set_state(house, OTHER, mandate.id, "closed")


def test_an_unknown_path_or_status_is_refused(house: House) -> None:
    mandate = intakes.begin(house, LOCAL_ACTOR)
    with pytest.raises(BadInput):
        intakes.save(house, LOCAL_ACTOR, mandate.id, "role.nothing", "x")
    with pytest.raises(BadInput):
        intakes.save(house, LOCAL_ACTOR, mandate.id, "role.mission", "x", status="sure")
    with pytest.raises(BadSetting):
        mandates.set_state(house, LOCAL_ACTOR, mandate.id, "lost")


def test_a_document_drafted_from_a_mandate_belongs_to_it_even_where_another_has_the_same_intake(house: House) -> None:
    first, second = intakes.begin(house, LOCAL_ACTOR), intakes.begin(house, LOCAL_ACTOR)
    for mandate in (first, second):
        asked = mandates.order(house, LOCAL_ACTOR, mandate.id, kind="mandate-brief", lang="en", variant="internal", writer="guided")
        drafting.draft(house, LOCAL_ACTOR, asked)
    assert len(mandates.show(house, LOCAL_ACTOR, first.id).documents) == 1
    assert len(mandates.show(house, LOCAL_ACTOR, second.id).documents) == 1
