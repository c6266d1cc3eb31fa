"""Small pieces of Word's XML, for edits in tests."""

from __future__ import annotations

import copy
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

Element = Any


def style(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return found.get(qn("w:val")) if found is not None else ""


def new_run(words: str) -> Element:
    """A run with these words."""
    run = etree.Element(qn("w:r"))
    text = etree.SubElement(run, qn("w:t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def run_like(run: Element, words: str) -> Element:
    """A run with these words and the looks of another."""
    made = new_run(words)
    looks = run.find(qn("w:rPr"))
    if looks is not None:
        made.insert(0, copy.deepcopy(looks))
    return made


def wrap(run: Element, tracked: Element) -> None:
    """A tracked element in the place of a run."""
    run.addprevious(tracked)
    run.getparent().remove(run)


def bare(element: Element) -> None:
    """Takes all content out of the paragraphs of an element, and their marks."""
    paragraphs = [element] if element.tag == qn("w:p") else list(element.iter(qn("w:p")))
    for paragraph in paragraphs:
        for child in list(paragraph):
            if child.tag != qn("w:pPr"):
                paragraph.remove(child)
