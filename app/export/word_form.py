"""Word's content controls for the cells of a form: text to write, boxes to tick. Knows their grammar; knows no document of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.export.form_fields import TICK, WRITE, is_place
from app.export.inline import Runs, plain
from app.export.word_xml import Element, node, run, runs_of

ROW_HEIGHT = {True: 420, False: 860}
"""Least height of a row with a place to write, in twentieths of a point: in a table of two columns, and in a wider one."""
_PARTS = re.compile(f"({TICK})")
LINE = "C9D2D5"
_TICK_FONT = "MS Gothic"


def form_lines() -> Element:
    """Thin lines between the columns of a form."""
    return node("tblBorders", node("insideV", val="single", sz=4, space=0, color=LINE))


class FormControls:
    """Word's content controls, numbered through one file."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(1)

    def cell(self, words: Runs, name: str) -> list[Element] | None:
        """The controls of a form cell named by its column; None for an ordinary cell."""
        if is_place(words):
            return [self._place(name)]
        if TICK not in plain(words):
            return None
        made: list[Element] = []
        for part in words:
            for text in _PARTS.split(part.text):
                if text == TICK:
                    made.append(self._box(name))
                elif text:
                    made.extend(runs_of(text, is_bold=part.bold))
        return made

    def _place(self, name: str) -> Element:
        text = node("text")
        text.set(qn("w:multiLine"), "1")
        return self._control(name, [node("showingPlcHdr"), text], run(WRITE))

    def _box(self, name: str) -> Element:
        box = OxmlElement("w14:checkbox")
        for tag, value in (("checked", "0"), ("checkedState", "2612"), ("uncheckedState", "2610")):
            state = OxmlElement(f"w14:{tag}")
            state.set(qn("w14:val"), value)
            if tag != "checked":
                state.set(qn("w14:font"), _TICK_FONT)
            box.append(state)
        return self._control(name, [box], run(TICK))

    def _control(self, name: str, looks: list[Element], shown: Element) -> Element:
        number = next(self._numbers)
        head = node("sdtPr", node("alias", val=name[:60]), node("tag", val=f"field-{number}"), node("id", val=number), *looks)
        return node("sdt", head, node("sdtContent", shown))
