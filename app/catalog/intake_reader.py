"""An intake file becomes an Intake: INTERFACES' rules for wrapped values, statuses, unknown and duplicate keys. Fills nothing in."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeGuard, cast

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import FieldSpec, TypeSpec, intake_schema
from app.catalog.intake_values import typed
from app.catalog.language import sort_text
from app.catalog.mandate_types import MandateType, mandate_types
from app.catalog.yaml_lines import Located, plain, read_bytes
from app.domain.intake import Intake, IntakeField, Override, Status
from app.domain.lang import LocalText
from app.errors import BadInput

STATUSES = ("stated", "inferred", "tbc", "n_a")
WRAPPER = frozenset({"value", "status", "source", "as_of"})
_TOP = ("mandate_type", "notes", "mandate", "overrides", "version")
OVERRIDES = TypeSpec(
    kind="list",
    item=TypeSpec(
        kind="record",
        keys={
            "finding": TypeSpec(
                kind="enum",
                choices=("one_job", "favourite", "advisers", "team_one_side", "cultural_fit", "panel_one_side", "years_as_proxy"),
            ),
            "reason": TypeSpec(kind="text"),
            "by": TypeSpec(kind="text"),
        },
        optional=frozenset({"by"}),
    ),
)
"""A consultant's overrides of kick-off findings: which, why, and who says so."""


def read_intake(data: bytes, *, name: str) -> Intake:
    """The intake in a YAML or JSON file's bytes; `name` is used in messages and its ending tells the format.

    Raises: BadInput with file and line.
    """
    return build_intake(read_bytes(data, name=name), name=name)


def build_intake(top: Located, *, name: str) -> Intake:
    """The intake of a mapping already read.

    Raises: BadInput with file and line.
    """
    schema = intake_schema()
    groups = schema.groups()
    for key in top:
        if key not in groups and key not in _TOP:
            raise unknown_key(f"{name}:{top.line_of(key)}", key, (*_TOP, *groups))
    kind = _mandate_type(top, name)
    fields: dict[str, IntakeField] = {}
    raw: dict[str, Any] = {}
    for group in groups:
        if group in top:
            _read_group(top, group, schema.fields, name, fields, raw)
    if "mandate" in top:
        _read_group(top, "mandate", _own_fields(kind), name, fields, raw)
    notes = _notes(top, name)
    normal: dict[str, Any] = {}
    if kind:
        normal["mandate_type"] = kind.id
    if notes:
        normal["notes"] = plain(top["notes"]["value"] if _wrapped(top["notes"]) else top["notes"])
    overrides = _overrides(top, name)
    if overrides:
        normal["overrides"] = plain(top["overrides"])
    return Intake(mandate_type=kind.id if kind else None, notes=notes, fields=fields, overrides=overrides, raw={**normal, **raw})


def unknown_key(where: str, key: str, known: tuple[str, ...]) -> BadInput:
    """The error for a key that is not known, with the nearest known one."""
    last = {name.rpartition(".")[2]: name for name in known}
    near = difflib.get_close_matches(key.rpartition(".")[2], last, n=1, cutoff=0.5)
    if near:
        return BadInput("input.unknown_key_near", where=where, name=key, near=last[near[0]])
    return BadInput("input.unknown_key", where=where, name=key, known=", ".join(known[:12]))


def _mandate_type(top: Located, name: str) -> MandateType | None:
    found = top.get("mandate_type")
    where = f"{name}:{top.line_of('mandate_type')}"
    if _wrapped(found):
        _known_wrapper(found, "mandate_type", name)
        where = f"{name}:{found.line_of('value')}"
        found = found.get("value") if found.get("status", "stated") in ("stated", "inferred") else None
    if found is None:
        return None
    if not isinstance(found, str):
        raise BadInput("input.wrong_type", where=where, name="mandate_type", expected="enum")
    known = mandate_types()
    if found not in known:
        near = difflib.get_close_matches(str(found), known, n=1, cutoff=0.3)
        raise BadInput(
            "input.unknown_choice", where=where, name="mandate_type", value=found, near=near[0] if near else "", known=", ".join(known)
        )
    return known[found]


def _own_fields(kind: MandateType | None) -> Mapping[str, FieldSpec]:
    if kind:
        return kind.fields
    return {path: spec for each in mandate_types().values() for path, spec in each.fields.items()}


def _overrides(top: Located, name: str) -> tuple[Override, ...]:
    if top.get("overrides") is None:
        return ()
    where = f"{name}:{top.line_of('overrides')}"
    items = typed(OVERRIDES, top["overrides"], path="overrides", where=where, names=frozenset({"by"}), name=name)
    for item in items:
        for key in ("finding", "reason"):
            if key not in item:
                raise BadInput("input.key_needed", where=where, name=f"overrides.{key}")
    return tuple(Override(finding=i["finding"], reason=i["reason"], by=i["by"].any() if "by" in i else None) for i in items)


def _notes(top: Located, name: str) -> LocalText | None:
    found = top.get("notes")
    if _wrapped(found):
        _known_wrapper(found, "notes", name)
        found = found.get("value")
    if found is None or found == "":
        return None
    if isinstance(found, str):
        return sort_text(found)
    if isinstance(found, Located) and set(found) <= {"en", "es"} and all(isinstance(v, str) for v in found.values()):
        return LocalText(**dict(found))
    raise BadInput("input.wrong_type", where=f"{name}:{top.line_of('notes')}", name="notes", expected="text")


def _read_group(
    top: Located, group: str, specs: Mapping[str, FieldSpec], name: str, fields: dict[str, IntakeField], raw: dict[str, Any]
) -> None:
    answers = top[group]
    if answers is None:
        return
    if not isinstance(answers, Located):
        raise BadInput("input.wrong_type", where=f"{name}:{top.line_of(group)}", name=group, expected="mapping")
    known = tuple(p.split(".")[1] for p in specs if p.startswith(f"{group}."))
    for key, value in answers.items():
        where = f"{name}:{answers.line_of(key)}"
        if key not in known:
            raise unknown_key(where, f"{group}.{key}", tuple(f"{group}.{k}" for k in known))
        field = _read_field(specs[f"{group}.{key}"], value, where, name)
        if field is not None:
            fields[field.path] = field
            raw.setdefault(group, {})[key] = _normal(value, field)


def _wrapped(value: Any) -> TypeGuard[Located]:
    return isinstance(value, Located) and bool(value) and ("status" in value or set(value) <= WRAPPER)


def _known_wrapper(value: Located, path: str, name: str) -> None:
    for key in value:
        if key not in WRAPPER:
            raise unknown_key(f"{name}:{value.line_of(key)}", f"{path}.{key}", tuple(f"{path}.{k}" for k in sorted(WRAPPER)))
    given = value.get("status", "stated")
    if given not in STATUSES:
        at = f"{name}:{value.line_of('status')}"
        raise BadInput("input.unknown_choice", where=at, name="status", value=given, near="", known=", ".join(STATUSES))
    if isinstance(value.get("source"), list | Located):
        raise BadInput("input.wrong_type", where=f"{name}:{value.line_of('source')}", name=f"{path}.source", expected="text")


def _read_field(spec: FieldSpec, value: Any, where: str, name: str) -> IntakeField | None:
    status: Status = "stated"
    source: str | None = None
    as_of: date | None = None
    if _wrapped(value):
        _known_wrapper(value, spec.path, name)
        status = cast(Status, value.get("status", "stated"))
        source = None if value.get("source") is None else str(value["source"])
        as_of = _as_of(value, name)
        where = f"{name}:{value.line_of('value')}"
        value = value.get("value")
    if status in ("tbc", "n_a"):
        return IntakeField(path=spec.path, status=status, source=source, as_of=as_of)
    if value is None:
        return IntakeField(path=spec.path, status="tbc", source=source, as_of=as_of) if source or as_of else None
    result = typed(spec.type, value, path=spec.path, where=where, names=intake_fields().names, name=name)
    return IntakeField(path=spec.path, value=result, status=status, source=source, as_of=as_of)


def _as_of(value: Located, name: str) -> date | None:
    found = value.get("as_of")
    if found is None or isinstance(found, date):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError as bad:
        raise BadInput("input.wrong_type", where=f"{name}:{value.line_of('as_of')}", name="as_of", expected="date") from bad


def _normal(value: Any, field: IntakeField) -> dict[str, Any]:
    inner = value.get("value") if _wrapped(value) else value
    normal: dict[str, Any] = {"value": _json(plain(inner)), "status": field.status}
    if field.source:
        normal["source"] = field.source
    if field.as_of:
        normal["as_of"] = field.as_of.isoformat()
    return normal


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_json(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value
