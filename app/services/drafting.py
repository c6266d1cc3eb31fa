"""Draft a document from an intake: reads, drafts, keeps. The one place where a draft gets its ids and its place in the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast
from uuid import uuid4

from app.catalog.intake_reader import read_intake
from app.catalog.kinds import DocumentKind, document_kind
from app.catalog.variants import VARIANTS
from app.chains.draft_document import Order, Progress, draft_document
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import facts_of, intake_sha
from app.chains.twinning import with_drift
from app.chains.variants import refuse_unknown
from app.domain.actor import Actor
from app.domain.document import Document, Variant
from app.domain.facts import Facts
from app.domain.intake import Intake
from app.domain.lang import LANGS, Lang, LocalText
from app.domain.runs import Asked
from app.errors import BadSetting
from app.runs.keeping import keep
from app.services import runs
from app.services.house import House
from app.services.run_views import RunView
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
    mandate_id: str = ""
    """The mandate whose intake this is; empty finds it by the intake, or begins one."""


def draft(
    house: House, actor: Actor, request: DraftRequest, *, progress: Progress | None = None, alone: bool = False
) -> tuple[Document, ...]:
    """One document a language, kept under the actor's mandate for this intake: all of them, or none.

    With a model this is a durable run that is waited for; `alone` executes that run and no other that waits.

    Raises: BadInput, UnknownId, BadSetting; EndpointError with `writer` model only.
    """
    if request.writer == "model" or (request.writer == "auto" and house.is_model_configured):
        run = begin(house, actor, request)
        told = None if progress is None else _told(progress)
        return runs.documents_of(house, actor, runs.wait(house, actor, run.id, told, alone=alone))
    kind, intake, facts = _read(house, request)
    house.store()
    orders = [Order(kind, lang, request.variant, "", "", 1, house.now()) for lang in _languages(request.lang, intake, house.lang)]
    documents = with_drift(tuple(draft_document(order, facts, GuidedWriter(), progress=progress) for order in orders))
    with house.store().transaction() as work:
        # Ids and versions are given here: another draft of the same intake may have been kept while this one was written.
        mandate_id = _keep_mandate(house, actor, intake, work, request.mandate_id)
        return tuple(keep(document, actor.user_id, mandate_id, work) for document in documents)


def begin(house: House, actor: Actor, request: DraftRequest) -> RunView:
    """The run that drafts this with a model: a new one, or the one under way that asks for the same. Waits for nothing.

    Raises: BadInput, UnknownId, BadSetting.
    """
    kind, intake, facts = _read(house, request)
    if not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    house.chat()  # an address that is none is told before a run begins
    asked = Asked(
        data=request.data.decode("utf-8-sig"),
        name=request.name,
        kind=kind.id,
        langs=_languages(request.lang, intake, house.lang),
        variant=request.variant,
        choice="model" if request.writer == "model" else "auto",
    )
    return runs.start(house, actor, asked, facts, lambda work: _keep_mandate(house, actor, intake, work, request.mandate_id))


def _read(house: House, request: DraftRequest) -> tuple[DocumentKind, Intake, Facts]:
    house.store()  # the library is seen through the reviews that it keeps; one that cannot be opened is told before a model is paid
    kind = document_kind(request.kind)
    if request.variant not in VARIANTS:
        raise BadSetting("setting.variant", where="--variant", value=request.variant, known=", ".join(VARIANTS))
    refuse_unknown(kind.id, request.variant)
    intake = read_intake(request.data, name=request.name)
    if request.writer == "model" and not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    return kind, intake, facts_of(intake, house.today())


def _told(progress: Progress) -> runs.Told:
    return lambda run: progress(run.steps[-1].step if run.steps else "", run.steps_done, run.steps_total)


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


def _keep_mandate(house: House, actor: Actor, intake: Intake, work: UnitOfWork, wanted: str) -> str:
    sha = intake_sha(intake)
    named = work.mandates.get(wanted, owner_id=actor.user_id) if wanted else None
    if named is not None and named.intake_sha == sha:
        return named.id
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
