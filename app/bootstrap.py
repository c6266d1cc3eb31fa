"""The only file that builds adapters and reads settings: from settings to a House. Opens nothing before it is used."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from app.catalog.corpus import corpus, use_reviews
from app.catalog.thesaurus import thesaurus
from app.chains.gather_evidence import Look
from app.domain.actor import Actor
from app.domain.guidance import Source
from app.errors import Held, StoreError
from app.llm.address import host_of
from app.llm.providers import provider_for
from app.llm.purse import Budget
from app.llm.roles import Role, roles_table
from app.runs.ports import Runner, RunPorts
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.library import looker
from app.services.surroundings import Surroundings
from app.services.upload_sentences import firm_sentences, visible
from app.settings import ROLE_SETTINGS, Settings, load_settings, unknown_names, unknown_time_zone

if TYPE_CHECKING:
    from app.llm.ports import Chat
    from app.retrieval.ports import Embedder, Search
    from app.retrieval.searcher import Searcher
    from app.storage.engine import Store

EXAMINATIONS = Path(__file__).resolve().parent.parent / "evals"
"""Beside the app in a checkout; a wheel has none."""
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

        return openai_chat(
            base_url=chosen.openai_base_url or None,
            api_key=chosen.openai_api_key or None,
            models=roles_table(chosen.models()),
            data_dir=chosen.data_dir,
        )

    @cache
    def runner() -> Runner:
        from app.runs.holder import Holder

        return Holder(chosen.data_dir, chosen.runs_database(), run_ports(house, budget))

    def price(role: Role, prompt_tokens: int, completion_tokens: int) -> Decimal | None:
        model = roles_table(chosen.models()).model_for(role)
        provider = provider_for(chosen.openai_base_url or None)
        return None if model is None else provider.cost_usd(model, prompt_tokens, completion_tokens)

    usd = chosen.run_budget_usd
    budget = Budget(tokens=chosen.run_budget_tokens, usd=None if usd is None else Decimal(str(usd)))
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
        chat=chat,
        runner=runner,
        runs_database_url=chosen.runs_database(),
        price=price,
        run_budget=budget,
        is_model_configured=chosen.is_model_configured,
        configured_roles=chosen.configured_roles,
        model_host=chosen.openai_base_url,
        embedder_name=chosen.embeddings,
        database_url=chosen.database(),
        operator=chosen.operator,
        template=chosen.house_template,
        model_names=_model_names(chosen),
        examinations=EXAMINATIONS if (EXAMINATIONS / "__main__.py").exists() else None,
    )
    return house


def surroundings(chosen: Settings) -> Surroundings:
    """What the doctor is told of the settings and of the environment."""
    proxies = {name: url for name in ("http_proxy", "https_proxy", "all_proxy") if (url := _environment(name))}
    return Surroundings(
        auth=chosen.auth,
        proxy_addresses=chosen.listed(chosen.proxy_addresses),
        chroma_url=chosen.chroma_url,
        runs_url=chosen.runs_database(),
        is_runs_url_given=bool(chosen.runs_database_url),
        models=tuple((name, model) for name, model in chosen.models().items() if model),
        has_endpoint=bool(chosen.openai_api_key or chosen.openai_base_url),
        base_url=chosen.openai_base_url,
        budget_usd=chosen.run_budget_usd,
        budget_tokens=chosen.run_budget_tokens,
        allowed_hosts=chosen.listed(chosen.allowed_hosts),
        is_key_odd=chosen.is_key_odd,
        time_zone=unknown_time_zone(),
        fixed_today=chosen.today,
        unknown=unknown_names(),
        web_proxies=tuple((name, host_of(url)) for name, url in proxies.items()),
        past_proxy=chosen.listed(_environment("no_proxy")),
    )


def _environment(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper()) or ""


def run_ports(house: House, budget: Budget) -> RunPorts:
    """What the runs of a house work with."""

    def look(actor: Actor, mandate_id: str) -> Look:
        return looker(house, actor, mandate_id)

    def firm_sources(actor: Actor) -> Mapping[str, Source]:
        return visible(house, actor).sources

    return RunPorts(house.store, lambda: house.chat(), look, firm_sources, house.now, budget)


def _model_names(chosen: Settings) -> tuple[tuple[str, str], ...]:
    table = roles_table(chosen.models())
    named = [(role, table.model_for(cast(Role, role))) for role in ROLE_SETTINGS if role in chosen.configured_roles]
    return tuple((role, model) for role, model in named if model)


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
        glossary=(*library.glossary, *thesaurus()),
        superseded=library.superseded,
    )
