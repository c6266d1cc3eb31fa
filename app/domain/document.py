"""The document JSON of INTERFACES as values: statements with a basis and citations as data. Written by rules or a model alike."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

from app.domain.base import Value, ValueWithNulls
from app.domain.guidance import Confidence, Sentence, Visibility
from app.domain.lang import Lang

Basis = Literal["guidance", "client", "judgement", "gap"]
Severity = Literal["info", "warn", "block"]
BlockType = Literal["paragraph", "bullets", "table", "timeline"]
Variant = Literal["internal", "client", "candidate", "codename"]
WriterName = Literal["guided", "model"]
DocumentStatus = Literal["draft", "needs_review", "approved"]


class Citation(Value):
    """The tie from a statement to a sentence of the evidence or to a field of the intake: exactly one of the two.

    `quote` is the sentence, or the field's words as the client gave them (empty for a field that is open).
    """

    sentence_id: str | None = None
    intake_path: str | None = None
    quote: str = ""
    source_id: str | None = None
    card_ids: tuple[str, ...] = ()
    as_of: str | None = None
    confidence: Confidence | None = None
    withheld: bool | None = None

    @classmethod
    def of(cls, sentence: Sentence) -> Citation:
        """The tie to a sentence of the evidence."""
        return cls(
            sentence_id=sentence.id,
            quote=sentence.text,
            source_id=sentence.source_id,
            card_ids=sentence.card_ids,
            as_of=sentence.as_of.isoformat(),
            confidence=sentence.confidence,
        )


class Computed(Value):
    """How figures of a statement were computed: `formula` is one or more equations joined by "; "."""

    formula: str
    inputs: dict[str, str | int | float | None]


class Statement(Value):
    """One sentence or table row. For a row `cells` holds the columns and `text` the same joined by " | "."""

    id: str
    text: str
    cells: tuple[str, ...] | None = None
    basis: Basis
    computed: Computed | None = None
    citations: tuple[Citation, ...] = ()
    findings: tuple[int, ...] = ()


class Block(Value):
    """Statements shown together."""

    type: BlockType
    header: tuple[str, ...] | None = None
    statements: tuple[Statement, ...]


class SectionDraft(Value):
    """One section as written. `annex` sections stand after the body."""

    id: str
    title: str
    locked: bool = False
    annex: bool = False
    blocks: tuple[Block, ...]

    def statements(self) -> tuple[Statement, ...]:
        """All statements, in reading order."""
        return tuple(s for b in self.blocks for s in b.statements)


class Gap(Value):
    """What somebody still has to settle; rank 1 comes first."""

    path: str
    question: str
    needed_for: Literal["draft", "approve"]
    ask: str
    rank: int


class Finding(ValueWithNulls):
    """What a check or the verifier noticed. Offsets are code points into the statement's text, end exclusive."""

    NULLS: ClassVar[tuple[str, ...]] = ("section", "statement_id")

    check: str
    severity: Severity
    section: str | None = None
    statement_id: str | None = None
    start: int | None = None
    end: int | None = None
    message: str


class SourceRef(Value):
    """A source as listed at the end of a document."""

    id: str
    title: str
    publisher: str
    url: str | None = None
    as_of: str
    review_by: str
    lang: Lang
    visibility: Visibility


class ModelCall(ValueWithNulls):
    """One request to a model. Cost is None where the price is not known, tokens where the endpoint does not say."""

    NULLS: ClassVar[tuple[str, ...]] = ("prompt_tokens", "completion_tokens", "cost_usd")

    role: str
    prompt_ref: str
    model: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    latency_ms: int
    cost_usd: Decimal | None = None
    outcome: str


class Provenance(Value):
    """What a document was made from."""

    intake_sha: str
    corpus_fingerprint: str
    prompts: tuple[str, ...]
    models: dict[str, str]


class Document(Value):
    """A draft with everything needed to check it again."""

    kind: str
    id: str
    version: int
    variant: Variant
    mandate_id: str
    lang: Lang
    writer: WriterName
    status: DocumentStatus
    created_at: datetime
    codename: str | None = None
    """The search's code name, in copies that leave the house while the search is confidential."""
    intake: dict[str, Any] | None = None
    provenance: Provenance
    sections: tuple[SectionDraft, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceRef, ...]
    calls: tuple[ModelCall, ...] = ()

    def section(self, section_id: str) -> SectionDraft | None:
        """The section with this id, or None."""
        return next((s for s in self.sections if s.id == section_id), None)

    def blocking(self) -> tuple[Finding, ...]:
        """The findings that must be mended before approval."""
        return tuple(f for f in self.findings if f.severity == "block")
