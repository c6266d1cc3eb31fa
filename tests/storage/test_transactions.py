"""Transactions keep all or nothing, and what a database cannot hold is an error of ours."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.errors import StoreError
from app.storage.engine import Store
from app.storage.unit_of_work import UnitOfWork

from .builders import ANA, document, fill, mandate, stored_call, user


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
