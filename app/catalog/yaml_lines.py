"""YAML and JSON read with the line of every key: duplicates, aliases and control characters refused. Knows no schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import yaml

from app.errors import BadInput

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?(?<!\d)\d++(?:\.\d++)?[eE][+-]?\d{1,2}(?!\d)|\t')


class Located(Mapping[str, Any]):
    """A mapping that remembers the line (from 1) of each of its keys."""

    def __init__(self, values: dict[str, Any], lines: dict[str, int], line: int) -> None:
        self._values = values
        self.lines = lines
        self.line = line

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping itself."""
        return self.lines.get(key, self.line)


class Items(list[Any]):
    """A list that remembers the line (from 1) of each of its items."""

    def __init__(self, items: list[Any], lines: list[int]) -> None:
        super().__init__(items)
        self.lines = lines


def read_bytes(data: bytes, *, name: str, limit: int = MAX_BYTES) -> Located:
    """Read a YAML or JSON document (by the name's ending) whose top is a mapping.

    Raises: BadInput with file and line for anything unreadable.
    """
    if len(data) > limit:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.1f}", limit=f"{limit / 1e6:.0f}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=name, position=bad.start) from bad
    _refuse_control(text, name)
    if name.lower().endswith(".json"):
        text = _checked_json(text, name)
        _refuse_control(text, name)
    if not text.strip():
        raise BadInput("input.empty", where=name)
    return _compose(text, name)


def _refuse_control(text: str, name: str) -> None:
    found = _CONTROL.search(text)
    if found:
        raise _control(found.group(), name, text.count("\n", 0, found.start()) + 1)


def _control(sign: str, name: str, line: int) -> BadInput:
    return BadInput("input.control_character", where=f"{name}:{line}", code=f"U+{ord(sign):04X}")


def _checked_json(text: str, name: str) -> str:
    """The JSON text in a form that YAML reads alike: escapes that only JSON has are resolved, tabs between tokens become blanks."""
    try:
        json.loads(text, parse_int=len)  # only the grammar matters here: a number of 5,000 digits is refused by type later
    except (json.JSONDecodeError, RecursionError) as bad:
        line = bad.lineno if isinstance(bad, json.JSONDecodeError) else 1
        raise BadInput("input.not_json", where=f"{name}:{line}", reason=getattr(bad, "msg", "nesting")) from bad
    return _JSON_TOKEN.sub(_as_yaml, text)


def _as_yaml(token: re.Match[str]) -> str:
    found = token.group()
    if found == "\t":
        return "  "
    if found[0] != '"':
        return f"{Decimal(found):f}"
    return json.dumps(json.loads(found), ensure_ascii=False) if "\\" in found else found


def _compose(text: str, name: str) -> Located:
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise BadInput("input.too_deep", where=f"{name}:{_line(event)}")
            if isinstance(event, yaml.AliasEvent):
                raise BadInput("input.alias", where=f"{name}:{event.start_mark.line + 1 if event.start_mark else 1}")
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as bad:
        mark = getattr(bad, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise BadInput("input.not_yaml", where=f"{name}:{line}", reason=getattr(bad, "problem", None) or "nesting") from bad
    if node is None:
        raise BadInput("input.empty", where=name)
    if not isinstance(node, yaml.MappingNode):
        raise BadInput("input.not_mapping", where=name)
    built = _build(node, name, yaml.SafeLoader(""))
    assert isinstance(built, Located)
    return built


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _build(node: yaml.Node, name: str, maker: yaml.SafeLoader) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                raise BadInput("input.key", where=f"{name}:{key_line}")
            key = str(key_node.value)
            if _CONTROL.search(key):
                raise BadInput("input.key", where=f"{name}:{key_line}")
            if key in values:
                raise BadInput("input.duplicate_key", where=f"{name}:{key_line}", name=key, first=lines[key])
            lines[key] = key_line
            values[key] = _build(value_node, name, maker)
        return Located(values, lines, line)
    if isinstance(node, yaml.SequenceNode):
        return Items([_build(item, name, maker) for item in node.value], [item.start_mark.line + 1 for item in node.value])
    try:
        value = maker.construct_object(node)
    except (yaml.YAMLError, ValueError) as bad:
        raise BadInput("input.not_yaml", where=f"{name}:{line}", reason=str(node.value)[:40]) from bad
    hidden = _CONTROL.search(value) if isinstance(value, str) else None
    if hidden:
        raise _control(hidden.group(), name, line)
    if isinstance(value, datetime):
        return value.date() if value.time().isoformat() == "00:00:00" else value.isoformat()
    if isinstance(value, str | int | float | bool | date) or value is None:
        return value
    raise BadInput("input.not_yaml", where=f"{name}:{line}", reason=str(node.value)[:40])


def plain(value: Any) -> Any:
    """The same data as plain dicts and lists."""
    if isinstance(value, Located):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value
