"""Words of the interface, of findings and of errors, by key and language. Falls back to English and lists what fell back."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from app.catalog.files import locales_dir
from app.domain.lang import Lang
from app.errors import BadData, PuenteError

FALLBACK: Lang = "en"
_PARAMETER = re.compile(r"\{([a-z_]+)\}")


def _flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat.update(_flatten(value, f"{name}."))
        else:
            flat[name] = str(value)
    return flat


@cache
def table(lang: str) -> dict[str, str]:
    """All texts of one language, keys joined by points; empty when the language has no file."""
    path = locales_dir() / f"{lang}.yaml"
    if not path.exists():
        return {}
    loaded = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    return _flatten(loaded or {})


def languages() -> tuple[str, ...]:
    """Every language that has a locale file."""
    return tuple(sorted(p.stem for p in locales_dir().glob("*.yaml")))


def fallen_back(lang: str) -> tuple[str, ...]:
    """Keys that a language lacks and English supplies."""
    return tuple(sorted(set(table(FALLBACK)) - set(table(lang))))


def say(lang: str, key: str, /, **params: object) -> str:
    """The text under a key, with its parameters filled in.

    Raises: BadData when no language has the key.
    """
    text = table(lang).get(key) or table(FALLBACK).get(key)
    if text is None:
        raise BadData("data.locale_key", where=f"app/locales/{FALLBACK}.yaml", name=key)
    return _PARAMETER.sub(lambda m: str(params.get(m[1], m[0])), text)


def has(key: str) -> bool:
    """True when the fallback language has the key."""
    return key in table(FALLBACK)


def error_line(lang: str, error: PuenteError) -> str:
    """One line for a user: where, what is wrong, what to do."""
    if not has(f"error.{error.key}"):
        return f"{error.where}: {error.key}" if error.where else error.key
    text = say(lang, f"error.{error.key}", **error.params)
    return f"{error.where}: {text}" if error.where else text
