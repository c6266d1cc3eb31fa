"""The page as it is served: port and address, health, guard, files, and the endpoints that other programs call."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.errors import BadSetting
from app.ui.server import listen, run
from tests.ui.builders import house
from tests.ui.served import ROOT, environment, get

NAMES = ("draft", "coach", "check", "search", "verify")
INTAKE = "role: {title_en: 'Plant Director'}\nprocess: {kickoff_date: 2026-12-07}\n"


def test_a_taken_port_is_refused_by_name() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting) as error:
            listen("127.0.0.1", port)
    assert error.value.key == "setting.port"
    assert error.value.params["port"] == port


def test_a_taken_port_ends_the_command_with_one_line_in_the_readers_language(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "app", "serve", "--port", port],
            cwd=ROOT,
            env=environment(tmp_path, PUENTE_LANG="es"),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"puente: --port {port}: no se puede usar el puerto {port}")
    assert ended.stderr.count("\n") == 1


def test_an_address_that_others_can_reach_is_refused_while_there_is_no_sign_in(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as error:
        run(house(tmp_path), host="0.0.0.0", port=0)
    assert error.value.key == "setting.host"


def test_health_answers_with_the_guarding_headers(address: str) -> None:
    status, body, headers = get(f"{address}/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert "default-src 'self'" in headers["content-security-policy"]


def test_a_foreign_host_name_is_not_answered(address: str) -> None:
    assert get(f"{address}/healthz", Host="evil.example")[0] == 400


@pytest.mark.parametrize("path", ["documents/doc-000000000000.1/x.json", "documents/x/..%2f..%2fetc%2fpasswd", "puente/..%2fserver.py"])
def test_what_is_not_a_document_or_a_file_of_ours_is_not_found(address: str, path: str) -> None:
    assert get(f"{address}/{path}")[0] == 404


def test_other_programs_draft_check_and_search_by_name(address: str) -> None:
    from gradio_client import Client  # type: ignore[import-untyped]
    from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

    client = Client(address, verbose=False)
    try:
        assert {*client.view_api(return_format="dict", print_info=False)["named_endpoints"]} == {f"/{name}" for name in NAMES}
        drafted: str = client.predict(intake=INTAKE, lang="both", writer="guided", api_name="/draft")
        documents = json.loads(drafted)["documents"]
        assert [d["lang"] for d in documents] == ["en", "es"]
        checked: dict[str, Any] = json.loads(client.predict(drafted, api_name="/check"))
        assert [d["id"] for d in checked["documents"]] == [d["id"] for d in documents]
        answer = json.loads(client.predict("How many days of aguinaldo are due?", "", 3, api_name="/search"))
        assert 0 < len(answer["hits"]) <= 3
        with pytest.raises(AppError, match=r"intake\.yaml:1: .*titel_en"):
            client.predict("role: {titel_en: x}", "en", api_name="/draft")
        with pytest.raises(AppError, match="no model is configured"):
            client.predict(INTAKE, "en", "model", "api.openai.com", api_name="/draft")
    finally:
        client.close()
