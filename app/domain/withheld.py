"""Words of an intake that must not become a requirement: what was found, where, under which rule, and the intake without them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.base import Value
from app.domain.intake import Intake, IntakeField
from app.domain.lang import LocalText


class Withheld(Value):
    """One find: the rule's id, its kind and severity, the path of the text, the words and the wording to accept instead."""

    rule: str
    kind: str
    severity: str
    path: str
    words: str
    ground: LocalText
    wording: LocalText
    cards: tuple[str, ...]


def without(intake: Intake, kept: Mapping[str, LocalText | None]) -> Intake:
    """The intake as drafts may use it: each path's text is replaced by what may stand of it (None: nothing may); items keep their place."""
    if not kept:
        return intake
    fields = {key: _field(field, kept) for key, field in intake.fields.items()}
    notes = kept.get("notes", intake.notes)
    return intake.model_copy(update={"fields": fields, "notes": notes})


def _field(field: IntakeField, kept: Mapping[str, LocalText | None]) -> IntakeField:
    if not any(p == field.path or p.startswith((f"{field.path}.", f"{field.path}[")) for p in kept):
        return field
    value = _value(field.value, field.path, kept)
    return field.model_copy(update={"value": value, "status": field.status if value is not None else "tbc"})


def _value(value: Any, path: str, kept: Mapping[str, LocalText | None]) -> Any:
    if path in kept:
        return kept[path]
    if isinstance(value, tuple):
        return tuple(_value(item, f"{path}[{index}]", kept) for index, item in enumerate(value))
    if isinstance(value, Mapping):
        whole = {k: _value(v, f"{path}.{k}", kept) for k, v in value.items()}
        if any(whole[k] is None for k in value):
            return {}  # a record without its unlawful half would read as if the rest were asked for
        return whole
    return value
