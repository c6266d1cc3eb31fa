"""Approval by section, with name and time: refused while something stands against it. A change of the section takes it back."""

from __future__ import annotations

import hashlib

from app.catalog.text import say
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document, Finding, Gap, SectionDraft
from app.errors import BadInput
from app.services.house import House
from app.services.next_version import keep_next, rechecked
from app.storage.document_life import DocumentEvent, event_about

ALL = "all"
MOST_TOLD = 8


class Approval(Value):
    """Who approved a section, and when."""

    section: str
    by: str
    at: str


class Approved(Value):
    """What an approval did. `whole` says that every section is approved now; `refused` names what stands against the others."""

    document: Document
    sections: tuple[str, ...]
    whole: bool
    refused: dict[str, tuple[str, ...]] = {}


def digest(section: SectionDraft) -> str:
    """Sixteen hex digits of what a section says: title, words, basis, citations; not of findings or a lock."""
    said = [section.title, *(s.model_copy(update={"findings": ()}).model_dump_json() for s in section.statements())]
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def approvals_of(document: Document, events: tuple[DocumentEvent, ...]) -> tuple[Approval, ...]:
    """The approvals that hold for this version: those of a section that says what it said then."""
    now = {s.id: digest(s) for s in document.sections}
    found: dict[str, Approval] = {}
    for event in events:
        if event.kind == "approved" and event.section and now.get(event.section) == event.note:
            found[event.section] = Approval(section=event.section, by=event.by_name, at=event.created_at.isoformat())
    return tuple(found.values())


def approve(house: House, actor: Actor, ref: str, section_id: str, *, by: str = "") -> Approved:
    """Approves a section of the latest version, or with `all` every one against which nothing stands.

    The document is approved, as a new version, when all its sections are.

    Raises: UnknownId; BadInput `input.not_approvable` naming what stands against it.
    """
    from app.domain.revising import section_of
    from app.services.documents import read

    with house.store().reading() as work:
        document = read(work, actor, ref.split("@")[0])
    document = rechecked(house, actor, document)
    wanted = [s.id for s in document.sections] if section_id == ALL else [section_of(document, section_id).id]
    against = {name: standing(document, name) for name in wanted}
    fit = [name for name in wanted if not against[name]]
    if not fit:
        names = against[wanted[0]] if section_id != ALL else tuple(dict.fromkeys(n for each in against.values() for n in each))
        raise BadInput("input.not_approvable", where=section_id, reasons="; ".join(names[:MOST_TOLD]), count=len(names))
    name = by or actor.user_id
    with house.store().transaction() as work:
        events = work.document_life.events(document.id, owner_id=actor.user_id)
        made = [
            event_about(
                document,
                "approved",
                owner_id=actor.user_id,
                by_name=name,
                at=house.now(),
                section=each,
                note=digest(section_of(document, each)),
            )
            for each in fit
        ]
        for event in made:
            work.document_life.add_event(event)
        held = {a.section for a in approvals_of(document, (*events, *made))}
        whole = held == {s.id for s in document.sections} and not document.blocking()
        if whole and document.status != "approved":
            document = keep_next(work, actor, document.model_copy(update={"status": "approved"}), house.now())
    return Approved(document=document, sections=tuple(fit), whole=whole, refused={n: r for n, r in against.items() if r})


def standing(document: Document, section_id: str) -> tuple[str, ...]:
    """What stands against a section's approval, in words: blocking findings of it or of the whole document, and its gaps."""
    section = next(s for s in document.sections if s.id == section_id)
    findings: list[Finding] = [f for f in document.blocking() if f.section in (section_id, None)]
    told = [f"{f.statement_id or f.section or document.id}: {f.message}" for f in findings]
    told += [say(document.lang, "documents.gap", path=g.path, question=g.question) for g in gaps_of(document, section)]
    return tuple(dict.fromkeys(told))


def gaps_of(document: Document, section: SectionDraft) -> tuple[Gap, ...]:
    """The gaps that a section's statements rest on: of the cited field itself, or of a part of it where it is open."""
    cited = {(c.intake_path, bool(c.quote)) for s in section.statements() for c in s.citations if c.intake_path and not c.withheld}
    return tuple(g for g in document.gaps if any(_touches(g.path, path or "", is_said) for path, is_said in cited))


def _touches(gap: str, path: str, is_said: bool) -> bool:
    return gap == path or (not is_said and (gap.startswith((f"{path}.", f"{path}[")) or path.startswith((f"{gap}.", f"{gap}["))))
