"""Intakes, facts and writers for the tests of the chains, each with what a test wants to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import SectionSpec, document_kind
from app.chains.draft_document import Order, draft_document
from app.chains.gather_evidence import Look, gather_evidence
from app.chains.kind_facts import facts_of
from app.chains.model_writer import ModelWriter
from app.chains.ports import SectionWriter
from app.domain.document import Document, Finding, Statement, Variant
from app.domain.facts import Facts
from app.domain.guidance import Evidence
from app.domain.lang import Lang
from app.llm.openai_compatible import openai_chat
from app.llm.roles import roles_table
from tests.standin import StandIn

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FULL_FILE = Path(__file__).parent.parent / "data" / "intake_full.yaml"
BARE: Mapping[str, Any] = {"role": {"title_en": "Plant manager", "title_es": "Gerencia de planta"}}


def told(**groups: Any) -> dict[str, Any]:
    """An intake with a kick-off, gates and a base, and what a test adds group by group."""
    given: dict[str, Any] = {
        "mandate_type": "border_corridor_operations",
        "engagement": {"why_now": {"en": "The plant lost its head in May.", "es": "La planta perdió a su titular en mayo."}},
        "role": {
            "title_en": "Plant manager",
            "title_es": "Gerencia de planta",
            "mission": {"en": "Run the plant as Dayton planned it", "es": "Dirigir la planta como Dayton la planeó"},
            "location": "Reynosa, Tamaulipas, Mexico",
        },
        "process": {"kickoff_date": "2027-01-11", "deadline": "2027-06-30"},
        "compensation": {
            "country_of_contract": "MX",
            "base": {"amount": 3600000, "currency": "MXN", "period": "year", "basis": "gross"},
        },
    }
    for group, answers in groups.items():
        given[group] = {**given[group], **answers} if isinstance(given.get(group), dict) and isinstance(answers, dict) else answers
    return given


def as_yaml(intake: Mapping[str, Any]) -> bytes:
    """An intake as the bytes of a file."""
    return yaml.safe_dump(dict(intake), allow_unicode=True, sort_keys=False).encode("utf-8")


def facts(intake: Mapping[str, Any] | Path) -> Facts:
    """What sections compute from."""
    data = intake.read_bytes() if isinstance(intake, Path) else as_yaml(intake)
    return facts_of(read_intake(data, name="intake.yaml"), TODAY)


def order(lang: Lang = "en", *, kind: str = "mandate-brief", variant: Variant = "internal") -> Order:
    """What is to be drafted."""
    return Order(document_kind(kind), lang, variant, "doc-1", "man-1", 1, NOON)


def spec(section: str, kind: str = "mandate-brief") -> SectionSpec:
    """One section of a kind."""
    return document_kind(kind).section(section)


def evidence(of: SectionSpec, known: Facts, lang: Lang, look: Look | None = None) -> Evidence:
    """The section's own evidence."""
    return gather_evidence(of, known, lang, look)


def model_writer(server: StandIn | str, data_dir: Path, *, model: str = "puente-standin", timeout_s: float = 5) -> ModelWriter:
    """The model writer over real HTTP, with a pause between tries that takes no time."""
    url = server if isinstance(server, str) else server.url
    table = roles_table({"PUENTE_MODEL": model})
    return ModelWriter(openai_chat(base_url=url, api_key=None, models=table, data_dir=data_dir, timeout_s=timeout_s, sleep=lambda _: None))


def drafted(intake: Mapping[str, Any] | Path, writer: SectionWriter, lang: Lang = "en", **of: Any) -> Document:
    """A whole document."""
    return draft_document(order(lang, **of), facts(intake), writer)


def statements(document: Document) -> Iterator[Statement]:
    """Every statement, in reading order."""
    for section in document.sections:
        yield from section.statements()


def found(document: Document, check: str) -> tuple[Finding, ...]:
    """The findings of one check."""
    return tuple(f for f in document.findings if f.check == check)
