"""One thing that the doctor looked at, and how it is said. Looks at nothing."""

from __future__ import annotations

from typing import Literal

from app.catalog.text import error_line, say
from app.domain.base import Value
from app.domain.lang import Lang
from app.errors import PuenteError

State = Literal["ok", "warn", "bad"]


class Point(Value):
    """One thing looked at."""

    name: str
    state: State
    message: str


def point(lang: Lang, name: str, state: State, key: str, /, **params: object) -> Point:
    """What was found, in the reader's language; `key` stands under `doctor` in the locale files."""
    return Point(name=name, state=state, message=say(lang, f"doctor.{key}", **params))


def failed(lang: Lang, name: str, error: PuenteError, /) -> Point:
    """What an error says, which names its mend."""
    return Point(name=name, state="bad", message=error_line(lang, error))
