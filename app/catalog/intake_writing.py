"""Answers written into an intake file: into the text itself where that is safe, so that comments and order stay. Decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from app.catalog.intake_reader import build_intake
from app.catalog.yaml_lines import plain, read_bytes
from app.errors import BadInput

INDENT = 2
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def with_answers(data: bytes, answers: Mapping[str, Mapping[str, Any]], *, name: str) -> tuple[bytes, bool]:
    """The file with each answer (path → value, status, source, as_of) in its place, and whether its comments and order are kept.

    An answer that stands there already is replaced. An empty file becomes an intake. The result is read again before it is given back.
    Raises: BadInput naming line and field.
    """
    if not data.strip():
        return _checked(_dumped({}, answers, name), name), True
    whole = plain(read_bytes(data, name=name))
    wanted = _set(whole, answers)
    if name.lower().endswith(".json"):
        return _checked((json.dumps(wanted, ensure_ascii=False, indent=2, default=str) + "\n").encode(), name), True
    edited = _edited(data.decode("utf-8-sig"), answers)
    if edited is not None and _says(edited, wanted, name):
        return _checked(edited.encode(), name), True
    return _checked(_dumped(whole, answers, name), name), False


def _checked(data: bytes, name: str) -> bytes:
    build_intake(read_bytes(data, name=name), name=name)
    return data


def _says(edited: str, wanted: dict[str, Any], name: str) -> bool:
    """True when the edited text says what is wanted and nothing else."""
    try:
        return bool(plain(read_bytes(edited.encode(), name=name)) == plain(read_bytes(_yaml(wanted).encode(), name=name)))
    except BadInput:
        return False


def _set(whole: dict[str, Any], answers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    made = dict(whole)
    for path, answer in answers.items():
        group, _, key = path.partition(".")
        if key:
            made[group] = {**(made.get(group) or {}), key: dict(answer)}
        else:
            made[group] = dict(answer)
    return made


def _dumped(whole: dict[str, Any], answers: Mapping[str, Mapping[str, Any]], name: str) -> bytes:
    made = _set(whole, answers)
    text = json.dumps(made, ensure_ascii=False, indent=2, default=str) + "\n" if name.lower().endswith(".json") else _yaml(made)
    return text.encode()


def _yaml(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=140)


def _flow(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=float("inf")).strip()


def _edited(text: str, answers: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The text with the answers put in by line; None where a group is written in a way that lines cannot be put into."""
    root = yaml.compose(text, Loader=_LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    lines = text.splitlines()
    groups = {str(k.value): (k, v) for k, v in root.value}
    edits: list[tuple[int, int, list[str]]] = []
    behind: dict[str, list[str]] = {}
    for path, answer in answers.items():
        name, _, key = path.partition(".")
        group = groups.get(name)
        if not key:
            if group is None:
                edits.append((0, 0, [f"{name}: {_flow(dict(answer))}"]))
            elif not _replaced(edits, lines, group[0], group[1], 0, f"{name}: {_flow(dict(answer))}"):
                return None
        elif group is None:
            behind.setdefault(name, []).append(f"{' ' * INDENT}{key}: {_flow(dict(answer))}")
        else:
            head, held = group
            if not isinstance(held, yaml.MappingNode) or held.flow_style or not held.value:
                return None
            column = held.value[0][0].start_mark.column
            line = f"{' ' * column}{key}: {_flow(dict(answer))}"
            known = next(((k, v) for k, v in held.value if str(k.value) == key), None)
            if known is None:
                edits.append((head.start_mark.line + 1, head.start_mark.line + 1, [line]))
            elif not _replaced(edits, lines, known[0], known[1], column, line):
                return None
    for start, end, new in sorted(edits, key=lambda e: e[0], reverse=True):
        lines[start:end] = new
    for name, answered in behind.items():
        lines += [f"{name}:", *answered]
    return "\n".join(lines) + "\n"


def _replaced(edits: list[tuple[int, int, list[str]]], lines: list[str], key: yaml.Node, value: yaml.Node, column: int, line: str) -> bool:
    """Notes that an answer's own line is replaced, a comment behind it kept; False where the answer runs over several lines."""
    first, last = key.start_mark.line, value.end_mark.line
    if key.start_mark.column != column or first != last:
        return False
    rest = lines[first][value.end_mark.column :].strip()
    if rest and not rest.startswith("#"):
        return False
    edits.append((first, first + 1, [f"{line}  {rest}" if rest else line]))
    return True
