"""The styles that the body needs, found in a Word file by name, or lent from the house template where they are not. Knows no content."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

USED = (
    "heading 1",
    "heading 2",
    "List Bullet",
    "toc 1",
    "footnote text",
    "footnote reference",
    "annotation text",
    "annotation reference",
    "Hyperlink",
    "Puente Lead",
    "Puente Subhead",
    "Puente Small",
    "Puente Table Head",
    "Puente Table Text",
    "Puente Picture",
    "Puente After Table",
    "Puente Source",
    "Puente Entry",
    "Puente Quote",
    "Puente Mark",
    "Puente Open",
    "Puente Table",
)


class WordStyles:
    """Style ids by name. A firm's own style of a name is used as it is."""

    def __init__(self, file: Any, house: Any) -> None:
        sheet = file.styles.element
        self._ids = {_name(s): s.get(qn("w:styleId")) for s in sheet.findall(qn("w:style"))}
        default = (s.get(qn("w:styleId")) for s in sheet.findall(qn("w:style")) if _is_default(s))
        self._ids.setdefault("normal", next(default, "Normal"))
        self._has_bullets = True
        taken = {i.lower() for i in self._ids.values()}
        lent = {_name(s): s for s in house.styles.element.findall(qn("w:style"))}
        for name in USED:
            if name.lower() not in self._ids:
                self._lend(sheet, lent[name.lower()], taken)

    def id(self, name: str) -> str:
        """The id of a style; "Normal" is the file's default paragraph style."""
        return str(self._ids[name.lower()])

    @property
    def has_bullets(self) -> bool:
        """False when the file's bullets have no list behind them, so that the sign must be written out."""
        return self._has_bullets

    def _lend(self, sheet: Any, style: Any, taken: set[str]) -> None:
        """Copies a house style without what it refers to in the house template (lists, typefaces, base styles of other ids)."""
        copy = deepcopy(style)
        style_id = copy.get(qn("w:styleId"))
        while style_id.lower() in taken:
            style_id += "P"
        copy.set(qn("w:styleId"), style_id)
        taken.add(style_id.lower())
        for reference in (*copy.findall(qn("w:basedOn")), *copy.findall(qn("w:next"))):
            reference.set(qn("w:val"), self._ids.get("normal table" if _name(copy) == "puente table" else "normal", "Normal"))
        for numbering in list(copy.iter(qn("w:numPr"))):
            numbering.getparent().remove(numbering)
            self._has_bullets = False
        sheet.append(copy)
        self._ids[_name(copy)] = style_id


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")


def _name(style: Any) -> str:
    found = style.find(qn("w:name"))
    return str(found.get(qn("w:val"))).lower() if found is not None else ""
