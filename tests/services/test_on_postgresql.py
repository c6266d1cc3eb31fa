"""The use cases on PostgreSQL and a Chroma server: accounts, drafts, uploads and search, by the code that runs on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.actor import Actor
from app.errors import NotPermitted, StoreError
from app.services import accounts, uploads
from app.services.house import House
from app.services.watching import is_ready
from app.settings import Settings
from tests.ingest.builders import added, hits
from tests.retrieval.conftest import free_port
from tests.services.builders import ANA, BERTA, kept, one

ADMIN = Actor(user_id="admin", roles=frozenset({"admin"}))
PASSWORD = "una frase larga y propia"


def on_servers(data_dir: Path, database_url: str, chroma_url: str = "") -> House:
    """A process of Puente whose rows and vectors lie on servers."""
    return build(
        Settings(
            _env_file=None,
            data_dir=data_dir,
            today=date(2026, 11, 21),
            embeddings="none",
            database_url=database_url,
            chroma_url=chroma_url,
        )
    )


@pytest.fixture
def two(tmp_path: Path, postgres_url: str, chroma_url: str) -> Iterator[tuple[House, House]]:
    """Two processes' houses on one database, one Chroma server and one data folder."""
    made = tuple(on_servers(tmp_path / "data", postgres_url, chroma_url) for _ in range(2))
    yield made[0], made[1]
    for each in made:
        each.store().close()


def test_a_draft_made_by_one_process_is_read_and_continued_by_the_other(two: tuple[House, House]) -> None:
    here, there = two
    first = one(here)
    assert kept(there, ANA) == ([first.mandate_id], [(first.id, 1)])
    assert kept(there, BERTA) == ([], [])
    second = one(there)
    assert (second.id, second.version) == (first.id, 2)
    with here.store().reading() as work:
        assert work.documents.get(first.id, owner_id="ana", version=1) == first
    is_ready(there)
    assert not (here.data_dir / "puente.db").exists()


def test_an_upload_of_one_process_is_found_by_the_other_and_gone_when_either_removes_it(two: tuple[House, House]) -> None:
    here, there = two
    assert hits(there, ANA) == []
    outcome = added(here, visibility="firm")
    assert hits(there, BERTA) == [outcome.id]
    uploads.remove(here, ANA, str(outcome.id))
    assert hits(there, BERTA) == []


def test_a_session_begun_at_one_process_holds_at_the_other_until_it_is_ended_at_either(two: tuple[House, House]) -> None:
    here, there = two
    accounts.add_user(here, ADMIN, "ana", PASSWORD, ["consultant"])
    signed = accounts.sign_in(here, "ana", PASSWORD, "127.0.0.1")
    actor = accounts.actor_of(there, signed.token)
    assert actor is not None
    assert actor.user_id == signed.user.id
    accounts.sign_out(there, signed.token)
    assert accounts.actor_of(here, signed.token) is None


def test_failed_tries_are_counted_over_all_processes(two: tuple[House, House]) -> None:
    accounts.add_user(two[0], ADMIN, "ana", PASSWORD, ["consultant"])
    for number in range(accounts.MOST_BY_NAME):
        with pytest.raises(NotPermitted):
            accounts.sign_in(two[number % 2], "ana", "something else entirely", "127.0.0.1")
    for each in two:
        with pytest.raises(NotPermitted) as refused:
            accounts.sign_in(each, "ana", PASSWORD, "127.0.0.1")
        assert refused.value.key == "actor.too_many"


def test_a_server_that_is_gone_is_one_clear_error(tmp_path: Path) -> None:
    house = on_servers(tmp_path / "data", f"postgresql+psycopg://ana:secreto@127.0.0.1:{free_port()}/puente?connect_timeout=2")
    with pytest.raises(StoreError) as refused:
        is_ready(house)
    assert "secreto" not in str(refused.value)
