"""Several processes of one folder: on a server's database they share the runs and one leads, on a file one alone executes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.runs.presence import Presence
from app.services import drafting, runs
from app.services.house import House
from tests.chains.builders import model_writer, told
from tests.cli.nursery import Nursery
from tests.cli.process import environment
from tests.postgres import database
from tests.services.builders import ANA, request
from tests.services.test_on_postgresql import on_servers
from tests.standin import StandIn, standin

EXECUTOR = (
    "import time; from app.bootstrap import build\n"
    "house = build()\n"
    "print('attends' if house.runner().attend() else 'does not', flush=True)\n"
    "while True: house.runner().attend(); time.sleep(0.2)\n"
)


def test_one_leads_and_another_follows_when_it_has_left(tmp_path: Path) -> None:
    first, second = Presence(tmp_path), Presence(tmp_path)
    assert (first.lead(), second.lead(), second.is_leader) == (True, False, False)
    first.leave()
    assert (second.lead(), first.is_leader) == (True, False)
    second.leave()


def test_an_executor_is_gone_when_nobody_holds_its_lock(tmp_path: Path) -> None:
    first, second = Presence(tmp_path), Presence(tmp_path)
    first.show("a")
    assert (second.is_gone("a"), second.is_gone("never-here")) == (False, True)
    first.leave()
    assert second.is_gone("a")
    assert not (tmp_path / "runners" / "a.lock").exists()


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as running:
        yield running


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with closing(Nursery()) as running:
        yield running


@dataclass
class Executor:
    """A process that attends, and its word whether it executes runs."""

    nursery: Nursery
    process: int
    said: Path
    is_ended: bool = False

    def word(self) -> str:
        """What it says of itself, waited for."""
        until = time.monotonic() + 60
        while not self.said.read_text("utf-8").endswith("\n") and time.monotonic() < until:
            time.sleep(0.02)
        return self.said.read_text("utf-8").strip()

    def end(self) -> None:
        """Ends it without warning; nothing when it is ended."""
        if not self.is_ended:
            self.is_ended = True
            self.nursery.kill(self.process)


def executor(nursery: Nursery, folder: Path, name: str, **settings: str) -> Executor:
    """A new process."""
    said = folder.parent / f"{name}.txt"
    said.touch()
    return Executor(nursery, nursery.begin_code(EXECUTOR, environment(folder, **settings), said), said)


def test_on_a_server_two_processes_execute_and_the_survivor_finishes_the_work_of_the_killed(
    tmp_path: Path, postgres_server: str, server: StandIn, nursery: Nursery
) -> None:
    server.always("slow=600")
    with ExitStack() as stack:
        rows, steps = (stack.enter_context(database(postgres_server)) for _ in range(2))
        told_of = {"PUENTE_DATABASE_URL": rows, "PUENTE_RUNS_DATABASE_URL": steps, "PUENTE_MODEL": "m", "OPENAI_BASE_URL": server.url}
        here: House = on_servers(tmp_path / "data", rows)
        here.search()
        stack.callback(here.store().close)
        leader, other = (executor(nursery, tmp_path / "data", name, **told_of) for name in ("leader", "other"))
        for each in (leader, other):
            stack.callback(each.end)
            assert each.word() == "attends"
        heads = [told(role={"title_en": f"Head {n}", "title_es": f"Jefe {n}"}) for n in range(2)]
        asked = [request(head, writer="model", kind="client-update") for head in heads]
        chat = model_writer(server, tmp_path).chat
        asking = replace(here, is_model_configured=True, chat=lambda: chat)
        begun = [drafting.begin(asking, ANA, each).id for each in asked]
        until = time.monotonic() + 40
        while time.monotonic() < until and not all(runs.show(here, ANA, each).state == "running" for each in begun):
            time.sleep(0.05)
        leader.end()
        server.always("")
        until = time.monotonic() + 60
        while time.monotonic() < until and not all(runs.show(here, ANA, each).is_finished for each in begun):
            time.sleep(0.1)
        assert [runs.show(here, ANA, each).state for each in begun] == ["done", "done"], json.dumps(begun)


def test_on_a_file_the_second_process_does_not_execute(tmp_path: Path, server: StandIn, nursery: Nursery) -> None:
    with ExitStack() as stack:
        words = []
        for name in ("first", "second"):
            made = executor(nursery, tmp_path / "data", name, PUENTE_MODEL="m", OPENAI_BASE_URL=server.url)
            stack.callback(made.end)
            words.append(made.word())
        assert words == ["attends", "does not"]
