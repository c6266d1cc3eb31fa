"""Model-written runs in a process of their own that is killed, and what the stand-in was asked before and after."""

from __future__ import annotations

import hashlib
import json
import random
import re
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.catalog.kinds import document_kind
from app.chains.model_document import is_drafted_by_model
from tests.chains.builders import as_yaml, told
from tests.cli.nursery import Nursery
from tests.cli.process import environment
from tests.standin import StandIn

BRIEF = "mandate-brief"


def steps_of(kind: str) -> int:
    """Plan, coherence, and a section each."""
    return 2 + sum(is_drafted_by_model(s) for s in document_kind(kind).sections)


STEPS = steps_of(BRIEF)
"""Those of a brief."""
VERIFY = "verify:"
"""A verifier's request is known by its words: the second verification of a section that came back unchanged has the same."""
_TITLE = re.compile(r"^# Section: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Killed:
    """One run that was killed once and then asked for again. Steps are named as the run names them."""

    document: dict[str, Any]
    stored: frozenset[str]
    repeated: frozenset[str]
    asked: Counter[str]


def killed_once(
    folder: Path,
    server: StandIn,
    nursery: Nursery,
    number: int,
    chance: random.Random,
    *,
    longest_s: float,
    kind: str = BRIEF,
    once_stored: int | None = None,
) -> Killed:
    """Drafts an intake of its own, kills the process when some of its steps are stored, asks for the same again, and counts.

    The kill falls between the first request and the last step but one, or when `once_stored` steps are stored, and up to `longest_s` later,
    whatever the load.
    """
    intake = folder / f"intake-{number}.yaml"
    intake.write_bytes(as_yaml(told(role={"title_en": f"Plant manager {number}", "title_es": f"Gerencia de planta {number}"})))
    command: list[str | Path] = ["draft", intake, "--kind", kind, "--lang", "en", "--writer", "model", "--json"]
    out = folder / f"out-{number}.json"
    env = environment(folder / "data", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=server.url)
    server.clear()
    server.always("slow=250")
    first = nursery.begin(command, env, out)
    until, so_many = time.monotonic() + 60, chance.randint(0, steps_of(kind) - 2) if once_stored is None else once_stored
    while (not server.requests() or len(_stored(folder / "data" / "runs.db")) < so_many) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(chance.uniform(0.0, longest_s))
    nursery.kill(first)
    stored = _stored(folder / "data" / "runs.db")
    # A request whose sender was killed before it was told whole has no body, and asked for nothing.
    before = Counter(step_of(r["body"], kind) for r in server.requests() if r["body"])
    server.clear()
    assert nursery.wait(nursery.begin(command, env, out)) in (0, 1)
    after = Counter(step_of(r["body"], kind) for r in server.requests())
    return Killed(json.loads(out.read_text("utf-8")), stored, frozenset(before) & frozenset(after), before + after)


def _stored(database: Path) -> frozenset[str]:
    """The steps that the database of runs holds of the workflow begun last, which is or was killed; none before there is a database."""
    if not database.exists():
        return frozenset()
    newest = "SELECT workflow_uuid FROM workflow_status ORDER BY created_at DESC LIMIT 1"
    with closing(sqlite3.connect(database)) as connection, suppress(sqlite3.OperationalError):
        named = connection.execute(f"SELECT function_name FROM operation_outputs WHERE workflow_uuid = ({newest})").fetchall()
        return frozenset(str(row[0]).removeprefix("en:") for row in named)
    return frozenset()


def step_of(body: dict[str, Any], kind: str = BRIEF) -> str:
    """The step that a request was made for, by what it says."""
    text = "\n".join(str(m["content"]) for m in body["messages"])
    title = _TITLE.search(text)
    if title is None and "You verify statements" in text:
        return f"{VERIFY}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    if title is None:
        return "plan" if "reads an intake" in text else "coherence"
    section = next(s.id for s in document_kind(kind).sections if s.title.en == title.group(1))
    return f"revise:{section}" if "Your section was examined" in text else f"section:{section}"


def whole(found: Killed, kind: str = BRIEF) -> bool:
    """True when the document is a model's, has every section, and no call beyond one a step."""
    ids = [s["id"] for s in found.document["sections"]]
    return found.document["writer"] == "model" and ids == [s.id for s in document_kind(kind).sections]
