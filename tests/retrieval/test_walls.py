"""Walls between rooms: a search sees what its scope opens, and nothing else changes its answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import StoreError, UnknownId
from app.retrieval.ports import Scope
from app.retrieval.rooms import open_rooms
from app.retrieval.standin import NoEmbedder, WordEmbedder
from tests.retrieval.builders import ids, opened, sentence

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder
ROOMS = [
    sentence("P.1", "Severance is public knowledge.", source="P"),
    sentence("P.2", "Severance as the firm sees it.", source="FIRM", visibility="firm"),
    sentence("P.3", "Severance in the mandate of Acme.", source="ACME", visibility="mandate"),
    sentence("P.4", "Severance in a private note of Ana.", source="ANA", visibility="private"),
]
OWNERS = {"ACME": "mandate:acme", "ANA": "user:ana"}


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(), {"P.1"}),
        (Scope(sees_firm=True), {"P.1", "P.2"}),
        (Scope(owners=frozenset({"mandate:acme"})), {"P.1", "P.3"}),
        (Scope(sees_firm=True, owners=frozenset({"user:ana"})), {"P.1", "P.2", "P.4"}),
        (Scope(owners=frozenset({"user:bob", "mandate:other", ""})), {"P.1"}),
    ],
)
def test_a_search_sees_only_the_rooms_of_its_scope(tmp_path: Path, scope: Scope, seen: set[str]) -> None:
    searcher = opened(tmp_path, ROOMS, embedder=WordEmbedder(), owners=OWNERS)
    assert set(ids(searcher, "severance", scope=scope)) == seen
    for sentence_id in {"P.1", "P.2", "P.3", "P.4"} - seen:
        with pytest.raises(UnknownId):
            searcher.sentence(sentence_id, scope)
        with pytest.raises(UnknownId):
            searcher.neighbours(sentence_id, scope=scope)
    searcher.close()


def test_a_name_in_somebody_elses_upload_is_unknown_to_everybody_else(tmp_path: Path) -> None:
    named = sentence("P.5", "Quetzalia asks about severance.", source="ANA", visibility="private")
    searcher = opened(tmp_path, [*ROOMS, named], embedder=NoEmbedder(), owners=OWNERS)
    english = searcher._routes.lexical["en"]
    mine = open_rooms("en", Scope(owners=frozenset({"user:ana"})), searcher.manifest.rooms)
    others = open_rooms("en", Scope(sees_firm=True, owners=frozenset({"user:bob", "mandate:acme"})), searcher.manifest.rooms)
    assert english.knows("quetzalia", mine)
    assert not english.knows("quetzalia", others)
    searcher.close()


@pytest.mark.parametrize("embedder", [NoEmbedder(), WordEmbedder()], ids=["words", "vectors"])
def test_what_others_hold_moves_no_score_and_no_order(tmp_path: Path, embedder: Embedder) -> None:
    """Word statistics over everybody's papers would tell, digit by digit, which names they mention."""
    papers = [
        sentence(f"A.{n}", f"Quetzalia pays severance to the sand mine, page {n}.", source="ANA", visibility="private") for n in range(30)
    ]
    alone = opened(tmp_path / "alone", ROOMS, embedder=embedder, owners=OWNERS)
    beside = opened(tmp_path / "beside", [*ROOMS, *papers], embedder=embedder, owners=OWNERS)
    bob = Scope(sees_firm=True, owners=frozenset({"user:bob", "mandate:acme"}))
    for question in ("severance", "sand", "Quetzalia severance", "who knows Quetzalia?", "public knowledge of a mine"):
        assert alone.search(question, lang="en", scope=bob) == beside.search(question, lang="en", scope=bob), question
        assert alone.search(question, lang="es", query_lang="en", scope=bob) == beside.search(
            question, lang="es", query_lang="en", scope=bob
        )
    alone.close()
    beside.close()


def test_a_private_source_without_an_owner_is_not_indexed(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        opened(tmp_path, ROOMS, owners={"ACME": "mandate:acme"})
    assert (raised.value.key, raised.value.params) == ("index.owner_absent", {"source": "ANA"})
