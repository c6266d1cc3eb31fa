"""What the desk shows, in both interface languages. `pytest --snapshot-update` renews the pictures; read the difference before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from app.catalog.intake_schema import intake_schema
from app.catalog.kinds import document_kinds
from app.domain.facts import OpenPoint
from app.domain.lang import LANGS, Lang, LocalText
from app.domain.runs import Estimate
from app.errors import BadInput
from app.services.intakes import Box, Form, Step
from app.services.mandates import Overview, Owed, Risk
from app.services.run_views import RunView, StepLine
from app.services.sending import Destination
from app.storage.mandates import Mandate
from app.ui.presenters import desk_intake, desk_mandates, desk_run
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


def test_a_run_that_is_done_leads_to_its_document_and_one_that_was_stopped_goes_on() -> None:
    assert 'data-at="doc-1@1"' in desk_run.progress("en", run("done"), mandate())
    assert "data-poll" not in desk_run.progress("en", run("done"), mandate())
    assert 'data-do="resume"' in desk_run.progress("en", run("cancelled"), mandate())


def test_what_a_client_wrote_is_never_mark_up() -> None:
    assert "<img" not in desk_mandates.overview("en", overview(EVIL), [], None)
    assert "<img" not in desk_intake.box("en", "man-1", box(text=EVIL))
