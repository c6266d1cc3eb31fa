"""The seam: the guided writer and the model writer keep one contract, in both languages, for a rich intake and for an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.catalog.kinds import SectionSpec, document_kind, document_kinds
from app.chains.guided_writer import GuidedWriter
from app.chains.model_writer import ModelWriter
from app.chains.ports import SectionWriter, Written
from app.domain.document import Statement
from app.domain.facts import Facts
from app.domain.guidance import Evidence
from app.domain.intake import words_of
from app.domain.lang import LANGS, Lang
from tests.chains.builders import BARE, FULL_FILE, evidence, facts

INTAKES: Mapping[str, Mapping[str, Any] | Path] = {"full": FULL_FILE, "bare": BARE}
GUIDED = GuidedWriter()


def keeps_contract(written: Written, of: SectionSpec, known: Facts, shown: Evidence, lang: Lang) -> None:
    """Everything that a reader of a section, whoever wrote it, may rely on."""
    assert (written.draft.id, written.draft.title, written.draft.annex) == (of.id, of.title.in_lang(lang), of.annex)
    said = written.draft.statements()
    assert len({s.id for s in said}) == len(said)
    assert all(s.id.startswith(f"{of.id}.") for s in said)
    for block in written.draft.blocks:
        assert block.statements, "a block without statements"
        is_table = block.type in ("table", "timeline")
        assert (block.header is not None) == is_table
        for statement in block.statements:
            if block.header is not None:
                assert statement.cells is not None
                assert len(statement.cells) == len(block.header), statement.id
                assert statement.text == " | ".join(statement.cells)
            else:
                assert statement.cells is None
    for statement in said:
        assert statement.text.strip(" |*"), statement.id
        assert statement.findings == ()
        assert statement.basis in ("guidance", "client", "judgement", "gap")
        keeps_to_the_list(statement, known, shown, lang)


def keeps_its_basis(statement: Statement) -> None:
    """A basis without what it names is a claim without ground. Rules promise it; what a model omits, a check blocks."""
    if statement.basis == "guidance":
        assert any(c.sentence_id for c in statement.citations), statement.id
    if statement.basis == "client":
        assert any(c.intake_path and c.quote for c in statement.citations), statement.id
    if statement.basis == "gap":
        assert any(c.intake_path for c in statement.citations), statement.id


def keeps_to_the_list(statement: Statement, known: Facts, shown: Evidence, lang: Lang) -> None:
    """Every citation is a sentence of the evidence, word for word, or a path of the intake with the client's words."""
    assert len(set(statement.citations)) == len(statement.citations), statement.id
    open_paths = {p.path for p in known.open_points}
    for citation in statement.citations:
        assert (citation.sentence_id is None) != (citation.intake_path is None)
        if citation.sentence_id is not None:
            sentence = shown.by_id(citation.sentence_id)
            assert sentence is not None, f"{statement.id}: {citation.sentence_id} is not of the evidence"
            assert sentence.lang == lang
            assert (citation.quote, citation.source_id, citation.card_ids) == (sentence.text, sentence.source_id, sentence.card_ids)
            assert (citation.confidence, citation.as_of) == (sentence.confidence, sentence.as_of.isoformat())
        elif citation.intake_path is not None and citation.quote:
            assert citation.quote == words_of(known.intake.get(citation.intake_path))
        elif citation.intake_path is not None and not known.intake.present(citation.intake_path):
            path = citation.intake_path
            is_open = any(path == p or path.startswith((f"{p}.", f"{p}[")) or p.startswith(f"{path}.") for p in open_paths)
            assert is_open, f"{statement.id}: {path} is neither answered nor open"
    if statement.computed is not None:
        assert " = " in statement.computed.formula


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", INTAKES)
@pytest.mark.parametrize("kind", sorted(document_kinds()))
def test_guided_sections_keep_the_contract_of_the_seam(kind: str, name: str, lang: Lang) -> None:
    known = facts(INTAKES[name])
    for of in document_kind(kind).sections:
        shown = evidence(of, known, lang)
        written = GUIDED.write(of, known, shown, lang)
        keeps_contract(written, of, known, shown, lang)
        for statement in written.draft.statements():
            keeps_its_basis(statement)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", INTAKES)
def test_model_sections_keep_the_contract_of_the_seam(model: ModelWriter, name: str, lang: Lang) -> None:
    known = facts(INTAKES[name])
    for of in document_kind("mandate-brief").sections:
        shown = evidence(of, known, lang)
        keeps_contract(model.write(of, known, shown, lang), of, known, shown, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_writer_writes_the_same_for_the_same_inputs(model: ModelWriter, lang: Lang) -> None:
    known = facts(FULL_FILE)
    of = document_kind("mandate-brief").section("compensation")
    shown = evidence(of, known, lang)
    writers: tuple[SectionWriter, ...] = (GUIDED, model)
    for writer in writers:
        assert writer.write(of, known, shown, lang).draft == writer.write(of, known, shown, lang).draft


def test_a_section_without_a_prompt_of_its_own_is_composed_by_rules(model: ModelWriter) -> None:
    known = facts(FULL_FILE)
    of = document_kind("mandate-brief").section("gap-register")
    shown = evidence(of, known, "en")
    assert model.write(of, known, shown, "en") == GUIDED.write(of, known, shown, "en")


def test_what_a_model_section_cost_is_reported_with_it(model: ModelWriter) -> None:
    known = facts(FULL_FILE)
    of = document_kind("mandate-brief").section("role")
    (call,) = model.write(of, known, evidence(of, known, "en"), "en").calls
    assert (call.role, call.outcome, call.model) == ("drafter", "ok", "puente-standin")
    assert "draft_section.v" in call.prompt_ref
    assert call.prompt_tokens is not None
    assert call.prompt_tokens > 0
