"""The life of a document, tried by outsiders: every change, every copy, every comparison. A new function adds a line."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx

from app.domain.document import Document
from app.domain.proposals import Proposal
from app.services import (
    approving,
    composing,
    copies,
    deciding,
    documents,
    leaks,
    next_version,
    revisions,
    settling,
    translating,
    word_return,
)
from tests.builders import full_document, full_facts
from tests.trust.doors import Door, changes, plain, shows
from tests.trust.instance import Instance


def forged(of: Instance, **said: Any) -> Document:
    """A document of the outsider's own that bears Ana's ids."""
    return full_document("en").model_copy(update={"id": of.ids.document, "mandate_id": of.ids.mandate, **said})


def _read(of: Instance, who: Any, ref: str) -> Document:
    with of.house.store().reading() as work:
        return documents.read(work, who, ref)


def _twin(of: Instance, who: Any) -> object:
    with of.house.store().reading() as work:
        return documents.twin_of(work, who, forged(of, lang="es", variant="internal"))


def _keep(of: Instance, who: Any) -> object:
    with of.house.store().transaction() as work:
        return next_version.keep_next(work, who, forged(of), of.house.now())


def _secret_client(of: Instance, who: Any) -> object:
    intake = leaks.guard(of.house, who)(forged(of, variant="client"))
    return intake.raw if intake else None


def _word(of: Instance) -> bytes:
    file = io.BytesIO()
    made = docx.Document()
    made.core_properties.identifier = of.ids.ref
    made.add_paragraph("A line.")
    made.save(file)
    return file.getvalue()


PROPOSAL = Proposal(number=1, kind="translation", statement_id="role.mission", base_version=1, made_at=datetime(2026, 11, 21, tzinfo=UTC))
SECTION, STATEMENT = "one-page", "one-page.1"
DOCUMENT_DOORS: dict[str, Door] = {
    "approving.approve": changes(lambda i, who: approving.approve(i.house, who, i.ids.ref, SECTION)),
    "composing.regenerate": changes(lambda i, who: composing.regenerate(i.house, who, i.ids.document, SECTION, writer="guided")),
    "composing.with_sources": plain(lambda i, who: composing.with_sources(i.house, who, forged(i)).id == "x"),
    "copies.copy_of": shows(
        lambda i, who: copies.copy_of(i.house, who, i.ids.document),
        lambda i, who: copies.copy_of(i.house, who, i.ids.ref, "client"),
    ),
    "deciding.proposals": changes(lambda i, who: deciding.proposals(i.house, who, i.ids.document, every=True)),
    "deciding.reject": changes(lambda i, who: deciding.reject(i.house, who, i.ids.document, 1)),
    "deciding.accept": changes(lambda i, who: deciding.accept(i.house, who, i.ids.document, 1)),
    "deciding.accept_all": changes(lambda i, who: deciding.accept_all(i.house, who, i.ids.document)),
    "documents.diff": changes(lambda i, who: documents.diff(i.house, who, i.ids.ref, i.ids.ref)),
    "documents.document": shows(lambda i, who: documents.document(i.house, who, i.ids.document)),
    "documents.documents": shows(lambda i, who: documents.documents(i.house, who)),
    "documents.read": shows(lambda i, who: _read(i, who, i.ids.document)),
    "documents.show": shows(lambda i, who: documents.show(i.house, who, i.ids.document)),
    "documents.twin_of": shows(_twin),
    "leaks.guard": shows(_secret_client),
    "next_version.firm_of": plain(lambda i, who: next_version.firm_of(i.house, who, forged(i))),
    "next_version.keep_next": changes(_keep),
    "next_version.kept": changes(lambda i, who: next_version.kept(i.house, who, forged(i), "edited")),
    "next_version.rechecked": plain(lambda i, who: next_version.rechecked(i.house, who, forged(i, variant="client")).findings),
    "revisions.comment": changes(lambda i, who: revisions.comment(i.house, who, i.ids.ref, STATEMENT, "x")),
    "revisions.edit": changes(lambda i, who: revisions.edit(i.house, who, i.ids.document, STATEMENT, "x")),
    "revisions.insert": changes(lambda i, who: revisions.insert(i.house, who, i.ids.document, STATEMENT, "x")),
    "revisions.latest": shows(lambda i, who: revisions.latest(i.house, who, i.ids.document)),
    "revisions.lock": changes(lambda i, who: revisions.lock(i.house, who, i.ids.document, SECTION)),
    "revisions.restore": changes(lambda i, who: revisions.restore(i.house, who, i.ids.ref)),
    "settling.clone": changes(lambda i, who: settling.clone(i.house, who, i.ids.mandate)),
    "settling.into": changes(lambda i, who: settling.into(i.house, who, forged(i), full_facts().intake, note="x")),
    "settling.settle": changes(lambda i, who: settling.settle(i.house, who, i.ids.document, "role.title_en", "x", source="x")),
    "translating.propose": changes(lambda i, who: translating.propose(i.house, who, i.ids.document)),
    "translating.take": plain(lambda i, who: translating.take(i.house, who, forged(i), PROPOSAL)),
    "word_return.import_word": changes(
        lambda i, who: word_return.import_word(i.house, who, _word(i), name="x.docx", ref=i.ids.ref),
    ),
}
