"""What a model wrote, read as JSON: clean, fenced, wrapped in prose, cut in half, or no JSON at all. Knows no endpoint."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.llm.schemas import first_fault, listed, without_nulls

Shape = Literal["clean", "fenced", "prose", "half_json", "not_json", "empty"]
"""clean, fenced and prose hold JSON; the other three hold none that can be used."""
_FENCE = re.compile(r"```[ \t]*+(?:json|JSON)?[ \t]*+\r?\n(.*?)```", re.DOTALL)
_START = re.compile(r"(\{\s*(?:\"|\Z)|\[\s*[{\"\[])|[{\[]")
MOST_STARTS = 200
"""Brackets looked at in one text, so that a model gone astray costs no time to read."""
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """JSON found in a text; `data` is None unless the shape holds JSON."""

    shape: Shape
    data: Any = None


@dataclass(frozen=True)
class Judged:
    """An answer held against its schema: usable data, or the message key and the fault that say why not."""

    data: Any = None
    was_mended: bool = False
    key: str | None = None
    fault: str = ""


def read_json(text: str) -> Reading:
    """The one JSON value that a text holds; the longest when prose surrounds several."""
    # Reasoning models on plain servers print their thinking before the answer.
    bare = _THOUGHT.sub("", text).strip().removeprefix("\ufeff")
    if not bare:
        return Reading("empty")
    if (clean := _loaded(bare)) is not None:
        return Reading("clean", clean[0])
    for fenced in sorted(_FENCE.findall(bare), key=len, reverse=True):
        if (inside := _loaded(fenced.strip())) is not None:
            return Reading("fenced", inside[0])
    found, is_open = _longest_inside(bare)
    if found is not None and not is_open:
        return Reading("prose", found)
    return Reading("half_json" if is_open else "not_json")


def _loaded(text: str) -> tuple[Any] | None:
    try:
        return (json.loads(text, strict=False),)
    except (ValueError, RecursionError):
        return None


def _longest_inside(text: str) -> tuple[Any, bool]:
    """The longest object or list in a text, and whether the text holds the beginning of one that never ends."""
    decoder = json.JSONDecoder(strict=False)
    best: Any = None
    length = at = 0
    for _ in range(MOST_STARTS):
        if (match := _START.search(text, at)) is None:
            break
        start = match.start()
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            # A bracket of prose, such as an evidence id [G1.2], is not the start of an answer; a brace before a quote is.
            if match.group(1) is not None:
                return None, True
            at = start + 1
            continue
        if at - start > length and isinstance(value, dict | list) and value:
            best, length = value, at - start
    return best, False


def judge(text: str, schema: Mapping[str, Any]) -> Judged:
    """Usable data when the text holds JSON that satisfies the schema, as it stands or once mended.

    Mended without asking again: a fence, prose around the answer, a bare value where a list is expected.
    """
    reading = read_json(text)
    if reading.shape in ("half_json", "not_json", "empty"):
        return Judged(key=f"model.{reading.shape}", fault=_SAID[reading.shape])
    data = without_nulls(reading.data, schema)
    fault = first_fault(data, schema)
    if fault is None:
        return Judged(data=data, was_mended=reading.shape != "clean")
    wrapped = listed(data, schema)
    if wrapped != data and first_fault(wrapped, schema) is None:
        return Judged(data=wrapped, was_mended=True)
    return Judged(key="model.wrong_shape", fault=fault)


_SAID: Mapping[str, str] = {
    "half_json": "the JSON breaks off before its end",
    "not_json": "there is no JSON in it",
    "empty": "it is empty",
}
