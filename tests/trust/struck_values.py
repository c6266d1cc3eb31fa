"""What a write path is, and what lies in the data folder before one is tried. Knows the two steps that several paths begin with."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import docx

from app.catalog.intake_reader import read_intake
from app.chains.kind_facts import facts_of
from app.domain.coaching import Coaching
from app.domain.facts import Facts
from app.services import word_return
from app.services.house import House
from tests.services.builders import ANA
from tests.trust.people_doors import _asked

TEXTS = ("Reynosa", "Saltillo", "Celaya", "Silao")


@dataclass(frozen=True)
class Before:
    """What lies in the data folder before anything is tried."""

    mandate: str
    document: str
    word: bytes
    statement: str
    sections: tuple[str, ...]
    memo: str
    promising: Coaching


@dataclass(frozen=True)
class WritePath:
    """`do` writes once and gives what it acknowledges as one line; `holds` tells whether that is there, in a process that begins later."""

    do: Callable[[House, Before], str]
    holds: Callable[[House, Before, str], bool]


def facts_asked(house: House) -> Facts:
    """The facts of the intake that a run is asked for."""
    return facts_of(read_intake(_asked().data.encode(), name="i.yaml"), house.today())


def imported(house: House, given: Before) -> str:
    """The numbers of the proposals of a Word file that came back with a word more; `none` where nothing was proposed."""
    made = word_return.import_word(house, ANA, _edited(given.word), name="back.docx")
    return " ".join(str(p.number) for p in made.proposals) or "none"


def _edited(word: bytes) -> bytes:
    stream = io.BytesIO(word)
    file = docx.Document(stream)
    runs_of = [r for p in file.paragraphs for r in p.runs if len(r.text.split()) > 8]
    secrets.choice(runs_of).text += f" {secrets.choice(TEXTS)}"
    file.save(made := io.BytesIO())
    return made.getvalue()
