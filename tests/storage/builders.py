"""Values of the storage tests, each with what a test wants to say about it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.coaching import Coaching, DimensionLevel, Marker, Question
from app.domain.document import Block, Citation, Computed, Document, ModelCall, Provenance, SectionDraft, Statement
from app.domain.practice import Attempt, LedgerEntry
from app.domain.proposals import Proposal
from app.domain.runs import Asked, Estimate
from app.storage.card_reviews import CardReview, Verdict
from app.storage.document_life import DocumentEvent
from app.storage.engine import Store, open_store
from app.storage.intake_typed import Typed
from app.storage.mandates import Mandate
from app.storage.model_calls import StoredCall
from app.storage.people import Share
from app.storage.runs import Run, RunStep
from app.storage.uploads import Upload
from app.storage.users import User

from .papers import paper_reading

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ANA = "ana"
STRANGER = "berta"


def noon() -> datetime:
    """The clock of every test."""
    return NOON


def sqlite_url(data_dir: Path) -> str:
    """The default address for a data folder."""
    return f"sqlite:///{data_dir / 'puente.db'}"


def opened(data_dir: Path) -> Store:
    """The SQLite store of a data folder."""
    return open_store(sqlite_url(data_dir), data_dir=data_dir, today_stamp=noon)


def user(user_id: str = ANA, **said: Any) -> User:
    """An account."""
    given: dict[str, Any] = {"id": user_id, "name": f"{user_id}@example.mx", "roles": frozenset({"consultant"}), "created_at": NOON}
    return User(**given | said)


def mandate(mandate_id: str = "m1", owner_id: str = ANA, *, hours: int = 0, **said: Any) -> Mandate:
    """A mandate, changed last `hours` after noon."""
    given: dict[str, Any] = {
        "id": mandate_id,
        "owner_id": owner_id,
        "title": "Director de planta, Querétaro",
        "intake": {"role": {"title": {"value": "Director de planta", "status": "stated"}}, "notes": None},
        "intake_sha": "a" * 64,
        "state": "open",
        "created_at": NOON,
        "updated_at": NOON + timedelta(hours=hours),
    }
    return Mandate(**given | said)


def document(document_id: str = "d1", version: int = 1, mandate_id: str = "m1", **said: Any) -> Document:
    """A document with one statement of each awkward kind: accents, a computed figure, a citation, a price."""
    statement = Statement(
        id="s1",
        text="La compensación fija es de MXN 4,800,000 al año.",
        basis="client",
        computed=Computed(formula="400000*12 = 4800000", inputs={"amount": 400000.5, "months": 12, "basis": "gross"}),
        citations=(Citation(intake_path="role.pay", quote="400,000 al mes"),),
    )
    call = ModelCall(role="drafter", prompt_ref="brief@v1", model="m", latency_ms=12, cost_usd=Decimal("0.0013"), outcome="ok")
    given: dict[str, Any] = {
        "kind": "mandate-brief",
        "id": document_id,
        "version": version,
        "variant": "internal",
        "mandate_id": mandate_id,
        "lang": "es",
        "writer": "guided",
        "status": "draft",
        "created_at": NOON,
        "intake": {"role": {"title": {"value": "Director"}}},
        "provenance": Provenance(intake_sha="a" * 64, corpus_fingerprint="f", prompts=("brief@v1",), models={}),
        "sections": (SectionDraft(id="pay", title="Compensación", blocks=(Block(type="paragraph", statements=(statement,)),)),),
        "gaps": (),
        "findings": (),
        "sources": (),
        "calls": (call,),
    }
    return Document(**given | said)


def stored_call(call_id: str = "c1", owner_id: str = ANA, *, hours: int = 0, document_id: str | None = "d1") -> StoredCall:
    """A model call made `hours` after noon."""
    call = ModelCall(
        role="drafter",
        prompt_ref="brief@v1",
        model="small",
        prompt_tokens=812,
        latency_ms=431,
        cost_usd=Decimal("0.00010203040506070809"),
        outcome="ok",
    )
    moment = NOON + timedelta(hours=hours)
    return StoredCall(
        id=call_id, owner_id=owner_id, document_id=document_id, run_id="r1", prompt_sha="b" * 64, call=call, created_at=moment
    )


def run(run_id: str = "r1", owner_id: str = ANA, **said: Any) -> Run:
    """A run that waits, of the mandate m1."""
    given: dict[str, Any] = {
        "id": run_id,
        "owner_id": owner_id,
        "roles": frozenset({"consultant"}),
        "mandate_id": "m1",
        "asked": Asked(data="role: {}", name="i.yaml", kind="mandate-brief", langs=("en", "es"), variant="internal", choice="auto"),
        "asked_sha": "e" * 24,
        "day": date(2026, 11, 21),
        "steps_version": "1",
        "estimate": Estimate(calls=16, prompt_tokens=40_000, cost_usd=Decimal("0.25")),
        "created_at": NOON,
        "updated_at": NOON,
    }
    return Run(**given | said)


def review(card_id: str = "K7", owner_id: str = ANA, verdict: Verdict = "confirm", **said: Any) -> CardReview:
    """A review of a card."""
    given: dict[str, Any] = {
        "card_id": card_id,
        "owner_id": owner_id,
        "by_name": "Ana Ruiz",
        "reviewed_on": date(2026, 11, 20),
        "source": "DOF, 2024-12-23",
        "verdict": verdict,
        "created_at": NOON,
    }
    return CardReview(**given | said)


def upload(upload_id: str = "u1", owner_id: str = ANA, *, hours: int = 0, **said: Any) -> Upload:
    """An upload that came `hours` after noon."""
    given: dict[str, Any] = {
        "id": upload_id,
        "owner_id": owner_id,
        "visibility": "private",
        "filename": "Organigrama 2026.pdf",
        "media_type": "application/pdf",
        "size": 12,
        "sha256": "c" * 64,
        "state": "stored",
        "stored_path": f"uploads/{upload_id}.pdf",
        "created_at": NOON + timedelta(hours=hours),
    }
    return Upload(**given | said)


def coaching(**said: Any) -> Coaching:
    """A coached memo with one level, one marker and one question."""
    given: dict[str, Any] = {
        "text": "Hay un detallito con el proveedor.",
        "lang": "es",
        "kind": "alert",
        "scenario": "SN-001",
        "writer": "guided",
        "overall": 1.0,
        "levels": (DimensionLevel(dimension="bottom_line_first", code="D1", level=1, reason="x"),),
        "markers": (Marker(start=7, end=17, text="detallito", category="understater", why="x", hq_hears="x", suggestion="x"),),
        "questions": (Question.model_validate({"text": "¿Cuánto?", "persona": "cfo", "from": "D3 | no span found"}),),
    }
    return Coaching(**given | said)


def attempt(attempt_id: str = "a1", owner_id: str = ANA, *, hours: int = 0, **said: Any) -> Attempt:
    """An attempt made `hours` after noon."""
    given: dict[str, Any] = {"id": attempt_id, "owner_id": owner_id, "coaching": coaching(), "created_at": NOON + timedelta(hours=hours)}
    return Attempt(**given | said)


def entry(entry_id: str = "l1", owner_id: str = ANA, **said: Any) -> LedgerEntry:
    """A commitment with a date, a range and a likelihood."""
    given: dict[str, Any] = {
        "id": entry_id,
        "owner_id": owner_id,
        "attempt_id": "a1",
        "kind": "commitment",
        "words": "Informaré el 4 de diciembre.",
        "who": "yo",
        "due": date(2026, 12, 4),
        "low": Decimal("0.6"),
        "high": Decimal("2.10"),
        "unit": "USD",
        "likely_low": 20,
        "likely_high": 45,
        "created_at": NOON,
    }
    return LedgerEntry(**given | said)


def proposal(number: int = 1, **said: Any) -> Proposal:
    """A changed statement that came back from Word."""
    given: dict[str, Any] = {"number": number, "kind": "change", "statement_id": "role.title", "base_version": 1, "made_at": NOON}
    return Proposal(**given | said)


def event(**said: Any) -> DocumentEvent:
    """A comment on Ana's document."""
    given: dict[str, Any] = {"owner_id": ANA, "mandate_id": "m1", "document_id": "d1", "version": 1, "kind": "comment", "by_name": "Ana"}
    return DocumentEvent(**given | {"created_at": NOON} | said)


def fill(store: Store) -> None:
    """One row of everything, all of it Ana's, and an attempt that another shared with her."""
    with store.transaction() as work:
        work.users.add(user())
        work.mandates.add(mandate())
        work.documents.add(document(), owner_id=ANA)
        work.model_calls.add(stored_call())
        work.card_reviews.add(review())
        work.uploads.add(upload(mandate_id="m1"))
        work.settings_kv.put("lang", "es", owner_id=ANA, at=NOON)
        work.attempts.add(attempt())
        work.attempts.share("a1", owner_id=ANA, reader_id="dora", at=NOON)
        work.ledger.add(entry())
        work.attempts.add(attempt("a2", "carla"))
        work.attempts.share("a2", owner_id="carla", reader_id=ANA, at=NOON)
        work.users.add(user("dora"))
        work.people.put(Share(mandate_id="m1", owner_id=ANA, reader_id="dora", access="read"), at=NOON)
        # A mandate of Carla's into which Ana was let.
        work.mandates.add(mandate("m77", "carla"))
        work.documents.add(document("d77", mandate_id="m77"), owner_id="carla")
        work.people.put(Share(mandate_id="m77", owner_id="carla", reader_id=ANA, access="edit"), at=NOON)
        half = Typed(mandate_id="m1", path="role.mission", owner_id=ANA, text="two pl", status="stated", source="", created_at=NOON)
        work.intake_typed.put(half)
        work.paper_readings.add(paper_reading(), owner_id=ANA)
        work.document_life.add_event(event())
        work.document_life.add_proposal(proposal(), "d1", owner_id=ANA, mandate_id="m1")
        work.runs.add(run())
        work.runs.did(run(), RunStep(step="en:plan", outcome="ok", created_at=NOON))
