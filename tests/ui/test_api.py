"""What other programs call: the examples of docs/api.md as they stand, what each endpoint refuses, and the door before them."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.ui.served import ROOT, environment, get, served

NAMES = ["check", "coach", "draft", "search", "verify"]
PASSWORD = "a long enough password"
PUBLISHED = "http://127.0.0.1:7860"


def examples() -> list[str]:
    """The Python of docs/api.md, block by block."""
    return re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.DOTALL)


def test_every_example_of_the_docs_works_as_it_stands(address: str) -> None:
    source = "\n".join(examples()).replace(PUBLISHED, address)
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", source], capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=ROOT
    )
    assert ended.returncode == 0, ended.stderr
    assert "secciones" in ended.stdout
    assert "1 unsupported" in ended.stdout
    assert str(NAMES) in ended.stdout.replace(str(["draft", "coach", "check", "search", "verify"]), str(NAMES))
    assert len(examples()) == len(NAMES) + 1


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("coach", {"memo": ""}, "memo"),
        ("coach", {"memo": "We had a problem.", "audience": "pope"}, "audience: .*pope"),
        ("coach", {"memo": "We had a problem.", "writer": "model"}, "no model is configured"),
        ("verify", {"pairs": '{"id": 1}'}, r"pairs\.jsonl:1: .*statement"),
        ("verify", {"pairs": '{"id": 1, "statement": "a", "evidence": "b"}', "writer": "oracle"}, "writer: .*oracle"),
        ("search", {"query": "aguinaldo", "lang": "fr"}, "lang: .*fr"),
    ],
)
def test_what_cannot_be_answered_is_one_clear_line(address: str, name: str, given: dict[str, str], told: str) -> None:
    is_error, text = by_mcp(address, name, given)
    assert is_error
    assert re.search(told, text), text
    assert "Traceback" not in text


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server where people sign in; Ana has an account."""
    data_dir = tmp_path_factory.mktemp("guarded") / "data"
    command = [sys.executable, "-m", "app", "user", "add", "ana", "--role", "consultant"]
    subprocess.run(command, cwd=ROOT, env=environment(data_dir), input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)
    with served(data_dir, ("--mcp",), PUENTE_AUTH="password") as (address, _):
        yield address


def test_without_a_session_neither_tools_nor_endpoints_are_told(guarded: str) -> None:
    for path in ("gradio_api/info", "gradio_api/mcp", "gradio_api/mcp/schema", "gradio_api/mcp/sse", "config"):
        assert get(f"{guarded}/{path}")[0] == 401, path
    told = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    assert post(f"{guarded}/gradio_api/mcp/", told) == 401
    assert post(f"{guarded}/gradio_api/call/search", b'{"data": ["aguinaldo"]}') == 401


def test_with_a_session_the_tools_work_as_its_user(guarded: str) -> None:
    cookie = signed_in(guarded)
    assert sorted(tools(guarded, cookie)) == NAMES
    is_error, text = by_mcp(guarded, "search", {"query": "aguinaldo", "k": 1}, cookie)
    assert not is_error
    assert len(json.loads(text)["hits"]) == 1


def signed_in(address: str) -> str:
    """The cookie of Ana's session."""
    body = f"name=ana&password={PASSWORD.replace(' ', '+')}".encode()
    opener = urllib.request.build_opener(_Stay)
    with opener.open(urllib.request.Request(f"{address}/sign-in", body), timeout=20) as answer:
        return str(answer.headers["set-cookie"]).split(";")[0]


class _Stay(urllib.request.HTTPRedirectHandler):
    """Keeps the answer with the cookie instead of following it."""

    def http_error_303(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any) -> Any:
        return fp


def post(address: str, body: bytes) -> int:
    """The status of a JSON request."""
    headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def by_mcp(address: str, name: str, given: dict[str, Any], cookie: str = "") -> tuple[bool, str]:
    """Whether a tool refused, and what it said."""

    async def work(session: Any) -> tuple[bool, str]:
        told = await session.call_tool(name, given)
        return bool(told.isError), str(told.content[0].text)

    refused, said = in_session(address, cookie, work)
    return bool(refused), str(said)


def tools(address: str, cookie: str) -> list[str]:
    """The names of the tools."""

    async def work(session: Any) -> list[str]:
        return [tool.name for tool in (await session.list_tools()).tools]

    return list(in_session(address, cookie, work))


def in_session(address: str, cookie: str, work: Any) -> Any:
    """What `work` makes of an MCP session."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def run() -> Any:
        headers = {"cookie": cookie} if cookie else {}
        asked = streamablehttp_client(f"{address}/gradio_api/mcp/", headers=headers)
        async with asked as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            return await work(session)

    with ThreadPoolExecutor(1) as thread:  # another test's browser may have a loop running in this one
        return thread.submit(lambda: asyncio.run(run())).result()
