"""The mandates of an actor with what waits in each: open questions by who answers, dates at risk, documents, runs."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from app.catalog.kinds import DocumentKind, document_kind, document_kinds
from app.catalog.variants import VARIANTS, variants
from app.chains.gap_letters import call_sheet, client_email
from app.chains.kind_facts import facts_of
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.derive_update import at_risk
from app.domain.document import Variant
from app.domain.facts import Facts, OpenPoint
from app.domain.lang import LANGS, Lang, LocalText
from app.errors import BadSetting
from app.services import expecting, runs
from app.services.drafting import DraftRequest, WriterChoice
from app.services.expecting import Expected
from app.services.gaps import Form
from app.services.house import House
from app.services.intakes import own
from app.services.leaks import intake_from
from app.services.run_views import RunView
from app.storage.documents import DocumentLine
from app.storage.mandates import Mandate

STATES = ("open", "closed")


class Owed(Value):
    """Who still owes answers, and which, the most urgent first."""

    ask: LocalText
    points: tuple[OpenPoint, ...]


class Risk(Value):
    """A dated gate that is at risk, and why."""

    name: LocalText
    day: str
    left: int
    why: LocalText


class Line(Value):
    """A mandate as a list shows it."""

    mandate: Mandate
    owed: tuple[Owed, ...]
    risks: tuple[Risk, ...]
    documents: int
    under_way: int
    kickoff: date | None = None
    deadline: date | None = None


class Overview(Value):
    """One mandate with everything that hangs on it. `held` counts answers that were typed and cannot be read yet."""

    mandate: Mandate
    role: LocalText
    owed: tuple[Owed, ...]
    risks: tuple[Risk, ...]
    documents: tuple[DocumentLine, ...]
    runs: tuple[RunView, ...]
    held: int


def every(house: House, actor: Actor) -> tuple[Line, ...]:
    """The actor's mandates, the one changed last first."""
    with house.store().reading() as work:
        mandates = work.mandates.every(owner_id=actor.user_id)
        written = work.documents.lines(owner_id=actor.user_id)
    waiting = [r.mandate_id for r in runs.every(house, actor) if not r.is_finished]
    lines = []
    for mandate in mandates:
        told = json.dumps(mandate.intake, ensure_ascii=False)
        owed, risks = _waiting(told, house.today())
        kickoff, deadline = _days(told)
        count = sum(1 for d in written if d.mandate_id == mandate.id)
        lines.append(
            Line(
                mandate=mandate,
                owed=owed,
                risks=risks,
                documents=count,
                under_way=waiting.count(mandate.id),
                kickoff=kickoff,
                deadline=deadline,
            )
        )
    return tuple(lines)


def show(house: House, actor: Actor, mandate_id: str) -> Overview:
    """One mandate.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        mandate = own(work, actor, mandate_id)
        documents = work.documents.lines(owner_id=actor.user_id, mandate_id=mandate_id)
        held = len(work.intake_typed.every(mandate_id, owner_id=actor.user_id))
    owed, risks = _waiting(json.dumps(mandate.intake, ensure_ascii=False), house.today())
    intake = intake_from(mandate.intake)
    titles = {lang: intake.get(f"role.title_{lang}") for lang in LANGS}
    named = {lang: t.any() for lang, t in titles.items() if isinstance(t, LocalText)}
    mine = tuple(r for r in runs.every(house, actor) if r.mandate_id == mandate_id)
    return Overview(mandate=mandate, role=LocalText(**named), owed=owed, risks=risks, documents=documents, runs=mine, held=held)


def set_state(house: House, actor: Actor, mandate_id: str, state: str) -> Mandate:
    """Closes a mandate, or opens it again.

    Raises: UnknownId; BadSetting.
    """
    if state not in STATES:
        raise BadSetting("setting.mandate_state", value=state, known=", ".join(STATES))
    with house.store().transaction() as work:
        changed = own(work, actor, mandate_id).model_copy(update={"state": state, "updated_at": house.now()})
        work.mandates.update(changed)
    return changed


def letter(house: House, actor: Actor, mandate_id: str, *, lang: Lang, form: Form) -> str:
    """The open questions as an e-mail to the client or as a call sheet, as Markdown.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        facts = facts_of(intake_from(own(work, actor, mandate_id).intake), house.today())
    return client_email(facts, lang) if form == "email" else call_sheet(facts, lang)


def order(house: House, actor: Actor, mandate_id: str, *, kind: str, lang: str, variant: str, writer: WriterChoice) -> DraftRequest:
    """The request for a document from a mandate's intake.

    Raises: UnknownId; BadSetting for a language or variant that there is not.
    """
    with house.store().reading() as work:
        mandate = own(work, actor, mandate_id)
    document_kind(kind)
    if lang not in (*LANGS, "both"):
        raise BadSetting("setting.lang", value=lang, known=", ".join((*LANGS, "both")))
    if variant not in VARIANTS:
        raise BadSetting("setting.variant", where="--variant", value=variant, known=", ".join(VARIANTS))
    data = json.dumps(mandate.intake, ensure_ascii=False).encode("utf-8", "surrogatepass")
    chosen: Any = {"kind": kind, "lang": lang, "variant": variant, "writer": writer}
    return DraftRequest(data=data, name="intake.json", mandate_id=mandate_id, **chosen)


def expected(house: House, actor: Actor, mandate_id: str, *, kind: str, lang: str) -> Expected:
    """What a model's draft is expected to cost and how long it takes, before anything is sent; `cost_usd` None where no price is known.

    Raises: UnknownId; BadSetting.
    """
    return expecting.expected(house, actor, order(house, actor, mandate_id, kind=kind, lang=lang, variant="internal", writer="model"))


def kinds(_actor: Actor) -> tuple[DocumentKind, ...]:
    """What can be drafted."""
    return tuple(document_kinds().values())


def variants_of(_actor: Actor, kind: str) -> tuple[Variant, ...]:
    """The copies that a kind has, the internal one first."""
    return tuple(v for v, rules in variants().rules.items() if rules.sections_of(kind))


@lru_cache(maxsize=512)
def _waiting(intake: str, today: date) -> tuple[tuple[Owed, ...], tuple[Risk, ...]]:
    facts = facts_of(intake_from(json.loads(intake)), today)
    return _owed(facts), _risks(facts)


@lru_cache(maxsize=512)
def _days(intake: str) -> tuple[date | None, date | None]:
    """When the search starts and by when the person is to be in place; None where the intake does not say."""
    found = [intake_from(json.loads(intake)).get(path) for path in ("process.kickoff_date", "process.deadline")]
    kickoff, deadline = (day if isinstance(day, date) else None for day in found)
    return kickoff, deadline


def _owed(facts: Facts) -> tuple[Owed, ...]:
    found: dict[str, list[OpenPoint]] = {}
    for point in facts.open_points:
        found.setdefault(point.ask.any(), []).append(point)
    return tuple(Owed(ask=points[0].ask, points=tuple(points)) for points in found.values())


def _risks(facts: Facts) -> tuple[Risk, ...]:
    found = at_risk(facts, None)
    rows = found.value if found else ()
    return tuple(Risk(name=r["name"], day=r["day"].value.isoformat(), left=r["left"].value, why=r["why"]) for r in rows)
