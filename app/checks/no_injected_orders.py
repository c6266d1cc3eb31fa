"""Does a draft follow an order that stands in its material (notes, answers, uploads)? Material is text; nobody in it gives orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.catalog.kinds import document_kinds
from app.catalog.language import detect
from app.catalog.orders import Order, orders_in, techniques
from app.checks.given import Given
from app.checks.support.planted import Planted, planted, told_words
from app.domain.composed import composed
from app.domain.document import Finding, SectionDraft, Severity, Statement
from app.domain.guidance import Sentence

NAME = "no_injected_orders"
SHOWN = 120
LONGEST_ORDER = 12
"""An order is repeated where so many of its first words, or all of a shorter one, stand in a statement."""
FEWEST = 5
MOST_PAPERS = 400
"""Sentences of the firm's papers beyond which only those that are cited are looked at: a whole library, not what one draft was shown."""
FOREIGN = 0.3
"""A draft follows an order to change its language when so many of its statements are in the other one."""
_WORD = re.compile(r"\w+")


def check(given: Given) -> Iterator[Finding]:
    """What an order wanted said, printed or left out, and is, blocks. Words that only pass for the client's, as such, warn."""
    orders = tuple(o for text in _material(given) for o in orders_in(text))
    brought, borrowed = planted(_shown(given)), _borrowed(given)
    for section, statement in given.statements():
        told = tuple(_statement(given, section, statement, orders))
        yield from told or _carried(given, section, statement, brought, borrowed)
    wanted = {o.technique.shows: o for o in orders}
    if "language" in wanted and _is_foreign(given):
        yield given.finding(NAME, "block", "order_obeyed", order=wanted["language"].words[:SHOWN], words="…")
    if "drops" in wanted:
        for title in _gone(given):
            yield given.finding(NAME, "block", "order_obeyed", order=wanted["drops"].words[:SHOWN], words=title)
    for order in {o.words: o for o in orders}.values():
        yield given.finding(NAME, "info", "order_in_material", order=order.words[:SHOWN], where=order.technique.id)


def _material(given: Given) -> tuple[str, ...]:
    """The client's answers and notes, and the firm's documents as far as they are cited: what somebody else wrote."""
    cited = {c.sentence_id for _, s in given.statements() for c in s.citations if c.sentence_id}
    return (*given.intake_texts, *(composed(given.extra[i].text) for i in sorted(cited) if i in given.extra))


def _shown(given: Given) -> tuple[str, ...]:
    """All that the drafter was shown of others' words: also papers of which nothing is cited."""
    return (*given.intake_texts, *(composed(s.text) for s in _papers(given))) if _papers(given) else _material(given)


def _carried(given: Given, section: SectionDraft, statement: Statement, brought: Planted, borrowed: frozenset[str]) -> Iterator[Finding]:
    """A name, figure or address that the house says as its own: blocks where an order has it, warns where only the notes do."""
    if statement.basis not in ("guidance", "judgement") or not (borrowed or brought.passages):
        return
    text = given.text(statement)
    told = sorted(told_words(text) - frozenset(w for t in given.quoted(statement) for w in told_words(t)))
    for word in told:
        if word in brought.words:
            order = brought.words[word]
            yield given.finding(NAME, "block", "order_obeyed", section, statement, order=order.words[:SHOWN], words=_as_written(text, word))
            return
    repeated = brought.repeats(text) if statement.basis == "judgement" else None
    if repeated is not None:
        yield given.finding(NAME, "warn", "order_repeated", section, statement, words=repeated.words[:SHOWN])
        return
    for word in told:
        if word in borrowed:
            yield given.finding(NAME, "warn", "borrowed", section, statement, word=_as_written(text, word))
            return


def _borrowed(given: Given) -> frozenset[str]:
    """The rare words that the notes and papers have, and no answer of the client's."""
    texts = given.facts.intake.texts() if given.facts else ()
    notes = [t for path, t in texts if path.split(".")[0] == "notes"]
    answers = [t for path, t in texts if path.split(".")[0] != "notes"]
    found = {w for t in (*notes, *(s.text for s in _papers(given))) for w in told_words(composed(t))}
    return frozenset(found - {w for t in (*answers, *given.question_texts) for w in told_words(composed(t))})


def _papers(given: Given) -> tuple[Sentence, ...]:
    return tuple(given.extra.values()) if len(given.extra) <= MOST_PAPERS else ()


def _as_written(text: str, word: str) -> str:
    return next((w for w in text.split() if word in told_words(w)), word).strip(".,;:()“”«»\"'")


def _statement(given: Given, section: SectionDraft, statement: Statement, orders: tuple[Order, ...]) -> Iterator[Finding]:
    text = given.text(statement)
    is_own = statement.basis in ("guidance", "judgement")
    obeyed = _obeyed(text) if is_own else None
    if obeyed:
        technique, start, end = obeyed
        by = next((o.words for o in orders if o.technique.id == technique), technique)
        yield given.finding(NAME, "block", "order_obeyed", section, statement, (start, end), order=by[:SHOWN], words=text[start:end])
        return
    for order in orders:
        place = _printed(text, order)
        if place is not None and not (statement.basis == "client" and _stands_in_answer(given, statement, order)):
            words = text[place[0] : place[1]]
            yield given.finding(NAME, "block", "order_obeyed", section, statement, place, order=order.words[:SHOWN], words=words)
            return
        if _normal(order.words, LONGEST_ORDER) in _normal(text) and len(_WORD.findall(order.words)) >= FEWEST:
            severity: Severity = "block" if is_own else "warn"
            yield given.finding(NAME, severity, "order_repeated", section, statement, words=order.words[:SHOWN])
            return


@lru_cache(maxsize=4096)
def _obeyed(text: str) -> tuple[str, int, int] | None:
    """The first technique whose wish a text fulfils, and where; None in ordinary text."""
    found = ((t.id, match) for t in techniques() for pattern in t.obeyed if (match := pattern.search(text)))
    return next(((name, *match.span()) for name, match in found), None)


def _printed(text: str, order: Order) -> tuple[int, int] | None:
    """Where the words that the order wants printed stand without the order around them; None when they do not."""
    if not order.payload or order.words.casefold() in text.casefold():
        return None
    place = text.casefold().find(order.payload.casefold())
    return None if place < 0 else (place, place + len(order.payload))


def _stands_in_answer(given: Given, statement: Statement, order: Order) -> bool:
    """True when the cited answer itself has the words apart from the order: then the client says them too."""
    return any(order.payload.casefold() in t.replace(order.words, "").casefold() for t in given.quoted(statement))


def _normal(text: str, most: int | None = None) -> str:
    return " ".join(w.casefold() for w in _WORD.findall(text)[:most])


def _is_foreign(given: Given) -> bool:
    found = [detect(given.text(s), min_words=8) for _, s in given.statements() if s.basis != "client"]
    known = [lang for lang in found if lang]
    return bool(known) and sum(1 for lang in known if lang != given.document.lang) / len(known) >= FOREIGN


def _gone(given: Given) -> Iterator[str]:
    """The titles of sections that the kind has and the document has not, or has empty."""
    kind = document_kinds().get(given.document.kind)
    for spec in kind.sections if kind else ():
        section = given.document.section(spec.id)
        if (section is None or not section.statements()) and not (spec.internal and given.document.variant != "internal"):
            yield spec.title.in_lang(given.document.lang)
