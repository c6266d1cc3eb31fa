"""Fifty users on one machine, reading, searching, coaching and drafting through nginx against the stand-in model.

Run with `python -m bench.load --minutes 2 --processes 1 3`; one JSON object for each number of processes goes to standard output, a table
to standard error. The same actions by one user alone are measured first, in the same run: what
counts is the ratio. The load generator shares the cores with the servers. Needs PostgreSQL and nginx (Debian packages); loopback only.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from app.domain.actor import LOCAL_ACTOR
from app.services import accounts
from tests.chains.builders import as_yaml, told
from tests.postgres import programs
from tests.soak.deployed import PASSWORD, Deployment, deployed, nginx
from tests.standin import standin

MEMO = "Hi John, the press line stopped twice this week. We hope it will be fine soon. It seems that the seal failed. Best, Ana"
QUERIES = ("aguinaldo and profit sharing", "días de vacaciones", "non-compete in Mexico", "reparto de utilidades", "kickoff of the search")
SHARES = {"page": 30, "search": 35, "coach": 15, "draft": 15, "model_draft": 5}
"""Of a hundred actions."""
THINK_S = (4.0, 16.0)
"""What a user reads, between two actions."""
ALONE = 6
PACE_MS = 50
FEWEST_SEEN = 4
"""Looks at memory from which a slope can be told."""


@dataclass
class Seen:
    """Seconds of each action, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def note(self, action: str, took: float, failure: str = "") -> None:
        """One action."""
        with self.guard:
            self.seconds[action].append(took)
            if failure:
                self.failures.append(f"{action}: {failure}")


def actions(here: Deployment, client: httpx.Client, chance: random.Random) -> dict[str, Callable[[], Any]]:
    """What a user does, each by name."""
    host = httpx.URL(here.environment["OPENAI_BASE_URL"]).netloc.decode()

    def intake() -> str:
        return as_yaml(told(role={"title_en": f"Plant manager {chance.random()}", "title_es": "Gerencia de planta"})).decode()

    return {
        "page": lambda: client.get("/").raise_for_status(),
        "search": lambda: here.call("search", client=client, query=chance.choice(QUERIES)),
        "coach": lambda: here.call("coach", client=client, memo=MEMO, lang="en"),
        "draft": lambda: here.call("draft", client=client, intake=intake(), lang="en"),
        "model_draft": lambda: here.call("draft", client=client, intake=intake(), lang="en", writer="model", send_to=host),
    }


def measure(*, users: int, minutes: float, processes: int) -> dict[str, Any]:
    """Seconds (p50, p95) of each action alone and under load, their ratio, failures, and megabytes of the servers over the time."""
    with tempfile.TemporaryDirectory() as folder, standin() as server:
        server.always(f"slow={PACE_MS}")
        with deployed(Path(folder), server.url, processes=processes) as here:
            tokens = [_token(here, number) for number in range(users)]
            alone = _alone(here, tokens[0])
            memory, since = [_resident_mb(here)], [0.0]
            loaded, began = Seen(), time.monotonic()
            until = time.monotonic() + 60 * minutes
            threads = [threading.Thread(target=_user, args=(here, token, number, until, loaded)) for number, token in enumerate(tokens)]
            for each in threads:
                each.start()
            while (left := until - time.monotonic()) > 0:
                time.sleep(min(15.0, left))
                memory.append(_resident_mb(here))
                since.append((time.monotonic() - began) / 60)
            for each in threads:
                each.join()
    return {
        "users": users,
        "minutes": minutes,
        "processes": processes,
        "actions": sum(len(s) for s in loaded.seconds.values()),
        "failures": len(loaded.failures),
        "failures_by_action": dict(Counter(f.partition(":")[0] for f in loaded.failures)),
        "first_failures": loaded.failures[:5],
        "alone": _table(alone),
        "loaded": _table(loaded),
        "p95_over_alone_p50": {
            a: round(_percentile(s, 95) / statistics.median(alone.seconds[a]), 1) for a, s in sorted(loaded.seconds.items())
        },
        "memory_mb": memory,
        "memory_start_middle_end": [memory[0], memory[len(memory) // 2], memory[-1]],
        "memory_mb_per_minute": _slope(since, memory),
    }


def small() -> dict[str, float]:
    """Ten users for half a minute on one process, as `make bench` runs it; empty where PostgreSQL or nginx is not installed."""
    if programs() is None or nginx() is None:
        return {}
    found = measure(users=10, minutes=0.5, processes=1)
    times = {f"load_{a}_{p}": seen[p] for a, seen in found["loaded"].items() for p in ("p50_s", "p95_s")}
    return {**times, "load_failures": float(found["failures"]), "load_memory_mb": float(found["memory_mb"][-1])}


def _token(here: Deployment, number: int) -> str:
    name = f"user-{number}"
    accounts.add_user(here.house, LOCAL_ACTOR, name, PASSWORD, ["consultant"])
    return accounts.sign_in(here.house, name, PASSWORD, "127.0.0.1").token


def _client(here: Deployment, token: str) -> httpx.Client:
    # The certificate is of our own making.
    return httpx.Client(base_url=here.url, verify=False, trust_env=False, timeout=120, cookies={"puente_session": token})


def _alone(here: Deployment, token: str) -> Seen:
    seen, chance = Seen(), random.Random(1)
    with _client(here, token) as client:
        for name, act in actions(here, client, chance).items():
            act()  # the first of each warms the process
            for _ in range(ALONE):
                _do(name, act, seen)
    return seen


def _user(here: Deployment, token: str, number: int, until: float, seen: Seen) -> None:
    chance = random.Random(number)
    time.sleep(chance.uniform(0, THINK_S[1]))
    with _client(here, token) as client:
        known = actions(here, client, chance)
        while time.monotonic() < until:
            (name,) = chance.choices(list(SHARES), list(SHARES.values()))
            _do(name, known[name], seen)
            time.sleep(chance.uniform(*THINK_S))


def _do(name: str, act: Callable[[], Any], seen: Seen) -> None:
    began = time.perf_counter()
    failure = ""
    try:
        act()
    except (httpx.HTTPError, RuntimeError, KeyError, ValueError) as failed:
        failure = f"{type(failed).__name__} {failed}"[:200]
    seen.note(name, time.perf_counter() - began, failure)


def _percentile(seconds: list[float], percent: int) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def _table(seen: Seen) -> dict[str, dict[str, float]]:
    return {
        action: {"n": len(s), "p50_s": round(statistics.median(s), 3), "p95_s": round(_percentile(s, 95), 3)}
        for action, s in sorted(seen.seconds.items())
    }


def _slope(minutes: list[float], memory: list[int]) -> float:
    """How memory grows in the second half, when every process holds the sessions that it may; 0 where little was seen."""
    first = len(memory) // 2
    if len(memory) - first < FEWEST_SEEN:
        return 0.0
    return round(statistics.linear_regression(minutes[first:], memory[first:]).slope, 2)


def table(found: dict[str, Any]) -> str:
    """What was measured as a Markdown table, with what failed and how memory went below it."""
    lines = ["| action | alone p50 s | alone p95 s | loaded n | loaded p50 s | loaded p95 s | p50 ratio | failures |", "|---|" + "---|" * 7]
    for action, seen in found["loaded"].items():
        alone = found["alone"][action]
        times = (alone["p50_s"], alone["p95_s"], seen["n"], seen["p50_s"], seen["p95_s"], round(seen["p50_s"] / alone["p50_s"], 1))
        lines.append(f"| {action} | " + " | ".join(str(each) for each in (*times, found["failures_by_action"].get(action, 0))) + " |")
    start, middle, end = found["memory_start_middle_end"]
    of = f"{found['users']} users, {found['minutes']:g} minutes, {found['processes']} process(es): {found['actions']} actions"
    memory = f"memory {start}, {middle}, {end} MB at the start, middle and end; {found['memory_mb_per_minute']} MB a minute"
    return "\n".join([*lines, "", f"{of}, {found['failures']} failures; {memory} in the second half."])


def _resident_mb(here: Deployment) -> int:
    """All processes of Puente together, their children included."""
    found = [psutil.Process(p.pid) for p in here.processes.values()]
    return round(sum(p.memory_info().rss for each in found for p in (each, *each.children(recursive=True))) / 1e6)


def main() -> None:
    """Prints one JSON object for each number of processes, and its table."""
    reading = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    reading.add_argument("--users", type=int, default=50)
    reading.add_argument("--minutes", type=float, default=2.0)
    reading.add_argument("--processes", type=int, nargs="+", default=[1, 3], choices=(1, 2, 3))
    asked = reading.parse_args()
    for processes in asked.processes:
        found = measure(users=asked.users, minutes=asked.minutes, processes=processes)
        print(json.dumps(found), flush=True)
        print(f"\n{table(found)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
