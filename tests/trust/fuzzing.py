"""What a fuzzer sends: hostile values, bodies and headers, and the forms of the desk as its own code reads them. Sends nothing itself."""

from __future__ import annotations

import ast
import inspect
import json
import urllib.parse
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.ui import desk_actions, desk_papers
from tests.trust.instance import Instance

VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    "",
    "\x00",
    "\ud800",
    "{" * 2000,
    "&a [*a]",
    "!!python/object:os.system x",
    "a: &x [1]\nb: *x",
    "../../etc/passwd",
    "'; DROP TABLE mandates; --",
    "\u202e",
    "9" * 5000,
    [],
    {},
    [[[[]]]],
    {"path": "/etc/passwd"},
    {"a": {"b": [None]}},
    "role: {title_en: " + "x" * 100_000 + "}",
    "\ufeff",
    "%00",
    "=cmd|' /C calc'!A0",
)
"""For what reads JSON."""
PRESSED: tuple[Any, ...] = (
    None,
    "x",
    [],
    {},
    {"do": "delete"},
    {"do": "share", "id": None, "reader": []},
    {"do": "record", "id": "x", "outcome": {}},
    {"do": "compare", "first": 1, "second": "att-000000000000"},
    {"do": "delete_all\x00"},
    {"do": ["keep_stop"]},
    {"id": {"path": "/etc/passwd"}},
    {"do": "accept", "id": "\ud800"},
    {"do": "drop", "id": "x" * 30_000},
)
"""For what reads which button was pressed."""
TEXTS = (
    "",
    " ",
    "\x00",
    "\u00b2",
    "\u0663",
    "-1",
    "0",
    "1e9",
    "9" * 5000,
    "x" * 30_000,
    "../../etc/passwd",
    "'; DROP TABLE mandates; --",
    "\u202eabc\ufeff",
    "\U0001f600" * 40,
    "{{7*7}}${x}%s%n",
    "<script>alert(1)</script>",
    "man-000000000000",
    "doc-000000000000@1",
    "a,b,,c@@..",
    "@",
    "[1, {a: b}",
    "!!python/object:os.system x",
    "=cmd|' /C calc'!A0",
    "2026-02-30",
    "MXN 1,000,000,000,000,000,000,000.005 to -3",
)
"""For what reads a form, a query or a piece of an address."""
BODIES = (
    b"",
    b"[",
    b"[]",
    b"1",
    b"\xff\xfe",
    b'{"data":' * 900,
    json.dumps({"data": "x" * 9}).encode(),
    b'{"data": null, "session_hash": {}}',
    b"a=1&" * 3000,
    b"%ff=%ff&name=%00",
    b'--b\r\ncontent-disposition: form-data; name="do"\r\n\r\n',
)
KINDS = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain; charset=no-such",
    "\xff",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PUENTE")
HEADERS: tuple[dict[str, str], ...] = (
    {"cookie": "a@b=1; puente_session=x"},
    {"cookie": 'puente_session="\\400"; puente_lang=\xff'},
    {"cookie": "puente_session=" + "x" * 20_000},
    {"origin": "http://[", "sec-fetch-site": "none"},
    {"origin": "null"},
    {"host": "[::1"},
    {"host": "127.0.0.1:99999999"},
    {"host": ""},
    {"range": "bytes=9999999999-1"},
    {"range": "bytes=a-b,,-"},
    {"if-modified-since": "yesterday", "if-none-match": '"' * 50},
    {"accept": "text/html;q=\xff", "accept-language": "\xff;q=9", "accept-encoding": "gzip;q=x"},
    {"x-request-id": "\xff" * 30},
    {"x-forwarded-for": "1.2.3.4, \xff", "x-forwarded-proto": "gopher", "forwarded": "for=["},
    {"content-length": "12"},
    {"content-type": "multipart/form-data; boundary=" + "b" * 3000},
)
FIELDS = {"text": 0, "get": 0, "file": 0, "number": 1}
"""What reads a field of a form, and which of its arguments names it."""


@cache
def desk_forms() -> dict[str, tuple[str, ...]]:
    """Each action of the desk with the fields that its code reads, those of the functions that it calls in its own room included."""
    rooms = (("", desk_actions), ("desk_papers.", desk_papers))
    trees = {before: ast.parse(inspect.getsource(room)).body for before, room in rooms}
    known = {f"{before}{n.name}": n for before, body in trees.items() for n in body if isinstance(n, ast.FunctionDef)}
    (table,) = (n.value for n in trees[""] if isinstance(n, ast.AnnAssign) and ast.unparse(n.target) == "ACTIONS")
    assert isinstance(table, ast.Dict)
    pairs = ((ast.literal_eval(key), value) for key, value in zip(table.keys, table.values, strict=True) if key)
    return {name: tuple(sorted(_fields(known.get(ast.unparse(value), value), known, set()))) for name, value in pairs}


def _fields(node: ast.AST, known: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    found = set()
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        asked = ast.unparse(call.func)
        at = FIELDS.get(asked.rpartition(".")[2], len(call.args))
        if at < len(call.args) and isinstance(said := call.args[at], ast.Constant):
            found.add(str(said.value))
        if asked in known and asked not in seen:
            seen.add(asked)
            found |= _fields(known[asked], known, seen)
    return found


def sensible(of: Instance, section: str, statement: str) -> dict[str, str]:
    """A value for each field that an action can do something with."""
    return {
        "mandate": of.ids.mandate, "document": of.ids.ref, "run": of.ids.run, "section": section, "statement": statement,
        "path": "role.location", "number": "1", "reading": "1", "status": "stated", "source": "call", "writer": "guided",
        "text": "The plant stands in Celaya.", "by": "Ana", "kind": "mandate-brief", "doc_lang": "en", "variant": "internal",
        "state": "open", "access": "read", "name": "berta", "type": "", "locked": "yes", "send_to": "", "instruction": "", "lang": "en",
    }  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A call of one of the page's handlers: its values in their order, and what the pressed button says."""

    handler: int
    data: list[Any]
    pressed: Any = None


def usual(config: dict[str, Any], handler: dict[str, Any]) -> list[Any]:
    """What the page has in each field of a handler when nothing was typed; a text or a number where the handler has no field."""
    begun = {each["id"]: each["props"].get("value") for each in config["components"]}
    named = {"lang": "en", "writer": "guided", "side": "writer", "k": 3}
    return [begun.get(each) if each in begun else named.get(str(each), "") for each in handler["inputs"]]


def form(texts: dict[str, str], *, name: str = "", data: bytes = b"") -> tuple[bytes, str]:
    """A form as a browser sends it, with a file where one is named; and its content type."""
    if not name:
        return urllib.parse.urlencode(texts, errors="surrogatepass").encode(), "application/x-www-form-urlencoded"
    parts = [f'--b\r\ncontent-disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode("utf-8", "surrogatepass") for k, v in texts.items()]
    head = f'--b\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\ncontent-type: text/plain\r\n\r\n'
    return b"".join([*parts, head.encode("utf-8", "surrogatepass"), data, b"\r\n--b--\r\n"]), "multipart/form-data; boundary=b"


def views(of: Instance) -> tuple[str, ...]:
    """Addresses of the desk that want one piece more."""
    mandate, ref, run = of.ids.mandate, of.ids.ref.replace(".", "@"), of.ids.run
    starts = ("", "man-", "run-", "doc-", f"{run}/", f"{of.ids.document}@", f"{of.ids.document}.", f"{ref},")
    inside = ("", "intake/", "draft/", "draft/mandate-brief/", "papers/", "email/")
    return (*starts, *(f"{mandate}/{each}" for each in inside), *(f"{ref}/{each}" for each in ("", "diff/", "as/")))


def filled(address: str, value: str) -> str:
    """An address with a value in place of each of its names."""
    quoted = urllib.parse.quote(value, safe="", errors="surrogatepass")
    while "{" in address:
        start, end = address.index("{"), address.index("}")
        address = address[:start] + quoted + address[end + 1 :]
    return address
