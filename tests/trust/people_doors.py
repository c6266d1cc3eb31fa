"""People on a mandate, erasure, holds, practice: tried by outsiders. A new function adds a line."""

from __future__ import annotations

from typing import Any

from app.catalog.intake_reader import read_intake
from app.chains.kind_facts import facts_of
from app.domain.coaching import Coaching
from app.domain.runs import Asked
from app.services import (
    coaching,
    drafting,
    erasure,
    holds,
    people,
    practice,
    practice_ledger,
    practice_progress,
    runs,
    scenarios,
)
from app.services.coaching import CoachRequest
from app.services.run_views import RunView, view_of
from tests.chains.builders import as_yaml, told
from tests.services.builders import request
from tests.trust.doors import Door, changes, plain, shows
from tests.trust.instance import Instance


def _stands_in(of: Instance, who: Any) -> object:
    with of.house.store().reading() as work:
        found = people.standing_in(work, who, of.ids.document)
        return found.user_id if found else None


def _shared(of: Instance, who: Any) -> object:
    with of.house.store().reading() as work:
        return people.mandates_shared_with(work, who)


def coached(of: Instance, who: Any) -> Coaching:
    """A memo of the actor's own, coached."""
    text = "Phase two may slip by two weeks because the lines were connected late. We need a decision by Friday.\n"
    return coaching.coach_memo(of.house, who, CoachRequest(data=text.encode(), name="memo.md", writer="guided"))


PEOPLE_DOORS: dict[str, Door] = {
    "coaching.coach_memo": plain(coached),
    "erasure.erase_mandate": changes(lambda i, who: _as_a_colleague(i, who) or erasure.erase_mandate(i.house, who, i.ids.mandate)),
    "erasure.erase_memo": changes(lambda i, who: _as_a_colleague(i, who) or erasure.erase_memo(i.house, who, i.ids.memo)),
    "erasure.erase_user": plain(lambda i, who: _as_a_colleague(i, who) or erasure.erase_user(i.house, who, "ana")),
    "erasure.copies": plain(lambda i, who: erasure.copies(i.house, who), admin_may=True),
    "erasure.erase_copies": plain(lambda i, who: erasure.erase_copies(i.house, who), admin_may=True),
    "holds.add": plain(lambda i, who: holds.add(i.house, who, "user", "dora", by="C", reason="x"), admin_may=True),
    "holds.lift": plain(lambda i, who: holds.lift(i.house, who, "hold-1", by="C"), admin_may=True),
    "holds.every": plain(lambda i, who: holds.every(i.house, who), admin_may=True),
    "people.let_in": changes(lambda i, who: people.let_in(i.house, who, i.ids.mandate, "berta", access="edit")),
    "people.shut_out": changes(lambda i, who: people.shut_out(i.house, who, i.ids.mandate, "berta")),
    "people.people": changes(lambda i, who: people.people(i.house, who, i.ids.mandate)),
    "people.standing_in": changes(_stands_in),
    "people.mandates_shared_with": changes(_shared),
    "practice.keep": plain(lambda i, who: practice.keep(i.house, who, coached(i, who))),
    "practice.attempts": shows(lambda i, who: _memos(practice.attempts(i.house, who))),
    "practice.lines": shows(lambda i, who: [x.id for x in practice.lines(i.house, who) if x.id == i.ids.memo]),
    "practice.attempt": shows(lambda i, who: practice.attempt(i.house, who, i.ids.memo)),
    "practice.delete": changes(lambda i, who: practice.delete(i.house, who, i.ids.memo)),
    "practice.delete_all": plain(lambda i, who: practice.delete_all(i.house, who)),
    "practice.share": changes(
        lambda i, who: practice.share(i.house, who, i.ids.memo, "berta"),
        lambda i, who: practice.share(i.house, who, i.ids.memo, "berta", takes_back=True),
    ),
    "practice_ledger.accept": changes(lambda i, who: practice_ledger.accept(i.house, who, i.ids.memo)),
    "practice_ledger.ledger": shows(lambda i, who: practice_ledger.ledger(i.house, who)),
    "practice_ledger.record": changes(lambda i, who: practice_ledger.record(i.house, who, i.ids.entry, "kept")),
    "practice_ledger.remove": changes(lambda i, who: practice_ledger.remove(i.house, who, i.ids.entry)),
    "practice_ledger.calendar": plain(lambda i, who: practice_ledger.calendar(i.house, who, lang="en")),
    "practice_progress.compare": shows(lambda i, who: practice_progress.compare(i.house, who, i.ids.memo, i.ids.memo)),
    "practice_progress.progress": plain(lambda i, who: practice_progress.progress(i.house, who)),
    "practice_progress.picture": plain(lambda i, who: practice_progress.picture(i.house, who, suffix=".svg", lang="en")),
    "drafting.begin": plain(lambda i, who: drafting.begin(i.house, who, request(writer="auto"))),
    "runs.start": plain(lambda i, who: _start(i, who).mandate_id == ""),
    "runs.wait": changes(lambda i, who: runs.wait(i.house, who, i.ids.run)),
    "runs.documents_of": changes(lambda i, who: runs.documents_of(i.house, who, _view(i))),
    "runs.every": shows(lambda i, who: [v.id for v in runs.every(i.house, who) if v.id == i.ids.run]),
    "runs.show": shows(lambda i, who: runs.show(i.house, who, i.ids.run)),
    "runs.cancel": changes(lambda i, who: runs.cancel(i.house, who, i.ids.run)),
    "runs.resume": changes(lambda i, who: runs.resume(i.house, who, i.ids.run)),
    "scenarios.listed": plain(lambda i, who: scenarios.listed(i.house, who, lang="en")),
    "scenarios.sheet": plain(lambda i, who: scenarios.sheet(i.house, who, "SN-001", lang="es")),
}


def _asked() -> Asked:
    data = as_yaml(told(role={"title_en": "Controller"})).decode()
    return Asked(data=data, name="i.yaml", kind="mandate-brief", langs=("en",), variant="internal", choice="auto")


def _start(of: Instance, who: Any) -> RunView:
    facts = facts_of(read_intake(_asked().data.encode(), name="i.yaml"), of.house.today())
    return runs.start(of.house, who, _asked(), facts, lambda work: work.mandates.every(owner_id=who.user_id)[0].id)


def _view(of: Instance) -> RunView:
    """A view that an outsider made up: done, with Ana's document as its result."""
    with of.house.store().reading() as work:
        view = view_of(work, work.runs.every(owner_id=of.ana.user_id)[0])
    return view.model_copy(update={"id": of.ids.run, "state": "done", "documents": (of.ids.ref,)})


def _as_a_colleague(of: Instance, who: Any) -> object:
    """An administrator may erase at a person's request; here only what others may is tried."""
    return "erases" if who.may("admin") else None


def _memos(found: tuple[Any, ...]) -> list[str]:
    return [attempt.id for attempt in found]
