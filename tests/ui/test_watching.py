"""What whoever runs the instance sees: readiness, figures, request ids, log lines, and files of a process that is gone."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from app import logs
from app.domain.actor import Actor
from app.errors import NotPermitted, StoreError
from app.retrieval.generations import index_folder
from app.services.house import House
from app.services.watching import figures, is_ready
from app.ui.arrivals import LOCK, own_folder
from app.ui.metrics import exposition
from app.ui.watching import Watched
from tests.services.builders import ANA, one
from tests.services.conftest import house as house  # noqa: PLC0414 - the fixture
from tests.storage.builders import stored_call

ADMIN = Actor(user_id="root", roles=frozenset({"admin"}))


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is logged as JSON from now on."""
    text = io.StringIO()
    logger = logging.getLogger("puente")
    before = (logger.handlers[:], logger.level, logger.propagate)
    logger.handlers = [logging.StreamHandler(text)]
    logs.configure("INFO", "json")
    yield text
    logger.handlers, level, logger.propagate = before
    logger.setLevel(level)


def lines(text: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.getvalue().splitlines()]


def browser() -> TestClient:
    """A browser before a watched server with one page."""

    async def fine(_request: Request) -> PlainTextResponse:
        logs.note("inside")
        return PlainTextResponse("ok")

    return TestClient(Watched(Starlette(routes=[Route("/documents/Ana-Ruiz", fine)])))


def test_each_request_has_an_id_that_its_log_lines_and_its_answer_carry(written: io.StringIO) -> None:
    answer = browser().get("/documents/Ana-Ruiz?name=Ana")
    inside, request = lines(written)
    assert inside["request"] == request["request"] == answer.headers["x-request-id"]
    assert (request["event"], request["area"], request["status"], request["method"]) == ("request", "documents", 200, "GET")
    assert "Ana" not in written.getvalue()


@pytest.mark.parametrize(("given", "is_kept"), [("proxy-0123456789", True), ("short", False), ("line\tbreak and words", False)])
def test_an_id_of_a_proxy_is_kept_when_a_log_line_may_carry_it(given: str, is_kept: bool) -> None:
    assert (browser().get("/documents/Ana-Ruiz", headers={"X-Request-ID": given}).headers["x-request-id"] == given) is is_kept


def test_a_line_of_an_exception_holds_its_class_and_place_and_none_of_its_words(written: io.StringIO) -> None:
    try:
        raise ValueError("Ana Ruiz earns 400,000")
    except ValueError:
        logging.getLogger("puente").exception("unexpected")
    (line,) = lines(written)
    assert line["error"] == "ValueError"
    assert "test_watching.py" in str(line["raised_at"])
    assert "Ruiz" not in written.getvalue()


def test_ids_hold_within_their_block_only(written: io.StringIO) -> None:
    with logs.about(run="run-1"), logs.about(request="r-1"):
        logs.note("within", calls=2)
    logs.note("after")
    within, after = lines(written)
    assert (within["run"], within["request"], within["calls"]) == ("run-1", "r-1", 2)
    assert "run" not in after


def test_the_figures_count_everybodys_and_name_nobody(house: House) -> None:
    document = one(house)
    with house.store().transaction() as work:
        work.model_calls.add(stored_call("c1", ANA.user_id, document_id=document.id))
        work.model_calls.add(stored_call("c2", "berta", document_id=None))
    found = figures(house, ADMIN)
    text = exposition(found).decode()
    assert 'puente_documents{kind="mandate-brief",writer="guided"} 1.0' in text
    assert 'puente_model_calls{outcome="ok",role="drafter"} 2.0' in text
    assert 'puente_model_tokens{kind="prompt"} 1624.0' in text
    assert str(found.cost_usd) == "0.00020406081012141618"
    assert "ana" not in text
    with pytest.raises(NotPermitted):
        figures(house, ANA)


def test_an_instance_is_ready_without_an_index_and_not_with_a_broken_one(house: House) -> None:
    is_ready(house)
    house.reindex(None)
    is_ready(house)
    for manifest in index_folder(house.data_dir).glob("*/manifest.json"):
        manifest.write_text("{", "utf-8")
    with pytest.raises(StoreError) as refused:
        is_ready(house)
    assert refused.value.key == "index.broken"


def test_an_instance_is_not_ready_without_its_database_of_runs(house: House) -> None:
    is_ready(house)
    runs = house.data_dir / "runs.db"
    runs.write_bytes(b"")
    is_ready(house)  # one that nothing has run in yet
    runs.write_bytes(b"no database" * 500)
    with pytest.raises(StoreError) as refused:
        is_ready(house)
    assert (refused.value.key, refused.value.where) == ("store.not_a_database", str(runs))
    nowhere = replace(house, runs_database_url="postgresql+psycopg://nobody@127.0.0.1:1/runs")
    with pytest.raises(StoreError) as refused:
        is_ready(nowhere)
    assert refused.value.key == "store.unreachable"


def test_a_process_sweeps_what_a_dead_one_left_and_leaves_a_living_ones_files(tmp_path: Path) -> None:
    root = tmp_path / "page"
    living = own_folder(root)
    (living / "intake.yaml").write_text("x", "utf-8")
    dead = root / "1-dead"
    dead.mkdir()
    (root / f"1-dead{LOCK}").touch()
    stray = root / "stray"
    stray.mkdir()
    second = own_folder(root)
    assert (living / "intake.yaml").exists()
    assert not dead.exists()
    assert not stray.exists()
    assert second != living


def test_a_folder_that_is_being_made_is_not_swept(tmp_path: Path) -> None:
    root = tmp_path / "page"
    root.mkdir()
    with FileLock(root / f"9-there{LOCK}"):
        (root / "9-there").mkdir()
        own_folder(root)
        assert (root / "9-there").exists()
