"""Reading what the user names and printing what comes of it. Knows files and streams; knows no use case."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.errors import BadInput

STDIN = "-"


def read_named(name: str) -> tuple[bytes, str]:
    """The bytes of a file (or of standard input for "-") and the name for messages.

    Raises: BadInput when there is nothing to read.
    """
    if name == STDIN:
        return sys.stdin.buffer.read(), "stdin"
    path = Path(name)
    try:
        return path.read_bytes(), path.name
    except FileNotFoundError as gone:
        raise BadInput("input.no_file", where=name) from gone
    except IsADirectoryError as folder:
        raise BadInput("input.is_folder", where=name) from folder
    except OSError as bad:
        raise BadInput("input.unreadable", where=name, reason=bad.strerror or type(bad).__name__) from bad


def as_json(value: Any) -> str:
    """A value as JSON text: values lose their absent fields, accents stay."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def print_json(value: Any) -> None:
    """One JSON object on standard output and nothing else."""
    sys.stdout.write(as_json(value) + "\n")


def remark(text: str) -> None:
    """A line for the reader, on standard error."""
    sys.stderr.write(text + "\n")
