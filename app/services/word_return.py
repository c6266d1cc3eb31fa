"""The way back from Word: an edited file becomes proposals, each held against its statement and checked; a person decides one by one."""

from __future__ import annotations

from app.checks.registry import ORDER
from app.domain import revising
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document, Finding
from app.domain.proposals import NewFinding, Proposal, ProposalKind
from app.errors import BadInput, PuenteError
from app.export.bookmarks import MARK_STYLES
from app.ingest.word_edits import read_edits
from app.ingest.word_units import EditedWord
from app.services.applying import applied, touched
from app.services.documents import read
from app.services.house import House
from app.services.next_version import rechecked
from app.services.revisions import latest
from app.services.word_matching import differences
from app.storage.document_life import event_about

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

    baseline = read_edits(to_docx(document, template=house.template), prefix=PREFIX, sign_styles=MARK_STYLES)
    if not any(u.bookmark for u in edited.units):
        raise BadInput("input.foreign_word", where=name)
    found = differences(document, baseline, edited)
    if len(found) > MOST:
        raise BadInput("input.foreign_word", where=name)
    newest = latest(house, actor, document.id)
    now = house.now()
    with house.store().transaction() as work:
        known = {_key(p) for p in work.document_life.proposals(document.id, owner_id=actor.user_id) if p.state == "open"}
        number = work.document_life.last_number(document.id, owner_id=actor.user_id) + 1
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
        who = {"owner_id": actor.user_id, "by_name": actor.user_id}
        work.document_life.add_event(event_about(document, "imported", **who, at=house.now(), note=f"{name}: {len(made)}"))
    return Imported(document_id=document.id, version=document.version, latest=newest.version, proposals=tuple(checked))


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
            placed[proposal.number] = touched(changed, tried, proposal)
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


def _key(proposal: Proposal) -> tuple[object, ...]:
    """What makes two proposals the same: importing a file twice proposes nothing twice."""
    p = proposal
    return (p.kind, p.statement_id, p.before, p.after_text, p.follows, p.author, p.date, p.comment, p.place, p.base_version)


def _kind(kind: str) -> ProposalKind:
    known: dict[str, ProposalKind] = {
        "change": "change", "addition": "addition", "deletion": "deletion", "move": "move", "comment": "comment", "unmatched": "unmatched",
    }  # fmt: skip
    return known[kind]
