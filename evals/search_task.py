"""A search case through the app, in the query's language and across; its measures. Keeps one index for all cases of a run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.catalog.corpus import Corpus, corpus
from app.domain.lang import LANGS, Lang
from evals.brief_scores import Mark
from evals.outputs import Output
from evals.ranking import ndcg, recall, reciprocal_rank
from evals.values import Case

Ask = Callable[[str, Lang, Lang], list[str]]
"""From a query, its language and the language of the answer to English sentence ids, best first; silence finds nothing."""
SOFT = ("recall_5", "ndcg_10", "rr_10", "silence")


def search_output(case: Case, ask: Ask) -> Output:
    """What was found in each language; an unanswerable query is asked in its own only."""
    began = time.perf_counter()
    langs = LANGS if not case.expect.is_silent else (case.lang,)
    found = {lang: ask(str(case.input["query"]), case.lang, lang) for lang in langs}
    words = "\n".join(f"{lang}: {' '.join(ids) or '—'}" for lang, ids in found.items())
    return Output(data={"found": found}, words=words, latency_ms=round((time.perf_counter() - began) * 1000))


def search_marks(case: Case, output: Output) -> Iterator[Mark]:
    """Recall, gain and rank a direction; for an unanswerable query, whether it was left unanswered."""
    found: dict[str, list[str]] = output.data["found"]
    if case.expect.is_silent:
        yield Mark("silence", float(not found[case.lang]), False)
        return
    wanted = wanted_ids(case, corpus())
    for lang, ids in found.items():
        where = "own" if lang == case.lang else "across"
        yield Mark(f"recall_5_{where}", recall(ids, wanted), False)
        yield Mark(f"ndcg_10_{where}", ndcg(ids, wanted), False)
        yield Mark(f"rr_10_{where}", reciprocal_rank(ids, wanted), False)


def wanted_ids(case: Case, library: Corpus) -> frozenset[str]:
    """English sentences that answer; a card stands for every sentence that states it."""
    named = {name for name in case.expect.answers if name in library.sentences}
    cards = set(case.expect.answers) - named
    named.update(s.id for s in library.sentences.values() if s.lang == "en" and cards.intersection(s.card_ids))
    return frozenset(named)


def asker(data_dir: Path, embedder: str = "bundled") -> tuple[Ask, Callable[[], None]]:
    """The search of the command line over an index in `data_dir`, made when it is missing or stale; and what closes it."""
    from evals.retrieval import asked, opened

    forget_store(data_dir)
    context = opened(data_dir, embedder)
    house = context.__enter__()

    def close() -> None:
        context.__exit__(None, None, None)

    return (lambda query, query_lang, lang: asked(house, query, query_lang, lang)), close


def forget_store(data_dir: Path) -> None:
    """Takes away the empty database beside a kept index, which may be of another version; the index itself says when it is stale."""
    for path in data_dir.glob("puente.db*"):
        path.unlink()
