"""Sections of a kept document written anew: one by request, with an instruction, or those that a settled gap changes."""

from __future__ import annotations

from app.catalog.corpus import corpus
from app.catalog.gaps import as_gaps
from app.catalog.kinds import SectionSpec, document_kind
from app.chains.annexes import compose
from app.chains.draft_document import write_section
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import intake_sha
from app.chains.merging import merged
from app.chains.ports import Written
from app.domain import revising
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document, SectionDraft, SourceRef
from app.domain.facts import Facts
from app.errors import BadInput, BadSetting
from app.services.house import House
from app.services.library import looker
from app.services.next_version import facts_for, kept
from app.services.revisions import latest
from app.services.upload_sentences import visible

LONGEST = 2000


class Regenerated(Value):
    """The new version; `is_followed` says whether the writer could follow the instruction (one that composes by rules cannot)."""

    document: Document
    is_followed: bool


def regenerate(
    house: House, actor: Actor, document_id: str, section_id: str, *, instruction: str = "", writer: str = "auto", by: str = ""
) -> Regenerated:
    """One section written anew from the document's intake, by the writer of the document or the one named; the others stay.

    Raises: UnknownId; BadInput for a locked section, or a copy without its intake; BadSetting; EndpointError.
    """
    found = latest(house, actor, document_id)
    section = revising.section_of(found, section_id)
    revising.refuse_locked(section)
    facts = facts_for(house, found)
    if facts is None:
        raise BadInput("input.no_master", where=document_id, variant=found.variant)
    if len(instruction) > LONGEST:
        raise BadInput("input.comment", where="--instruction", limit=LONGEST)
    spec = document_kind(found.kind).section(section_id)
    by_model = writer == "model" or (writer == "auto" and found.writer == "model")
    if by_model and not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    written = _written(house, actor, found, spec, facts, instruction if by_model else "") if by_model else _composed(found, spec, facts)
    changed = _with_annexes(revising.with_section(found, written.draft), facts)
    used = by_model and bool(written.calls)
    changed = changed.model_copy(update={"calls": (*found.calls, *written.calls), "findings": (*found.findings, *written.remarks)})
    if used:
        models = {**changed.provenance.models, **{c.role: c.model for c in written.calls}}
        prompts = tuple(dict.fromkeys((*changed.provenance.prompts, *(c.prompt_ref for c in written.calls))))
        changed = changed.model_copy(update={"provenance": changed.provenance.model_copy(update={"models": models, "prompts": prompts})})
    new = kept(house, actor, with_sources(house, actor, changed), "regenerated", section=section_id, by=by, note=instruction)
    return Regenerated(document=new, is_followed=used or not instruction)


def _composed(document: Document, spec: SectionSpec, facts: Facts) -> Written:
    if spec.composed:
        before = tuple(s for s in document.sections if s.id != spec.id)
        return Written(compose(spec, before, document.lang))
    return write_section(spec, facts, document.lang, GuidedWriter(), None)


def _written(house: House, actor: Actor, document: Document, spec: SectionSpec, facts: Facts, instruction: str) -> Written:
    from app.chains.model_writer import ModelWriter

    if spec.composed:
        return _composed(document, spec, facts)
    writer = ModelWriter(house.chat())
    if instruction:
        writer = writer.instructed(instruction)
    return write_section(spec, facts, document.lang, writer, looker(house, actor, document.mandate_id))


def recomposed(document: Document, before: Facts, after: Facts) -> tuple[Document, tuple[str, ...]]:
    """The document after its intake changed, and the sections that should have followed and could not: locked, or by a model."""
    left: list[str] = []
    made = document
    for spec in document_kind(document.kind).sections:
        section = document.section(spec.id)
        if section is None or spec.composed:
            continue
        base = write_section(spec, before, document.lang, GuidedWriter(), None).draft
        fresh = write_section(spec, after, document.lang, GuidedWriter(), None).draft
        if base.blocks == fresh.blocks:
            continue
        new = merged(base, section, fresh)
        if section.locked or new is section:
            left.append(spec.id)
        else:
            made = revising.with_section(made, new)
    made = made.model_copy(
        update={
            "intake": after.intake.raw,
            "gaps": as_gaps(after.open_points, document.lang),
            "provenance": made.provenance.model_copy(update={"intake_sha": intake_sha(after.intake)}),
        }
    )
    return _with_annexes(made, after), tuple(left)


def _with_annexes(document: Document, _facts: Facts) -> Document:
    """The annexes that code composes, composed again from what the sections cite now; locked ones stay."""
    done: list[SectionDraft] = []
    specs = {s.id: s for s in document_kind(document.kind).sections}
    for section in document.sections:
        spec = specs.get(section.id)
        is_composed = spec is not None and spec.composed and not section.locked
        done.append(compose(spec, done, document.lang) if is_composed and spec is not None else section)
    return document.model_copy(update={"sections": tuple(done)})


def with_sources(house: House, actor: Actor, document: Document) -> Document:
    """The document with the sources that it cites now."""
    cited = dict.fromkeys(c.source_id for s in document.sections for st in s.statements() for c in st.citations if c.source_id)
    listed = {s.id: s for s in document.sources}
    known = dict(corpus().sources)
    if any(i not in listed and i not in known for i in cited):
        known.update(visible(house, actor).sources)
    found = []
    for source_id in cited:
        source = known.get(source_id)
        if source_id in listed:
            found.append(listed[source_id])
        elif source:
            dates = {"as_of": source.as_of.isoformat(), "review_by": source.review_by.isoformat()}
            names = ("id", "title", "publisher", "url", "lang", "visibility")
            found.append(SourceRef(**{n: getattr(source, n) for n in names}, **dates))
    return document.model_copy(update={"sources": tuple(found)})
