"""What the stand-in sees in a request: evidence lines with their ids, the schema in whichever place, an order to be obeyed or not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_LINE = re.compile(r"^[ \t]*(?:[-*•][ \t]+)?\[([A-Z][A-Za-z0-9_]*(?:[.\-][A-Za-z0-9_]+)+)\][ \t]*:?[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_BLOCK = re.compile(
    r"<(memo|document|text|note)[^>]*>\s*(.+?)\s*</\1>|```\w*\n(.+?)\n```|^<<<\n(.*?)\n?>>>$", re.DOTALL | re.IGNORECASE | re.MULTILINE
)
_PAIR = re.compile(r"^\[(P\d+)\] (?:statement: )?(\S.*?)[ \t]*$", re.MULTILINE)
_OPEN = re.compile(r"^# Open points .*?^>>>$", re.DOTALL | re.MULTILINE)
_ORDERED = re.compile(r"^## (\S+/\d+) \((?:paragraph|bullets)\)\n((?:\[\S+\] .*\n?)+)", re.MULTILINE)
_ORDER = re.compile(r"(?i)[^\n]*\b(ignore|disregard|forget|ignora|ignore usted|olvida|descarta)\b[^\n]*")
_QUOTED = re.compile(r"[\"“«]([^\"”»\n]{2,})[\"”»]")


@dataclass(frozen=True)
class Line:
    """One evidence sentence, client statement or computed value, under its id."""

    id: str
    text: str
    is_open: bool = False
    """True under a heading of open points."""

    @property
    def basis(self) -> str:
        """What a statement that rests on it rests on."""
        if self.is_open:
            return "gap"
        return {"I": "client", "C": "client"}.get(self.id.split(".")[0], "guidance")


@dataclass(frozen=True)
class Prompt:
    """The messages as the stand-in reads them."""

    lines: tuple[Line, ...]
    passage: str
    """A quoted block (a memo) of the last user message; empty when there is none."""
    asked: str
    order: str | None
    """The words that an order hidden in the evidence wants to see written."""
    pairs: tuple[Line, ...] = ()
    """The statements that a verifier is to judge, by the id shown."""
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The blocks that may be put in another order, each with its statements' ids."""

    def line(self, line_id: str) -> Line | None:
        """The line with this id, or None."""
        return next((line for line in self.lines if line.id == line_id), None)


def read_prompt(messages: Sequence[Mapping[str, Any]]) -> Prompt:
    """The prompt of a chat request; ids met twice count once, in the order of their first line."""
    texts = [content_of(m) for m in messages]
    whole = "\n".join(texts)
    opens = [(m.start(), m.end()) for m in _OPEN.finditer(whole)]
    found_lines = [Line(m[1], m[2], any(a < m.start() < b for a, b in opens)) for m in _LINE.finditer(whole)]
    lines = {line.id: line for line in reversed(found_lines)}
    asked = next((t for m, t in zip(reversed(messages), reversed(texts), strict=True) if m.get("role") == "user"), "")
    blocks = [a or b or c for _, a, b, c in _BLOCK.findall(asked)]
    order = _ORDER.search(whole)
    quoted = _QUOTED.search(order.group()) if order else None
    return Prompt(
        lines=tuple(reversed(lines.values())),
        passage=blocks[-1] if blocks else "",
        asked=asked,
        order=(quoted.group(1) if quoted else order.group().strip()) if order else None,
        pairs=tuple(Line(*found) for found in _PAIR.findall(asked)),
        blocks=tuple((block, tuple(re.findall(r"^\[(\S+)\]", lines, re.MULTILINE))) for block, lines in _ORDERED.findall(asked)),
    )


def content_of(message: Mapping[str, Any]) -> str:
    """The text of a message whose content is a string or a list of parts."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    return str(content or "")


def schema_of(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The JSON schema asked for: by response_format, by a tool, or in the words of a message; None for plain text."""
    response_format = body.get("response_format") or {}
    if response_format.get("type") == "json_schema":
        shape: Mapping[str, Any] = response_format["json_schema"]["schema"]
        return shape
    for tool in body.get("tools") or ():
        parameters: Mapping[str, Any] = tool["function"]["parameters"]
        return parameters
    for message in reversed(body.get("messages") or ()):
        if (found := _schema_in(content_of(message))) is not None:
            return found
    return {"type": "object", "properties": {}} if response_format.get("type") == "json_object" else None


def _schema_in(text: str) -> Mapping[str, Any] | None:
    decoder = json.JSONDecoder()
    at = 0
    while (start := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, start)
        except ValueError:
            at = start + 1
            continue
        if isinstance(value, dict) and (value.get("type") == "object" or "$defs" in value or "anyOf" in value):
            return value
    return None
