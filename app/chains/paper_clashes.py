"""Proposals held against an intake: what it says already, and where it says something else. Changes nothing."""

from __future__ import annotations

from typing import Any

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import intake_schema
from app.catalog.intake_values import typed
from app.catalog.yaml_lines import Items, Located
from app.domain.intake import Intake, IntakeField, counts_of
from app.domain.papers import Clash, PaperReading, Proposed
from app.errors import BadInput

TYPE = "mandate_type"


def against(reading: PaperReading, intake: Intake) -> PaperReading:
    """The reading with each proposal marked: known already, in conflict, or new. An open answer is in no conflict."""
    return reading.model_copy(update={"proposals": tuple(marked(p, intake) for p in reading.proposals)})


def marked(proposal: Proposed, intake: Intake) -> Proposed:
    """One proposal held against the intake."""
    field = _field(proposal.path, intake)
    if field is None or field.status == "tbc":
        return proposal.model_copy(update={"clash": None, "is_known": False})
    if field.value is not None and _is_same(proposal, field):
        return proposal.model_copy(update={"clash": None, "is_known": True})
    group, _, key = proposal.path.partition(".")
    raw = intake.raw.get(group)
    held = raw.get(key) if isinstance(raw, dict) else raw
    value = held.get("value") if isinstance(held, dict) and "status" in held else held
    clash = Clash(value=value, status=field.status, source=field.source)
    return proposal.model_copy(update={"clash": clash, "is_known": False})


def _field(path: str, intake: Intake) -> IntakeField | None:
    if path == TYPE:
        return IntakeField(path=path, value=intake.mandate_type) if intake.mandate_type else None
    return intake.fields.get(path)


def _is_same(proposal: Proposed, field: IntakeField) -> bool:
    if proposal.path == TYPE:
        return bool(proposal.value == field.value)
    value = as_typed_value(proposal.path, proposal.value)
    mine, known = _leaves(value), _leaves(field.value)
    return bool(mine) and mine <= known


def _leaves(value: Any) -> frozenset[str]:
    return frozenset(part.strip().casefold() for part in counts_of("", value).split(";")) if value is not None else frozenset()


def as_typed_value(path: str, value: Any) -> Any:
    """A proposed value as the intake's own type.

    Raises: BadInput naming what was expected.
    """
    spec = intake_schema().fields.get(path)
    if spec is None:
        raise BadInput("input.settle_path", where=path)
    return typed(spec.type, located(value), path=path, where=path, names=intake_fields().names, name=path)


def located(value: Any) -> Any:
    """Plain data in the form that the intake reader takes."""
    if isinstance(value, dict):
        return Located({k: located(v) for k, v in value.items()}, dict.fromkeys(value, 1), 1)
    if isinstance(value, list | tuple):
        items = [located(v) for v in value]
        return Items(items, [1] * len(items))
    return value
