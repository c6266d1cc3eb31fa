"""What the desk shows, in both interface languages. `pytest --snapshot-update` renews the pictures; read the difference before."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from app.catalog.intake_schema import intake_schema
from app.catalog.kinds import document_kinds
from app.chains.estimate_time import Wait
from app.chains.model_document import is_drafted_by_model
from app.domain.facts import OpenPoint
from app.domain.lang import LANGS, Lang, LocalText
from app.domain.runs import Estimate
from app.errors import BadInput
from app.services.expecting import Expected
from app.services.intakes import Box, Form, Step
from app.services.mandates import Overview, Owed, Risk
from app.services.people import Person
from app.services.run_views import RunView, StepLine
from app.services.sending import Destination
from app.services.shared import SharedMandate
from app.storage.documents import DocumentLine
from app.storage.mandates import Mandate
from app.ui.presenters import desk_expected, desk_intake, desk_letters, desk_mandates, desk_people, desk_run
from tests.ui.builders import lines

both_interfaces = pytest.mark.parametrize("lang", LANGS)
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)>"


def mandate(title: str = "Proyecto Mezquite") -> Mandate:
    return Mandate(
        id="man-1", owner_id="local", title=title, mandate_type="binational_cfo", intake={}, intake_sha="0", state="open",
        created_at=AT, updated_at=AT,
    )  # fmt: skip


def overview(title: str = "Proyecto Mezquite") -> Overview:
    ask = LocalText(en="The sponsor", es="Quien patrocina la búsqueda")
    asked = LocalText(en="Why now?", es="¿Por qué ahora?")
    point = OpenPoint(path="engagement.why_now", question=asked, ask=ask, needed_for="draft", rank=1, week=2)
    late = LocalText(en="nobody owns it", es="nadie la tiene a su cargo")
    risk = Risk(name=LocalText(en="Shortlist", es="Terna"), day="2026-12-07", left=9, why=late)
    role = LocalText(en="Finance Director", es="Dirección de Finanzas")
    return Overview(mandate=mandate(title), role=role, owed=(Owed(ask=ask, points=(point,)),), risks=(risk,), documents=(), runs=(), held=2)


def box(problem: BadInput | None = None, text: str = "2026-12-07") -> Box:
    return Box(
        spec=intake_schema().fields["process.kickoff_date"],
        label=LocalText(en="Kick-off", es="Arranque"),
        question=LocalText(en="When is the kick-off?", es="¿Cuándo es el arranque?"),
        ask=LocalText(en="The sponsor", es="Quien patrocina la búsqueda"),
        text=text,
        status="stated",
        source="",
        state="held" if problem else "stated",
        problem=problem,
    )


def run(state: str) -> RunView:
    return RunView(
        id="run-1", state=state, mandate_id="man-1", kind="client-update", langs=("en",), writer="model", created_at=AT, updated_at=AT,
        attempt=1, estimate=Estimate(), steps_done=1, steps_total=7, calls=1, prompt_tokens=900, completion_tokens=100, cost_usd=None,
        documents=("doc-1.1",) if state == "done" else (), failure=None, steps=(StepLine(lang="en", step="plan", outcome="ok"),),
    )  # fmt: skip


@both_interfaces
def test_without_mandates_the_desk_says_what_to_do(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(desk_mandates.everything(lang, (), (), 9)) == snapshot


@both_interfaces
def test_a_mandate_shows_who_owes_what_its_risks_and_how_to_draft(lang: Lang, snapshot: SnapshotAssertion) -> None:
    kinds = [(document_kinds()["client-update"], ("internal", "client"))]
    target = Destination(host="api.example", retention=LocalText(en="Kept 30 days.", es="Se conserva 30 días."), is_local=False)
    assert lines(desk_mandates.overview(lang, overview(), kinds, target)) == snapshot  # type: ignore[arg-type]  # literals of variants


@both_interfaces
def test_a_step_of_the_intake_shows_its_boxes_and_why_one_cannot_be_read(lang: Lang, snapshot: SnapshotAssertion) -> None:
    problem = BadInput("input.wrong_type", where="process.kickoff_date:1", name="process.kickoff_date", expected="date")
    shown = Form(
        mandate=mandate(),
        steps=(Step(id="engagement", done=3, total=17, open_for_draft=2), Step(id="process", done=0, total=12, open_for_draft=1)),
        step="process",
        boxes=(box(), box(problem, "mid March")),
    )
    assert lines(desk_intake.form(lang, shown)) == snapshot


@both_interfaces
def test_a_run_under_way_is_fetched_again_and_can_be_stopped(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(desk_run.progress(lang, run("running"), mandate())) == snapshot


def test_a_section_can_be_read_as_soon_as_it_is_written_and_a_revision_stands_for_what_it_revised() -> None:
    def written(text: str) -> dict[str, Any]:
        statement = {"id": "s-1", "text": text, "basis": "client", "citations": []}
        return {"id": "where", "title": "Where", "blocks": [{"type": "paragraph", "statements": [statement]}]}

    kind = document_kinds()["client-update"]
    section = next(s.id for s in kind.sections if is_drafted_by_model(s))
    first = StepLine(lang="en", step=f"section:{section}", outcome="ok", draft=written("First words."))
    shown = desk_run.progress("en", run("running").model_copy(update={"steps": (first,)}), mandate())
    assert "First words." in shown
    assert shown.count('data-state="waits"') == sum(is_drafted_by_model(s) for s in kind.sections) - 1
    again = StepLine(lang="en", step=f"revise:{section}", outcome="ok", draft=written(f"Better words. {EVIL}"))
    shown = desk_run.progress("en", run("running").model_copy(update={"steps": (first, again)}), mandate())
    assert "Better words." in shown
    assert "First words." not in shown
    assert "<img" not in shown
    assert "Better words." not in desk_run.progress("en", run("done").model_copy(update={"steps": (first, again)}), mandate())


@both_interfaces
def test_people_on_a_mandate_can_be_let_in_and_shut_out(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(desk_people.people(lang, "man-1", (Person(name="Ben", access="edit"),))) == snapshot
    assert 'data-do="shut-out"' not in desk_people.people(lang, "man-1", ())


@both_interfaces
def test_what_others_share_shows_whose_it_is_and_what_one_may_do(lang: Lang, snapshot: SnapshotAssertion) -> None:
    line = DocumentLine(
        id="doc-1", mandate_id="man-1", kind="mandate-brief", lang="es", variant="internal", version=3, status="draft", writer="guided",
        created_at=AT,
    )  # fmt: skip
    theirs = SharedMandate(id="man-1", title=EVIL, owner="Ana", access="read", documents=(line,))
    assert lines(desk_people.shared_list(lang, (theirs,))) == snapshot
    shown = desk_people.shared_mandate(lang, theirs)
    assert 'data-at="doc-1@3"' in shown
    assert "<img" not in shown
    assert desk_people.shared_list(lang, ()) == ""


def test_a_letter_to_be_copied_carries_no_marks_of_markdown() -> None:
    letters: dict[Lang, str] = {
        "en": "**[Decision] Mezquite**\n\n## For the sponsor\n1. Why now?\n| 5 | Role |\n|---|---|",
        "es": "**Uno**",
    }
    shown = desk_letters.letter("en", overview(), "email", letters)
    assert "[Decision] Mezquite\n\nFor the sponsor\n1. Why now?\n5 | Role<" in shown
    assert "**" not in shown


def test_time_is_told_as_one_says_it_and_whether_it_was_measured() -> None:
    estimate = Estimate(calls=20, prompt_tokens=60_100, completion_tokens=5_000, cost_usd=Decimal("0.4"))
    told = desk_expected.cost("en", Expected(estimate=estimate, wait=Wait(seconds=34, measured=12)))
    assert "about 66,000 tokens" in told
    assert "about 40 seconds, from your last 12 requests" in told
    assumed = desk_expected.cost("es", Expected(estimate=estimate, wait=Wait(seconds=150, measured=0)))
    assert "unos 3 minutos; es un supuesto" in assumed


def test_a_run_that_is_done_leads_to_its_document_and_one_that_was_stopped_goes_on() -> None:
    assert 'data-at="doc-1@1"' in desk_run.progress("en", run("done"), mandate())
    assert "data-poll" not in desk_run.progress("en", run("done"), mandate())
    assert 'data-do="resume"' in desk_run.progress("en", run("cancelled"), mandate())


def test_what_a_client_wrote_is_never_mark_up() -> None:
    assert "<img" not in desk_mandates.overview("en", overview(EVIL), [], None)
    assert "<img" not in desk_intake.box("en", "man-1", box(text=EVIL))
