"""Evidence for one section: the cards it names, its type's and place's cards, and what a search adds. Reads no database."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.catalog.corpus import corpus
from app.catalog.kinds import SectionSpec
from app.catalog.mandate_types import mandate_types
from app.catalog.places import recognise
from app.domain.document import SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Evidence, Sentence
from app.domain.lang import Lang, LocalText

Look = Callable[[str, Lang, int], Sequence[Sentence]]
"""A search: query, language of the hits, how many → sentences, best first."""
MOST_FOUND = 2


def gather_evidence(spec: SectionSpec, facts: Facts, lang: Lang, look: Look | None = None) -> Evidence:
    """A closed list of sentences in one language: named cards first, then what `look` finds for the section's aim and topics."""
    library = corpus()
    chosen: dict[str, Sentence] = {}
    for card_id in (*spec.cited_cards(), *_type_cards(spec, facts), *_place_cards(spec, facts)):
        sentence = library.sentence_for(card_id, lang)
        if sentence:
            chosen.setdefault(sentence.id, sentence)
    if look:
        query = " ".join((spec.title.in_lang(lang), *(t.replace("_", " ") for t in spec.topics)))
        for sentence in look(query, lang, MOST_FOUND):
            chosen.setdefault(sentence.id, sentence)
    return Evidence(section_id=spec.id, sentences=tuple(chosen.values()))


def fitting(spec: SectionSpec, evidence: Evidence, lang: Lang, baseline: SectionDraft) -> Evidence:
    """The evidence without what only guided items cite that do not apply here: other corridors, other forms of contract."""
    library = corpus()
    cited = {c.sentence_id for s in baseline.statements() for c in s.citations}
    of_items = {found.id for card in spec.cited_cards() if card not in spec.cards and (found := library.sentence_for(card, lang))}
    kept = tuple(s for s in evidence.sentences if s.id in cited or s.id not in of_items)
    return evidence.model_copy(update={"sentences": kept})


def _type_cards(spec: SectionSpec, facts: Facts) -> tuple[str, ...]:
    kind = mandate_types().get(facts.intake.mandate_type or "")
    if kind is None or not spec.calibrated:
        return ()
    items = (item for section, lang, item in kind.own_items() if section == spec.id and lang == "en")
    return tuple(b.ref for item in items for b in item.basis if b.kind == "cite")


def _place_cards(spec: SectionSpec, facts: Facts) -> tuple[str, ...]:
    location = facts.intake.get("role.location")
    if "corridor" not in spec.topics or not isinstance(location, LocalText):
        return ()
    return recognise(location.any()).cards
