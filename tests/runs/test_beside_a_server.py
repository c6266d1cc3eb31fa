"""A draft beside a process that executes runs is handed over and paid once; a run that is cancelled goes on after its stored steps."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import run_ports
from app.llm.purse import Budget
from app.runs.holder import Holder
from app.services import drafting, runs
from app.services.house import House
from tests.chains.builders import as_yaml, model_writer, told
from tests.cli.process import ROOT, environment
from tests.runs.killed import STEPS, step_of
from tests.services.builders import ANA, house, request
from tests.standin import StandIn


@pytest.fixture
def holding(tmp_path: Path, server: StandIn) -> Iterator[House]:
    """A house whose process executes runs durably, as a server does."""
    chat = model_writer(server, tmp_path).chat
    made = replace(house(tmp_path / "data"), is_model_configured=True, chat=lambda: chat)
    holder = Holder(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'runs.db'}", run_ports(made, Budget()))
    assert holder.attend()
    yield replace(made, runner=lambda: holder)
    holder.close()


def assert_paid_once(of: House, server: StandIn) -> None:
    """One run, each of whose steps was asked for once."""
    with of.store().reading() as work:
        (run,) = work.runs.every(owner_id="local") or work.runs.every(owner_id=ANA.user_id)
        steps = work.runs.steps(run.id, owner_id=run.owner_id)
    assert len(server.requests()) == len(steps)


def test_a_draft_on_the_command_line_is_executed_by_the_holder_and_paid_once(holding: House, server: StandIn, tmp_path: Path) -> None:
    intake = tmp_path / "intake.yaml"
    intake.write_bytes(as_yaml(told()))
    command = [sys.executable, "-m", "app", "draft", str(intake), "--lang", "en", "--writer", "model"]
    # The address of the command's own model answers nobody: whatever is asked, the holder asks.
    env = environment(tmp_path / "data", PUENTE_MODEL="m", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    assert "model" in ran.stdout.splitlines()[0]
    assert len(server.requests()) >= STEPS
    assert_paid_once(holding, server)


def test_a_cancelled_run_asks_no_more_and_goes_on_after_its_stored_steps(holding: House, server: StandIn) -> None:
    server.always("slow=400")
    run = drafting.begin(holding, ANA, request(writer="model"))
    until = time.monotonic() + 30
    while not server.requests() and time.monotonic() < until:
        time.sleep(0.02)
    stopped = runs.cancel(holding, ANA, run.id)
    assert stopped.state == "cancelled"
    asked = -1
    while asked != len(server.requests()):
        asked = len(server.requests())
        time.sleep(1.5)
    assert asked < STEPS, "plan and sections were under way; what follows them was not asked"
    server.always("")
    done = runs.resume(holding, ANA, run.id)
    assert (done.state, done.attempt) == ("done", 1)
    assert done.documents
    sections = Counter(step_of(r["body"]) for r in server.requests())
    assert {s for s, times in sections.items() if times > 2 and s.startswith("section:")} == set()


def test_a_second_process_of_a_folder_does_not_execute(holding: House, tmp_path: Path) -> None:
    other = Holder(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'runs.db'}", run_ports(holding, Budget()))
    assert not other.attend()
    other.close()
    assert holding.runner().attend()


def test_many_who_wait_for_one_run_get_one_document(holding: House, server: StandIn) -> None:
    got: list[str] = []
    asks = [threading.Thread(target=lambda: got.append(drafting.draft(holding, ANA, request(writer="model"))[0].id)) for _ in range(4)]
    for ask in asks:
        ask.start()
    for ask in asks:
        ask.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    assert_paid_once(holding, server)


def test_steps_are_forgotten_when_the_process_leaves_right_after_its_document(tmp_path: Path, server: StandIn) -> None:
    chat = model_writer(server, tmp_path).chat
    made = replace(house(tmp_path / "data"), is_model_configured=True, chat=lambda: chat)
    database = tmp_path / "data" / "runs.db"
    holder = Holder(tmp_path / "data", f"sqlite:///{database}", run_ports(made, Budget()))
    assert drafting.draft(replace(made, runner=lambda: holder), ANA, request(writer="model"))
    holder.close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM operation_outputs").fetchone() == (0,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
