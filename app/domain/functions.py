"""The named functions that guided files may call: `dates.…`, `law.…`, `money.…`, `gaps.…`, `plan.…`: the public ones of those modules."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getmembers, isfunction
from types import ModuleType
from typing import Any

from app.domain import (
    derive_assessment,
    derive_bench,
    derive_cash,
    derive_charter,
    derive_dates,
    derive_gaps,
    derive_law,
    derive_marks,
    derive_money,
    derive_panel,
    derive_pay,
    derive_plan,
    derive_superior,
    derive_update,
)
from app.domain.facts import Derived, Facts

Function = Callable[[Facts, Any], Derived | None]


def _public(family: str, module: ModuleType) -> dict[str, Function]:
    return {
        f"{family}.{name}": found
        for name, found in getmembers(module, isfunction)
        if not name.startswith("_") and found.__module__ == module.__name__
    }


FUNCTIONS: dict[str, Function] = {
    **_public("dates", derive_dates),
    **_public("law", derive_law),
    **_public("money", derive_money),
    **_public("gaps", derive_gaps),
    **_public("plan", derive_plan),
    **_public("plan", derive_panel),
    **_public("plan", derive_marks),
    **_public("law", derive_superior),
    **_public("money", derive_pay),
    **_public("money", derive_cash),
    **_public("plan", derive_assessment),
    **_public("plan", derive_bench),
    **_public("plan", derive_charter),
    **_public("dates", derive_update),
}
