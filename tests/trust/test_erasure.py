"""Erasure leaves nothing of a mandate, a memo or a user in the data folder; a hold suspends it and shows nobody anything."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.actor import LOCAL_ACTOR
from app.errors import BadInput, NotPermitted, UnknownId
from app.services import accounts, documents, erasure, holds, library, people, practice, revisions, uploads
from tests.trust.instance import CODENAME, NOTES, PAPER, WORDS, Instance, opened


@pytest.fixture
def whole(laid: Instance, tmp_path: Path) -> Iterator[Instance]:
    with opened(laid, tmp_path) as made:
        yield made


def left_of(of: Instance, *words: str) -> list[str]:
    """Files below the data folder that hold one of the words, whatever kind of file they are."""
    found = []
    for path in sorted(of.house.data_dir.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        found += [f"{path.name}: {word}" for word in words if word.encode() in data]
    return found


def _stored_step(of: Instance) -> Path:
    """A database of runs as the engine leaves it, with a step of Ana's run and one of another's."""
    path = of.house.data_dir / "runs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE operation_outputs (workflow_uuid TEXT, output TEXT)")
        rows = [(f"{of.ids.run}.1", f"{CODENAME} drafted"), ("run-another.1", "another's step")]
        connection.executemany("INSERT INTO operation_outputs VALUES (?, ?)", rows)
        connection.commit()
    return path


def test_an_erased_mandate_is_in_no_file_any_more(whole: Instance) -> None:
    runs = _stored_step(whole)
    library.search(whole.house, whole.ana, PAPER, lang="en")
    assert left_of(whole, CODENAME, PAPER)
    uploads.remove(whole.house, whole.ana, whole.ids.upload)  # her private paper is no part of the mandate
    done = erasure.erase_mandate(whole.house, whole.ana, whole.ids.mandate)
    assert done.rows > 0
    assert done.files == 1
    assert left_of(whole, CODENAME, PAPER, whole.ids.mandate, whole.ids.document) == []
    assert b"another's step" in runs.read_bytes()
    with pytest.raises(UnknownId):
        documents.document(whole.house, whole.ana, whole.ids.document)


def test_an_erased_user_is_in_no_file_any_more_and_others_stay(whole: Instance) -> None:
    erasure.erase_user(whole.house, whole.admin, "ana")
    assert left_of(whole, *WORDS, whole.ana.user_id) == []
    assert [u.name for u in accounts.users(whole.house, LOCAL_ACTOR)] == ["berta", "carmen"]


def test_an_erased_memo_takes_its_ledger_along(whole: Instance) -> None:
    erasure.erase_memo(whole.house, whole.ana, whole.ids.memo)
    assert practice.attempts(whole.house, whole.ana) == ()
    with whole.house.store().reading() as work:
        assert work.ledger.every(owner_id=whole.ana.user_id) == ()


def test_the_last_admin_cannot_be_erased(whole: Instance) -> None:
    with pytest.raises(BadInput, match="last_admin"):
        erasure.erase_user(whole.house, whole.admin, "carmen")


@pytest.mark.parametrize("kind", ["mandate", "user", "memo"])
def test_a_hold_suspends_every_way_of_erasing_until_it_is_lifted(whole: Instance, kind: str) -> None:
    subject = {"mandate": whole.ids.mandate, "user": "ana", "memo": whole.ids.memo}[kind]
    hold = holds.add(whole.house, whole.admin, kind, subject, by="Lic. Vega", reason="labour claim 12/2026")  # type: ignore[arg-type]
    ways: dict[str, list[Callable[[], object]]] = {
        "mandate": [
            lambda: erasure.erase_mandate(whole.house, whole.ana, whole.ids.mandate),
            lambda: uploads.remove(whole.house, whole.ana, whole.ids.mandate_upload),
        ],
        "memo": [
            lambda: erasure.erase_memo(whole.house, whole.ana, whole.ids.memo),
            lambda: practice.delete(whole.house, whole.ana, whole.ids.memo),
            lambda: practice.delete_all(whole.house, whole.ana),
        ],
    }
    ways["user"] = [*ways["mandate"], *ways["memo"]]
    ways[kind].append(lambda: erasure.erase_user(whole.house, whole.admin, "ana"))
    for way in ways[kind]:
        with pytest.raises(BadInput, match=r"trust\.held"):
            way()
    assert left_of(whole, NOTES)
    holds.lift(whole.house, whole.admin, hold.id, by="Lic. Vega")
    erasure.erase_user(whole.house, whole.admin, "ana")
    (kept,) = holds.every(whole.house, whole.admin)
    assert (kept.by_name, kept.lifted_by) == ("Lic. Vega", "Lic. Vega")


def test_a_hold_gives_whoever_put_it_no_right_to_read(whole: Instance) -> None:
    holds.add(whole.house, whole.admin, "mandate", whole.ids.mandate, by="Lic. Vega", reason="claim")
    assert not any(word in h.model_dump_json() for h in holds.every(whole.house, whole.admin) for word in WORDS)
    for ask in (
        lambda: documents.document(whole.house, whole.admin, whole.ids.document),
        lambda: people.people(whole.house, whole.admin, whole.ids.mandate),
    ):
        with pytest.raises(UnknownId):
            ask()


def test_only_an_admin_holds_and_a_hold_needs_a_name_and_a_reason(whole: Instance) -> None:
    with pytest.raises(NotPermitted):
        holds.add(whole.house, whole.ana, "user", "berta", by="x", reason="y")
    with pytest.raises(BadInput):
        holds.add(whole.house, whole.admin, "user", "berta", by=" ", reason="y")


def test_old_copies_are_removed_within_the_window_and_none_while_something_is_held(whole: Instance) -> None:
    folder = whole.house.data_dir / "backups"
    folder.mkdir()
    old, new = folder / "puente-0003-x.db", folder / "puente-0004-x.db"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    hold = holds.add(whole.house, whole.admin, "user", "berta", by="x", reason="y")
    with pytest.raises(BadInput):
        erasure.erase_copies(whole.house, whole.admin)
    holds.lift(whole.house, whole.admin, hold.id, by="x")
    assert [c.path for c in erasure.erase_copies(whole.house, whole.admin)] == [str(old)]
    assert new.exists()


def test_a_colleague_who_was_let_in_reads_and_one_who_may_edit_edits_and_neither_after_being_shut_out(whole: Instance) -> None:
    house, berta, ids = whole.house, whole.berta, whole.ids
    people.let_in(house, whole.ana, ids.mandate, "berta")
    found = documents.document(house, berta, ids.document)
    assert [n.id for n in documents.documents(house, berta)] == [ids.document]
    assert library.show(house, berta, f"{ids.mandate_upload}.1")
    assert any(h.sentence.source_id == ids.mandate_upload for h in library.search(house, berta, PAPER, lang="en").hits)
    with pytest.raises(UnknownId):
        library.show(house, berta, ids.sentence)  # her private paper is no part of the mandate
    statement = next(s for s in found.sections[0].statements())
    with pytest.raises(UnknownId):
        revisions.edit(house, berta, ids.document, statement.id, "Other words.")
    people.let_in(house, whole.ana, ids.mandate, "berta", access="edit")
    assert revisions.edit(house, berta, ids.document, statement.id, "Other words.").version == 2
    assert documents.show(house, whole.ana, ids.document).events[-1].by_name == berta.user_id
    with pytest.raises(UnknownId):
        people.let_in(house, berta, ids.mandate, "carmen")
    people.shut_out(house, whole.ana, ids.mandate, "berta")
    with pytest.raises(UnknownId):
        documents.document(house, berta, ids.document)
