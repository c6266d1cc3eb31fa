"""Files that appear whole or not at all, checks that trust nothing, and who may see what of the library."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.errors import BadInput, StoreError, UnknownId
from app.services.checking import check_documents, read_documents
from app.services.doctor import examine
from app.services.exporting import SUFFIXES, check_outputs, output_name, write_outputs
from app.services.house import House
from app.services.library import lint, looker, search, show
from tests.services.builders import ANA, one


def test_a_file_that_cannot_be_written_leaves_the_others_whole_and_itself_as_it_was(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    second.write_text("old", "utf-8")
    real = os.replace

    def refuse_second(source: Path, target: Path) -> None:
        if Path(target) == second:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse_second)
    with pytest.raises(StoreError) as told:
        write_outputs((one(house),), (first, second))
    assert told.value.where == str(second)
    assert json.loads(first.read_text("utf-8"))["kind"] == "mandate-brief"
    assert second.read_text("utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["a.json", "b.json"]


def test_files_are_made_before_the_first_is_written(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise BadInput("input.empty")

    monkeypatch.setattr("app.export.files.export_bytes", refuse)
    with pytest.raises(BadInput):
        write_outputs((one(house),), (tmp_path / "a.json", tmp_path / "b.md"))
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


def test_every_file_written_is_named_and_checks_like_the_document(house: House, tmp_path: Path) -> None:
    document = one(house)
    assert write_outputs((document,), (tmp_path / "x.json",)) == (tmp_path / "x.json",)
    (read,) = read_documents((tmp_path / "x.json").read_bytes(), name="x.json")
    assert read == document


def test_no_output_is_no_file(house: House) -> None:
    assert write_outputs((one(house),), ()) == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_endings_are_known_in_any_case_and_two_languages_are_told_apart(tmp_path: Path, suffix: str) -> None:
    check_outputs((tmp_path / f"x{suffix}", tmp_path / f"X{suffix.upper()}"))
    assert output_name(Path(f"a/x.v2{suffix}"), "es", is_one_of_two=True) == Path(f"a/x.v2.es{suffix}")
    assert output_name(Path(f"a/x{suffix}"), "es", is_one_of_two=False) == Path(f"a/x{suffix}")


def test_a_folder_that_is_not_ours_to_write_in_is_told_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError) as told:
        check_outputs((tmp_path / "x.json",))
    assert told.value.key == "store.unwritable"


def test_the_source_is_no_output_under_any_of_its_names(tmp_path: Path) -> None:
    source = tmp_path / "x.en.json"
    source.write_text("{}", "utf-8")
    for output in (source, tmp_path / "x.json"):
        with pytest.raises(BadInput):
            check_outputs((output,), source=source)
    check_outputs((tmp_path / "y.json",), source=source)


def test_a_check_keeps_nothing_and_changes_nothing_but_findings(house: House) -> None:
    document = one(house)
    data = document.model_dump_json(exclude_none=True).encode()
    (checked,) = check_documents(house, ANA, data, name="x.json")
    assert checked == document
    with house.store().reading() as work:
        assert work.documents.versions(document.id, owner_id=ANA.user_id) == (1,)


def test_an_approval_survives_a_check_only_while_nothing_blocks(house: House) -> None:
    approved = one(house).model_copy(update={"status": "approved"})
    honest = json.loads(approved.model_dump_json(exclude_none=True))
    (checked,) = check_documents(house, ANA, json.dumps(honest).encode(), name="x")
    assert checked.status == "approved"
    statement = next(s for b in honest["sections"][0]["blocks"] for s in b["statements"])
    statement["citations"] = [{"sentence_id": "G999.9", "quote": "x"}]
    (checked,) = check_documents(house, ANA, json.dumps(honest).encode(), name="x")
    assert checked.status == "needs_review"


def test_a_document_of_absurd_size_is_refused_unread(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.checking.MAX_BYTES", 10)
    with pytest.raises(BadInput) as told:
        check_documents(house, ANA, b"{" * 11, name="x.json")
    assert (told.value.key, told.value.where) == ("input.too_large", "x.json")


def test_a_query_is_answered_in_its_own_language_unless_another_is_asked_for(house: House) -> None:
    spanish = search(house, ANA, "¿Cuántos días de aguinaldo exige la ley?")
    english = search(house, ANA, "¿Cuántos días de aguinaldo exige la ley?", lang="en")
    assert {h.sentence.lang for h in spanish.hits} == {"es"}
    assert {h.sentence.lang for h in english.hits} == {"en"}


def test_a_shown_sentence_at_the_head_of_its_source_has_nothing_before_it(house: House) -> None:
    shown = show(house, ANA, "G12.1")
    assert shown.before == ()
    assert [s.id for s in shown.after] == ["G12.2", "G12.3"]
    with pytest.raises(UnknownId):
        show(house, ANA, "G12.999")


def test_evidence_is_looked_up_by_the_same_search(house: House) -> None:
    found = looker(house)("aguinaldo de quince días", "es", 3)
    assert len(found) == 3
    assert {s.lang for s in found} == {"es"}


def test_the_shipped_library_has_no_blocking_finding(house: House) -> None:
    assert [f.message for f in lint(house, ANA) if f.severity == "block"] == []


def test_a_fresh_house_is_sound(house: House) -> None:
    assert {p.name: p.message for p in examine(house, ANA) if p.state != "ok"} == {}
