"""The faults that the stand-in can play: how they are named, and what they do to an answer. Knows no socket."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from typing import Any

HEADER = "x-standin-fault"
WIRE = frozenset(
    {"429", "429_bare", "500", "503", "401", "404", "closed", "timeout", "hang", "html_200", "slow"}
    | {"reject_json_schema", "reject_json_object", "reject_tools"}
)
ENVELOPE = frozenset({"cut_stream", "refusal", "truncated", "content_filter", "no_usage", "no_choices"})
TEXT = frozenset({"say", "fenced_json", "half_json", "prose_json", "not_json", "empty"})
DATA = frozenset({"wrong_language", "string_for_list", "unknown_ids", "wrong_number", "injected", "wrong_shape", "answer", "judging"})
PARAMETER = frozenset({"reject_parameter"})
KNOWN = WIRE | ENVELOPE | TEXT | DATA | PARAMETER | {"ok"}

FOREIGN = "Wir empfehlen, die Stelle erst nach der Prüfung der Unterlagen zu besetzen."
"""What the stand-in says in a language that nobody asked for."""

Faults = Mapping[str, str]
"""Name → parameter ("" for none)."""


def parsed(spec: str) -> dict[str, str]:
    """`slow=200+fenced_json` → {"slow": "200", "fenced_json": ""}; the empty text and "ok" are no fault.

    Raises: ValueError for a name that is not known.
    """
    found: dict[str, str] = {}
    for part in (p.strip() for p in spec.split("+")):
        name, _, parameter = part.partition("=")
        if name and name not in KNOWN:
            raise ValueError(f"unknown fault {name!r}; known: {', '.join(sorted(KNOWN))}")
        if name and name != "ok":
            found[name] = parameter
    return found


def answering(data: Any) -> str:
    """The fault by which the stand-in answers exactly this data: a model as clever, or as wrong, as a test wants it."""
    return f"answer={base64.urlsafe_b64encode(json.dumps(data, ensure_ascii=False).encode('utf-8')).decode('ascii')}"


def saying(text: str) -> str:
    """The fault by which the stand-in says exactly this text, where no JSON is asked for."""
    return f"say={base64.urlsafe_b64encode(text.encode('utf-8')).decode('ascii')}"


def of_model(model: str) -> str:
    """The fault in a model name such as `puente-standin:fault=cut_stream`; "" when there is none."""
    return model.partition(":fault=")[2]


def bend_data(data: Any, faults: Faults, order: str | None) -> Any:
    """The answer's data as a fault wants it; `order` is what the injected fault obeys."""
    if "answer" in faults:
        return json.loads(base64.urlsafe_b64decode(faults["answer"]))
    if "wrong_shape" in faults:
        return {"unexpected": True}
    if "string_for_list" in faults:
        _change_first(data, lambda value: isinstance(value, list), _as_bare)
    if "unknown_ids" in faults:
        _change_every(data, _is_id_list, lambda ids: [*ids[:-1], "G999.9"])
    if "wrong_number" in faults:
        _change_first(data, lambda value: isinstance(value, str) and bool(re.search(r"\d", value)) and " " in value, wrong_figure)
    if "wrong_language" in faults:
        _change_every(data, lambda value: isinstance(value, str) and value.count(" ") > 3, lambda _: FOREIGN)
    if "injected" in faults and order is not None:
        _change_first(data, lambda value: isinstance(value, str) and " " in value, lambda _: order)
    return data


def bend_text(text: str, faults: Faults) -> str:
    """The answer's text as a fault wants it."""
    if "say" in faults:
        text = base64.urlsafe_b64decode(faults["say"]).decode("utf-8")
    if "fenced_json" in faults:
        text = f"```json\n{text}\n```"
    if "prose_json" in faults:
        text = f"Here is the answer [G1.1]:\n{text}\nI hope that this helps."
    if "half_json" in faults or "truncated" in faults:
        text = text[: max(1, len(text) // 2)]
    if "not_json" in faults:
        text = "I would rather tell you in a sentence."
    return "" if "empty" in faults else text


def wrong_figure(text: str) -> str:
    """The text with its first figure's last digit raised by one (9 becomes 0)."""
    return re.sub(r"\d(?!\d)", lambda m: str((int(m.group()) + 1) % 10), text, count=1)


def _is_id_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and re.fullmatch(r"[A-Z]\w*[.\-][\w.\-]+", v) for v in value)


def _as_bare(value: Any) -> Any:
    first = value[0] if value else ""
    return first if isinstance(first, str) else json.dumps(first, ensure_ascii=False)


def _change_first(node: Any, wanted: Any, change: Any) -> bool:
    """Change the first value that is wanted, in reading order; True when one was."""
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()):
        if wanted(value):
            node[key] = change(value)
            return True
        if _change_first(value, wanted, change):
            return True
    return False


def _change_every(node: Any, wanted: Any, change: Any) -> None:
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()):
        if wanted(value):
            node[key] = change(value)
        else:
            _change_every(value, wanted, change)
