"""How long a brief by a model takes, with the stand-in at a fixed pace: drafted, verified, revised where it blocks; one run and sixteen.

The pace is .3 s to the first token and 80 tokens a second, 700 tokens an answer: 9.05 s a request. The stand-in proves the seam only,
and answers from a process of its own, so that the CPU measured is ours. Of three rounds the quickest counts: the machine is shared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.bootstrap import build
from app.domain.actor import LOCAL_ACTOR
from app.services import drafting, runs
from app.services.house import House
from app.services.run_views import RunView
from app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "juarez-operations.yaml"
PACE_MS = round(1000 * (0.3 + 700 / 80))
AT_ONCE = 16
ROUNDS = 3


class Apart:
    """A stand-in in another process, steered over its control routes."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._root = url.removesuffix("/v1")

    def always(self, fault: str) -> None:
        """A fault for every request from now on; "" for none."""
        self._ask("POST", "/__faults", {"always": fault})

    def clear(self) -> None:
        """Forget requests and faults."""
        self._ask("DELETE", "/")

    def spans(self) -> list[tuple[float, float]]:
        """When each request began and ended, in seconds of time.monotonic, which all processes of a machine share."""
        return [(began, ended) for began, ended in self._ask("GET", "/__spans")["spans"]]

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self._root}{path}", data=data, method=method)
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)


@contextmanager
def apart() -> Iterator[Apart]:
    """The stand-in for as long as the block lasts."""
    command = [sys.executable, "-m", "tests.standin"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None, "it was asked for"
        yield Apart(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait()


def house(folder: Path, server: Apart) -> House:
    """A house on a folder of its own, with the stand-in for a model."""
    made = Settings(_env_file=None, data_dir=folder, today=date(2026, 11, 21), embeddings="none", model="puente-standin")
    return build(made.model_copy(update={"openai_base_url": server.url}))


def request(number: int = 0) -> drafting.DraftRequest:
    """The example; a number makes it another order, which joins no run under way."""
    data = EXAMPLE.read_bytes() + (f"\n# Bench run {number}\n".encode() if number else b"")
    return drafting.DraftRequest(data=data, name=EXAMPLE.name, lang="en", writer="model")


def measure() -> dict[str, float]:
    """Seconds, calls and tokens; `union` is the time in which at least one request was under way, `cpu` what this process computed."""
    found: dict[str, float] = {}
    with apart() as server:
        for prefix, fault in (("", f"slow={PACE_MS}"), ("revised_", f"slow={PACE_MS}+wrong_number")):
            rounds = [_one(server, prefix, fault) for _ in range(ROUNDS)]
            found.update(min(rounds, key=lambda one: one[f"model_{prefix}wall_s"]))
        found.update(_step_cost(server))
        found.update(_many(server))
    return found


def _one(server: Apart, prefix: str, fault: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        of = house(Path(folder), server)
        of.search()  # the index is built once in a folder's life, and a server has imported what it needs
        of.runner().attend()
        runs.wait(of, LOCAL_ACTOR, drafting.begin(of, LOCAL_ACTOR, request(99)).id)
        server.clear()
        server.always(fault)
        seen: list[tuple[float, RunView]] = []
        began, spent = time.monotonic(), time.process_time()
        begun = drafting.begin(of, LOCAL_ACTOR, request())
        done = runs.wait(of, LOCAL_ACTOR, begun.id, lambda run: seen.append((time.monotonic() - began, run)))
        wall, cpu = time.monotonic() - began, time.process_time() - spent
        of.runner().close()
        union = _union(server.spans())
        first = next(at for at, run in seen if any(s.step.startswith("section:") for s in run.steps))
        revisions = sum(s.step.startswith(("revise:", "verify-again:")) for s in done.steps)
        return {
            f"model_{prefix}wall_s": wall,
            f"model_{prefix}union_s": union,
            f"model_{prefix}wall_over_union": wall / union,
            f"model_{prefix}cpu_s": cpu,
            f"model_{prefix}first_section_s": first,
            f"model_{prefix}calls": float(done.calls - revisions),
            f"model_{prefix}calls_of_revision": float(revisions),
            f"model_{prefix}prompt_tokens": float(done.prompt_tokens),
        }


def _step_cost(server: Apart) -> dict[str, float]:
    """Milliseconds that a stored step adds to one that is performed and forgotten, with a model that answers at once."""
    from app.bootstrap import run_ports
    from app.chains.model_steps import perform_here
    from app.llm.purse import Budget
    from app.runs.carry_out import carry_out

    server.clear()
    with tempfile.TemporaryDirectory() as folder:
        of = house(Path(folder), server)
        of.search()
        of.runner().attend()
        durable, direct, steps = [], [], 1
        for number in range(1, 4):
            begun = drafting.begin(of, LOCAL_ACTOR, request(number))
            began = time.monotonic()
            steps = runs.wait(of, LOCAL_ACTOR, begun.id).steps_done
            durable.append(time.monotonic() - began)
        of.runner().close()
        ports = run_ports(of, Budget())
        for number in range(4, 7):
            begun = drafting.begin(of, LOCAL_ACTOR, request(number))
            began = time.monotonic()
            carry_out(ports, begun.id, perform_here)
            direct.append(time.monotonic() - began)
        return {"model_durable_step_ms": 1000 * (sorted(durable)[1] - sorted(direct)[1]) / steps}


def _many(server: Apart) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        of = house(Path(folder), server)
        of.search()
        of.runner().attend()
        server.clear()
        server.always(f"slow={PACE_MS}")
        ended: list[str] = []
        began = time.monotonic()
        begun = [drafting.begin(of, LOCAL_ACTOR, request(number)) for number in range(1, AT_ONCE + 1)]

        def waiting(run_id: str) -> None:
            ended.append(runs.wait(of, LOCAL_ACTOR, run_id).state)

        threads = [threading.Thread(target=waiting, args=(run.id,)) for run in begun]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.monotonic() - began
        of.runner().close()
        return {"model_16_runs_wall_s": wall, "model_16_runs_done": float(ended.count("done"))}


def _union(spans: Sequence[tuple[float, float]]) -> float:
    total, until = 0.0, float("-inf")
    for began, ended in sorted(spans):
        total += max(0.0, ended - max(began, until))
        until = max(until, ended)
    return total


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:32} {value:12.3f}")
