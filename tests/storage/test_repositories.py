"""The contract of the repositories, the same on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from app.domain.document import Document
from app.errors import StoreError
from app.storage.engine import Store

from .builders import ANA, NOON, STRANGER, attempt, document, entry, fill, mandate, review, stored_call, upload, user


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
