"""WordprocessingML in small pieces: elements, runs, fields. Knows the format's grammar; knows no document of ours.

Text comes in as data and is escaped by the XML library, never put together as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.export.inline import Runs

Element = Any
SETTINGS_ORDER = (
    "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The last settings in the schema's order, as far as ours stand among them."""
_RIGHT_TO_LEFT = re.compile(
    "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    "(?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff\\s]*"
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff])?)"
)


def node(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the main namespace with attributes of the same."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, *, style: str = "", is_bold: bool = False, is_right_to_left: bool = False) -> Element:
    """One run. `style` is a style id."""
    made = node("r")
    looks = node("rPr")
    if style:
        looks.append(node("rStyle", val=style))
    if is_bold:
        looks.extend([node("b"), node("bCs")])
    if is_right_to_left:
        looks.append(node("rtl"))
    if len(looks):
        made.append(looks)
    words = node("t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    made.append(words)
    return made


def runs_of(text: str, *, style: str = "", is_bold: bool = False) -> list[Element]:
    """Runs for a text; what is written from right to left gets runs of its own, so that Word orders and shapes it."""
    parts = _RIGHT_TO_LEFT.split(text)
    return [run(t, style=style, is_bold=is_bold, is_right_to_left=bool(at % 2)) for at, t in enumerate(parts) if t]


def inline(parts: Runs, *, style: str = "") -> list[Element]:
    """Our runs as Word's runs."""
    return [made for part in parts for made in runs_of(part.text, style=style, is_bold=part.bold)]


def paragraph(style: str, content: Iterable[Element] = ()) -> Element:
    """A paragraph in a style, named by its id."""
    return node("p", node("pPr", node("pStyle", val=style)), *content)


def field(code: str, shown: Iterable[Element], *, is_dirty: bool = False) -> list[Element]:
    """A field with the result that is shown until somebody updates it; a dirty one is worked out when the file is opened."""
    instruction = node("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    return [
        node("r", node("fldChar", fldCharType="begin", **({"dirty": "true"} if is_dirty else {}))),
        node("r", instruction),
        node("r", node("fldChar", fldCharType="separate")),
        *shown,
        node("r", node("fldChar", fldCharType="end")),
    ]


def bookmarked(content: list[Element], number: int, name: str) -> list[Element]:
    """The content between the two ends of a bookmark."""
    return [node("bookmarkStart", id=number, name=name), *content, node("bookmarkEnd", id=number)]


def declare(settings: Element, made: Element) -> None:
    """Sets an element into the settings part in the place that the schema gives it."""
    tags = [qn(f"w:{name}") for name in SETTINGS_ORDER]
    later = set(tags[tags.index(made.tag) + 1 :])
    follower = next((child for child in settings if child.tag in later), None)
    if follower is not None:
        follower.addprevious(made)
    else:
        settings.append(made)
