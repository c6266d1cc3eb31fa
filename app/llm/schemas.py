"""JSON schemas: the strict form that endpoints ask for, and what is wrong with an answer. Knows no endpoint and no prompt."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

FAULT_LENGTH = 300
MENDS = 50
# Keywords that strict endpoints reject and that say nothing about the shape. What the answer must satisfy stays in the
# caller's own schema, against which it is checked here.
_UNSENT = frozenset({"default", "examples", "title", "uniqueItems", "$schema", "$id"})
_COUNTS = ("items", "additionalProperties", "not")
_MAPS = ("properties", "$defs", "definitions")
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")


def strict_form(schema: Mapping[str, Any]) -> dict[str, Any] | None:
    """The schema with every object closed and every property required; an optional property becomes nullable.

    None when the schema has an open object (free keys), which strict mode cannot say.
    """
    try:
        return _closed(schema)
    except _OpenObject:
        return None


class _OpenObject(Exception):
    """An object with free keys was met."""


def _closed(node: Mapping[str, Any]) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key, value in node.items():
        if key in _MAPS and isinstance(value, Mapping):
            built[key] = {name: _closed(sub) for name, sub in value.items()}
        elif key in _LISTS and isinstance(value, list):
            # `oneOf` is not accepted in strict mode; `anyOf` says the same to whoever writes.
            built["anyOf" if key == "oneOf" else key] = [_closed(sub) for sub in value]
        elif key in _COUNTS and isinstance(value, Mapping):
            built[key] = _closed(value)
        elif key not in _UNSENT:
            built[key] = value
    if "properties" in built or built.get("type") == "object":
        if node.get("additionalProperties", False) is not False or not built.get("properties"):
            raise _OpenObject
        required = set(node.get("required", ()))
        built["properties"] = {name: sub if name in required else _nullable(sub) for name, sub in built["properties"].items()}
        built["required"] = list(built["properties"])
        built["additionalProperties"] = False
    return built


def _nullable(node: dict[str, Any]) -> dict[str, Any]:
    return node if _takes_null(node) else {"anyOf": [node, {"type": "null"}]}


def _takes_null(node: Mapping[str, Any]) -> bool:
    kind = node.get("type")
    if kind == "null" or (isinstance(kind, list) and "null" in kind):
        return True
    return any(isinstance(sub, Mapping) and _takes_null(sub) for sub in node.get("anyOf", ()))


def without_nulls(data: Any, schema: Mapping[str, Any], root: Mapping[str, Any] | None = None) -> Any:
    """The answer without the nulls that stand for an optional property left out (they come from the strict form)."""
    root = schema if root is None else root
    node = resolved(schema, root)
    if isinstance(data, Mapping) and isinstance(node.get("properties"), Mapping):
        required = set(node.get("required", ()))
        kept: dict[str, Any] = {}
        for name, value in data.items():
            sub = node["properties"].get(name)
            if sub is None:
                kept[name] = value
            elif value is not None or name in required or _takes_null(resolved(sub, root)):
                kept[name] = without_nulls(value, sub, root)
        return kept
    if isinstance(data, list) and isinstance(node.get("items"), Mapping):
        return [without_nulls(item, node["items"], root) for item in data]
    return data


def resolved(node: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The node that a local `$ref` points at; the node itself when it has none or points elsewhere."""
    seen = 0
    while isinstance(ref := node.get("$ref"), str) and ref.startswith("#/") and seen < 20:
        target: Any = root
        for part in ref[2:].split("/"):
            target = target.get(part, {}) if isinstance(target, Mapping) else {}
        node, seen = target, seen + 1
    return node


def first_fault(data: Any, schema: Mapping[str, Any]) -> str | None:
    """What is wrong with an answer, as "path: reason" for the most telling fault; None when it satisfies the schema."""
    best = _best_error(data, schema)
    if best is None:
        return None
    path = "/".join(str(part) for part in best.absolute_path) or "(the whole answer)"
    reason = f"{path}: {best.message}"
    return reason if len(reason) <= FAULT_LENGTH else reason[: FAULT_LENGTH - 1] + "…"


def listed(data: Any, schema: Mapping[str, Any]) -> Any:
    """The answer with a bare value put into a list wherever the schema expects a list and takes that value as an item."""
    data = json.loads(json.dumps(data))
    for _ in range(MENDS):
        bare = [e for e in _errors(data, schema) if e.validator == "type" and e.validator_value == "array"]
        if not bare:
            return data
        fault = bare[0]
        if next(iter(_errors([fault.instance], {**fault.schema, "$defs": schema.get("$defs", {})})), None) is not None:
            return data
        path = list(fault.absolute_path)
        if not path:
            return [data]
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = [fault.instance]
    return data


def _best_error(data: Any, schema: Mapping[str, Any]) -> Any:
    return importlib.import_module("jsonschema").exceptions.best_match(_errors(data, schema))


def _errors(data: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
    # Loaded by name: the packages carry no types, and start-up must not pay for them. The empty registry keeps a
    # foreign $ref from being fetched.
    validator = importlib.import_module("jsonschema").Draft202012Validator
    found: Iterator[Any] = validator(schema, registry=importlib.import_module("referencing").Registry()).iter_errors(data)
    return found
