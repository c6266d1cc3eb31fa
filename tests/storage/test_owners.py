"""No repository shows or changes a stranger's row, on both databases."""

from __future__ import annotations

from app.storage.engine import Store

from .builders import ANA, STRANGER, fill
from .owners import CHANGES, READS, TAKES_ITS_OWNER, WITHOUT_OWNER


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
