"""What the guided files say of the sentences that a statement cites: wordings that were read against them.

A sentence may say its point in quite other words than a document does; its reviewed wording seldom does, and shows a changed word.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from app.catalog.guided_items import PLACEHOLDER, GuidedItem
from app.catalog.kinds import document_kinds
from app.catalog.mandate_types import mandate_types
from app.checks.given import Given
from app.checks.support.reading import Reading, read
from app.checks.support.reasons import Reason
from app.checks.support.verdict import HARD, judgement
from app.domain.document import Statement
from app.domain.lang import Lang

NEAR = 0.8
"""A statement goes with a wording when the wording has this part of its content words; with less it may make another point."""
TOLD = HARD - {"unit", "date"} | {"may_for_must"}
"""What is held against a statement: figures in digits and additions are not, since a wording has holes where the client's values stand."""

OF_FIGURES = frozenset({"number", "thing"})
"""Not held against a statement where the wording has holes: the client's figures stand there."""

OF_NONE = frozenset({"neither", "nor", "ninguno", "ninguna", "ni"})
"""These deny a noun, which the evidence often says in other words: never held against a statement of a draft by themselves."""


class Wording(NamedTuple):
    """The text of a guided item without its placeholders, and the cards that it rests on."""

    text: str
    cards: frozenset[str]
    has_holes: bool


def contradictions(given: Given, statement: Statement) -> tuple[Reason, ...]:
    """What a statement says otherwise than the wording that goes with it best; nothing where no wording of its cards is near."""
    lang = given.document.lang
    said = given.text(statement)
    cards = {card for c in statement.citations for card in c.card_ids}
    best: tuple[float, Wording] | None = None
    for wording in _wordings(given.document.kind, lang):
        if cards & wording.cards and (share := _shared(read(said, lang), read(wording.text, lang))) >= (best[0] if best else NEAR):
            best = (share, wording)
    if best is None:
        return ()
    found = judgement(said, (best[1].text,), lang, lang).verdict.reasons
    told = tuple(
        r for r in found if r.grade == "unsupported" and r.key in TOLD and not r.said[:1].isdigit() and r.said.casefold() not in OF_NONE
    )
    if not best[1].has_holes:
        return told
    filled = " ".join(given.intake_texts).casefold()  # what stands in a hole are the client's words
    return tuple(r for r in told if r.key not in OF_FIGURES and r.said.casefold() not in filled)


def _shared(said: Reading, wording: Reading) -> float:
    """The part of a statement's content words that a wording has, and of the wording's that the statement has: the smaller one."""
    return min(_part(said, wording), _part(wording, said))


def _part(one: Reading, other: Reading) -> float:
    handles = frozenset(h for w in other.words for h in w.handles)
    words = one.content()
    return sum(1 for w in words if w.handles & handles) / len(words) if words else 0.0


@cache
def _wordings(kind: str, lang: Lang) -> tuple[Wording, ...]:
    """Every guided item of a kind and of the mandate types that rests on cards alone."""
    known = document_kinds().get(kind)
    items = [item for section in (known.sections if known else ()) for block in section.guided[lang] for item in block.items]
    items += [item for mandate_type in mandate_types().values() for _, of, item in mandate_type.own_items() if of == lang]
    return tuple(dict.fromkeys(_wording(item) for item in items if any(b.kind == "cite" for b in item.basis)))


def _wording(item: GuidedItem) -> Wording:
    text = " | ".join(" ".join(PLACEHOLDER.sub(" ", t).split()) for t in item.templates())
    has_holes = any(PLACEHOLDER.search(t) for t in item.templates())
    return Wording(text, frozenset(b.ref for b in item.basis if b.kind == "cite"), has_holes)
