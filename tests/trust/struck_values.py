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
from app.services import runs, word_return
from app.services.house import House
from tests.chains.builders import as_yaml, told
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


def run_asked_for(house: House) -> str:
    """The id of a run that nobody has asked for before: who asks for the same twice is given the run under way, and nothing is written."""
    data = as_yaml(told(role={"title_en": f"Controller {secrets.token_hex(6)}"}))
    facts = facts_of(read_intake(data, name="i.yaml"), house.today())
    asked = _asked().model_copy(update={"data": data.decode()})
    return runs.start(house, ANA, asked, facts, lambda work: work.mandates.every(owner_id=ANA.user_id)[0].id).id


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
