"""How long a brief by a model takes, with the stand-in at a fixed pace: drafted, verified, revised where it blocks; one run and sixteen.

The pace is .3 s to the first token and 80 tokens a second, 700 tokens an answer: 9.05 s a request. The stand-in proves the seam only.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.bootstrap import build
from app.domain.actor import LOCAL_ACTOR
from app.services import drafting, runs
from app.services.house import House
from app.services.run_views import RunView
from app.settings import Settings
from tests.standin import StandIn, standin

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "juarez-operations.yaml"
PACE_MS = round(1000 * (0.3 + 700 / 80))
AT_ONCE = 16


def house(folder: Path, server: StandIn) -> House:
    """A house on a folder of its own, with the stand-in for a model."""
    made = Settings(_env_file=None, data_dir=folder, today=date(2026, 11, 21), embeddings="none", model="puente-standin")
    return build(made.model_copy(update={"openai_base_url": server.url}))


def request(number: int = 0) -> drafting.DraftRequest:
    """The example; a number makes it another order, which joins no run under way."""
    data = EXAMPLE.read_bytes() + (f"\n# Bench run {number}\n".encode() if number else b"")
    return drafting.DraftRequest(data=data, name=EXAMPLE.name, lang="en", writer="model")


def measure() -> dict[str, float]:
    """Seconds, calls and tokens; `union` is the time in which at least one request was under way."""
    found: dict[str, float] = {}
    with standin() as server:
        found.update(_one(server, "", f"slow={PACE_MS}"))
        found.update(_one(server, "revised_", f"slow={PACE_MS}+wrong_number"))
        found.update(_step_cost(server))
        found.update(_many(server))
    return found


def _one(server: StandIn, prefix: str, fault: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        of = house(Path(folder), server)
        of.search()  # the index is built once in a folder's life, and a server has imported what it needs
        of.runner().attend()
        runs.wait(of, LOCAL_ACTOR, drafting.begin(of, LOCAL_ACTOR, request(99)).id)
        server.clear()
        server.always(fault)
        seen: list[tuple[float, RunView]] = []
        began = time.monotonic()
        begun = drafting.begin(of, LOCAL_ACTOR, request())
        done = runs.wait(of, LOCAL_ACTOR, begun.id, lambda run: seen.append((time.monotonic() - began, run)))
        wall = time.monotonic() - began
        of.runner().close()
        first = next(at for at, run in seen if any(s.step.startswith("section:") for s in run.steps))
        revisions = sum(s.step.startswith(("revise:", "verify-again:")) for s in done.steps)
        return {
            f"model_{prefix}wall_s": wall,
            f"model_{prefix}wall_over_union": wall / _union(list(server.spans)),
            f"model_{prefix}first_section_s": first,
            f"model_{prefix}calls": float(done.calls - revisions),
            f"model_{prefix}calls_of_revision": float(revisions),
            f"model_{prefix}prompt_tokens": float(done.prompt_tokens),
        }


def _step_cost(server: StandIn) -> dict[str, float]:
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


def _many(server: StandIn) -> dict[str, float]:
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
