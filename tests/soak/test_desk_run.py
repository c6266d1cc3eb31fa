"""A model's draft asked for at the desk: its progress by section, read again from elsewhere, to the document; with the stand-in model."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.standin import standin
from tests.ui.served import served

pytestmark = pytest.mark.soak


def test_a_run_asked_for_at_the_desk_goes_on_by_itself_and_ends_in_a_document(tmp_path: Path) -> None:
    with standin() as model, served(tmp_path / "data", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=model.url) as (address, _):
        shown = _post(address, {"do": "begin", "type": ""})
        mandate = _here(shown).partition("/")[0]
        _post(address, {"do": "save", "mandate": mandate, "path": "role.title_en", "text": "Plant director"})
        overview = _get(address, mandate)
        host = re.search(r'name="send_to" value="([^"]+)"', overview)
        assert host
        assert "requests, about" in _get(address, f"{mandate}/draft/client-update/en")

        asked = {"do": "draft", "mandate": mandate, "kind": "client-update", "doc_lang": "en", "variant": "internal", "writer": "model"}
        with pytest.raises(urllib.error.HTTPError) as refused:
            _post(address, asked)  # nobody agreed to send it
        assert refused.value.code == 422

        shown = _post(address, {**asked, "send_to": host.group(1)})
        run = _here(shown)
        assert run.startswith("run-")
        until = time.monotonic() + 120
        seen = set()
        while time.monotonic() < until and "data-poll" in shown:
            time.sleep(0.5)
            shown = _get(address, run)
            seen.update(re.findall(r'<progress value="(\d+)"', shown))
        assert "Read what was written" in shown, shown
        document = re.search(r'data-at="(doc-[0-9a-z]+@1)"', shown)
        assert document
        assert "written by a model" in _get(address, document.group(1))
        assert run in _get(address, mandate)


def _here(shown: str) -> str:
    found = re.search(r'data-here="([^"]*)"', shown)
    assert found
    return found.group(1)


def _get(address: str, at: str) -> str:
    return _fetch(urllib.request.Request(f"{address}/desk?lang=en&at={urllib.parse.quote(at)}"))


def _post(address: str, fields: dict[str, str]) -> str:
    return _fetch(urllib.request.Request(f"{address}/desk", data=urllib.parse.urlencode({"lang": "en", **fields}).encode()))


def _fetch(request: urllib.request.Request) -> str:
    request.add_header("X-Puente-Desk", "1")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())
