"""Papers for the tests: the two sets of the trial, and a paper from a text in one line."""

from __future__ import annotations

from typing import Any

import yaml

from app.chains.read_papers import read_papers
from app.domain.lang import Lang
from app.domain.letters import unaccented
from app.domain.papers import Paper, PaperReading, Paragraph
from app.ingest.limits import LIMITS
from app.ingest.reader import read
from tests.builders import DATA


def trial(name: str) -> list[dict[str, Any]]:
    """The papers of one set: name, lang, text, holds, open."""
    loaded: list[dict[str, Any]] = yaml.safe_load((DATA / "papers" / f"{name}.yaml").read_text("utf-8"))["papers"]
    return loaded


def paper(text: str, name: str = "notes.txt") -> Paper:
    """A paper as the reader process hands it over."""
    extract = read(text.encode(), name.rpartition(".")[2], LIMITS)
    at, paragraphs = 0, []
    for block in extract.blocks:
        paragraphs.append(Paragraph(text=block.text, start=at, is_heading=block.is_heading))
        at += len(block.text) + 2
    return Paper(name=name, is_mail=extract.kind == "mail", paragraphs=tuple(paragraphs))


def reading(text: str, name: str = "notes.txt", lang: Lang = "en") -> PaperReading:
    """What the rules read in one text."""
    return read_papers([paper(text, name)], lang)[0]


def values(found: PaperReading) -> dict[str, Any]:
    """Path → proposed value."""
    return {p.path: p.value for p in found.proposals}


def is_right(wanted: object, value: object) -> bool:
    """True when a value is the one wanted; of a text, when it holds the words."""
    return unaccented(wanted) in unaccented(value) if isinstance(wanted, str) and isinstance(value, str) else wanted == value
