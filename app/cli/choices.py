"""Flags with a few allowed values. Knows how to refuse one clearly."""

from __future__ import annotations

from app.errors import BadSetting


def chosen(value: str, known: tuple[str, ...], flag: str, key: str = "setting.value") -> str:
    """The value when it is one of the known ones.

    Raises: BadSetting naming flag and choices.
    """
    if value not in known:
        raise BadSetting(key, where=flag, value=value, known=", ".join(known))
    return value
