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
from app.domain.guidance import SearchAnswer, Sentence, Source
from app.domain.lang import Lang
from app.retrieval.ports import Scope
from app.services import upload_sentences
from app.services.house import House
from app.services.people import mandates_shared_with

NEIGHBOURS = 2


class Shown(Value):
    """A sentence with those around it in its source."""

    sentence: Sentence
    source: Source
    twin: Sentence | None
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]


class SourcePage(Value):
    """A whole source in its own language and reading order; `twins` are its sentences in the other one, by the id of the first."""

    source: Source
    sentences: tuple[Sentence, ...]
    twins: dict[str, Sentence]
    at: str
    """The sentence from which the reader came."""


def scope_of(house: House, actor: Actor) -> Scope:
    """What an actor may find: the shipped library, the firm's documents, his own and those of his mandates, shared ones included."""
    with house.store().reading() as work:
        mandates = {mandate.id for mandate in work.mandates.every(owner_id=actor.user_id)} | set(mandates_shared_with(work, actor))
    return Scope(sees_firm=True, owners=frozenset({actor.user_id, *mandates}))


def search(house: House, actor: Actor, query: str, *, lang: Lang | None = None, k: int = 8) -> SearchAnswer:
    """At most `k` sentences in `lang` (None: the query's language, else the house's); none when nothing answers."""
    query_lang = detect(query, min_words=2) or lang or house.lang
    answer = house.search().search(query, lang=lang or query_lang, query_lang=query_lang, k=k, scope=scope_of(house, actor))
    # An index that is still behind may hold what was removed a moment ago.
    sources = {hit.sentence.source_id for hit in answer.hits}
    gone = {source for source in sources if upload_sentences.is_upload(source) and not upload_sentences.may_see(house, actor, source)}
    if not gone:
        return answer
    hits = tuple(hit for hit in answer.hits if hit.sentence.source_id not in gone)
    return answer.model_copy(update={"hits": hits, "abstained": not hits})


def show(house: House, actor: Actor, sentence_id: str) -> Shown:
    """One sentence with its neighbours and its twin; an uploaded one for those only who may see its upload.

    Raises: UnknownId.
    """
    source, whole, at = _around(house, actor, sentence_id)
    found = whole[at]
    return Shown(
        sentence=found,
        source=source,
        twin=corpus().sentences.get(found.twin_id or ""),
        before=whole[max(0, at - NEIGHBOURS) : at],
        after=whole[at + 1 : at + 1 + NEIGHBOURS],
    )


def source_page(house: House, actor: Actor, sentence_id: str) -> SourcePage:
    """The whole source of a sentence; an uploaded one for those only who may see its upload.

    Raises: UnknownId.
    """
    source, whole, at = _around(house, actor, sentence_id)
    twins = {each.id: twin for each in whole if (twin := corpus().sentences.get(each.twin_id or ""))}
    return SourcePage(source=source, sentences=whole, twins=twins, at=whole[at].id)


def _around(house: House, actor: Actor, sentence_id: str) -> tuple[Source, tuple[Sentence, ...], int]:
    house.store()  # the library is seen through the reviews that it keeps
    found = corpus().sentences.get(sentence_id)
    if found is None:
        return upload_sentences.shown(house, actor, sentence_id)
    whole = tuple(corpus().of_source(found.source_id))
    return corpus().sources[found.source_id], whole, whole.index(found)


def reindex(house: House, _actor: Actor, progress: Callable[[int, int], None] | None = None) -> int:
    """Builds the index anew from the originals and says how many sentences it holds.

    Raises: Held when another process is indexing; StoreError.
    """
    return house.reindex(progress)


def lint(house: House, _actor: Actor) -> tuple[Finding, ...]:
    """What is wrong with the library (block) and what falls due for review soon (info)."""
    return lint_corpus(house.today(), house.lang)


def looker(house: House, actor: Actor | None = None, mandate_id: str | None = None) -> Look:
    """A search in the form that evidence gathering takes: the shipped library, and for an actor the firm's and his own documents.

    Of the mandates' documents it finds those of `mandate_id` only: one client's papers are no evidence in another's search.
    """
    allowed = scope_of(house, actor).owners if actor else frozenset()
    owners = allowed & {actor.user_id if actor else "", mandate_id or ""}
    scope = Scope(sees_firm=actor is not None, owners=owners)

    def look(query: str, lang: Lang, count: int) -> Sequence[Sentence]:
        answer = house.search().search(query, lang=lang, query_lang=lang, k=count, scope=scope)
        return [hit.sentence for hit in answer.hits]

    return look
