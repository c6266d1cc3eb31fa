"""A mandate's intake becomes a checked document: evidence per section, sections by one writer, checks. Reads no database, keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from app.catalog.corpus import corpus
from app.catalog.gaps import as_gaps
from app.catalog.kinds import DocumentKind, SectionSpec
from app.chains.annexes import compose
from app.chains.checked_document import checked
from app.chains.gather_evidence import Look, gather_evidence
from app.chains.kind_facts import for_kind, intake_sha
from app.chains.ports import SectionWriter, Written
from app.chains.variants import refuse_unknown, variant_of
from app.domain.document import Document, ModelCall, Provenance, SectionDraft, SourceRef, Variant
from app.domain.facts import Facts
from app.domain.guidance import Sentence, Source
from app.domain.lang import Lang

AT_ONCE = 4
"""Sections that a model drafts at the same time."""
Progress = Callable[[str, int, int], None]
"""Told the section's id, how many are done, and how many there are."""


@dataclass(frozen=True)
class Order:
    """What is to be drafted. Ids and the time come from outside: a chain has no clock and no chance."""

    kind: DocumentKind
    lang: Lang
    variant: Variant
    document_id: str
    mandate_id: str
    version: int
    created_at: datetime


@dataclass(frozen=True)
class Firm:
    """The firm's own documents as one draft meets them: their sources by id, and the sentences that were found in them."""

    sources: dict[str, Source]
    sentences: dict[str, Sentence]

    def watched(self, look: Look | None) -> Look | None:
        """The same search, which also notes what it finds in the firm's documents."""
        if look is None:
            return None

        def watching(query: str, lang: Lang, count: int) -> Sequence[Sentence]:
            found = look(query, lang, count)
            self.sentences.update({s.id: s for s in found if s.source_id in self.sources})
            return found

        return watching


def draft_document(
    order: Order,
    facts: Facts,
    writer: SectionWriter,
    *,
    look: Look | None = None,
    firm_sources: Mapping[str, Source] | None = None,
    progress: Progress | None = None,
) -> Document:
    """The document with its findings; blocking findings set needs_review, and nothing is dropped for them.

    A variant is made from the whole, internal document, so that all of them say the same.

    `firm_sources` names the firm's own documents by id, where `look` may find sentences of them.
    """
    firm = Firm(dict(firm_sources or {}), {})
    refuse_unknown(order.kind.id, order.variant)
    facts = for_kind(facts, order.kind)
    specs = list(order.kind.sections)
    written: list[Written] = []
    with ThreadPoolExecutor(max_workers=AT_ONCE if writer.name == "model" else 1) as pool:
        bodies = {s.id: pool.submit(write_section, s, facts, order.lang, writer, firm.watched(look)) for s in specs if not s.composed}
        try:
            for done, spec in enumerate(specs):
                if progress:
                    progress(spec.id, done, len(specs))
                before = tuple(w.draft for w in written)
                written.append(Written(compose(spec, before, order.lang)) if spec.composed else bodies[spec.id].result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if progress:
        progress("", len(specs), len(specs))
    return assemble(order, facts, writer.name, specs, written, firm)


def write_section(spec: SectionSpec, facts: Facts, lang: Lang, writer: SectionWriter, look: Look | None) -> Written:
    """One section from its own evidence."""
    return writer.write(spec, facts, gather_evidence(spec, facts, lang, look), lang)


def assemble(order: Order, facts: Facts, writer_name: str, specs: list[SectionSpec], written: list[Written], firm: Firm) -> Document:
    """The sections as one document, checked, in the variant that was ordered."""
    calls = tuple(c for w in written for c in w.calls)
    remarks = tuple(r for w in written for r in w.remarks)
    master = checked(unchecked(order, facts, writer_name, specs, written, firm, calls), facts, remarks, firm.sentences)
    return in_variant(master, order, facts, firm)


def in_variant(master: Document, order: Order, facts: Facts, firm: Firm) -> Document:
    """The checked master in the variant that was ordered."""
    return master if order.variant == "internal" else as_variant(master, facts, order.variant, firm.sentences)


def unchecked(
    order: Order,
    facts: Facts,
    writer_name: str,
    specs: list[SectionSpec],
    written: list[Written],
    firm: Firm,
    calls: tuple[ModelCall, ...] = (),
) -> Document:
    """The sections as one internal document, before any check."""
    sections = tuple(w.draft for w in written)
    return Document(
        kind=order.kind.id,
        id=order.document_id,
        version=order.version,
        variant="internal",
        mandate_id=order.mandate_id,
        lang=order.lang,
        writer="model" if writer_name == "model" else "guided",
        status="draft",
        created_at=order.created_at,
        intake=facts.intake.raw,
        provenance=Provenance(
            intake_sha=intake_sha(facts.intake),
            corpus_fingerprint=corpus().fingerprint,
            prompts=_prompt_refs([s for s, w in zip(specs, written, strict=True) if not w.calls], calls),
            models={c.role: c.model for c in calls},
        ),
        sections=sections,
        gaps=as_gaps(facts.open_points, order.lang),
        findings=(),
        sources=_sources(sections, firm.sources),
        calls=calls,
    )


def as_variant(master: Document, facts: Facts, variant: Variant, firm_sentences: Mapping[str, Sentence] | None = None) -> Document:
    """A variant of a checked, internal document: checked itself, and in need of review where the master is.

    Raises: BadSetting for a kind that has no such variant.
    """
    made = checked(variant_of(master, facts, variant), facts, (), firm_sentences)
    return made.model_copy(update={"status": "needs_review"}) if master.blocking() else made


def _prompt_refs(guided: list[SectionSpec], calls: tuple[ModelCall, ...]) -> tuple[str, ...]:
    """The prompts that were asked, then the guided files of the sections that rules composed."""
    refs = (r for c in calls for r in c.prompt_ref.split("+"))
    return tuple(dict.fromkeys((*refs, *(f"documents/{s.kind}/{s.number:02d}-{s.id}/guided@{s.guided_sha}" for s in guided))))


def _sources(sections: tuple[SectionDraft, ...], firm: Mapping[str, Source]) -> tuple[SourceRef, ...]:
    cited = dict.fromkeys(c.source_id for s in sections for st in s.statements() for c in st.citations if c.source_id)
    library = {**firm, **corpus().sources}
    known = [library[i] for i in cited if i in library]
    return tuple(
        SourceRef(
            id=s.id,
            title=s.title,
            publisher=s.publisher,
            url=s.url,
            as_of=s.as_of.isoformat(),
            review_by=s.review_by.isoformat(),
            lang=s.lang,
            visibility=s.visibility,
        )
        for s in known
    )
