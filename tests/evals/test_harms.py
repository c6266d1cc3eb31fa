"""Three seeded harms stopped by the gate: a prompt that stops asking for ids, a stale card, a marker's guard removed."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.catalog.corpus import Corpus, corpus
from app.checks.memos.soft_markers import Marked
from app.domain.document import ModelCall
from app.llm.ports import ChatReply, ChatRequest
from evals.app_adapter import Adapter, output_of
from evals.compare import compare
from evals.gate import Verdict, judge, read_margins
from evals.run_files import Kept
from evals.running import row_of
from evals.suites import read_suite
from evals.values import Case
from evals.writers import Writers, writers
from tests.evals.made import made_run


def kept(name: str, suite: str, cases: tuple[Case, ...], made: Writers) -> Kept:
    adapter = Adapter(made, Path())
    return made_run(name, *(row_of(c, 1, output_of(c, 1, adapter)) for c in cases), suite=suite)


def verdict(before: Kept, after: Kept) -> Verdict:
    return judge(compare(before, after), read_margins())


@pytest.fixture
def guided() -> Iterator[Writers]:
    with writers("guided") as made:
        yield made


def brief(*names: str) -> tuple[Case, ...]:
    return tuple(c for c in read_suite("briefs") if c.id in names)


class Forgetful:
    """A chat whose prompt no longer asks for ids: the model leaves them out."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def complete(self, request: ChatRequest) -> ChatReply:
        messages = tuple((who, text.replace("[G", "(G").replace("[I.", "(I.")) for who, text in request.messages)
        reply: ChatReply = self._inner.complete(replace(request, messages=messages))
        for block in reply.data["blocks"]:
            for statement in block["statements"]:
                statement["ids"] = []
        return reply

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        call: ModelCall = yield from self._inner.stream(request)
        return call


def test_a_prompt_that_stops_asking_for_ids_is_stopped() -> None:
    cases = brief("B-juarez-plain-en")
    with writers("standin") as made:
        before = kept("before", "briefs", cases, made)
        worse = replace(made, live=Forgetful(made.live))
        after = kept("after", "briefs", cases, worse)
    found = verdict(before, after)
    assert before.rows[0].hard["check:citations_resolve"] == 1.0
    assert found.outcome == "regression"
    assert any(f.check == "check:citations_resolve" for f in found.comparison.hard_failures)


def test_a_stale_card_is_stopped(guided: Writers, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = brief("B-juarez-plain-en")
    before = kept("before", "briefs", cases, guided)
    data = output_of(cases[0], 1, Adapter(guided, Path())).data
    statements = [t for s in data["sections"] for b in s["blocks"] for t in b["statements"]]
    cited = next(c["sentence_id"] for t in statements for c in t["citations"] if c.get("sentence_id"))
    stale: Corpus = corpus().model_copy(update={"superseded": corpus().superseded | {cited}})
    monkeypatch.setattr("app.chains.checked_document.corpus", lambda: stale)
    found = verdict(before, kept("after", "briefs", cases, guided))
    assert found.outcome == "regression"
    assert cited in found.why


def test_the_guards_of_markers_removed_are_stopped(guided: Writers, monkeypatch: pytest.MonkeyPatch) -> None:
    unmarked = [c for c in read_suite("memos") if c.expect.markers == ()]
    cases = tuple(sorted(unmarked, key=lambda c: "trap" not in " ".join((c.id, *c.tags)).casefold()))[:40]
    before = kept("before", "memos", cases, guided)
    # Of two looks: the guards of the rules, and the learned score that takes back what reads plain.
    monkeypatch.setattr("app.checks.memos.markers._is_cleared", lambda *_: False)
    monkeypatch.setattr("app.chains.coach_memo.with_soft_clauses", lambda _, ruled: Marked(ruled, ruled))
    found = verdict(before, kept("after", "memos", cases, guided))
    assert found.outcome == "regression"
    assert "clean" in found.why
