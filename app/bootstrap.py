"""The only file that builds adapters and reads settings: from settings to a House. Opens nothing before it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from app.catalog.corpus import corpus, use_reviews
from app.chains.ports import SectionWriter
from app.errors import StoreError
from app.services.house import House
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder, Search
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
        manifest = build_index(
            tuple(corpus().sentences.values()),
            data_dir=chosen.data_dir,
            embedder=embedder(),
            fingerprint=corpus().fingerprint,
            chroma_url=chosen.chroma_url or None,
            progress=progress,
            sources=tuple(corpus().sources.values()),
        )
        search.cache_clear()
        return manifest.sentences

    @cache
    def search() -> Search:
        store()  # as in reindex
        try:
            return _open(chosen, embedder())
        except StoreError as error:
            if error.key not in REBUILD_ON:
                raise
        reindex(None)
        return _open(chosen, embedder())

    @cache
    def model_writer() -> SectionWriter:
        from app.chains.model_writer import ModelWriter
        from app.llm.openai_compatible import openai_chat
        from app.llm.roles import roles_table

        chat = openai_chat(
            base_url=chosen.openai_base_url or None,
            api_key=chosen.openai_api_key or None,
            models=roles_table(chosen.models()),
            data_dir=chosen.data_dir,
        )
        return ModelWriter(chat)

    return House(
        data_dir=chosen.data_dir,
        lang=chosen.lang,
        today=today,
        now=now,
        store=store,
        search=search,
        reindex=reindex,
        model_writer=model_writer,
        is_model_configured=chosen.is_model_configured,
        model_host=chosen.openai_base_url,
        embedder_name=chosen.embeddings,
    )


def _embedder(chosen: Settings) -> Embedder:
    if chosen.embeddings == "none":
        from app.retrieval.standin import NoEmbedder

        return NoEmbedder()
    if chosen.embeddings == "bundled":
        from app.retrieval.bundled import BundledEmbedder

        return BundledEmbedder(chosen.data_dir)
    from app.llm.embeddings import openai_embedder

    return openai_embedder(chosen.embeddings, base_url=chosen.openai_base_url or None, api_key=chosen.openai_api_key or None)


def _open(chosen: Settings, embedder: Embedder) -> Search:
    from app.retrieval.searcher import open_index

    library = corpus()
    return open_index(
        chosen.data_dir,
        embedder=embedder,
        fingerprint=library.fingerprint,
        chroma_url=chosen.chroma_url or None,
        glossary=library.glossary,
        superseded=library.superseded,
    )
