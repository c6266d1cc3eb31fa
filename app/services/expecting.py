"""What a draft by a model is expected to take before it is asked for: requests, tokens, dollars, time. Sends nothing."""

from __future__ import annotations

from datetime import timedelta

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.chains.estimate_time import Wait, expected_wait
from app.chains.kind_facts import facts_of
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import ModelCall
from app.domain.lang import LANGS
from app.domain.runs import Estimate
from app.services import runs
from app.services.drafting import DraftRequest
from app.services.house import House

LOOKED_BACK = timedelta(days=30)
ROLES = ("planner", "drafter", "verifier")


class Expected(Value):
    """The cost and the wait, revisions left out."""

    estimate: Estimate
    wait: Wait


def expected(house: House, actor: Actor, request: DraftRequest) -> Expected:
    """What this request would take; the pace is that of the actor's own drafts with the model of today.

    Raises: BadInput for an intake that cannot be read; UnknownId for a kind that there is not.
    """
    facts = facts_of(read_intake(request.data, name=request.name), house.today())
    langs = LANGS if request.lang == "both" else (request.lang or house.lang,)
    estimate = runs.estimated(house, document_kind(request.kind), langs, request.variant, facts)
    return Expected(estimate=estimate, wait=expected_wait(estimate, _lately(house, actor)))


def _lately(house: House, actor: Actor) -> tuple[ModelCall, ...]:
    """The actor's requests for drafts of late, to a model that is still the one configured."""
    names = tuple(name for role, name in house.model_names if role in ROLES)
    with house.store().reading() as work:
        made = work.model_calls.since(house.now() - LOOKED_BACK, owner_id=actor.user_id)
    return tuple(s.call for s in made if s.call.role in ROLES and s.call.model.startswith(names))[-200:]
