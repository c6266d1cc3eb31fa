"""The contract of the repositories, the same on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import text

from app.domain.document import Document
from app.errors import StoreError
from app.storage.engine import Store
from app.storage.unit_of_work import UnitOfWork

from .builders import ANA, NOON, STRANGER, attempt, document, entry, mandate, review, stored_call, upload, user


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
    "settings_kv.get": lambda work, owner: work.settings_kv.get("lang", owner_id=owner),
    "settings_kv.every": lambda work, owner: work.settings_kv.every(owner_id=owner),
}
CHANGES: dict[str, Callable[[UnitOfWork, str], Any]] = {
    "mandates.update": lambda work, owner: work.mandates.update(mandate(owner_id=owner, title="x")),
    "mandates.remove": lambda work, owner: work.mandates.remove("m1", owner_id=owner),
    "documents.remove": lambda work, owner: work.documents.remove("d1", owner_id=owner),
    "uploads.set_state": lambda work, owner: work.uploads.set_state("u1", "x", owner_id=owner),
    "uploads.remove": lambda work, owner: work.uploads.remove("u1", owner_id=owner),
    "attempts.accept": lambda work, owner: work.attempts.accept("a1", owner_id=owner, at=NOON),
    "attempts.share": lambda work, owner: work.attempts.share("a1", owner_id=owner, reader_id=owner, at=NOON),
    "attempts.unshare": lambda work, owner: work.attempts.unshare("a1", owner_id=owner, reader_id="dora"),
    "attempts.remove": lambda work, owner: work.attempts.remove("a1", owner_id=owner),
    "ledger.record": lambda work, owner: work.ledger.record("l1", owner_id=owner, outcome="kept", note="", on=NOON.date()),
    "ledger.remove": lambda work, owner: work.ledger.remove("l1", owner_id=owner),
    "settings_kv.remove": lambda work, owner: work.settings_kv.remove("lang", owner_id=owner),
}
WITHOUT_OWNER = {"users.named", "users.everyone", "users.update", "users.add"}
TAKES_ITS_OWNER = {"mandates.add", "documents.add", "model_calls.add", "card_reviews.add", "uploads.add", "settings_kv.put", "attempts.add", "ledger.add"}


def test_a_stranger_sees_nothing_in_any_repository(store: Store) -> None:
    fill(store)
    with store.reading() as work:
        for name, read in READS.items():
            assert read(work, ANA), f"{name} must find what its owner has"
            assert not read(work, STRANGER), f"{name} shows a stranger's row"


def test_a_stranger_changes_nothing_in_any_repository(store: Store) -> None:
    fill(store)
    with store.reading() as work:
        before = {name: read(work, ANA) for name, read in READS.items()}
    with store.transaction() as work:
        for name, change in CHANGES.items():
            assert not change(work, STRANGER), f"{name} reached a stranger's row"
    with store.reading() as work:
        assert {name: read(work, ANA) for name, read in READS.items()} == before


def test_every_method_of_every_repository_is_held_against_a_stranger(store: Store) -> None:
    tested = {name.split(" ")[0] for name in (*READS, *CHANGES)}
    with store.reading() as work:
        methods = {
            f"{name}.{method}" for name, repository in vars(work).items() for method in dir(repository) if not method.startswith("_")
        }
    assert methods == tested | WITHOUT_OWNER | TAKES_ITS_OWNER


def test_what_is_kept_comes_back_equal(store: Store) -> None:
    fill(store)
    with store.reading() as work:
        assert work.users.get(ANA, owner_id=ANA) == user() == work.users.named("ana@example.mx")
        assert work.mandates.get("m1", owner_id=ANA) == mandate()
        assert work.documents.get("d1", owner_id=ANA) == document()
        assert work.model_calls.of_document("d1", owner_id=ANA) == (stored_call(),)
        assert work.card_reviews.of_card("K7", owner_id=ANA) == (review(),)
        assert work.uploads.get("u1", owner_id=ANA) == upload(mandate_id="m1")
        assert work.settings_kv.get("lang", owner_id=ANA) == "es"
        assert work.attempts.get("a1", owner_id=ANA) == attempt(shared_with=("dora",))
        assert work.ledger.get("l1", owner_id=ANA) == entry()


def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Store) -> None:
    in_monterrey = datetime(2026, 11, 21, 6, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-6)))
    with store.transaction() as work:
        work.mandates.add(mandate(created_at=in_monterrey))
    with store.reading() as work:
        kept = work.mandates.get("m1", owner_id=ANA)
    assert kept is not None
    assert kept.created_at == in_monterrey
    assert kept.created_at.utcoffset() == timedelta(0)


def test_mandates_come_with_the_one_changed_last_first_and_by_state(store: Store) -> None:
    with store.transaction() as work:
        work.mandates.add(mandate("m1"))
        work.mandates.add(mandate("m2", hours=1))
        work.mandates.add(mandate("m3", state="closed"))
        assert work.mandates.update(mandate("m1", hours=2, mandate_type="binational_cfo"))
    with store.reading() as work:
        assert [m.id for m in work.mandates.every(owner_id=ANA)] == ["m1", "m2", "m3"]
        assert [m.id for m in work.mandates.every(owner_id=ANA, state="closed")] == ["m3"]
        changed = work.mandates.get("m1", owner_id=ANA)
    assert changed is not None
    assert changed.mandate_type == "binational_cfo"


def test_document_versions_follow_one_another_and_the_latest_is_shown(store: Store) -> None:
    fill(store)
    with store.transaction() as work:
        work.documents.add(document(version=2, status="approved"), owner_id=ANA)
        work.documents.add(document("d2", created_at=NOON + timedelta(hours=1)), owner_id=ANA)
    with store.reading() as work:
        assert work.documents.versions("d1", owner_id=ANA) == (1, 2)
        latest, first = work.documents.get("d1", owner_id=ANA), work.documents.get("d1", owner_id=ANA, version=1)
        lines = work.documents.lines(owner_id=ANA)
        assert work.documents.get("d1", owner_id=ANA, version=3) is None
    assert latest == document(version=2, status="approved")
    assert first == document()
    assert [(line.id, line.version, line.status) for line in lines] == [("d2", 1, "draft"), ("d1", 2, "approved")]


@pytest.mark.parametrize("version", [1, 3], ids=["again", "leaving one out"])
def test_a_version_that_does_not_follow_is_refused(store: Store, version: int) -> None:
    fill(store)
    with pytest.raises(StoreError) as refused, store.transaction() as work:
        work.documents.add(document(version=version, kind="client-update"), owner_id=ANA)
    assert (refused.value.key, refused.value.where) == ("store.version", "d1")
    with store.reading() as work:
        assert work.documents.versions("d1", owner_id=ANA) == (1,)
        assert work.documents.get("d1", owner_id=ANA) == document()


def test_not_even_sql_changes_a_document_version(store: Store) -> None:
    fill(store)
    with pytest.raises(StoreError) as refused, store.transaction() as work:
        work.documents._session.execute(text("UPDATE documents SET status = 'approved'"))
    assert refused.value.key == "store.conflict"
    with store.reading() as work:
        assert work.documents.get("d1", owner_id=ANA) == document()
        assert work.documents.lines(owner_id=ANA)[0].status == "draft"


def test_a_stranger_cannot_continue_a_document_or_hang_one_on_a_mandate(store: Store) -> None:
    fill(store)
    with store.transaction() as work:
        work.mandates.add(mandate("m9", STRANGER))
    attempts: list[tuple[Document, str]] = [
        (document("d1", 2, "m9"), "store.version"),
        (document("d1", 1, "m9"), "store.conflict"),
        (document("d9", 1, "m1"), "store.conflict"),
    ]
    for attempt, key in attempts:
        with pytest.raises(StoreError) as refused, store.transaction() as work:
            work.documents.add(attempt, owner_id=STRANGER)
        assert refused.value.key == key
    with pytest.raises(StoreError), store.transaction() as work:
        work.uploads.add(upload("u9", STRANGER, mandate_id="m1"))
    with store.reading() as work:
        assert work.documents.lines(owner_id=STRANGER) == ()
        assert work.uploads.every(owner_id=STRANGER) == ()


def test_a_removed_mandate_takes_its_documents_along_but_not_its_costs(store: Store) -> None:
    fill(store)
    with pytest.raises(StoreError) as refused, store.transaction() as work:
        work.mandates.remove("m1", owner_id=ANA)
    assert refused.value.key == "store.conflict", "an upload would be left without its mandate"
    with store.transaction() as work:
        assert work.uploads.remove("u1", owner_id=ANA)
        assert work.mandates.remove("m1", owner_id=ANA)
    with store.reading() as work:
        assert work.documents.lines(owner_id=ANA) == ()
        assert len(work.model_calls.since(NOON, owner_id=ANA)) == 1


def test_removing_a_document_erases_every_version(store: Store) -> None:
    fill(store)
    with store.transaction() as work:
        work.documents.add(document(version=2), owner_id=ANA)
        assert work.documents.remove("d1", owner_id=ANA) == 2
        assert work.documents.get("d1", owner_id=ANA) is None


def test_model_calls_come_in_time_order_and_from_a_moment_on(store: Store) -> None:
    with store.transaction() as work:
        work.model_calls.add(stored_call("late", hours=2))
        work.model_calls.add(stored_call("early", document_id=None))
    with store.reading() as work:
        assert [c.id for c in work.model_calls.since(NOON, owner_id=ANA)] == ["early", "late"]
        assert [c.id for c in work.model_calls.since(NOON + timedelta(hours=1), owner_id=ANA)] == ["late"]
        assert [c.id for c in work.model_calls.of_document("d1", owner_id=ANA)] == ["late"]


def test_reviews_pile_up_and_the_last_one_of_a_card_counts(store: Store) -> None:
    corrected = review(verdict="correct", text_en="Thirty days.", text_es="Treinta días.")
    with store.transaction() as work:
        for one in (review(), review("A1", verdict="reject"), corrected):
            work.card_reviews.add(one)
    with store.reading() as work:
        assert work.card_reviews.of_card("K7", owner_id=ANA) == (review(), corrected)
        assert work.card_reviews.latest(owner_id=ANA) == (review("A1", verdict="reject"), corrected)


def test_an_upload_notes_how_far_it_came_and_same_content_is_found(store: Store) -> None:
    with store.transaction() as work:
        work.uploads.add(upload("u2", hours=1))
        work.uploads.add(upload("u1"))
        assert work.uploads.set_state("u1", "failed", message="password", owner_id=ANA)
    with store.reading() as work:
        assert [u.id for u in work.uploads.every(owner_id=ANA)] == ["u2", "u1"]
        same = work.uploads.with_content("c" * 64, owner_id=ANA)
    assert [(u.id, u.state, u.message) for u in same] == [("u1", "failed", "password"), ("u2", "stored", "")]


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "uploads/../../x", "C:/x", "uploads\\x", "uploads//x", ""])
def test_a_stored_path_cannot_leave_the_data_folder(path: str) -> None:
    with pytest.raises(ValueError, match="stays inside"):
        upload(stored_path=path)


def test_users_are_unique_by_name_listed_and_changed(store: Store) -> None:
    with store.transaction() as work:
        work.users.add(user("zoe"))
        work.users.add(user(ANA))
        assert work.users.update(user("zoe", roles=frozenset({"admin", "evaluator"}), disabled=True))
        assert not work.users.update(user("nobody"))
    with pytest.raises(StoreError) as refused, store.transaction() as work:
        work.users.add(user("other", name="ana@example.mx"))
    assert refused.value.key == "store.conflict"
    with store.reading() as work:
        assert work.users.everyone() == (user(ANA), user("zoe", roles=frozenset({"admin", "evaluator"}), disabled=True))
        assert work.users.named("ANA@example.mx") is None


def test_a_setting_is_replaced_and_forgotten(store: Store) -> None:
    with store.transaction() as work:
        work.settings_kv.put("lang", "es", owner_id=ANA, at=NOON)
        work.settings_kv.put("lang", "en", owner_id=ANA, at=NOON)
        work.settings_kv.put("consent", "{}", owner_id=ANA, at=NOON)
        assert work.settings_kv.every(owner_id=ANA) == {"consent": "{}", "lang": "en"}
        assert work.settings_kv.remove("lang", owner_id=ANA)
        assert work.settings_kv.get("lang", owner_id=ANA) is None


def test_an_error_in_the_block_keeps_nothing_of_it(store: Store) -> None:
    def half_way() -> None:
        with store.transaction() as work:
            work.mandates.add(mandate())
            work.documents.add(document(), owner_id=ANA)
            raise KeyError("half-way")

    with pytest.raises(KeyError):
        half_way()
    with store.reading() as work:
        assert work.mandates.every(owner_id=ANA) == ()
        assert work.documents.lines(owner_id=ANA) == ()


def test_a_row_that_is_refused_takes_the_rows_before_it_along(store: Store) -> None:
    with store.transaction() as work:
        work.users.add(user())

    def a_good_row_and_a_taken_name() -> None:
        with store.transaction() as work:
            work.mandates.add(mandate())
            work.users.add(user("other", name=user().name))

    with pytest.raises(StoreError):
        a_good_row_and_a_taken_name()
    with store.reading() as work:
        assert work.mandates.get("m1", owner_id=ANA) is None


def test_who_reads_and_then_writes_is_not_refused_for_another_writers_sake(store: Store) -> None:
    fill(store)

    def append(hours: int) -> None:
        with store.transaction() as work:
            work.mandates.update(mandate(title="the other's", hours=hours))

    other = threading.Thread(target=append, args=(1,))
    with store.transaction() as work:
        assert work.mandates.get("m1", owner_id=ANA) == mandate()
        other.start()
        other.join(0.2)
        assert work.mandates.update(mandate(title="mine", hours=2))
    other.join(10)
    with store.reading() as work:
        assert work.mandates.get("m1", owner_id=ANA) in (mandate(title="the other's", hours=1), mandate(title="mine", hours=2))


def test_a_reading_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.reading() as work:
        work.mandates.add(mandate())
    with store.transaction() as work:
        assert work.mandates.every(owner_id=ANA) == ()
        work.mandates.add(mandate())


@pytest.mark.parametrize("title", ["half a pair \ud800", "nul \x00"], ids=["surrogate", "nul"])
def test_text_that_the_database_cannot_hold_is_an_error_of_ours_or_comes_back(store: Store, title: str) -> None:
    odd = mandate(intake={"notes": title})
    key = None
    try:
        with store.transaction() as work:
            work.mandates.add(odd)
    except StoreError as refused:
        key = refused.key
    with store.reading() as work:
        kept = work.mandates.get("m1", owner_id=ANA)
    assert (key, kept) in (("store.value", None), (None, odd))


def test_numbers_that_json_or_the_database_lacks_are_refused(store: Store) -> None:
    small = stored_call()
    huge = small.model_copy(update={"call": small.call.model_copy(update={"completion_tokens": 10**30})})
    attempts: tuple[Callable[[UnitOfWork], None], ...] = (
        lambda work: work.mandates.add(mandate(intake={"x": float("nan")})),
        lambda work: work.model_calls.add(huge),
    )
    for attempt in attempts:
        with pytest.raises(StoreError) as refused, store.transaction() as work:
            attempt(work)
        assert refused.value.key == "store.value"


def test_a_damaged_row_is_named(store: Store) -> None:
    with store.transaction() as work:
        work.mandates.add(mandate())
        work.mandates._session.execute(text("UPDATE mandates SET intake_json = '{'"))
    with pytest.raises(StoreError) as refused, store.reading() as work:
        work.mandates.get("m1", owner_id=ANA)
    assert (refused.value.key, refused.value.where) == ("store.row", "mandates m1")
