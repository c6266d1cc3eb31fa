"""Guided composition as data: items with text or cells, a basis, and the two conditions `when` and `each`. Knows no intake values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from app.domain.base import Value
from app.errors import BadData

BasisKind = Literal["cite", "client", "judgement", "gap"]
PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_.\[\]]*(?:\([a-z0-9_.\[\]]+\))?)(\??)\}")
CALL = re.compile(r"(law|dates|money|gaps|plan)\.([a-z_0-9]+)(?:\(([a-z0-9_.\[\]]+)\))?")
ITEM_KEYS = {"id", "text", "cells", "basis", "when", "each", "where"}


class BasisRef(Value):
    """One ground of a statement: a card, an intake path, our judgement, or an open intake path."""

    kind: BasisKind
    ref: str = ""


class GuidedItem(Value):
    """One statement to be, or one for each item of a list. It is written when `when` holds and everything it names is present."""

    id: str
    text: str | None = None
    cells: tuple[str, ...] | None = None
    basis: tuple[BasisRef, ...]
    when: tuple[str, ...] = ()
    each: str | None = None
    where: dict[str, str] = {}

    def templates(self) -> tuple[str, ...]:
        """The texts with placeholders."""
        return self.cells if self.cells is not None else (self.text or "",)

    def expressions(self) -> tuple[str, ...]:
        """Every path and function call that the item names, `?` marks dropped."""
        named = [m.group(1) for t in self.templates() for m in PLACEHOLDER.finditer(t)]
        return (*named, *self.when, *((self.each,) if self.each else ()))


def parse_items(loaded: Sequence[dict[str, Any]], where: str) -> tuple[GuidedItem, ...]:
    """Items of a guided file, checked one by one.

    Raises: BadData naming the file and the item.
    """
    items = tuple(_item(raw, where) for raw in loaded)
    ids = [i.id for i in items]
    for name in ids:
        if ids.count(name) > 1:
            raise BadData("data.duplicate_item", where=where, name=name)
    return items


def _item(raw: dict[str, Any], where: str) -> GuidedItem:
    name = str(raw.get("id", "?"))
    at = f"{where}: {name}"
    if unknown := set(raw) - ITEM_KEYS:
        raise BadData("data.unknown_key", where=at, name=", ".join(sorted(unknown)))
    if ("text" in raw) == ("cells" in raw):
        raise BadData("data.item_text_or_cells", where=at, name=name)
    basis = tuple(_basis(b, at) for b in raw.get("basis", ()))
    if not basis:
        raise BadData("data.item_without_basis", where=at, name=name)
    when = raw.get("when", ())
    item = GuidedItem(
        id=name,
        text=raw.get("text"),
        cells=tuple(raw["cells"]) if "cells" in raw else None,
        basis=basis,
        when=(when,) if isinstance(when, str) else tuple(when),
        each=raw.get("each"),
        where={k: str(v) for k, v in raw.get("where", {}).items()},
    )
    for template in item.templates():
        if "{" in PLACEHOLDER.sub("", template) or "}" in PLACEHOLDER.sub("", template):
            raise BadData("data.bad_placeholder", where=at, name=template)
    return item


def _basis(raw: Any, at: str) -> BasisRef:
    if raw == "judgement":
        return BasisRef(kind="judgement")
    if isinstance(raw, dict) and len(raw) == 1:
        kind, ref = next(iter(raw.items()))
        if kind in ("cite", "client", "gap") and isinstance(ref, str):
            return BasisRef(kind=kind, ref=ref)
        if kind == "judgement":
            return BasisRef(kind="judgement")
    raise BadData("data.bad_basis", where=at, name=str(raw))
