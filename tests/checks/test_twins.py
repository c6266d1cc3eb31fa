"""Drift planted between two languages, one a kind: each is found on the statement; the examples' own pairs are quiet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kinds
from app.chains.kind_facts import facts_of
from app.checks.twins import drift
from app.domain import revising
from app.domain.document import Block, Citation, Document, SectionDraft, Statement
from app.domain.lang import Lang
from tests.builders import TODAY, document_of

EXAMPLES = sorted(examples_dir().glob("*.yaml"))
MONTERREY = examples_dir() / "monterrey-cfo.yaml"
Plant = Callable[[Document], Document]


@cache
def pair(path: Path = MONTERREY, kind: str = "mandate-brief") -> tuple[Document, Document]:
    known = facts_of(read_intake(path.read_bytes(), name=path.name), TODAY)
    return document_of(known, "en", kind=kind), document_of(known, "es", kind=kind)


def says(statement_id: str, old: str, new: str) -> Plant:
    """Other words in the Spanish document."""

    def plant(document: Document) -> Document:
        _, statement = revising.find(document, statement_id)
        assert old in statement.text
        return revising.with_words(document, statement_id, statement.text.replace(old, new, 1))

    return plant


def has(statement_id: str, **update: object) -> Plant:
    """Another field in the Spanish document."""

    def plant(document: Document) -> Document:
        section, statement = revising.find(document, statement_id)
        made: Statement = statement.model_copy(update=update)
        blocks = tuple(
            b.model_copy(update={"statements": tuple(made if s.id == statement_id else s for s in b.statements)}) for b in section.blocks
        )
        return revising.with_section(document, section.model_copy(update={"blocks": blocks}))

    return plant


PLANTED: dict[str, tuple[str | None, Plant]] = {
    "a number": ("one-page.pay", says("one-page.pay", "4,800,000", "4,850,000")),
    "a number in a table": ("outcomes.outcome.1", says("outcomes.outcome.1", "14 → 6", "14 → 8")),
    "a date": ("timeline.gate.3", says("timeline.gate.3", "16 feb 2027", "18 feb 2027")),
    "a month in words": ("timeline.notice", says("timeline.notice", "16 de marzo", "16 de mayo")),
    "a unit": ("decision-rights.rule.1", says("decision-rights.rule.1", "24 horas", "24 días")),
    "a currency": ("role.budget", says("role.budget", "USD 245", "MXN 245")),
    "a percentage": ("compensation.bonus", says("compensation.bonus", "35 %", "30 %")),
    "a name": ("one-page.veto.1", says("one-page.veto.1", "Alderete", "Alderte")),
    "a duty made a choice": (
        "assessment.type_refused",
        says("assessment.type_refused", "Pedimos", "Podría pedirse y no es obligatorio: pedimos"),
    ),
    "a no taken out": ("candidate.use", says("candidate.use", "no se califica", "se califica")),
    "a citation less": ("role.represent", has("role.represent", citations=())),
    "another citation": ("role.type_bridge", has("role.type_bridge", citations=(Citation(sentence_id="G01.1-es", quote="x"),))),
    "another basis": ("role.reading", has("role.reading", basis="client")),
    "another computation": ("timeline.gate.3", has("timeline.gate.3", computed=None)),
    "a must-have less": (None, lambda d: revising.without(d, "candidate.weighted.2")),
    "a statement more": ("", lambda d: revising.added(d, "role.represent", ("Otra cosa.",))[0]),
    "a statement elsewhere": ("timeline.official", lambda d: revising.moved(d, "timeline.official", "timeline.type_hand_over")),
    "an empty cell": ("role.presence", has("role.presence", cells=("Presencia", "—"), text="Presencia | —")),
    "the mark of the law": ("role.represent", says("role.represent", " †", "")),
    "a gap less": (None, lambda d: d.model_copy(update={"gaps": d.gaps[1:]})),
    "a section less": (None, lambda d: d.model_copy(update={"sections": tuple(s for s in d.sections if s.id != "risks")})),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_drift_is_found_where_it_is(kind: str) -> None:
    where, plant = PLANTED[kind]
    english, spanish = pair()
    planted = plant(spanish)
    found = [*drift(english, planted), *drift(planted, english)]
    assert found
    if where:
        assert {f.statement_id for f in found} == {where}
    elif where == "":
        assert {f.statement_id for f in found} <= {"role.e1", None}


@pytest.mark.parametrize("modal", [("debe", "puede"), ("must", "may")])
def test_a_must_that_becomes_a_may_is_found(modal: tuple[str, str]) -> None:
    english, spanish = pair()
    texts = {"en": "The leader must warn the board of a loss.", "es": "Quien dirige debe avisar al consejo de una pérdida."}
    lang: Lang = "es" if modal[0] == "debe" else "en"

    def both(change: bool) -> tuple[Document, Document]:
        said = {**texts, lang: texts[lang].replace(*modal)} if change else texts
        return revising.with_words(english, "role.reading", said["en"]), revising.with_words(spanish, "role.reading", said["es"])

    assert drift(*both(change=False)) == ()
    assert [f.statement_id for f in drift(*both(change=True))] == ["role.reading"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_pairs_of_the_examples_do_not_drift(path: Path) -> None:
    english, spanish = pair(path)
    found = [*drift(english, spanish), *drift(spanish, english)]
    assert [(f.statement_id, f.message) for f in found] == []


@pytest.mark.parametrize("kind", sorted(document_kinds()))
@pytest.mark.parametrize("name", ["queretaro-under-way", "sparse-expatriate"])
def test_no_pair_of_any_kind_drifts(name: str, kind: str) -> None:
    english, spanish = pair(examples_dir() / f"{name}.yaml", kind)
    assert [(f.statement_id, f.message) for f in (*drift(english, spanish), *drift(spanish, english))] == []


def test_annexes_that_follow_from_a_models_own_citations_are_not_held_against_its_twin() -> None:
    english, spanish = pair()
    by_model = Statement(id="role.m1", text="Se lee en ambos lados.", basis="judgement")
    told = revising.with_section(spanish, _only(spanish, "role", by_model))
    fewer = revising.without(told, _rows(told, "sources")[0].id)
    assert {f.section for f in (*drift(english, fewer), *drift(fewer, english))} == {"role"}
    of_rules = revising.without(spanish, _rows(spanish, "sources")[0].id)
    assert "sources" in {f.section for f in drift(english, of_rules)}


def _rows(document: Document, section_id: str) -> tuple[Statement, ...]:
    section = document.section(section_id)
    assert section is not None
    return tuple(section.statements())


def _only(document: Document, section_id: str, statement: Statement) -> SectionDraft:
    section = document.section(section_id)
    assert section is not None
    return section.model_copy(update={"blocks": (Block(type="paragraph", statements=(statement,)),)})


def test_the_same_document_twice_does_not_drift() -> None:
    english, _ = pair()
    assert drift(english, english) == ()
