"""Candidate and code-name copies of every kind: never empty, never with what is not theirs, loud when a leak is planted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kinds
from app.chains.draft_document import as_variant
from app.chains.kind_facts import facts_of
from app.checks.leak import texts
from app.checks.registry import run_checks
from app.domain.document import Document, Statement, Variant
from app.domain.facts import Facts
from app.domain.intake import words_of
from app.domain.lang import LANGS, Lang
from app.export.files import export_bytes
from app.services.leaks import refuse_leaks
from tests.builders import TODAY, document_of, given

UNDER_WAY, SPARSE = (examples_dir() / f"{name}.yaml" for name in ("queretaro-under-way", "sparse-expatriate"))
COPIES: tuple[Variant, ...] = ("candidate", "codename")
NEVER = (
    "succession.bench", "succession.risks", "succession.coordination", "progress.learned", "progress.asks", "progress.funnel",
    "engagement.internal_candidates", "engagement.fee_model", "compensation.tax_approach", "compensation.severance_and_noncompete",
    "compensation.benchmark_source", "compensation.candidate_expectation", "compensation.advisers", "headquarters.risk_appetite",
    "headquarters.capital_criteria", "headquarters.site_role_5y", "business.current_pain_and_risks", "candidate.derailers",
    "process.offer_authority", "business.previous_incumbent_and_lesson",
)  # fmt: skip
"""Answers that no candidate reads: the house's strategy of pay, other candidates, what is sensitive."""
LONG = 25
"""Characters of an answer from which on its words are no accident."""


@cache
def known(path: Path) -> Facts:
    return facts_of(read_intake(path.read_bytes(), name=path.name), TODAY)


@cache
def master(path: Path, kind: str, lang: Lang) -> Document:
    return document_of(known(path), lang, kind=kind)


@cache
def copy(path: Path, kind: str, lang: Lang, variant: Variant) -> Document:
    return as_variant(master(path, kind, lang), known(path), variant)


every_copy = pytest.mark.parametrize(("kind", "variant"), [(k, v) for k in document_kinds() for v in COPIES])


@every_copy
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", [UNDER_WAY, SPARSE], ids=lambda p: p.stem)
def test_a_copy_says_something_and_nothing_that_is_not_its_readers(path: Path, kind: str, variant: Variant, lang: Lang) -> None:
    made = copy(path, kind, lang, variant)
    assert any(section.statements() for section in made.sections if not section.annex)
    assert [f.message for f in made.findings if f.severity != "info"] == []
    said = "\n".join(text for _, _, text in texts(made))
    for answer in NEVER:
        value = known(path).intake.get(answer)
        for part in (words_of(item) for item in (value if isinstance(value, tuple) else (value,)) if item is not None):
            for words in (w for w in part.split("; ") if len(w) >= LONG):
                assert words not in said, answer
    assert not any(
        c.intake_path and not c.withheld and c.intake_path.startswith(NEVER)
        for s in made.sections
        for t in s.statements()
        for c in t.citations
    )


@every_copy
@pytest.mark.parametrize("lang", LANGS)
def test_a_planted_name_blocks_a_copy_of_every_kind(kind: str, variant: Variant, lang: Lang) -> None:
    made = copy(UNDER_WAY, kind, lang, variant)
    section = made.sections[0]
    planted = Statement(id=f"{section.id}.planted", text="Corvane Composites, Q-1.", basis="judgement")
    block = section.blocks[0].model_copy(update={"type": "paragraph", "header": None, "statements": (planted,)})
    changed = made.model_copy(update={"sections": (section.model_copy(update={"blocks": (block, *section.blocks)}), *made.sections[1:])})
    found = [f for f in run_checks(given(changed, known(UNDER_WAY))) if f.check == "leak" and f.severity == "block"]
    assert {f.statement_id for f in found} == {planted.id}
    assert all("Corvane" not in f.message for f in found)


@every_copy
def test_a_copy_leaves_the_house_in_four_formats_without_a_leak(kind: str, variant: Variant) -> None:
    lang: Lang = "en" if variant == "candidate" else "es"
    made = copy(UNDER_WAY, kind, lang, variant)
    for suffix in (".json", ".md", ".docx", ".pdf"):
        data = export_bytes(made, suffix)
        assert len(data) > 500
        refuse_leaks(made, known(UNDER_WAY).intake, f"copy{suffix}", data)


@pytest.mark.parametrize("lang", LANGS)
def test_a_candidate_is_shown_neither_questions_nor_other_candidates(lang: Lang) -> None:
    guide, plan = copy(UNDER_WAY, "assessment-guide", lang, "candidate"), copy(UNDER_WAY, "succession-plan", lang, "candidate")
    assert {s.id for s in guide.sections} & {"scorecard", "adaptability", "interview-sheet", "reference-sheet"} == set()
    assert all(len(b.header or ()) == 2 for s in guide.sections if s.id == "questions" for b in s.blocks if b.header)
    assert {s.id for s in plan.sections} & {"bench", "next-steps", "risks", "coordination"} == set()
    assert not any(code in text for code in ("Q-1", "Q-2", "W-1") for _, _, text in texts(plan))
