"""Where the data files lie: one function for a checkout and for a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_APP = Path(__file__).resolve().parent.parent


@cache
def data_root() -> Path:
    """The folder that holds prompts/, corpus/ and examples/: `app/_bundled` in a wheel, the checkout otherwise."""
    bundled = _APP / "_bundled"
    return bundled if bundled.is_dir() else _APP.parent


def prompts_dir() -> Path:
    """The prompts folder."""
    return data_root() / "prompts"


def corpus_dir() -> Path:
    """The corpus folder."""
    return data_root() / "corpus"


def locales_dir() -> Path:
    """The locale files."""
    return _APP / "locales"


def examples_dir() -> Path:
    """The example intakes."""
    return data_root() / "examples"
