"""Every method of every repository, and how it is held against a stranger. A new repository adds its lines here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.storage.unit_of_work import UnitOfWork

from .builders import ANA, NOON, mandate, proposal
from .papers import paper_reading

READS: dict[str, Callable[[UnitOfWork, str], Any]] = {
    "users.get": lambda work, owner: work.users.get(ANA, owner_id=owner),
    "mandates.get": lambda work, owner: work.mandates.get("m1", owner_id=owner),
    "mandates.every": lambda work, owner: work.mandates.every(owner_id=owner),
    "documents.get": lambda work, owner: work.documents.get("d1", owner_id=owner),
    "documents.get version": lambda work, owner: work.documents.get("d1", owner_id=owner, version=1),
    "documents.versions": lambda work, owner: work.documents.versions("d1", owner_id=owner),
    "documents.lines": lambda work, owner: work.documents.lines(owner_id=owner),
    "documents.lines of a mandate": lambda work, owner: work.documents.lines(owner_id=owner, mandate_id="m1"),
    "model_calls.of_document": lambda work, owner: work.model_calls.of_document("d1", owner_id=owner),
    "model_calls.of_run": lambda work, owner: work.model_calls.of_run("r1", owner_id=owner),
    "runs.get": lambda work, owner: work.runs.get("r1", owner_id=owner),
    "runs.every": lambda work, owner: work.runs.every(owner_id=owner),
    "runs.mark": lambda work, owner: work.runs.mark("r1", owner_id=owner),
    "runs.unfinished": lambda work, owner: work.runs.unfinished("e" * 24, owner_id=owner),
    "runs.steps": lambda work, owner: work.runs.steps("r1", owner_id=owner),
    "model_calls.since": lambda work, owner: work.model_calls.since(NOON, owner_id=owner),
    "card_reviews.of_card": lambda work, owner: work.card_reviews.of_card("K7", owner_id=owner),
    "card_reviews.latest": lambda work, owner: work.card_reviews.latest(owner_id=owner),
    "uploads.get": lambda work, owner: work.uploads.get("u1", owner_id=owner),
    "uploads.every": lambda work, owner: work.uploads.every(owner_id=owner, mandate_id="m1"),
    "uploads.with_content": lambda work, owner: work.uploads.with_content("c" * 64, owner_id=owner),
    "attempts.get": lambda work, owner: work.attempts.get("a1", owner_id=owner),
    "attempts.every": lambda work, owner: work.attempts.every(owner_id=owner),
    "attempts.shared_with": lambda work, owner: work.attempts.shared_with(owner_id=owner),
    "ledger.get": lambda work, owner: work.ledger.get("l1", owner_id=owner),
    "ledger.every": lambda work, owner: work.ledger.every(owner_id=owner),
    "ledger.every of an attempt": lambda work, owner: work.ledger.every(owner_id=owner, attempt_id="a1"),
    "people.of_mandate": lambda work, owner: work.people.of_mandate("m1", owner_id=owner),
    "people.of_reader": lambda work, owner: work.people.of_reader(owner_id=owner),
    "people.to_document": lambda work, owner: work.people.to_document("d77", owner_id=owner),
    "intake_typed.every": lambda work, owner: work.intake_typed.every("m1", owner_id=owner),
    "paper_readings.every": lambda work, owner: work.paper_readings.every("m1", owner_id=owner),
    "paper_readings.last_number": lambda work, owner: work.paper_readings.last_number("m1", owner_id=owner),
    "document_life.events": lambda work, owner: work.document_life.events("d1", owner_id=owner),
    "document_life.proposals": lambda work, owner: work.document_life.proposals("d1", owner_id=owner),
    "document_life.last_number": lambda work, owner: work.document_life.last_number("d1", owner_id=owner),
    "settings_kv.get": lambda work, owner: work.settings_kv.get("lang", owner_id=owner),
    "settings_kv.every": lambda work, owner: work.settings_kv.every(owner_id=owner),
}
CHANGES: dict[str, Callable[[UnitOfWork, str], Any]] = {
    "document_life.settle": lambda work, owner: work.document_life.settle(proposal(state="accepted"), "d1", owner_id=owner),
    "document_life.remove": lambda work, owner: work.document_life.remove("d1", owner_id=owner),
    "intake_typed.remove": lambda work, owner: work.intake_typed.remove("m1", "role.mission", owner_id=owner),
    "paper_readings.replace": lambda work, owner: work.paper_readings.replace(paper_reading(), owner_id=owner),
    "paper_readings.remove": lambda work, owner: work.paper_readings.remove("m1", 1, owner_id=owner),
    "mandates.update": lambda work, owner: work.mandates.update(mandate(owner_id=owner, title="x")),
    "mandates.remove": lambda work, owner: work.mandates.remove("m1", owner_id=owner),
    "documents.remove": lambda work, owner: work.documents.remove("d1", owner_id=owner),
    "model_calls.belong": lambda work, owner: work.model_calls.belong("c", "d2", owner_id=owner),
    "runs.want": lambda work, owner: work.runs.want("r1", "cancel", owner_id=owner, at=NOON),
    "uploads.set_state": lambda work, owner: work.uploads.set_state("u1", "x", owner_id=owner),
    "people.remove": lambda work, owner: work.people.remove("m1", "dora", owner_id=owner),
    "uploads.remove": lambda work, owner: work.uploads.remove("u1", owner_id=owner),
    "attempts.accept": lambda work, owner: work.attempts.accept("a1", owner_id=owner, at=NOON),
    "attempts.share": lambda work, owner: work.attempts.share("a1", owner_id=owner, reader_id=owner, at=NOON),
    "attempts.unshare": lambda work, owner: work.attempts.unshare("a1", owner_id=owner, reader_id="dora"),
    "attempts.remove": lambda work, owner: work.attempts.remove("a1", owner_id=owner),
    "ledger.record": lambda work, owner: work.ledger.record("l1", owner_id=owner, outcome="kept", note="", on=NOON.date()),
    "ledger.remove": lambda work, owner: work.ledger.remove("l1", owner_id=owner),
    "settings_kv.remove": lambda work, owner: work.settings_kv.remove("lang", owner_id=owner),
}
SIGN_IN = {f"sessions.{m}" for m in "add get touch remove remove_all forget_old failed failures forget_failures".split()}
"""Signing in comes before there is an actor: a token is its own key, and tries are counted by a hash of the name."""
OF_EXECUTOR = {f"runs.{m}" for m in "to_attend running for_executor move did".split()}
"""The process that executes runs takes them whoever owns them."""
OF_ERASURE = {f"erasing.{m}" for m in "owner_of_mandate owner_of_memo mandates_of memos_of uploads runs mandate memo user".split()}
OF_HOLDS = {f"holds.{m}" for m in "add every standing lift".split()}
"""Erasure at a person's request and legal holds reach every owner's rows; services let only administrators do so, tests/trust proves it."""
OF_THE_INSTANCE = {"figures.all", "figures.newest"}
"""Counts and sums over everybody, which show no row."""
WITHOUT_OWNER = (
    {"users.named", "users.everyone", "users.update", "users.add"} | SIGN_IN | OF_EXECUTOR | OF_THE_INSTANCE | OF_ERASURE | OF_HOLDS
)
TAKES_ITS_OWNER = {f"{name}.add" for name in "mandates documents model_calls card_reviews uploads attempts ledger runs".split()} | {
    "settings_kv.put",
    "people.put",
    "intake_typed.put",
    "paper_readings.add",
    "document_life.add_event",
    "document_life.add_proposal",
}
