"""The pieces that every view of the desk is made of: frame, crumbs, forms, labelled fields, links. Pure; knows no service."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.text import has, say
from app.domain.lang import Lang
from app.ui.presenters.markup import NOTHING, Html, el


def frame(lang: Lang, at: str, *children: str | None, poll_ms: int | None = None) -> Html:
    """One view. `at` is its address; `poll_ms` asks the page to fetch it again after that time."""
    told = el("div", class_="pu-desk-told", role="alert", tabindex="-1")
    return el("div", told, *children, class_="pu-desk-view", data_here=at, data_poll=poll_ms, lang=lang)


def crumbs(lang: Lang, *ways: tuple[str, str], here: str) -> Html:
    """The way back: (address, name) pairs, then where one is."""
    all_ways = (("", say(lang, "page.desk.mandates")), *ways)
    links = [el("li", way(at, name)) for at, name in all_ways]
    trail = el("ol", *links, el("li", here, aria_current="page"))
    return el("nav", trail, class_="pu-crumbs", aria_label=say(lang, "page.desk.trail"))


def way(at: str, name: str, *, class_: str | None = None) -> Html:
    """A link to another view of the desk."""
    return el("a", name, href=f"?desk={at}", data_at=at, class_=class_)


def form(do: str, *children: str | None, class_: str = "", **hidden: str) -> Html:
    """A form that does one thing; `hidden` goes along with it."""
    carried = [el("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    told = el("div", class_="pu-told", role="alert")
    return el("form", *carried, *children, told, data_do=do, class_=f"pu-form {class_}".strip(), method="post", action="#")


def button(name: str, *, is_primary: bool = False, hint: str = "", **attributes: str) -> Html:
    """The button that sends its form."""
    return el("button", name, type="submit", class_="pu-act pu-first" if is_primary else "pu-act", aria_label=hint or None, **attributes)


def field(label: str, control: Html, *, means: str = "", class_: str = "") -> Html:
    """A control under its label."""
    hint = el("span", means, class_="pu-means") if means else NOTHING
    return el("label", el("span", label, class_="pu-field-name"), control, hint, class_=f"pu-field {class_}".strip())


def line(name: str, *, placeholder: str = "", required: bool = False, value: str = "") -> Html:
    """A box for one line."""
    return el("input", type="text", name=name, placeholder=placeholder or None, required=required, value=value or None, autocomplete="off")


def file_box(lang: Lang, label: str, *, accept: str, name: str = "file", is_multiple: bool = False) -> Html:
    """A file to choose, in the page's own words: a browser's own button speaks the browser's language."""
    chosen = el("input", type="file", name=name, accept=accept, required=True, multiple=is_multiple)
    none = el("span", say(lang, "page.live.no_file"), class_="pu-file-name", data_none=say(lang, "page.live.no_file"))
    pick = el("span", el("span", say(lang, "page.live.choose_file"), class_="pu-act"), chosen, none, class_="pu-file")
    return field(label, pick)


def select(name: str, options: Sequence[tuple[str, str]], chosen: str = "", **attributes: str | bool | None) -> Html:
    """A choice: (value, words) pairs."""
    shown = [el("option", words, value=value, selected=value == chosen) for value, words in options]
    return el("select", *shown, name=name, **attributes)


def fold(title: str | Html, *children: str | None, is_open: bool = False, class_: str = "pu-fold") -> Html:
    """Something that opens."""
    return el("details", el("summary", title), *children, open=is_open, class_=class_)


def badge(words: str, kind: str) -> Html:
    """A short state in a frame; its colour says nothing that its words do not say."""
    return el("span", words, class_=f"pu-badge pu-badge-{kind}")


def counted(lang: Lang, key: str, count: int, **params: object) -> str:
    """A text with a count; one thing has words of its own where the language wants them (`KEY_1`)."""
    one = f"{key}_1"
    return say(lang, one if count == 1 and has(one) else key, count=count, **params)
