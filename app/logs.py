"""Logging set-up for the doors. Knows the format; importing it configures nothing."""

from __future__ import annotations

import logging
import sys


def configure(level: str = "WARNING") -> None:
    """Send log lines to standard error, one a line; safe to call twice."""
    root = logging.getLogger("puente")
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(level)
