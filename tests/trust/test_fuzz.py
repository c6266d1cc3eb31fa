"""Hostile calls to every address, action, view and handler that the served app has: each is answered, none by a server error.

The addresses, the desk's actions with their fields and the page's handlers are read from the app itself, so that a new one is tried too.
`make soak` tries every value at every field; here it is a draw that changes nothing from run to run.
"""

from __future__ import annotations

import json
import os
import random
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from app.catalog.text import say
from app.services import documents
from app.ui.desk_actions import ACTIONS
from tests.trust import fuzzing
from tests.trust.browser import Browser
from tests.trust.instance import Instance, opened
from tests.trust.page_doors import CALLS
from tests.ui.served import served

SEED = 20261122
VALUES_EACH = int(os.environ.get("PUENTE_TEST_FUZZ", "2"))
"""Hostile values tried at each field; more than there are tries all of them."""
UNFORESEEN = tuple(say(lang, "page.error.unexpected") for lang in ("en", "es"))
LOGGED = re.compile(r"(?:ERROR|CRITICAL) puente")
OURS = re.compile(r'File "[^"]*/app/(?!ui/page\.py)\w+/[^"]*"')
"""A frame of our own in what the framework wrote of a failure: it tells the user nothing but "Error"."""
OF_THE_DOORS = re.compile(r'File "[^"]*/app/ui/(?:guard|watching|sign_in|passage)\.py"')
"""Every request passes by these; they are in each failure of the framework's."""
AT_ONCE = 40
"""Calls that one session of the page has under way."""
MANY = 5


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
        logged = self._logged(before)
        if status >= 500 or "Traceback" in text or any(u in text for u in UNFORESEEN) or LOGGED.search(logged):
            self.broke.append(f"{method} {path[:90]} {(body or b'')[:90]!r} {also}: {status} {text[:120]} {logged[-300:]}")
        return text

    def press(self, session: str, calls: list[fuzzing.Call]) -> None:
        """Calls of the page's handlers in one session; each has to come to an end, and none by a failure of ours."""
        before, waiting = self.log.stat().st_size, {}
        for call in calls:
            self.tried += 1
            status, text = self.ana.join(session, call.handler, call.data, call.pressed)
            if status >= 500:
                self.broke.append(f"handler {call}: {status} {text[:200]}"[:900])
            elif status == 200:
                waiting[json.loads(text)["event_id"]] = call
        try:
            told = self.ana.ask("GET", f"/gradio_api/queue/data?session_hash={session}", stream_s=20.0)[1] if waiting else ""
        except HTTPException as cut:
            told = ""
            self.broke.append(f"{session}: no whole answer: {type(cut).__name__} {cut}")
        for line in (json.loads(line[5:]) for line in told.splitlines() if line.startswith("data:")):
            if line["msg"] == "process_completed":
                call = waiting.pop(line["event_id"])
                if any(u in json.dumps(line, ensure_ascii=False) for u in UNFORESEEN):
                    self.broke.append(f"handler {call}: unforeseen"[:900])
        self.broke += [f"handler {call} came to no end"[:900] for call in waiting.values()]
        self._note_failures(before)

    def call(self, name: str, data: list[Any]) -> None:
        """One call by name, as other programs make it."""
        self.tried += 1
        before = self.log.stat().st_size
        text = self.ana.call(name, *data)
        if "Traceback" in text or text.startswith("5") or any(u in text for u in UNFORESEEN):
            self.broke.append(f"call {name} {data}: {text[:300]}"[:900])
        self._note_failures(before)

    def _note_failures(self, before: int) -> None:
        for failure in self._logged(before).split("Traceback (most recent call last)")[1:]:
            if LOGGED.search(failure) or OURS.search(OF_THE_DOORS.sub("", failure)):
                self.broke.append("a failure of ours: " + " ".join(failure.split())[-500:])

    def _logged(self, before: int) -> str:
        with self.log.open("rb") as log:
            log.seek(before)
            return log.read().decode("utf-8", "replace")

    def told(self) -> str:
        """What broke since it was last asked, one line a kind."""
        broke, self.broke = self.broke, []
        return "\n".join(dict.fromkeys(broke))

    def some(self, values: tuple[str, ...]) -> list[str]:
        """A few of them."""
        return self.chance.sample(values, min(VALUES_EACH, len(values)))


@pytest.fixture(scope="module")
def trial(laid: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("fuzz")
    told = folder / "addresses.json"
    serving = served(folder / "data", module=("tests.trust.page_doors", str(told)), PUENTE_AUTH="password")
    with opened(laid, folder) as made, serving as (address, _):
        (log,) = folder.glob("serve-*.log")
        made_trial = Trial(made, Browser(address, "ana"), log, tuple(json.loads(told.read_text("utf-8"))))
        yield made_trial
        print(f"\n{made_trial.tried} hostile requests")


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


def test_hostile_values_in_every_field_of_every_handler_of_the_page_are_answered(trial: Trial) -> None:
    config = json.loads(trial.ana.ask("GET", "/config")[1])
    handlers = [each for each in config["dependencies"] if each["backend_fn"]]
    assert {"draft", "coach", "check", "search", "verify"} <= {each["api_name"] for each in handlers}
    calls = [call for each in handlers for call in _calls(trial, each, fuzzing.usual(config, each))]
    for start in range(0, len(calls), AT_ONCE):
        trial.press(f"fuzz{start}", calls[start : start + AT_ONCE])
    assert trial.told() == ""


def _calls(trial: Trial, handler: dict[str, Any], usual: list[Any]) -> Iterator[fuzzing.Call]:
    """One field at a time takes a hostile value and the others what the page has there; and then what a button says of itself."""
    fields = len(usual) + 1
    every = [(at, value) for at in range(fields) for value in (fuzzing.VALUES if at < len(usual) else fuzzing.PRESSED)]
    for at, value in trial.chance.sample(every, min(VALUES_EACH * (fields if VALUES_EACH > MANY else 1), len(every))):
        data = [value if at == here else each for here, each in enumerate(usual)]
        yield fuzzing.Call(handler["id"], data, value if at == len(usual) else None)


def test_hostile_values_to_every_call_by_name_are_answered(trial: Trial) -> None:
    config = json.loads(trial.ana.ask("GET", "/config")[1])
    named = {each["api_name"]: fuzzing.usual(config, each) for each in config["dependencies"] if each["api_name"]}
    for name, usual in (*sorted(named.items()), ("nothing", [])):
        for turn in range((VALUES_EACH + 1) // 2):
            data = list(usual)
            if usual and turn % 3 != 2:
                data[trial.chance.randrange(len(usual))] = trial.chance.choice(fuzzing.VALUES)
            else:
                data = [trial.chance.choice(fuzzing.VALUES) for _ in range(trial.chance.randrange(0, 7))]
            trial.call(name, data)
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
