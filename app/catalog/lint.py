"""What is wrong with the shipped library: twins, numbers, ids, sources, dates due. The loader has refused what does not load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from app.catalog.corpus import Corpus, corpus, twin_of
from app.catalog.kinds import document_kinds
from app.catalog.mandate_types import mandate_types
from app.catalog.places import place_cards
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.date_reading import dates
from app.domain.document import Finding, Severity
from app.domain.figures import figures
from app.domain.guidance import Sentence
from app.domain.lang import Lang

DUE_SOON_DAYS = 60
NAME = "library_lint"
_WEAK_HOST = re.compile(r"wikipedia|blogspot|wordpress|medium\.com|scribd|coursehero|studocu|prezi|slideshare|academia\.edu", re.IGNORECASE)


def lint_corpus(today: date, lang: Lang) -> tuple[Finding, ...]:
    """Faults as block, weak sources as warn, what falls due within 60 days as info."""
    library = corpus()
    rules = (_twins, _provenance, _weak_for_clients, _law)
    return (*(f for rule in rules for f in rule(library, lang)), *_due(library, today, lang))


def _finding(severity: Severity, lang: Lang, key: str, sentence_id: str | None = None, /, **params: object) -> Finding:
    return Finding(check=NAME, severity=severity, statement_id=sentence_id, message=say(lang, f"lint.{key}", **params))


def _twins(library: Corpus, lang: Lang) -> Iterator[Finding]:
    for sentence in library.sentences.values():
        twin = library.sentences.get(twin_of(sentence.id))
        if twin is None:
            yield _finding("block", lang, "twin_gone", sentence.id, id=sentence.id)
        elif sentence.lang == "en" and (differing := _differing(sentence, twin)):
            yield _finding("block", lang, "twins_differ", sentence.id, id=sentence.id, what=differing)


def _differing(sentence: Sentence, twin: Sentence) -> str:
    for own, other in ((sentence, twin), (twin, sentence)):
        others = [f.values for f in figures(other.text)]
        for figure in figures(own.text):
            if not figure.is_spelled and not any(figure.values & v for v in others):
                return figure.text
        theirs = dates(other.text)
        for day in dates(own.text):
            if not any(day.agrees(d) for d in theirs):
                return day.text
    return ""


def _provenance(library: Corpus, lang: Lang) -> Iterator[Finding]:
    for sentence in library.sentences.values():
        cards = [library.cards[c] for c in sentence.card_ids]
        if sentence.lang == "en" and cards and all(_WEAK_HOST.search(c.source) or _WEAK_HOST.search(c.read_at) for c in cards):
            yield _finding("warn", lang, "weak_source", sentence.id, id=sentence.id)


def _weak_for_clients(library: Corpus, lang: Lang) -> Iterator[Finding]:
    """A mirror, a student's paper, a document-sharing site or a personal blog is no source for what a client reads."""
    for card_id in sorted(client_facing_cards()):
        card = library.cards[card_id]
        if _WEAK_HOST.search(card.source) or _WEAK_HOST.search(card.read_at):
            yield _finding("block", lang, "weak_for_clients", library.first.get(f"{card_id}/en"), card=card_id)


def client_facing_cards() -> frozenset[str]:
    """Cards that guided sections, mandate types or places put into a client's document."""
    cited = {card for kind in document_kinds().values() for spec in kind.sections for card in spec.cited_cards()}
    for mandate_type in mandate_types().values():
        cited.update(mandate_type.cards)
        items = (item for _, lang, item in mandate_type.own_items() if lang == "en")
        cited.update(b.ref for item in items for b in item.basis if b.kind == "cite")
    return frozenset(cited | set(place_cards()))


def _law(library: Corpus, lang: Lang) -> Iterator[Finding]:
    for name, law in library.law.items():
        if not any(law.value in f.values for f in figures(library.cards[law.card].fact)):
            yield _finding("block", lang, "law_number", None, name=name, card=law.card)


def _due(library: Corpus, today: date, lang: Lang) -> Iterator[Finding]:
    for card in library.cards.values():
        if card.review_by <= today + timedelta(days=DUE_SOON_DAYS) and f"{card.id}/en" in library.first:
            key = "overdue" if card.review_by < today else "due_soon"
            yield _finding("info", lang, key, library.first[f"{card.id}/en"], id=card.id, date=show_date(card.review_by, lang))
