"""Uploads from the file to the search: what is found, what stays the same, and what is left of a removed one."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import Held, StoreError, UnknownId
from app.retrieval.generations import index_folder
from app.retrieval.lock import indexing
from app.services import library
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.upload_keeping import Offered
from app.services.uploads import add, add_all, list_uploads, remove
from tests.ingest.builders import QUERY, SECRET, added, hits
from tests.ingest.office import DICHO, SAID, docx, paragraph, pdf, pptx, shape
from tests.services.builders import ANA, one
from tests.services.builders import house as built


def test_a_search_finds_an_uploaded_sentence_with_its_place_to_be_verified(house: House) -> None:
    outcome = add(house, ANA, pdf(["Cover.", SECRET]), name="Memo de vanadio.pdf")
    (hit,) = [h for h in library.search(house, ANA, QUERY).hits if h.sentence.source_id == outcome.id]
    assert (hit.sentence.text, hit.sentence.locator, hit.sentence.id) == (SECRET, "page 2", f"{outcome.id}.2")
    assert (hit.sentence.confidence, hit.sentence.visibility) == ("from-knowledge", "private")
    shown = library.show(house, ANA, hit.sentence.id)
    assert (shown.source.publisher, shown.source.title) == ("Memo de vanadio.pdf", "Memo de vanadio")
    assert [s.text for s in shown.before] == ["Cover."]


def test_the_same_content_twice_is_told_and_not_doubled(house: House) -> None:
    more = f"{SECRET} More of it is in here."
    texts = {"a.txt": SECRET, "b.txt": SECRET, "c.txt": more}
    first, again, other = add_all(house, ANA, [Offered(text.encode(), name) for name, text in texts.items()])
    assert [o.state for o in (first, again, other)] == ["read", "already", "read"]
    assert again.id == first.id
    assert "“a.txt”" in again.messages("en")[0]
    assert len(list_uploads(house, ANA)) == 2


def test_what_is_removed_is_gone_from_disk_index_and_list_and_comes_back_with_the_same_ids(house: House) -> None:
    outcome = added(house)
    gone = remove(house, ANA, str(outcome.id))
    assert (gone.is_indexed, gone.name) == (True, "Vanadium memo.txt")
    assert (hits(house, ANA), list_uploads(house, ANA)) == ([], ())
    assert [path for path in shelf.folder_of(house.data_dir).rglob("*") if path.is_file()] == []
    assert len(list(index_folder(house.data_dir).glob("gen-*"))) == 1, "no earlier generation keeps the text"
    assert not any(b"anadium" in path.read_bytes() for path in house.data_dir.rglob("*") if path.is_file() and "puente.db" not in path.name)
    with pytest.raises(UnknownId):
        remove(house, ANA, str(outcome.id))
    assert added(house).id == outcome.id


def test_an_upload_is_stored_though_another_process_indexes_and_the_next_search_finds_it(house: House) -> None:
    library.search(house, ANA, QUERY)
    with indexing(index_folder(house.data_dir)):
        outcome = added(house)
        assert (outcome.state, outcome.is_indexed) == ("read", False)
        assert [r.key for r in outcome.remarks] == ["ingest.waiting", "error.index.held"]
        assert hits(house, ANA) == [], "searching goes on with what there was"
    assert hits(house, ANA) == [outcome.id]


def test_what_was_removed_is_found_no_more_though_the_index_is_behind(house: House) -> None:
    outcome = added(house)
    assert hits(house, ANA) == [outcome.id]
    with indexing(index_folder(house.data_dir)):
        assert remove(house, ANA, str(outcome.id)).is_indexed is False
        assert hits(house, ANA) == []
        with pytest.raises(UnknownId):
            library.show(house, ANA, f"{outcome.id}.1")


def test_a_process_that_searches_hears_of_what_another_one_adds_and_removes(house: House) -> None:
    library.search(house, ANA, QUERY)
    other = built(house.data_dir)
    outcome = added(other)
    assert hits(house, ANA) == [outcome.id]
    remove(other, ANA, str(outcome.id))
    assert hits(house, ANA) == []
    other.store().close()


def test_documents_keep_the_fingerprint_of_the_corpus_alone(house: House) -> None:
    before = one(house).provenance.corpus_fingerprint
    added(house, visibility="firm")
    assert one(house).provenance.corpus_fingerprint == before


def test_a_failing_disk_leaves_neither_row_nor_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes, *, private: bool = False) -> None:
        raise StoreError("store.full", where=str(path))

    monkeypatch.setattr(shelf, "write_whole", full)
    with pytest.raises(StoreError):
        added(house)
    monkeypatch.undo()
    assert list_uploads(house, ANA) == ()
    assert added(house).state == "read"


def test_a_damaged_text_is_listed_as_such_and_mended_by_adding_the_file_again(house: House) -> None:
    outcome = added(house)
    path = shelf.text_of(house.data_dir, str(outcome.id))
    assert path is not None
    path.write_text("{broken", "utf-8")
    (listed,) = list_uploads(house, ANA)
    assert [r.key for r in listed.remarks] == ["ingest.damaged"]
    assert house.reindex(None) > 1000, "one damaged text stops no index"
    again = added(house)
    assert (again.state, again.id) == ("read", outcome.id)
    assert hits(house, ANA) == [outcome.id]


def test_the_date_is_that_of_the_document_else_of_the_file_and_never_to_come(house: House, tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(SAID, "utf-8")
    os.utime(path, (0, datetime(2025, 5, 6, tzinfo=UTC).timestamp()))
    add(house, ANA, path)
    core = "<c xmlns:d='d'><d:modified>2024-02-03T00:00:00Z</d:modified></c>"
    add(house, ANA, docx(paragraph(SAID), parts={"docProps/core.xml": core}), name="dated.docx")
    add(house, ANA, docx(paragraph(SAID), parts={"docProps/core.xml": core.replace("2024", "2099")}), name="future.docx")
    assert {u.name: str(u.as_of) for u in list_uploads(house, ANA)} == {
        "memo.txt": "2025-05-06",
        "dated.docx": "2024-02-03",
        "future.docx": "2026-11-21",
    }


def test_places_are_told_in_the_language_of_the_sentence(house: House) -> None:
    deck = pptx([shape("Portada", "title") + shape(DICHO), shape("Reporting", "title") + shape(SAID)])
    outcome = add(house, ANA, deck, name="Línea de reporte.pptx")
    located = [library.show(house, ANA, f"{outcome.id}.{n}").sentence.locator for n in (1, 2)]
    assert located == ["Portada, diapositiva 1", "Reporting, slide 2"]
    assert outcome.languages == {"en": 1, "es": 1}


def test_a_folder_left_by_a_killed_process_is_swept(house: House) -> None:
    left = shelf.folder_of(house.data_dir) / ".puente-left"
    left.mkdir(parents=True)
    (left / "file").write_text("client data", "utf-8")
    added(house, text=SECRET + " One.")
    assert left.exists(), "it may belong to a process that is still reading"
    os.utime(left, (0, 0))
    added(house, text=SECRET + " Two.")
    assert not left.exists()


def test_a_first_search_while_another_process_indexes_says_who(tmp_path: Path) -> None:
    fresh = built(tmp_path / "fresh")
    with indexing(index_folder(fresh.data_dir)), pytest.raises(Held):
        library.search(fresh, ANA, QUERY)
    fresh.store().close()


def test_a_stored_upload_survives_an_index_that_cannot_be_built(house: House) -> None:
    def failing(_progress: object) -> int:
        raise StoreError("index.disk", reason="no space")

    outcome = added(replace(house, reindex=failing))
    assert (outcome.state, outcome.is_indexed) == ("read", False)
    assert "no space" in outcome.messages("en")[1]
