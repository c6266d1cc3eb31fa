"""Annexes composed from what the body of a document cites: law used, terms, sources, the list for counsel. Adds no fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from app.catalog.article_words import in_spanish
from app.catalog.corpus import Corpus, corpus
from app.catalog.kinds import SectionSpec
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.document import Block, Citation, SectionDraft, Statement
from app.domain.guidance import Card, Sentence
from app.domain.lang import LANGS, Lang
from app.domain.letters import unaccented

MOST_TERMS = 24
MOST_CARDS = 200
VERIFY = ("from-knowledge", "part-verified")
FAMILIES = {"SP": "firm", "UC": "author", "SS": "standards", "CO": "corridors", "BJ": "research", "RF": "research", "UR": "research"}
_ARTICLE = re.compile(r"^Arts?\.\s*")
_NUMBERS = re.compile(r"\d+(?:-[A-Z]+)?(?:(?:, ?|–)\d+(?:-[A-Z]+)?)*")
Rows = tuple[Statement, ...]


def compose(spec: SectionSpec, sections: Sequence[SectionDraft], lang: Lang) -> SectionDraft:
    """One annex over the sections written before it; without anything to list it says so in one sentence."""
    header, rows = _COMPOSERS[spec.composed or ""](spec, sections, lang)
    if rows:
        block = Block(type="table", header=header, statements=rows)
    else:
        text = say(lang, "annex.nothing")
        block = Block(type="paragraph", statements=(Statement(id=f"{spec.id}.none", text=text, basis="judgement"),))
    return SectionDraft(id=spec.id, title=spec.title.in_lang(lang), annex=True, blocks=(block,))


def _cited(sections: Sequence[SectionDraft]) -> tuple[tuple[Statement, Citation], ...]:
    return tuple((s, c) for section in sections for s in section.statements() for c in s.citations if c.sentence_id)


def _cards(sections: Sequence[SectionDraft], library: Corpus) -> dict[str, Sentence]:
    """Each cited card once, with the cited sentence that leads with it, in order of card id."""
    found: dict[str, Sentence] = {}
    for _, citation in _cited(sections):
        sentence = library.sentences.get(citation.sentence_id or "")
        if sentence and sentence.card_ids:
            found.setdefault(sentence.card_ids[0], sentence)
    return dict(sorted(found.items())[:MOST_CARDS])


def _row(statement_id: str, cells: tuple[str, ...], sentences: Sequence[Sentence]) -> Statement:
    citations = tuple(Citation.of(s) for s in sentences)
    return Statement(id=statement_id, text=" | ".join(cells), cells=cells, basis="guidance", citations=citations)


def _header(lang: Lang, key: str) -> tuple[str, ...]:
    return tuple(say(lang, f"annex.{key}").split(" | "))


def _state(confidence: str, lang: Lang) -> str:
    return say(lang, f"confidence.{confidence}")


def _law_name(card: Card, lang: Lang) -> str:
    law = card.law
    if law is None:
        return ""
    name = law.name_en if lang == "en" else law.name_es
    return f"{name}, {_worded(_article(law.article), lang)}" if law.article else name


def _worded(article: str, lang: Lang) -> str:
    """An article with its English words in the document's language."""
    return article if lang == "en" else in_spanish(article)


def _article(article: str | None) -> str:
    """An article in one form, whether its card says "101" or "Art. 101"; what counts otherwise ("§432.3") as it is."""
    bare = _ARTICLE.sub("", article or "")
    if not _NUMBERS.fullmatch(bare):
        return article or ""
    return f"{'Arts.' if re.search('[,–]', bare) else 'Art.'} {bare}"


def _law_used(spec: SectionSpec, sections: Sequence[SectionDraft], lang: Lang) -> tuple[tuple[str, ...], Rows]:
    library = corpus()
    # Grouped and named by what does not depend on the language: a row has the same id in the English and the Spanish document.
    grouped: dict[tuple[str, str], list[tuple[Card, Sentence]]] = {}
    for card_id, sentence in _cards(sections, library).items():
        card = library.cards[card_id]
        if card.law:
            grouped.setdefault((card.law.law, _article(card.law.article)), []).append((card, sentence))
    named = sorted(
        ((_law_name(each[0][0], lang), each) for each in grouped.values()), key=lambda law: (unaccented(law[0]), law[1][0][0].id)
    )
    rows = []
    for name, members in named:
        weakest = next((s.confidence for _, s in members if s.confidence in VERIFY), members[0][1].confidence)
        days = (min(s.as_of for _, s in members), min(c.review_by for c, _ in members))
        row_id = f"{spec.id}.{members[0][0].id.lower()}"
        rows.append(_row(row_id, (name, _state(weakest, lang), *(show_date(d, lang, short=True) for d in days)), [s for _, s in members]))
    return _header(lang, "law_header"), tuple(rows)


def _terms(spec: SectionSpec, sections: Sequence[SectionDraft], lang: Lang) -> tuple[tuple[str, ...], Rows]:
    """Glossary terms that the cited sentences use in both languages, so that twins list the same."""
    library = corpus()
    cited = [library.sentences[c.sentence_id] for _, c in _cited(sections) if c.sentence_id in library.sentences]
    both = [(s, library.sentences.get(s.twin_id or "")) for s in dict.fromkeys(cited)]
    texts = {each: unaccented(" ".join(t.text for pair in both for t in pair if t and t.lang == each)) for each in LANGS}
    rows: list[Statement] = []
    for card_id, english, spanish in library.glossary_cards:
        if _uses(texts["en"], english) and _uses(texts["es"], spanish):
            cells = (english, spanish) if lang == "en" else (spanish, english)
            sentence = library.sentence_for(card_id, lang)
            row = _row(f"{spec.id}.{card_id.lower()}", cells, [sentence] if sentence else [])
            rows.append(row if sentence else row.model_copy(update={"basis": "judgement"}))
    return _header(lang, "terms_header"), tuple(rows[:MOST_TERMS])


def _uses(text: str, term: str) -> bool:
    # The plain look comes first: most terms stand nowhere, and it is many times faster than a pattern.
    return any(words in text and wording.search(text) for words, wording in _wordings(term))


@cache
def _wordings(term: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways in which a glossary entry may stand in a folded text: its alternatives, and without what is in brackets."""
    plain = re.sub(r"\([^()]*\)", " ", term)
    words = (unaccented(w.strip()) for w in re.split(r"[/;,]", plain) if len(w.strip()) > 2)
    return tuple((w, re.compile(rf"(?<!\w){re.escape(w)}(?!\w)")) for w in words)


def _sources(spec: SectionSpec, sections: Sequence[SectionDraft], lang: Lang) -> tuple[tuple[str, ...], Rows]:
    library = corpus()
    grouped: dict[str, list[Sentence]] = {}
    for card_id, sentence in _cards(sections, library).items():
        if library.cards[card_id].law is None:
            grouped.setdefault(_family(library.cards[card_id]), []).append(sentence)
    rows = []
    for family, sentences in sorted(grouped.items()):
        states = sorted({_state(s.confidence, lang) for s in sentences})
        named = say(lang, f"annex.family.{family}")
        rows.append(_row(f"{spec.id}.{family}", (named, "; ".join(states), ", ".join(s.id for s in sentences)), sentences))
    return _header(lang, "sources_header"), tuple(rows)


def _family(card: Card) -> str:
    """What kind of source a card rests on, by its register: one firm's page, one author's article, figures, our own design, practice."""
    if card.confidence == "original-design":
        return "own"
    return FAMILIES.get(card.id.split("-")[0], "practice")


def _counsel(spec: SectionSpec, sections: Sequence[SectionDraft], lang: Lang) -> tuple[tuple[str, ...], Rows]:
    """One row a subject, so that the list stays on a page; the sentences to confirm stand behind the row's numbers."""
    grouped: dict[str, dict[str, Sentence]] = {}
    for statement, citation in _cited(sections):
        sentence = corpus().sentences.get(citation.sentence_id or "")
        if sentence and "†" in statement.text and sentence.confidence in VERIFY:
            grouped.setdefault(sentence.source_id.removesuffix("-es"), {}).setdefault(sentence.id, sentence)
    rows = []
    for number, (subject, sentences) in enumerate(grouped.items(), 1):
        named = corpus().sources[next(iter(sentences.values())).source_id].title
        cells = (str(number), named, _laws(sentences.values(), lang), "☐")
        rows.append(_row(f"{spec.id}.{subject.lower()}", cells, tuple(sentences.values())))
    return _header(lang, "counsel_header"), tuple(rows)


def _laws(sentences: Iterable[Sentence], lang: Lang) -> str:
    """Each statute once, with the articles that the sentences rest on; what names none is said so once."""
    named: dict[str, dict[str, None]] = {}
    for sentence in sentences:
        law = corpus().cards[sentence.card_ids[0]].law
        name = (law.name_en if lang == "en" else law.name_es) if law else say(lang, "annex.no_statute")
        article = _worded(_ARTICLE.sub("", law.article), lang) if law and law.article else ""
        named.setdefault(name, {}).setdefault(article)
    return "; ".join(", ".join((name, *(a for a in articles if a))) for name, articles in named.items())


_COMPOSERS: dict[str, Callable[[SectionSpec, Sequence[SectionDraft], Lang], tuple[tuple[str, ...], Rows]]] = {
    "law-used": _law_used,
    "terms": _terms,
    "sources": _sources,
    "counsel": _counsel,
}
COMPOSED = frozenset(_COMPOSERS)
