"""What a model-written document is expected to cost, from the very requests that would be made. Asks nobody and searches nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.catalog.prompt_files import prompt
from app.chains.closed_lists import closed_lists
from app.chains.coherence_step import coherence_request
from app.chains.draft_document import Order
from app.chains.gather_evidence import MOST_FOUND, gather_evidence
from app.chains.guided_writer import GuidedWriter
from app.chains.model_document import is_drafted_by_model
from app.chains.model_writer import section_request
from app.chains.plan_step import plan_request
from app.chains.verify_step import claims_in, groups
from app.domain.document import SectionDraft
from app.domain.facts import Facts
from app.domain.runs import Estimate
from app.llm.ports import ChatRequest
from app.llm.roles import Role
from app.llm.tokens import count_messages, count_tokens

Price = Callable[[Role, int, int], Decimal | None]
"""Role, tokens in, tokens out → US dollars; None where the price is not known."""
FOUND_TOKENS = 45
"""Tokens of a sentence that a search adds to a section's evidence."""
FRAME_TOKENS = 1.6
"""An answer's tokens over those of its plain text: ids, bases, the marks of JSON."""
PLAN_OUTPUT = 500
CLAIM_TOKENS = 40
"""A statement with what it cites, in a verifier's request."""
CLAIM_OUTPUT = 25
MARGIN = 1.15
"""A run's requests come to at most so much of the estimate, revisions aside: measured on the examples in both languages."""


def estimate(order: Order, facts: Facts, price: Price) -> Estimate:
    """Calls, tokens and dollars of one language's document, revisions left out: the likeliest number, not the highest."""
    planned = plan_request(facts, order.lang)
    made: list[tuple[Role, int, int]] = [(planned.role, _size(planned), PLAN_OUTPUT)]
    drafts: list[SectionDraft] = []
    for spec in order.kind.sections:
        if not is_drafted_by_model(spec):
            continue
        evidence = gather_evidence(spec, facts, order.lang)
        baseline = GuidedWriter().write(spec, facts, evidence, order.lang).draft
        request = section_request(spec, closed_lists(spec, facts, evidence, order.lang, baseline), order.lang)
        plain = sum(_tokens(s.text) for s in baseline.statements())
        made.append((request.role, _size(request) + MOST_FOUND * FOUND_TOKENS, round(plain * FRAME_TOKENS)))
        drafts.append(baseline)
    ordered = coherence_request(tuple(drafts), order.lang)
    if ordered is not None:
        made.append((ordered.role, _size(ordered), PLAN_OUTPUT))
    frame = _tokens(prompt("steps/verify").body)
    for group in groups(drafts):
        claims = sum(claims_in(section) for section in group)
        made.append(("verifier", frame + claims * CLAIM_TOKENS, claims * CLAIM_OUTPUT))
    costs = [price(*one) for one in made]
    known = [c for c in costs if c is not None]
    return Estimate(
        calls=len(made),
        prompt_tokens=sum(asked for _, asked, _ in made),
        completion_tokens=sum(answered for _, _, answered in made),
        cost_usd=sum(known, Decimal(0)) if len(known) == len(costs) else None,
    )


def _tokens(text: str) -> int:
    return count_tokens(text).expected


def _size(request: ChatRequest) -> int:
    return count_messages([text for _, text in request.messages]).expected
