"""Which intake paths exist: fields of the schema and of the mandate types, and the keys inside their values. Knows no values."""

from __future__ import annotations

import re

from app.catalog.intake_schema import FieldSpec, TypeSpec, intake_schema
from app.catalog.mandate_types import mandate_types

_STEP = re.compile(r"\.([a-z0-9_]+)|\[(\d*)\]")
_INSIDE = {"money": ("amount", "currency"), "pay": ("amount", "currency", "period", "basis"), "text": ("en", "es")}


def field_of(path: str, own_paths: frozenset[str] | set[str]) -> FieldSpec | None:
    """The field that a path lies in: of the schema, or one of `own_paths`, the own fields of a type; None for no field."""
    name = ".".join(path.split(".")[:2]).split("[")[0]
    if name in own_paths:
        return next((t.fields[name] for t in mandate_types().values() if name in t.fields), None)
    return intake_schema().fields.get(name)


def is_known(path: str, own_paths: frozenset[str] | set[str]) -> bool:
    """True when a path names a field, or an item or key that its type has."""
    field = field_of(path, own_paths)
    return field is not None and has_inside(field.type, path[len(field.path) :])


def has_inside(spec: TypeSpec, rest: str) -> bool:
    """True when a type has what the rest of a path names (".baseline", "[2].baseline"); an empty rest is the value itself."""
    while rest:
        step = _STEP.match(rest)
        if step is None:
            return False
        key, rest = step.group(1), rest[step.end() :]
        if key is None:
            if spec.kind != "list" or spec.item is None:
                return False
            spec = spec.item
        elif spec.kind == "record" and key in spec.keys:
            spec = spec.keys[key]
        else:
            return not rest and key in _INSIDE.get(spec.kind, ())
    return True
