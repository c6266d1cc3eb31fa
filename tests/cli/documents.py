"""Documents as plain data, for tests that tamper with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.cli.conftest import Ran

Document = dict[str, Any]
Check = Callable[[Document], Ran]


def statements(document: Document) -> Iterator[dict[str, Any]]:
    """Every statement."""
    for section in document["sections"]:
        for block in section["blocks"]:
            yield from block["statements"]


def with_basis(document: Document, basis: str, wanted: Callable[[dict[str, Any]], Any] = lambda _: True) -> dict[str, Any]:
    """The first plain statement of a basis that is wanted."""
    return next(s for s in statements(document) if s["basis"] == basis and "cells" not in s and wanted(s))


def blocked(ran: Ran) -> set[tuple[str, str | None]]:
    """Check and statement of every blocking finding."""
    return {(f["check"], f.get("statement_id")) for f in ran.json()["findings"] if f["severity"] == "block"}
