"""Three processes behind nginx on one PostgreSQL, one Chroma server and one data folder: sessions, runs, a kill, a rolling restart."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from app.domain.runs import RunState
from app.services import drafting, runs
from tests.chains.builders import as_yaml, told
from tests.postgres import programs
from tests.services.builders import request
from tests.soak.deployed import PASSWORD, Deployment, deployed, nginx
from tests.standin import StandIn, standin

RUNS = 9
"""More than one process takes on at once."""
LONGEST_S = 240
FINISHED: tuple[RunState, ...] = ("done", "failed", "cancelled")


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as running:
        yield running


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, server: StandIn) -> Iterator[Deployment]:
    if programs() is None or nginx() is None:
        pytest.skip("PostgreSQL or nginx is not installed (apt-get install postgresql nginx)")
    folder: Path = tmp_path_factory.mktemp("deployed")
    with deployed(folder, server.url) as running:
        yield running


def begun(here: Deployment, name: str) -> list[str]:
    """Ids of new runs, each for an intake of its own."""
    made = []
    for number in range(RUNS):
        intake = told(role={"title_en": f"{name} {number}", "title_es": f"{name} {number}"})
        made.append(drafting.begin(here.house, here.actor, request(intake, writer="model")).id)
    return made


def states(here: Deployment, ids: list[str]) -> Counter[str]:
    return Counter(runs.show(here.house, here.actor, each).state for each in ids)


def wait_until_done(here: Deployment, ids: list[str]) -> None:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until and any(runs.show(here.house, here.actor, each).state not in FINISHED for each in ids):
        time.sleep(0.5)
    assert states(here, ids) == {"done": len(ids)}
    documents = {ref for each in ids for ref in runs.show(here.house, here.actor, each).documents}
    assert len(documents) == len(ids)


def executing(here: Deployment) -> Counter[int]:
    """How many runs each process has under way, by process id."""
    engine = create_engine(here.environment["PUENTE_RUNS_DATABASE_URL"])
    with engine.connect() as connection:
        found = connection.execute(text("SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING'")).all()
    engine.dispose()
    return Counter(int(row[0].split("-")[-2]) for row in found)


def wait_until_under_way(here: Deployment, ids: list[str]) -> Counter[int]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if sum(runs.show(here.house, here.actor, each).steps_done for each in ids) >= 3 and (found := executing(here)):
            return found
        time.sleep(0.1)
    raise AssertionError(f"nothing came under way: {states(here, ids)}")


@pytest.mark.soak
def test_a_session_holds_at_every_process_and_a_reader_stays_with_one(here: Deployment) -> None:
    cookie = here.client.cookies["puente_session"]
    for port in here.processes:
        answer = httpx.get(f"http://127.0.0.1:{port}/metrics", cookies={"puente_session": cookie}, trust_env=False)
        assert answer.status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).status_code == 401
    assert here.client.get("/metrics").status_code == 404
    for _ in range(4):
        assert here.call("draft", intake=as_yaml(told()).decode(), lang="en")["kind"] == "mandate-brief"
        assert here.call("search", query="aguinaldo", lang="es")["hits"]
    used = [port for port in here.processes if any(line.get("area") == "gradio_api" for line in here.lines(port))]
    assert len(used) == 1, "a page's event stream is in the process that began it"


@pytest.mark.soak
def test_the_session_cookie_is_for_tls_only_and_a_named_user_in_a_header_is_nobody(here: Deployment) -> None:
    with httpx.Client(base_url=here.url, verify=False, trust_env=False) as stranger:
        shown = stranger.get("/gradio_api/info", headers={"X-Forwarded-User": "ana"})
        assert shown.status_code == 401
    signed_in = here.client.post("/sign-in", data={"name": "ana", "password": PASSWORD})
    assert "; Secure" in signed_in.headers["set-cookie"]


@pytest.mark.soak
def test_a_killed_process_loses_no_run_and_another_finishes_its_work(here: Deployment, server: StandIn) -> None:
    server.always("slow=700")
    ids = begun(here, "Killed")
    under_way = wait_until_under_way(here, ids)
    victim = under_way.most_common(1)[0][0]
    port = here.port_of(victim)
    here.kill(port)
    server.always("slow=50")
    wait_until_done(here, ids)
    print(f"runs {len(ids)}, under way at the kill by process {dict(under_way)}, lost 0")
    here.start(port)
    here.wait_for(port)


@pytest.mark.soak
def test_a_rolling_restart_loses_no_run_and_refuses_no_reader(here: Deployment, server: StandIn) -> None:
    server.always("slow=700")
    ids = begun(here, "Restarted")
    wait_until_under_way(here, ids)
    answers: Counter[int] = Counter()
    stop = threading.Event()

    def reading() -> None:
        with httpx.Client(base_url=here.url, verify=False, trust_env=False, timeout=60, cookies=dict(here.client.cookies)) as reader:
            while not stop.wait(0.05):
                answers[reader.get("/").status_code] += 1

    readers = [threading.Thread(target=reading) for _ in range(3)]
    for each in readers:
        each.start()
    for port in list(here.processes):
        here.restart(port)
        time.sleep(4)  # nginx asks a process that was away again after fail_timeout
    stop.set()
    for each in readers:
        each.join()
    server.always("slow=50")
    wait_until_done(here, ids)
    print(f"runs {len(ids)}, lost 0; pages while restarting {dict(answers)}")
    assert set(answers) == {200}
