"""Hostile calls to every address, action, view and handler that the served app has: each is answered, none by a server error.

The addresses, the desk's actions with their fields and the page's handlers are read from the app itself, so that a new one is tried too.
`make soak` tries every value at every field; here it is a draw that changes nothing from run to run.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from app.catalog.text import say
from app.services import documents
from app.ui.desk_actions import ACTIONS
from tests.trust import fuzzing
from tests.trust.browser import Browser
from tests.trust.instance import Instance, opened
from tests.trust.page_doors import CALLS
from tests.ui.served import ROOT, environment, served

SEED = 20261122
VALUES_EACH = int(os.environ.get("PUENTE_TEST_FUZZ", "2"))
"""Hostile values tried at each field; more than there are tries all of them."""
UNFORESEEN = tuple(say(lang, "page.error.unexpected") for lang in ("en", "es"))
LOGGED = re.compile(r"(?:ERROR|CRITICAL) puente")


@dataclass
class Trial:
    """A served instance, a browser of Ana's, and what broke."""

    of: Instance
    ana: Browser
    log: Path
    known: tuple[str, ...]
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    tried: int = 0
    broke: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json", **also: str) -> str:
        """One call; what is no clear answer is noted."""
        self.tried += 1
        headers = {name.replace("_", "-"): value for name, value in also.items()}
        before = self.log.stat().st_size
        try:
            status, text, _ = self.ana.ask(method, path, body, kind, also=headers, stream_s=0.2)
        except (HTTPException, OSError) as cut:
            status, text = 599, f"no whole answer: {type(cut).__name__} {cut}"
        with self.log.open("rb") as log:
            log.seek(before)
            logged = log.read().decode("utf-8", "replace")
        if status >= 500 or "Traceback" in text or any(u in text for u in UNFORESEEN) or LOGGED.search(logged):
            self.broke.append(f"{method} {path[:90]} {(body or b'')[:90]!r} {also}: {status} {text[:120]} {logged[-300:]}")
        return text

    def told(self) -> str:
        """What broke since it was last asked, one line a kind."""
        broke, self.broke = self.broke, []
        return "\n".join(dict.fromkeys(broke))

    def some(self, values: tuple[str, ...]) -> list[str]:
        """A few of them."""
        return self.chance.sample(values, min(VALUES_EACH, len(values)))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("fuzz")
    command = [sys.executable, "-m", "tests.trust.page_doors", str(folder / "app")]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder / "app"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with opened(folder) as made, served(folder / "data", PUENTE_AUTH="password") as (address, _):
        (log,) = folder.glob("serve-*.log")
        yield Trial(made, Browser(address, "ana"), log, tuple(json.loads(done.stdout)))


def test_every_address_answers_every_method_and_hostile_names_without_a_server_error(trial: Trial) -> None:
    for address in trial.known:
        for method in fuzzing.METHODS:
            trial.ask(method, fuzzing.filled(address, "x1"), b"{}" if method == "POST" else None)
        if "{" in address:
            for value in trial.some(fuzzing.TEXTS):
                trial.ask("GET", fuzzing.filled(address, value[:2000]), x_puente_desk="1")
    assert trial.told() == ""
    assert trial.tried > len(fuzzing.METHODS) * len(trial.known)


def test_hostile_headers_are_answered(trial: Trial) -> None:
    for headers in fuzzing.HEADERS:
        for address in ("/", "/desk", "/sign-in", "/puente/puente.js", "/documents/x/y.md", "/gradio_api/queue/join", "/metrics"):
            for method in ("GET", "POST"):
                trial.ask(method, address, b"{}          " if method == "POST" else None, **headers)
    assert trial.told() == ""


def test_hostile_bodies_to_every_address_that_takes_one_are_answered(trial: Trial) -> None:
    for address in sorted({*CALLS, "/desk", "/sign-in", "/sign-out"}):
        for number, body in enumerate(fuzzing.BODIES):
            kind = fuzzing.KINDS[number % len(fuzzing.KINDS)]
            for each in {kind, "application/json", *(("multipart/form-data; boundary=b",) if address == "/desk" else ())}:
                trial.ask("POST", fuzzing.filled(address, "x1"), body, each, x_puente_desk="1", cookie=_cookie(trial, address))
    assert trial.told() == ""


def _cookie(trial: Trial, address: str) -> str:
    return "" if address.startswith("/sign-") else trial.ana.cookie


def test_hostile_addresses_of_the_desk_are_answered(trial: Trial) -> None:
    for pattern in fuzzing.views(trial.of):
        for value in trial.some(fuzzing.TEXTS):
            at = urllib.parse.quote(pattern + value[:4000], safe="", errors="surrogatepass")
            trial.ask("GET", f"/desk?at={at}&lang=en", x_puente_desk="1")
    assert trial.told() == ""


def test_hostile_values_in_every_field_of_every_action_of_the_desk_are_answered(trial: Trial) -> None:
    with trial.of.house.store().reading() as work:
        first = documents.read(work, trial.of.ana, trial.of.ids.document).sections[0]
    usual = fuzzing.sensible(trial.of, first.id, first.statements()[0].id)
    forms = fuzzing.desk_forms()
    assert {name for fields in forms.values() for name in fields} - {"file"} <= usual.keys(), "a new field needs its line in `sensible`"
    for action, fields in forms.items():
        for name in (*fields, "do"):
            for value in trial.some(fuzzing.TEXTS):
                texts = {"do": action, **{each: usual[each] for each in fields if each != "file"}, "lang": "en"}
                given, is_file = ({**texts, name: value}, name == "file")
                body, kind = fuzzing.form(given if not is_file else texts, name=value[:200] or "x" if is_file else "", data=value.encode())
                trial.ask("POST", "/desk", body, kind, x_puente_desk="1")
    assert trial.told() == ""


def test_hostile_files_at_the_desk_are_answered(trial: Trial) -> None:
    texts = {"mandate": trial.of.ids.mandate, "document": trial.of.ids.ref, "lang": "es"}
    for action, fields in fuzzing.desk_forms().items():
        if "file" in fields or action == "read-papers":
            for name in ("x.yaml", "x.json", "x.docx", "x.pdf", "x.txt", "\u202etxt.exe", "../../x.yaml", "x." + "y" * 300):
                for body in trial.chance.sample(fuzzing.BODIES, 2):
                    data, kind = fuzzing.form({"do": action, **texts}, name=name, data=body)
                    trial.ask("POST", "/desk", data, kind, x_puente_desk="1")
    assert trial.told() == ""


def test_hostile_values_to_every_handler_of_the_page_are_answered(trial: Trial) -> None:
    config = json.loads(trial.ana.ask("GET", "/config")[1])
    named = {name for each in config["dependencies"] if (name := each["api_name"])}
    assert {"draft", "coach", "check", "search", "verify"} <= named
    for each in (d for d in config["dependencies"] if d["backend_fn"]):
        for turn in range((VALUES_EACH + 1) // 2):
            data = [trial.chance.choice(fuzzing.VALUES) for _ in each["inputs"]]
            session = f"fuzz{each['id']}-{turn}"
            status, text = trial.ana.join(session, each["id"], data)
            trial.tried += 1
            assert status < 500, (each["id"], text)
            if status == 200:
                told = trial.ana.ask("GET", f"/gradio_api/queue/data?session_hash={session}", stream_s=3.0)[1]
                if any(u in told for u in UNFORESEEN):
                    trial.broke.append(f"handler {each['id']} {data}: {told[-300:]}"[:900])
    for name in (*sorted(named), "nothing"):
        for _ in range(VALUES_EACH * 2):
            data = [trial.chance.choice(fuzzing.VALUES) for _ in range(trial.chance.randrange(0, 7))]
            text = trial.ana.call(name, *data)
            trial.tried += 1
            assert "Traceback" not in text
            assert not text.startswith("5"), (name, data, text[:300])
    assert trial.told() == ""


def test_a_new_address_an_action_and_a_field_would_be_tried() -> None:
    from fastapi import FastAPI, Response

    from tests.trust.page_doors import addresses

    app, inner = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    inner.add_route("/leaf/{name}", lambda _request: Response())
    app.mount("/new", inner)
    assert "/new/leaf/{name}" in set(addresses(app.routes))
    forms = fuzzing.desk_forms()
    assert forms.keys() == ACTIONS.keys()
    assert {"mandate", "reading", "number"} <= set(forms["accept-paper"])
    assert {"document", "section", "instruction", "writer", "send_to", "by"} <= set(forms["regenerate"])
