"""Does a statement of the client's words deny what the client answered, or leave a denial out? Looks at the same words around alone.

It is held against the cited answer where that stands in the document's language, and against the wording of the guided files that say
the same answer. What is said otherwise is the verifier's: an answer is often a word or two, in either language.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from app.catalog.guided_items import PLACEHOLDER
from app.catalog.kinds import document_kinds
from app.catalog.language import detect
from app.catalog.mandate_types import mandate_types
from app.checks.given import Given
from app.checks.support.edits import denials_edited
from app.checks.support.matching import Pair
from app.checks.support.reading import read
from app.checks.support.reasons import Reason
from app.domain.document import Statement
from app.domain.lang import Lang

_HOLE = " xxx "
"""Stands where a value was: a word that no statement has."""
_NUMBER = re.compile(r"\[\d+\]")
LEAST = 3
"""So many words around a denial must be the same: a guided line about an answer is short."""


class Said(NamedTuple):
    """A guided item's words, and the fields that it tells of."""

    text: str
    paths: frozenset[str]


def denials_of_client(given: Given, statement: Statement) -> tuple[Reason, ...]:
    """Denials that a statement has and the client's answer or its reviewed wording has not, or the other way round."""
    lang = given.document.lang
    paths = {_bare(c.intake_path) for c in statement.citations if c.intake_path and not c.withheld}
    if statement.basis != "client" or not paths:
        return ()
    said = read(given.text(statement), lang)
    answers = [part for text in given.quoted(statement, bare=True) for part in text.split("; ") if detect(part) == lang]
    wordings = [w.text for w in _wordings(given.document.kind, lang) if w.paths & paths]
    found = [reason for text in (*answers, *wordings) for reason in denials_edited(Pair(said, read(text, lang)), LEAST)]
    return tuple(dict.fromkeys(found))


def _bare(path: str) -> str:
    """A path without the numbers of lists."""
    return _NUMBER.sub("", path)


@cache
def _wordings(kind: str, lang: Lang) -> tuple[Said, ...]:
    known = document_kinds().get(kind)
    items = [item for section in (known.sections if known else ()) for block in section.guided[lang] for item in block.items]
    items += [item for mandate_type in mandate_types().values() for _, of, item in mandate_type.own_items() if of == lang]
    told = (
        Said(PLACEHOLDER.sub(_HOLE, text), frozenset(_bare(b.ref) for b in item.basis if b.kind == "client"))
        for item in items
        if any(b.kind == "client" for b in item.basis)
        for text in item.templates()
    )
    return tuple(dict.fromkeys(told))
