"""The same intake drafted twice by a model that answers alike: the same structure, sources, gaps and provenance; and what it costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.chains.estimate import MARGIN, estimate
from app.chains.model_document import Desk, model_document
from app.chains.model_steps import perform_here
from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.llm.purse import Budget, Purse
from app.llm.run_chat import RunChat
from app.llm.tokens import count_messages
from tests.chains.builders import FULL_FILE, facts, model_writer, order
from tests.standin import StandIn, standin


def drafted(server: StandIn, folder: Path, lang: Lang) -> Document:
    """One document, each time through a client that knows nothing yet."""
    chat = model_writer(server, folder).chat
    return model_document(order(lang), facts(FULL_FILE), Desk(RunChat(chat, Purse(Budget()))), perform_here)


def shape(document: Document) -> list[tuple[str, list[tuple[str, tuple[str, ...] | None, int]]]]:
    """Sections with their blocks: type, header, number of statements."""
    return [(s.id, [(b.type, b.header, len(b.statements)) for b in s.blocks]) for s in document.sections]


@pytest.mark.parametrize("lang", LANGS)
def test_an_intake_drafted_twice_gives_the_same_structure_sources_gaps_and_findings(tmp_path: Path, lang: Lang) -> None:
    with standin() as server:
        one, other = (drafted(server, tmp_path / str(n), lang) for n in range(2))
    assert one.writer == "model"
    assert shape(one) == shape(other)
    assert one.sections == other.sections
    assert one.sources == other.sources
    assert one.gaps == other.gaps
    assert one.findings == other.findings
    assert one.provenance == other.provenance
    assert {c.prompt_ref for c in one.calls} == {c.prompt_ref for c in other.calls}


@pytest.mark.parametrize("lang", LANGS)
def test_the_requests_of_a_run_cost_what_was_estimated_and_never_more_than_the_margin(tmp_path: Path, lang: Lang) -> None:
    with standin() as server:
        drafted(server, tmp_path, lang)
        bodies = [r["body"]["messages"] for r in server.requests() if "messages" in r["body"]]
    told = sum(count_messages([str(m["content"]) for m in messages]).expected for messages in bodies)
    expected = estimate(order(lang), facts(FULL_FILE), lambda *_: None)
    assert expected.calls == len(bodies)
    assert expected.prompt_tokens / MARGIN <= told <= expected.prompt_tokens * MARGIN
