"""Who sees an upload: in search, show, list and evidence, by id and on the disk."""

from __future__ import annotations

import os
from typing import Any

import pytest

from app.errors import BadSetting, UnknownId
from app.services import library
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.uploads import list_uploads, remove
from tests.ingest.builders import QUERY, SECRET, added, hits, mandate_of
from tests.services.builders import ANA, BERTA


@pytest.mark.parametrize("visibility", ["private", "mandate"])
def test_nobody_else_finds_lists_shows_or_removes_what_is_not_the_firms(house: House, visibility: Any) -> None:
    mandate_id = mandate_of(house, ANA) if visibility == "mandate" else None
    mandate_of(house, BERTA)
    outcome = added(house, visibility=visibility, mandate_id=mandate_id)
    assert (hits(house, ANA), hits(house, BERTA)) == ([outcome.id], [])
    assert [u.id for u in list_uploads(house, ANA)] == [outcome.id]
    assert list_uploads(house, BERTA) == ()
    assert library.show(house, ANA, f"{outcome.id}.1").sentence.text == SECRET
    with pytest.raises(UnknownId):
        library.show(house, BERTA, f"{outcome.id}.1")
    with pytest.raises(UnknownId):
        remove(house, BERTA, str(outcome.id))
    assert library.looker(house)(QUERY, "en", 8) == []


def test_the_firms_documents_are_found_by_everybody_and_removed_by_their_owner_only(house: House) -> None:
    outcome = added(house, visibility="firm")
    assert hits(house, BERTA) == [outcome.id]
    assert [(u.id, u.is_own) for u in list_uploads(house, BERTA)] == [(outcome.id, False)]
    assert library.show(house, BERTA, f"{outcome.id}.1").sentence.text == SECRET
    with pytest.raises(UnknownId):
        remove(house, BERTA, str(outcome.id))


def test_evidence_for_a_mandate_holds_no_other_mandates_documents(house: House) -> None:
    mandate_id = mandate_of(house, ANA)
    added(house, visibility="mandate", mandate_id=mandate_id)
    assert [s.text for s in library.looker(house, ANA, mandate_id)(QUERY, "en", 8)][:1] == [SECRET]
    assert library.looker(house, ANA, "man-other")(QUERY, "en", 8) == []


@pytest.mark.parametrize(
    ("visibility", "mandate_id", "error"),
    [
        ("public", None, BadSetting),
        ("mandate", None, BadSetting),
        ("firm", "man-1", BadSetting),
        ("mandate", "man-unknown", UnknownId),
    ],
)
def test_a_place_that_does_not_fit_is_refused_before_anything_is_kept(
    house: House, visibility: Any, mandate_id: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        added(house, visibility=visibility, mandate_id=mandate_id)
    assert not shelf.folder_of(house.data_dir).exists()


def test_another_users_mandate_is_an_unknown_one(house: House) -> None:
    with pytest.raises(UnknownId):
        added(house, actor=BERTA, visibility="mandate", mandate_id=mandate_of(house, ANA))


def test_two_users_keep_the_same_content_apart(house: House) -> None:
    mine, hers = added(house), added(house, actor=BERTA)
    assert mine.id != hers.id
    remove(house, ANA, str(mine.id))
    assert (hits(house, ANA), hits(house, BERTA)) == ([], [hers.id])


def test_a_text_without_a_row_belongs_to_nobody(house: House) -> None:
    outcome = added(house)
    with house.store().transaction() as work:
        work.uploads.remove(str(outcome.id), owner_id="ana")
    house.reindex(None)
    assert (hits(house, ANA), list_uploads(house, ANA)) == ([], ())
    with pytest.raises(UnknownId):
        library.show(house, ANA, f"{outcome.id}.1")


@pytest.mark.parametrize("wrong", ["U00000000.1", "U*.1", "U../../x.1", "U0000000g.1", "U00000000"])
def test_no_id_reaches_past_the_shelf(house: House, wrong: str) -> None:
    added(house)
    with pytest.raises(UnknownId):
        library.show(house, ANA, wrong)


def test_only_the_user_of_the_process_may_read_what_is_kept(house: House) -> None:
    added(house)
    if os.name == "posix":
        assert not any(path.stat().st_mode & 0o077 for path in shelf.folder_of(house.data_dir).rglob("*"))
