"""What orders to a drafter look like, by technique, from prompts/verification/orders.yaml. Knows patterns; knows no document."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.errors import BadData

Shows = Literal["says", "prints", "language", "drops"]
SHOWS = ("says", "prints", "language", "drops")


class Technique(NamedTuple):
    """One way of giving an order inside material, and how a draft shows that it was followed."""

    id: str
    shows: Shows
    order: tuple[re.Pattern[str], ...]
    obeyed: tuple[re.Pattern[str], ...]


class Order(NamedTuple):
    """An order found in a text: its words, what it wants printed ("" when it does not say), and its words as they stand there."""

    technique: Technique
    words: str
    payload: str
    raw: str = ""


@cache
def techniques() -> tuple[Technique, ...]:
    """Every technique of the file.

    Raises: BadData naming a technique whose patterns or kind do not hold.
    """
    found = []
    for raw in load(prompts_dir() / "verification" / "orders.yaml")["techniques"]:
        if raw["shows"] not in SHOWS:
            raise BadData("data.unknown_key", where=f"orders.yaml: {raw['id']}", name=str(raw["shows"]))
        try:
            order, obeyed = (tuple(re.compile(p, re.IGNORECASE) for p in raw[key]) for key in ("order", "obeyed"))
        except re.error as bad:
            raise BadData("data.not_yaml", where=f"orders.yaml: {raw['id']}", reason=str(bad)) from bad
        found.append(Technique(raw["id"], raw["shows"], order, obeyed))
    return tuple(found)


@lru_cache(maxsize=4096)
def orders_in(text: str) -> tuple[Order, ...]:
    """The orders that a text holds, one a technique and wording; none in ordinary text."""
    found: dict[tuple[str, str], Order] = {}
    for technique in techniques():
        for pattern in technique.order:
            for match in pattern.finditer(text):
                payload = (match.groupdict().get("payload") or "").strip()
                found.setdefault((technique.id, match.group()), Order(technique, " ".join(match.group().split()), payload, match.group()))
    return tuple(found.values())
