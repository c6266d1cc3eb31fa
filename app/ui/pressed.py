"""What a button of ours says of itself when it is pressed. Anybody who may call the page can say something else."""

from __future__ import annotations

from collections import defaultdict

import gradio as gr

MOST_NAMES = 20


def said(event: gr.EventData) -> defaultdict[str, str]:
    """Names with their texts; "" for a name that was not said, and for whatever is no text."""
    given = event._data if isinstance(event._data, dict) else {}
    return defaultdict(str, {name: value for name, value in list(given.items())[:MOST_NAMES] if isinstance(value, str)})
