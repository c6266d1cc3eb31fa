"""HTML as a type: text is escaped the moment it goes in, and only this module can say that something is safe. Knows no words."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_VOID = frozenset({"br", "hr", "img", "input"})


class Html(str):
    """Text that is HTML already; made by the functions below and by nothing else."""

    __slots__ = ()


NOTHING = Html("")


def text(value: str) -> Html:
    """Any text, escaped; characters that steer the reading direction are dropped, since they can disguise what is written."""
    return Html(escape(_without_steering(value), quote=True))


def el(name: str, /, *children: str | None, **attributes: str | bool | int | None) -> Html:
    """One element. A child that is no Html is escaped; None is left out.

    Attribute names: a trailing underscore is dropped (`class_`), others become hyphens (`aria_label`); None and False are left out,
    True stands bare.
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False)
    if name in _VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{join(*children)}</{name}>")


def join(*children: str | None, between: str = "") -> Html:
    """Children one after the other, each escaped unless it is Html; None and empty ones are left out."""
    parts = [child if isinstance(child, Html) else text(child) for child in children if child]
    return Html((between if isinstance(between, Html) else text(between)).join(parts))


def rich(value: str, *, dagger_title: str = "") -> Html:
    """A statement's text: escaped, with `**…**` in bold and † explained; every other mark-up stays what it looks like."""
    bold = _BOLD.sub(r"<strong>\1</strong>", text(value))
    if not dagger_title:
        return Html(bold)
    return Html(bold.replace("†", el("abbr", "†", class_="pu-dagger", title=dagger_title)))


def link(address: str | None, label: str) -> Html:
    """A link to an http(s) address that tells the other side nothing; the bare label for any other address."""
    if not address or urlsplit(address).scheme not in ("http", "https"):
        return text(label)
    return el("a", label, href=address, target="_blank", rel="noopener noreferrer nofollow")


def _attribute(key: str, value: str | bool | int) -> str:
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(_without_steering(str(value)), quote=True)}"'


_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _without_steering(value: str) -> str:
    return _STEERING.sub("", value)
