"""The library for its users: search, show, index, lint. Who may see what is decided here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.catalog.corpus import corpus
from app.catalog.language import detect
from app.catalog.lint import lint_corpus
from app.chains.gather_evidence import Look
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Finding
from app.domain.guidance import SearchAnswer, Sentence
from app.domain.lang import Lang
from app.errors import UnknownId
from app.services.house import House

NEIGHBOURS = 2


class Shown(Value):
    """A sentence with those around it in its source."""

    sentence: Sentence
    twin: Sentence | None
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]


def search(house: House, _actor: Actor, query: str, *, lang: Lang | None = None, k: int = 8) -> SearchAnswer:
    """At most `k` sentences in `lang` (None: the query's language, else the house's); none when nothing answers."""
    query_lang = detect(query, min_words=2) or lang or house.lang
    return house.search().search(query, lang=lang or query_lang, query_lang=query_lang, k=k)


def show(house: House, _actor: Actor, sentence_id: str) -> Shown:
    """One sentence with its neighbours and its twin.

    Raises: UnknownId.
    """
    house.store()  # the library is seen through the reviews that it keeps
    found = corpus().sentences.get(sentence_id)
    if found is None:
        raise UnknownId("id.sentence", where=sentence_id, name=sentence_id)
    whole = corpus().of_source(found.source_id)
    at = whole.index(found)
    return Shown(
        sentence=found,
        twin=corpus().sentences.get(found.twin_id or ""),
        before=whole[max(0, at - NEIGHBOURS) : at],
        after=whole[at + 1 : at + 1 + NEIGHBOURS],
    )


def reindex(house: House, _actor: Actor, progress: Callable[[int, int], None] | None = None) -> int:
    """Builds the index anew from the originals and says how many sentences it holds.

    Raises: Held when another process is indexing; StoreError.
    """
    return house.reindex(progress)


def lint(house: House, _actor: Actor) -> tuple[Finding, ...]:
    """What is wrong with the library (block) and what falls due for review soon (info)."""
    return lint_corpus(house.today(), house.lang)


def looker(house: House) -> Look:
    """A search in the form that evidence gathering takes."""

    def look(query: str, lang: Lang, count: int) -> Sequence[Sentence]:
        answer = house.search().search(query, lang=lang, query_lang=lang, k=count)
        return [hit.sentence for hit in answer.hits]

    return look
