"""What an expression of a guided file means for one intake: a path, an item's key, or one named function. No nesting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.catalog.guided_items import CALL
from app.domain.facts import Derived, Facts
from app.domain.functions import FUNCTIONS


@dataclass(frozen=True)
class Scope:
    """Where expressions are read: the facts, and inside `each` the current item with its path."""

    facts: Facts
    item: Any = None
    item_path: str = ""

    def path_of(self, expression: str) -> str:
        """The intake path that an expression names ("item.baseline" → "role.outcomes[2].baseline")."""
        if expression == "item" or expression.startswith("item."):
            if isinstance(self.item, Mapping) and "path" in self.item and expression == "item":
                return str(self.item["path"])
            return self.item_path + expression[len("item") :]
        return expression

    def value(self, expression: str) -> Any | None:
        """The value of an expression (a Derived for a function call), or None when it is absent."""
        call = CALL.fullmatch(expression)
        if call:
            argument = self._plain(call.group(3)) if call.group(3) else None
            if call.group(3) and argument is None:
                return None
            return FUNCTIONS[f"{call.group(1)}.{call.group(2)}"](self.facts, argument)
        return self._plain(expression)

    def _plain(self, expression: str) -> Any | None:
        if expression == "item":
            return self.item
        if expression.startswith("item."):
            found = self.item
            for key in expression.split(".")[1:]:
                found = found.get(key) if isinstance(found, Mapping) else getattr(found, key, None)
            return found
        return self.facts.intake.get(expression)

    def present(self, expression: str) -> bool:
        """True when the expression has something to print."""
        found = self.value(expression)
        return found is not None and found != () and found != ""

    def open(self, expression: str) -> bool:
        """True when the path that an expression names (or the field it lies in) is an open point without a value."""
        path = self.path_of(expression)
        if path == self.item_of_point():
            return True
        within = any(path == p.path or path.startswith((f"{p.path}.", f"{p.path}[")) for p in self.facts.open_points)
        return within and (not self.present(expression) or self.uncovered(path))

    def item_of_point(self) -> str:
        """The path of the open point that `each` is at; empty elsewhere."""
        return str(self.item["path"]) if isinstance(self.item, Mapping) and "rank" in self.item else ""

    def uncovered(self, path: str) -> bool:
        """True when a list is there but one side of the border is missing in it."""
        return any(p.path == path and p.uncovered for p in self.facts.open_points)


@dataclass
class Computation:
    """The formulas and inputs that one statement's values brought along; at most one line a formula."""

    steps: list[str] = field(default_factory=list)
    inputs: dict[str, str | int | float | None] = field(default_factory=dict)

    def add(self, derived: Derived) -> None:
        """Take over a value's formula and inputs."""
        for step in (derived.formula or "").split("; "):
            if step and step not in self.steps:
                self.steps.append(step)
        self.inputs.update(derived.inputs)
