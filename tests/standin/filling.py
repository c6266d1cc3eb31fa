"""An answer made from a JSON schema and the ids that the prompt shows: right in shape, figures and ids, and without any judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.standin.reading import Line, Prompt

MOST_STATEMENTS = 6
DEEPEST = 12
_TEXT_NAMES = re.compile(
    r"(?i)^(text|sentence|statement|words|content|line|summary|message|body|answer|suggestion|question|reason|why|hq_hears)$"
)
_QUOTE_NAMES = re.compile(r"(?i)^(quote|span|excerpt|exact|passage|before|original)s?$|_quote$|_span$")
_REWRITE = frozenset({"text", "dropped"})
"""The fields of an answer that is the passage itself, said anew: the stand-in says it word for word."""
_ID_LIST_NAMES = re.compile(r"(?i)ids$|^(citations?|cites|evidence|sources|basis_ids|support)$")
_KEY_NAMES = re.compile(r"(?i)^(id|dimension|code|path|marker|gap|section|category|persona)$|_id$|_code$")
_NEGATIVE = re.compile(r"(?i)unsup|contrad|abstain|refus|missing|conflict|inject|needs|blocked")
_PREFERRED = ("supported", "guidance", "none", "other")


def fill(schema: Mapping[str, Any], prompt: Prompt) -> Any:
    """Data that satisfies the schema's types, enums, consts, counts and bounds; patterns are not followed."""
    return _Filler(schema, prompt).value(schema, "", None, 0)


class _Filler:
    def __init__(self, root: Mapping[str, Any], prompt: Prompt) -> None:
        self._root = root
        self._prompt = prompt

    def value(self, node: Any, name: str, line: Line | None, depth: int) -> Any:
        """A value for one schema node; `line` is the evidence line that the enclosing object speaks of."""
        node = self._plain(node, depth)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return self._choice(node["enum"], line)
        kind = _kind(node)
        if kind == "object":
            return self._object(node, line, depth)
        if kind == "array":
            return self._list(node, name, line, depth)
        if kind == "string":
            return self._string(node, name, line)
        if kind in ("integer", "number"):
            return _number(node, kind)
        if kind == "boolean":
            return not _NEGATIVE.search(name)
        return None

    def _plain(self, given: Any, depth: int) -> Mapping[str, Any]:
        """The node with $ref, allOf and anyOf resolved to one alternative."""
        node: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        for _ in range(DEEPEST):
            if isinstance(ref := node.get("$ref"), str):
                target: Any = self._root
                for part in ref.removeprefix("#/").split("/"):
                    target = target.get(part, {}) if isinstance(target, Mapping) else {}
                node = {**target, **{k: v for k, v in node.items() if k != "$ref"}}
            elif node.get("allOf"):
                merged: dict[str, Any] = {k: v for k, v in node.items() if k != "allOf"}
                for part in node["allOf"]:
                    merged = {**self._plain(part, depth), **merged}
                node = merged
            elif alternatives := (node.get("anyOf") or node.get("oneOf")):
                node = self._alternative([self._plain(a, depth + 1) for a in alternatives], depth)
            else:
                return node
        return node

    def _alternative(self, options: list[Mapping[str, Any]], depth: int) -> Mapping[str, Any]:
        solid = [o for o in options if o.get("type") != "null"]
        is_nullable = len(solid) < len(options)
        # An optional list or object inside a statement (cells, a computation) is left out; depth also ends recursion.
        if not solid or (is_nullable and (depth > DEEPEST or (depth >= 3 and _kind(solid[0]) in ("object", "array")))):
            return {"type": "null"}
        return solid[0]

    def _object(self, node: Mapping[str, Any], line: Line | None, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            return {}
        if set(node.get("properties") or ()) == _REWRITE:
            return {"text": self._prompt.passage, "dropped": []}
        return {name: self.value(sub, name, line, depth + 1) for name, sub in (node.get("properties") or {}).items()}

    def _list(self, node: Mapping[str, Any], name: str, line: Line | None, depth: int) -> list[Any]:
        least, most = int(node.get("minItems", 0)), int(node.get("maxItems", MOST_STATEMENTS))
        items = self._plain(node.get("items"), depth + 1)
        if depth > DEEPEST or most == 0:
            return []
        if "enum" in items:
            return self._chosen(items["enum"], line, max(least, min(1, most)))
        if _kind(items) == "object" and self._prompt.pairs and "verdict" in (items.get("properties") or {}):
            return [self.value(items, name, pair, depth + 1) for pair in self._prompt.pairs]
        if _kind(items) == "object" and self._prompt.blocks and "order" in (items.get("properties") or {}):
            return [{"block": block, "order": [[i] for i in (*ids[1:], ids[0])]} for block, ids in self._prompt.blocks]
        if _kind(items) == "object":
            rows = self._rows(items, least, most, line, depth)
            return [row if isinstance(row, dict) else self.value(items, name, row, depth + 1) for row in rows]
        if _kind(items) == "string" and _ID_LIST_NAMES.search(name) and self._prompt.lines:
            known = [candidate.id for candidate in self._prompt.lines]
            return self._chosen(known, line, max(least, 1))
        return [self.value(items, name, line, depth + 1) for _ in range(max(least, min(1, most)))]

    def _rows(self, items: Mapping[str, Any], least: int, most: int, line: Line | None, depth: int) -> list[Any]:
        """What the objects of a list speak of: evidence lines for statements, the closed list for keyed rows, else nothing."""
        properties: Mapping[str, Any] = items.get("properties") or {}
        plain = {name: self._plain(sub, depth + 2) for name, sub in properties.items()}
        id_lists = [(n, p) for n, p in plain.items() if _kind(p) == "array" and (_ID_LIST_NAMES.search(n) or self._lists_ids(p))]
        has_text = any(_kind(p) == "string" and "enum" not in p and _TEXT_NAMES.search(n) for n, p in plain.items())
        if id_lists and has_text:
            allowed = self._plain(id_lists[0][1].get("items"), depth).get("enum")
            lines = [x for x in self._prompt.lines if allowed is None or x.id in allowed]
            wanted = max(least, min(most, MOST_STATEMENTS))
            rows: list[Any] = list(_spread(lines, wanted))
            while rows and len(rows) < least:
                rows.append(rows[len(rows) % len(lines)])
            return rows or [None] * least
        key = next((n for n, p in plain.items() if _KEY_NAMES.search(n) and p.get("enum")), None)
        if key is not None and line is None:
            values = [v for v in plain[key]["enum"] if v is not None][: max(least, most)]
            filled = []
            for at in range(max(least, len(values))):
                value = values[at % len(values)]
                row = self._object(items, self._prompt.line(str(value)), depth + 1)
                filled.append({**row, key: value})
            return filled
        return [line] * max(least, min(1, most))

    def _lists_ids(self, node: Mapping[str, Any]) -> bool:
        allowed = self._plain(node.get("items"), 0).get("enum") or ()
        return any(self._prompt.line(str(v)) is not None for v in allowed)

    def _choice(self, options: list[Any], line: Line | None) -> Any:
        if line is not None:
            for wanted in (line.id, line.basis):
                if wanted in options:
                    return wanted
        return next((p for p in _PREFERRED if p in options), options[0])

    def _chosen(self, options: list[Any], line: Line | None, count: int) -> list[Any]:
        first = [line.id] if line is not None and line.id in options else []
        rest = [o for o in options if o not in first]
        return [*first, *rest][:count]

    def _string(self, node: Mapping[str, Any], name: str, line: Line | None) -> str:
        if node.get("format") == "date":
            return "2027-05-03"
        if line is not None and _KEY_NAMES.search(name):
            text = line.id
        elif _QUOTE_NAMES.search(name) and self._prompt.passage:
            text = _first_sentence(self._prompt.passage)
        elif line is not None:
            text = line.text
        elif self._prompt.lines and _TEXT_NAMES.search(name):
            text = self._prompt.lines[0].text
        elif name == "text" and self._prompt.passage:
            text = f"{_first_sentence(self._prompt.passage).rstrip('.!?')}?"
        else:
            text = "Stand-in text."
        least, most = int(node.get("minLength", 0)), int(node.get("maxLength", 10_000))
        return text.ljust(least, ".")[:most]


def _kind(node: Mapping[str, Any]) -> str:
    kind = node.get("type")
    if isinstance(kind, list):
        kind = next((k for k in kind if k != "null"), "null")
    if kind is None:
        kind = "object" if "properties" in node else "array" if "items" in node else "string"
    return str(kind)


def _number(node: Mapping[str, Any], kind: str) -> int | float:
    least = node.get("minimum", node.get("exclusiveMinimum", 0) + (1 if "exclusiveMinimum" in node else 0))
    most = node.get("maximum", least + 1)
    middle = (least + most) // 2 if kind == "integer" else (least + most) / 2
    return int(middle) if kind == "integer" else float(middle)


def _spread(lines: list[Line], count: int) -> list[Line]:
    """At most `count` lines that show every kind there is (guidance, client, computed), in prompt order."""
    kinds: dict[str, list[Line]] = {}
    for line in lines:
        kinds.setdefault(line.id[0], []).append(line)
    chosen: list[Line] = []
    depth = 0
    while len(chosen) < min(count, len(lines)):
        for group in kinds.values():
            if depth < len(group) and len(chosen) < count:
                chosen.append(group[depth])
        depth += 1
    return sorted(chosen, key=lines.index)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
