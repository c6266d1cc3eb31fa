"""What a page or a program gives, as text: anybody who may call the page can give something else."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import gradio as gr

MOST_NAMES = 20


def as_text(value: Any) -> str:
    """The value as text that can be written down; "" for none. Half of a pair of code units (a cut emoji) becomes a question mark."""
    return "" if value is None else str(value).encode("utf-8", errors="replace").decode("utf-8")


def taken(component: Any, value: Any) -> Any:
    """What a component is given of a call: a text box a text, a choice without one what the page began with; else what came."""
    if isinstance(component, gr.Textbox) or isinstance(value, str):
        return as_text(value)
    if isinstance(component, gr.Radio | gr.Dropdown) and value is None:
        return component.value
    return value


def said(event: gr.EventData) -> defaultdict[str, str]:
    """What a button of ours says of itself: names with their texts; "" for a name that was not said, and for whatever is no text."""
    given = event._data if isinstance(event._data, dict) else {}
    return defaultdict(str, {name: as_text(value) for name, value in list(given.items())[:MOST_NAMES] if isinstance(value, str)})
