"""A model that fails in one call of five, in every way it can: the document is whole, and what happened is said in its language."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.catalog.language import detect
from app.chains.draft_document import Order
from app.chains.model_document import Desk, model_document
from app.chains.model_steps import perform_here
from app.domain.document import Document
from app.domain.facts import Facts
from app.domain.lang import LANGS, Lang
from app.errors import EndpointDown, EndpointRefused
from app.llm.purse import Budget, Purse
from app.llm.run_chat import RunChat
from tests.chains.builders import FULL_FILE, facts, found, model_writer, order, statements
from tests.standin import StandIn

FAULTS = (
    "429=0",
    "429_bare",
    "500",
    "closed",
    "timeout=2",
    "cut_stream",
    "not_json",
    "half_json",
    "truncated",
    "refusal",
    "unknown_ids",
    "empty",
    "wrong_language",
    "wrong_shape",
    "reject_json_schema+reject_tools",
)
SECTIONS = ("one-page", "role", "decision-rights", "candidate", "risks", "gap-register")


def short(lang: Lang = "en") -> Order:
    """Six sections, five of them a model's."""
    whole = order(lang)
    return replace(whole, kind=whole.kind.model_copy(update={"sections": tuple(whole.kind.section(s) for s in SECTIONS)}))


@cache
def known() -> Facts:
    """What the full intake gives to compute from."""
    return facts(FULL_FILE)


def drafted(
    server: StandIn, folder: Path, lang: Lang = "en", budget: Budget | None = None, choice: str = "model", timeout_s: float = 20
) -> Document:
    """A short document by the stand-in; trying again takes no time."""
    chat = RunChat(model_writer(server, folder, timeout_s=timeout_s).chat, Purse(budget or Budget()))
    return model_document(short(lang), known(), Desk(chat, choice="model" if choice == "model" else "auto"), perform_here)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_failing_call_in_five_leaves_a_whole_document_with_plain_findings(server: StandIn, tmp_path: Path, fault: str) -> None:
    lang: Lang = "es" if FAULTS.index(fault) % 2 else "en"
    server.one_in(5, fault)
    document = drafted(server, tmp_path, lang, timeout_s=0.4 if "timeout" in fault else 20)
    assert [s.id for s in document.sections] == list(SECTIONS)
    assert all(s.blocks for s in document.sections)
    assert (document.status == "needs_review") == bool(document.blocking())
    for finding in document.findings:
        assert "{" not in finding.message
        assert "Traceback" not in finding.message
        assert "Error" not in finding.message
        if finding.check in ("writer", "coherence"):
            assert detect(finding.message) == lang
    by_rules = {s.id for s in document.sections[:-1] if not any(re.search(r"\.[mr]\d+$", x.id) for x in s.statements())}
    assert by_rules == {f.section for f in found(document, "writer")}


def test_a_model_that_always_refuses_a_section_leaves_that_section_to_the_rules(server: StandIn, tmp_path: Path) -> None:
    server.one_in(5, "refusal")
    document = drafted(server, tmp_path)
    refused = found(document, "writer")
    assert refused
    assert {f.severity for f in refused} == {"warn"}
    assert all("declined" in f.message for f in refused), refused
    assert len([c for c in document.calls if c.outcome == "refused"]) >= len(refused)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("fault", "kind"), [("500", EndpointDown), ("401", EndpointRefused)])
def test_nothing_from_the_endpoint_is_an_error_for_model_and_a_guided_document_for_auto(
    server: StandIn, tmp_path: Path, fault: str, kind: type[Exception], lang: Lang
) -> None:
    server.always(fault)
    with pytest.raises(kind):
        drafted(server, tmp_path, lang)
    document = drafted(server, tmp_path, lang, choice="auto")
    assert document.writer == "guided"
    (told,) = found(document, "writer")
    assert detect(told.message) == lang
    assert document.calls


def test_an_endpoint_that_accepts_no_key_is_asked_no_further(server: StandIn, tmp_path: Path) -> None:
    server.always("401")
    drafted(server, tmp_path, choice="auto")
    assert len(server.requests()) <= len(SECTIONS) + 1, "those under way together, and none after them"


def test_a_ceiling_holds_and_the_rest_is_composed_by_rules(server: StandIn, tmp_path: Path) -> None:
    for ceiling in (0, 9_000, 16_000):
        document = drafted(server, tmp_path, budget=Budget(tokens=ceiling))
        spent = sum((c.prompt_tokens or 0) + (c.completion_tokens or 0) for c in document.calls)
        assert spent <= ceiling
        assert [s.id for s in document.sections] == list(SECTIONS)
        assert all("PUENTE_RUN_BUDGET_TOKENS" in f.message for f in found(document, "writer"))
        assert found(document, "writer")
    assert document.writer == "model"


def test_the_same_intake_gives_the_same_structure_sources_and_gaps(server: StandIn, tmp_path: Path) -> None:
    one, two = drafted(server, tmp_path), drafted(server, tmp_path)
    shape = [[(s.id, s.text, s.citations) for s in statements(d)] for d in (one, two)]
    assert shape[0] == shape[1]
    assert (one.sources, one.gaps, one.findings) == (two.sources, two.gaps, two.findings)
    assert one.provenance == two.provenance
    assert all(re.search(r"@[0-9a-f]{12}$", ref) for ref in one.provenance.prompts)


def test_section_that_blocks_is_revised_once_and_what_still_fails_stays_visible(server: StandIn, tmp_path: Path) -> None:
    server.always("wrong_number")
    document = drafted(server, tmp_path)
    revised = [c for c in document.calls if c.prompt_ref.startswith("steps/revise")]
    assert revised
    assert len(revised) == len({c.prompt_ref for c in revised}), "each section once"
    assert document.status == "needs_review"
    assert document.blocking()
