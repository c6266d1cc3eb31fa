"""The only file that builds adapters and reads settings: from settings to a House. Opens nothing before it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from app.catalog.corpus import corpus, use_reviews
from app.chains.ports import SectionWriter
from app.errors import Held, StoreError
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.upload_sentences import firm_sentences
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.llm.ports import Chat
    from app.retrieval.ports import Embedder, Search
    from app.retrieval.searcher import Searcher
    from app.storage.engine import Store

REBUILD_ON = frozenset({"index.missing", "index.stale", "index.schema", "index.embedder_mismatch", "index.store_mismatch"})
"""What a search mends by itself: the index is derived from the originals, so an old one is built anew."""


def build(settings: Settings | None = None) -> House:
    """A House for these settings (None: those of the environment).

    Raises: BadSetting naming the setting.
    """
    chosen = settings or load_settings()

    def today() -> date:
        return chosen.today or date.today()

    def now() -> datetime:
        return datetime.now(UTC) if chosen.today is None else datetime.combine(chosen.today, datetime.now(UTC).timetz())

    @cache
    def store() -> Store:
        from app.services.reviews import kept_reviews
        from app.storage.engine import open_store

        opened = open_store(chosen.database(), data_dir=chosen.data_dir, today_stamp=now)
        use_reviews(kept_reviews(opened))
        return opened

    @cache
    def embedder() -> Embedder:
        return _embedder(chosen)

    def reindex(progress: Callable[[int, int], None] | None) -> int:
        from app.retrieval.indexing import build_index

        store()  # the library is seen through the reviews that the store keeps
        firm = firm_sentences(house)
        manifest = build_index(
            (*corpus().sentences.values(), *firm.sentences),
            data_dir=chosen.data_dir,
            embedder=embedder(),
            fingerprint=shelf.fingerprint(corpus().fingerprint, firm.ids),
            chroma_url=chosen.chroma_url or None,
            progress=progress,
            sources=(*corpus().sources.values(), *firm.sources),
            owners=firm.owners,
            # Once there were uploads, the generation before may hold one that was erased since.
            keep_previous=not shelf.folder_of(chosen.data_dir).exists(),
        )
        return manifest.sentences

    def search() -> Search:
        store()  # as in reindex
        with opening:
            wanted = _wanted(chosen)
            if standing and standing[0].manifest.fingerprint == wanted and standing[0].is_current():
                return standing[0]
            try:
                found = _open(chosen, embedder(), wanted)
            except StoreError as error:
                if error.key not in REBUILD_ON:
                    raise
                try:
                    reindex(None)
                except Held:
                    if standing:
                        return standing[0]  # what is new is found when the other indexer is done
                    raise
                found = _open(chosen, embedder(), _wanted(chosen))
            standing[:] = [found]
            return found

    @cache
    def chat() -> Chat:
        from app.llm.openai_compatible import openai_chat
        from app.llm.roles import roles_table

        return openai_chat(
            base_url=chosen.openai_base_url or None,
            api_key=chosen.openai_api_key or None,
            models=roles_table(chosen.models()),
            data_dir=chosen.data_dir,
        )

    @cache
    def model_writer() -> SectionWriter:
        from app.chains.model_writer import ModelWriter

        return ModelWriter(chat())

    opening = Lock()
    standing: list[Searcher] = []
    house = House(
        data_dir=chosen.data_dir,
        lang=chosen.lang,
        today=today,
        now=now,
        store=store,
        search=search,
        reindex=reindex,
        model_writer=model_writer,
        chat=chat,
        is_model_configured=chosen.is_model_configured,
        configured_roles=chosen.configured_roles,
        model_host=chosen.openai_base_url,
        embedder_name=chosen.embeddings,
        database_url=chosen.database(),
        operator=chosen.operator,
        template=chosen.house_template,
    )
    return house


def _embedder(chosen: Settings) -> Embedder:
    if chosen.embeddings == "none":
        from app.retrieval.standin import NoEmbedder

        return NoEmbedder()
    if chosen.embeddings == "bundled":
        from app.retrieval.bundled import BundledEmbedder

        return BundledEmbedder(chosen.data_dir)
    from app.llm.embeddings import openai_embedder

    return openai_embedder(chosen.embeddings, base_url=chosen.openai_base_url or None, api_key=chosen.openai_api_key or None)


def _wanted(chosen: Settings) -> str:
    """What an index must have been made of to be current: the corpus and the uploads that are here now."""
    return shelf.fingerprint(corpus().fingerprint, frozenset(shelf.texts(chosen.data_dir)))


def _open(chosen: Settings, embedder: Embedder, fingerprint: str) -> Searcher:
    from app.retrieval.searcher import open_index

    library = corpus()
    return open_index(
        chosen.data_dir,
        embedder=embedder,
        fingerprint=fingerprint,
        chroma_url=chosen.chroma_url or None,
        glossary=library.glossary,
        superseded=library.superseded,
    )
