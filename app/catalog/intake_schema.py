"""The intake schema, typed: fields, what they are needed for, and their types. Knows no values."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.errors import BadData

Need = Literal["draft", "approve", "optional"]
Kind = Literal["text", "enum", "int", "number", "money", "pay", "date", "bool", "list", "record"]
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")


class TypeSpec(Value):
    """The type of a value. `choices` for enums, `item` for lists, `keys` for records (key → type), `optional` keys of a record."""

    kind: Kind
    choices: tuple[str, ...] = ()
    item: TypeSpec | None = None
    keys: dict[str, TypeSpec] = {}
    optional: frozenset[str] = frozenset()


class FieldSpec(Value):
    """One question of the intake."""

    path: str
    needed: Need
    type: TypeSpec
    note: str = ""
    at_most: int | None = None


class IntakeSchema(Value):
    """All fields by path, in reading order."""

    fields: dict[str, FieldSpec]

    def groups(self) -> tuple[str, ...]:
        """Group names in order."""
        return tuple(dict.fromkeys(path.split(".")[0] for path in self.fields))

    def keys_of(self, group: str) -> tuple[str, ...]:
        """The keys of one group."""
        return tuple(p.split(".")[1] for p in self.fields if p.startswith(f"{group}."))


_SIMPLE: dict[str, Kind] = {"text": "text", "int": "int", "number": "number", "money": "money", "date": "date", "bool": "bool"}


def _type(declared: Any, extra: dict[str, Any], where: str) -> TypeSpec:
    if isinstance(declared, dict):
        keys = {k.rstrip("?"): _type(v, {}, f"{where}.{k}") for k, v in declared.items()}
        if set(keys) == {"amount", "currency", "period", "basis"}:
            return TypeSpec(kind="pay", keys=keys)
        return TypeSpec(kind="record", keys=keys, optional=frozenset(k[:-1] for k in declared if k.endswith("?")))
    if declared == "enum":
        return TypeSpec(kind="enum", choices=tuple(str(c) for c in extra.get("of", ())))
    if declared == "list":
        return TypeSpec(kind="list", item=_type(extra.get("item", "text"), {}, where))
    if declared == "CEFR":
        return TypeSpec(kind="enum", choices=CEFR)
    if isinstance(declared, str) and "|" in declared:
        return TypeSpec(kind="enum", choices=tuple(declared.split("|")))
    if declared in _SIMPLE:
        return TypeSpec(kind=_SIMPLE[declared])
    raise BadData("data.schema_type", where=where, name=str(declared))


def parse_fields(groups: dict[str, Any], where: str) -> dict[str, FieldSpec]:
    """Field specs of a `groups` tree (the schema file, or a mandate type's own fields).

    Raises: BadData naming file and field.
    """
    fields: dict[str, FieldSpec] = {}
    for group, keys in groups.items():
        for key, head in keys.items():
            path = f"{group}.{key}"
            note = str(head.get("note", ""))
            most = re.search(r"at most (\d+)|(?<!\d)\d++ to (\d+)", note)
            fields[path] = FieldSpec(
                path=path,
                needed=head["needed"],
                type=_type(head["type"], head, f"{where}: {path}"),
                note=note,
                at_most=int(next(g for g in most.groups() if g)) if most else None,
            )
    return fields


@cache
def intake_schema() -> IntakeSchema:
    """The schema of prompts/intake/schema.yaml.

    Raises: BadData when the file does not hold together.
    """
    path = prompts_dir() / "intake" / "schema.yaml"
    loaded = load(path)
    return IntakeSchema(fields=parse_fields(loaded["groups"], path.name))
