"""Check a document again: every check and citation test recomputed, stored findings ignored."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from app.catalog.corpus import corpus
from app.catalog.intake_reader import read_intake
from app.catalog.kinds import document_kinds
from app.chains.kind_facts import facts_of, for_kind
from app.chains.twinning import with_drift
from app.checks.given import Given
from app.checks.registry import run_checks, with_findings
from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.facts import Facts
from app.domain.guidance import Sentence
from app.domain.intake import Intake
from app.errors import BadInput
from app.services.house import House
from app.services.leaks import MAX_BYTES, guard, intake_from
from app.services.upload_sentences import is_upload, visible


def check_documents(house: House, actor: Actor, data: bytes, *, name: str, intake: tuple[bytes, str] | None = None) -> tuple[Document, ...]:
    """The documents in a file (one, or `{documents: [..]}`), each with what the checks find now.

    `intake` (bytes and name) is what a variant is held against for leaks; without it, that of the actor's own mandate, where there is one.

    Raises: BadInput when the bytes hold no document.
    """
    if len(data) > MAX_BYTES:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.0f}", limit=f"{MAX_BYTES / 1e6:.0f}")
    house.store()  # the library is seen through the reviews that it keeps
    documents = read_documents(data, name=name)
    cited = (c.source_id for d in documents for s in d.sections for st in s.statements() for c in st.citations)
    firm = visible(house, actor).sentences if any(is_upload(source or "") for source in cited) else {}
    own = guard(house, actor)
    named = read_intake(intake[0], name=intake[1]) if intake else None
    checked = tuple(_checked(house, document, firm, name, named or own(document)) for document in documents)
    return with_drift(checked) if len(checked) > 1 else checked


def read_documents(data: bytes, *, name: str) -> tuple[Document, ...]:
    """The documents in a JSON file.

    Raises: BadInput naming what is wrong.
    """
    try:
        loaded: Any = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=name, position=bad.start) from bad
    except (ValueError, RecursionError) as bad:  # a plain ValueError: a number of thousands of digits
        line = getattr(bad, "lineno", 1)
        reason = getattr(bad, "msg", "nesting" if isinstance(bad, RecursionError) else "number")
        raise BadInput("input.not_json", where=f"{name}:{line}", reason=reason) from bad
    items = loaded["documents"] if isinstance(loaded, dict) and isinstance(loaded.get("documents"), list) else [loaded]
    documents = []
    for item in items:
        try:
            documents.append(Document.model_validate(item))
        except ValidationError as bad:
            first = bad.errors(include_url=False)[0]
            place = ".".join(str(p) for p in first["loc"]) or "top"
            raise BadInput("input.not_document", where=name, reason=f"{place}: {first['msg']}") from bad
    if not documents:
        raise BadInput("input.not_document", where=name, reason="documents: []")
    return tuple(documents)


def _checked(house: House, document: Document, firm: dict[str, Sentence], name: str, guarded: Intake | None) -> Document:
    facts = _facts(house, document, name)
    return with_findings(document, run_checks(Given(document, corpus(), house.today(), facts, firm, guarded)))


def _facts(house: House, document: Document, name: str) -> Facts | None:
    if document.intake is None:
        return None
    facts = facts_of(intake_from(document.intake, name=f"{name}: intake.json"), house.today())
    kind = document_kinds().get(document.kind)
    return for_kind(facts, kind) if kind else facts
