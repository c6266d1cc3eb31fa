"""Draft a document from an intake: reads, drafts, keeps. The one place where a draft gets its ids and its place in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast
from uuid import uuid4

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kind
from app.catalog.text import error_line, say
from app.catalog.variants import VARIANTS
from app.chains.draft_document import Order, checked, draft_document, facts_of, intake_sha
from app.chains.guided_writer import GuidedWriter
from app.chains.variants import refuse_unknown
from app.domain.actor import Actor
from app.domain.document import Document, Finding, Variant
from app.domain.facts import Facts
from app.domain.intake import Intake
from app.domain.lang import LANGS, Lang, LocalText
from app.errors import BadSetting, EndpointDown, EndpointError
from app.llm.ports import failed_call
from app.services.house import House
from app.services.library import looker
from app.services.twinning import with_drift
from app.services.upload_sentences import visible
from app.storage.mandates import Mandate
from app.storage.unit_of_work import UnitOfWork

WriterChoice = Literal["auto", "guided", "model"]


@dataclass(frozen=True)
class DraftRequest:
    """What a user asks for. `lang` None follows the intake, then the house."""

    data: bytes
    name: str
    kind: str = "mandate-brief"
    lang: Literal["en", "es", "both"] | None = None
    writer: WriterChoice = "auto"
    variant: Variant = "internal"


def draft(
    house: House, actor: Actor, request: DraftRequest, *, progress: Callable[[str, int, int], None] | None = None
) -> tuple[Document, ...]:
    """One document a language, kept under the actor's mandate for this intake: all of them, or none.

    Raises: BadInput, UnknownId, BadSetting; EndpointError with `writer` model only.
    """
    house.store()  # the library is seen through the reviews that it keeps
    kind = document_kind(request.kind)
    if request.variant not in VARIANTS:
        raise BadSetting("setting.variant", where="--variant", value=request.variant, known=", ".join(VARIANTS))
    refuse_unknown(kind.id, request.variant)
    intake = read_intake(request.data, name=request.name)
    if request.writer == "model" and not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    facts = facts_of(intake, house.today())
    house.store()  # a store that cannot be opened is told before a model is paid
    orders = [Order(kind, lang, request.variant, "", "", 1, house.now()) for lang in _languages(request.lang, intake, house.lang)]
    documents = with_drift(tuple(_write(house, actor, order, facts, request.writer, progress) for order in orders))
    with house.store().transaction() as work:
        # Ids and versions are given here: another draft of the same intake may have been kept while this one was written.
        mandate_id = _keep_mandate(house, actor, intake, work)
        return tuple(_keep(document, actor, mandate_id, work) for document in documents)


def _write(
    house: House, actor: Actor, order: Order, facts: Facts, choice: WriterChoice, progress: Callable[[str, int, int], None] | None
) -> Document:
    use_model = choice == "model" or (choice == "auto" and house.is_model_configured)
    if not use_model:
        return draft_document(order, facts, GuidedWriter(), progress=progress)
    try:
        look = looker(house, actor, order.mandate_id)
        sources = visible(house, actor).sources
        return draft_document(order, facts, house.model_writer(), look=look, firm_sources=sources, progress=progress)
    except EndpointError as error:
        if choice == "model":
            raise
        document = draft_document(order, facts, GuidedWriter(), progress=progress)
        key = "finding.model_down" if isinstance(error, EndpointDown) else "finding.model_unusable"
        remark = Finding(check="writer", severity="warn", message=say(order.lang, key, reason=error_line(order.lang, error)))
        # What was spent before it failed stays on the record.
        call = failed_call(error)
        if call and order.variant == "internal":
            document = document.model_copy(update={"calls": (call,)})
        return checked(document, facts, (remark,))


def _languages(asked: str | None, intake: Intake, default: Lang) -> tuple[Lang, ...]:
    chosen = asked or intake.get("engagement.brief_language") or default
    return LANGS if chosen == "both" else (cast(Lang, chosen),)


def title_of(intake: Intake, lang: Lang) -> str:
    """The mandate's name for lists: code name, else title, else "—"."""
    for path in ("engagement.client_codename", f"role.title_{lang}", "role.title_en", "role.title_es"):
        found = intake.get(path)
        if isinstance(found, LocalText):
            return found.any()[:200]
    return "—"


def _keep_mandate(house: House, actor: Actor, intake: Intake, work: UnitOfWork) -> str:
    sha = intake_sha(intake)
    for known in work.mandates.every(owner_id=actor.user_id):
        if known.intake_sha == sha:
            return known.id
    now = house.now()
    mandate = Mandate(
        id=f"man-{uuid4().hex[:12]}",
        owner_id=actor.user_id,
        title=title_of(intake, house.lang),
        mandate_type=intake.mandate_type,
        intake=intake.raw,
        intake_sha=sha,
        state="open",
        created_at=now,
        updated_at=now,
    )
    work.mandates.add(mandate)
    return mandate.id


def _keep(document: Document, actor: Actor, mandate_id: str, work: UnitOfWork) -> Document:
    document_id, version = f"doc-{uuid4().hex[:12]}", 1
    for line in work.documents.lines(owner_id=actor.user_id, mandate_id=mandate_id):
        if (line.kind, line.lang, line.variant) == (document.kind, document.lang, document.variant):
            document_id, version = line.id, line.version + 1
    placed = document.model_copy(update={"id": document_id, "mandate_id": mandate_id, "version": version})
    work.documents.add(placed, owner_id=actor.user_id)
    return placed
