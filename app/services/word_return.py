"""The way back from Word: an edited file becomes proposals, each held against its statement and checked; a person decides one by one."""

from __future__ import annotations

from app.checks.registry import ORDER
from app.domain import revising
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document, Finding
from app.domain.proposals import NewFinding, Proposal, ProposalKind
from app.errors import BadInput, PuenteError, UnknownId
from app.export.bookmarks import MARK_STYLES
from app.export.layout import layout
from app.ingest.word_edits import EditedWord, read_edits
from app.services.documents import read
from app.services.house import House
from app.services.keeping import kept, rechecked
from app.services.revisions import latest
from app.services.translating import take
from app.services.word_matching import differences
from app.storage.document_life import DocumentEvent

PREFIX = "st_"
MOST = 5000
"""More differences than statements and comments could give: the file is not the one that was exported."""


class Imported(Value):
    """What came of a file: the document and version that it was exported from, and its proposals."""

    document_id: str
    version: int
    latest: int
    proposals: tuple[Proposal, ...]


def import_word(house: House, actor: Actor, data: bytes, *, name: str, ref: str = "") -> Imported:
    """Keeps every difference of an edited export as an open proposal. The document does not change.

    `ref` (`ID@VERSION`) says whose the file is where it does not say so itself.

    Raises: BadInput for a file that is broken, too large or not exported by Puente; UnknownId for somebody else's document.
    """
    edited = _read(data, name)
    document = _document(house, actor, edited, ref, name)
    from app.export.docx import to_docx

    baseline = read_edits(to_docx(document), prefix=PREFIX, sign_styles=MARK_STYLES)
    if not any(u.bookmark for u in edited.units):
        raise BadInput("input.foreign_word", where=name)
    found = differences(document, baseline, edited)
    if len(found) > MOST:
        raise BadInput("input.foreign_word", where=name)
    newest = latest(house, actor, document.id)
    now = house.now()
    with house.store().transaction() as work:
        known = {_key(p) for p in work.document_life.proposals(document.id, owner_id=actor.user_id) if p.state == "open"}
        number = work.document_life.next_number(document.id)
        sections = {s.id: section.id for section in document.sections for s in section.statements()}
        made: list[Proposal] = []
        for each in found:
            near = each.statement_id or each.follows
            proposal = Proposal(
                number=number + len(made),
                kind=_kind(each.kind),
                statement_id=each.statement_id,
                section=sections.get(near or ""),
                before=revising.CELL.join(each.before),
                after_text=revising.CELL.join(each.after),
                words=each.after,
                follows=each.follows,
                author=each.author,
                date=each.date,
                comment=each.comment,
                place=each.place,
                base_version=document.version,
                file=name,
                made_at=now,
            )
            if _key(proposal) not in known:
                made.append(proposal)
        checked = _checked(house, actor, newest, made)
        for proposal in checked:
            work.document_life.add_proposal(proposal, document.id, owner_id=actor.user_id, mandate_id=document.mandate_id)
        work.document_life.add_event(_event(house, actor, document, "imported", f"{name}: {len(made)}"))
    return Imported(document_id=document.id, version=document.version, latest=newest.version, proposals=tuple(checked))


def proposals(house: House, actor: Actor, document_id: str, *, every: bool = False) -> tuple[Proposal, ...]:
    """A document's open proposals, or every one, by number.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        found = read(work, actor, document_id)
        all_ = work.document_life.proposals(found.id, owner_id=actor.user_id)
    return all_ if every else tuple(p for p in all_ if p.state == "open")


def reject(house: House, actor: Actor, document_id: str, number: int, *, by: str = "") -> Proposal:
    """Settles a proposal without a change.

    Raises: UnknownId for one that is not open.
    """
    proposal = _open(house, actor, document_id, number)
    settled = proposal.model_copy(update={"state": "rejected", "decided_by": by or actor.user_id})
    _settle(house, actor, latest(house, actor, document_id), settled)
    return settled


def accept(house: House, actor: Actor, document_id: str, number: int, *, by: str = "") -> Document:
    """Makes a proposal true in a new version, checked again; a comment becomes a comment of the document.

    Raises: UnknownId; BadInput where the statement has changed since, the section is locked, or nothing can be accepted.
    """
    proposal = _open(house, actor, document_id, number)
    newest = latest(house, actor, document_id)
    settled = proposal.model_copy(update={"state": "accepted", "decided_by": by or actor.user_id})
    if proposal.kind == "unmatched":
        raise BadInput("input.unmatched", where=str(number))
    if proposal.kind == "comment":
        _settle(house, actor, newest, settled, event="commented")
        return newest
    if proposal.kind == "translation":
        translated = take(house, actor, newest, proposal, by=by)
        _settle(house, actor, translated, settled)
        return translated
    changed = applied(newest, proposal, is_strict=True)
    made = kept(
        house,
        actor,
        changed,
        "accepted",
        section=proposal.section,
        statements=(_touched(newest, changed, proposal),),
        by=by,
        note=str(number),
    )
    _settle(house, actor, made, settled)
    return made


def accept_all(house: House, actor: Actor, document_id: str, *, by: str = "") -> tuple[Document, dict[int, PuenteError]]:
    """Accepts every open proposal that can be, in order; the others stay open, each with what stood against it."""
    refused: dict[int, PuenteError] = {}
    for proposal in proposals(house, actor, document_id):
        try:
            accept(house, actor, document_id, proposal.number, by=by)
        except PuenteError as bad:
            refused[proposal.number] = bad
    return latest(house, actor, document_id), refused


def applied(document: Document, proposal: Proposal, *, is_strict: bool) -> Document:
    """The document with the proposal made true. `is_strict` refuses a statement that says something else than it did in the file.

    Raises: BadInput, UnknownId.
    """
    near = proposal.follows or proposal.statement_id or ""
    if proposal.kind == "addition":
        changed, _ = revising.added(document, near, proposal.words)
        return changed
    statement_id = proposal.statement_id or ""
    _, statement = revising.find(document, statement_id)
    if is_strict and _said(document, statement_id) != proposal.before:
        raise BadInput("input.changed_since", where=statement_id, version=proposal.base_version)
    if proposal.kind == "deletion":
        return revising.without(document, statement_id)
    if proposal.kind == "move":
        return revising.moved(document, statement_id, near)
    if statement.cells is None:
        return revising.with_words(document, statement_id, revising.remarked(statement.text, " ".join(proposal.words)))
    if len(proposal.words) != len(statement.cells):
        raise BadInput("input.cells", where=statement_id, given=len(proposal.words), needed=len(statement.cells))
    cells = tuple(revising.remarked(was, now) for was, now in zip(statement.cells, proposal.words, strict=True))
    return revising.with_words(document, statement_id, cells)


def _said(document: Document, statement_id: str) -> str:
    """A statement's words as Word shows them."""
    for passage in layout(document).passages():
        if passage.statement_id == statement_id:
            cells = passage.cells if hasattr(passage, "cells") else (passage.runs,)
            return revising.CELL.join(" ".join("".join(r.text for r in runs).replace("\u00a0", " ").split()) for runs in cells)
    return ""


def _touched(before: Document, after: Document, proposal: Proposal) -> str:
    if proposal.kind != "addition":
        return proposal.statement_id or ""
    old = {s.id for section in before.sections for s in section.statements()}
    return next(s.id for section in after.sections for s in section.statements() if s.id not in old)


def _checked(house: House, actor: Actor, newest: Document, made: list[Proposal]) -> list[Proposal]:
    """Each proposal with what the checks would find anew on its statement if all were accepted."""
    changed, placed = newest, dict[int, str]()
    for proposal in made:
        if proposal.kind in ("comment", "unmatched"):
            continue
        try:
            tried = applied(changed, proposal, is_strict=False)
        except PuenteError:
            continue
        if proposal.kind == "addition":
            placed[proposal.number] = _touched(changed, tried, proposal)
        changed = tried
    if changed is newest:
        return made
    was = {(f.check, f.statement_id, f.message) for f in newest.findings}
    new: dict[str, list[Finding]] = {}
    for finding in rechecked(house, actor, changed).findings:
        if finding.statement_id and (finding.check, finding.statement_id, finding.message) not in was:
            new.setdefault(finding.statement_id, []).append(finding)
    return [
        p.model_copy(update={"findings": _told(new.get(placed.get(p.number, p.statement_id or ""), []))})
        if p.kind in ("change", "addition", "move")
        else p
        for p in made
    ]


def _told(findings: list[Finding]) -> tuple[NewFinding, ...]:
    ordered = sorted(findings, key=lambda f: ORDER[f.severity])
    return tuple(NewFinding(check=f.check, severity=f.severity, message=f.message) for f in ordered)


def _read(data: bytes, name: str) -> EditedWord:
    try:
        return read_edits(data, prefix=PREFIX, sign_styles=MARK_STYLES)
    except BadInput as bad:
        raise BadInput(bad.key, where=name, **bad.params) from bad


def _document(house: House, actor: Actor, edited: EditedWord, ref: str, name: str) -> Document:
    wanted = ref or f"{edited.identifier}@{edited.version}"
    if not ref and not (edited.identifier.startswith("doc-") and edited.version.isdigit()):
        raise BadInput("input.foreign_word", where=name)
    with house.store().reading() as work:
        return read(work, actor, wanted)


def _open(house: House, actor: Actor, document_id: str, number: int) -> Proposal:
    for proposal in proposals(house, actor, document_id):
        if proposal.number == number:
            return proposal
    raise UnknownId("id.proposal", where=document_id, name=number)


def _settle(house: House, actor: Actor, document: Document, proposal: Proposal, *, event: str = "") -> None:
    with house.store().transaction() as work:
        if not work.document_life.settle(proposal, document.id, owner_id=actor.user_id):
            raise UnknownId("id.proposal", where=document.id, name=proposal.number)
        if event:
            note = f"{proposal.author}: {proposal.comment}" if proposal.author else proposal.comment or ""
            made = _event(house, actor, document, event, note)
            work.document_life.add_event(made.model_copy(update={"section": proposal.section, "statement_id": proposal.statement_id}))


def _event(house: House, actor: Actor, document: Document, kind: str, note: str) -> DocumentEvent:
    return DocumentEvent(
        owner_id=actor.user_id,
        mandate_id=document.mandate_id,
        document_id=document.id,
        version=document.version,
        kind=kind,
        by_name=actor.user_id,
        note=note,
        created_at=house.now(),
    )


def _key(proposal: Proposal) -> tuple[object, ...]:
    """What makes two proposals the same: importing a file twice proposes nothing twice."""
    p = proposal
    return (p.kind, p.statement_id, p.before, p.after_text, p.follows, p.author, p.date, p.comment, p.place, p.base_version)


def _kind(kind: str) -> ProposalKind:
    known: dict[str, ProposalKind] = {
        "change": "change", "addition": "addition", "deletion": "deletion", "move": "move", "comment": "comment", "unmatched": "unmatched",
    }  # fmt: skip
    return known[kind]
