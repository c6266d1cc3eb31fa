"""Is each statement in the document's language? Words quoted from client or source are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.catalog.language import detect
from app.checks.given import Given
from app.checks.quotes_verbatim import QUOTED
from app.domain.composed import composed
from app.domain.document import Finding

NAME = "language_right"
MIN_WORDS = 6
SURE = 0.9
BILINGUAL = "terms"
"""The annex that sets the two languages side by side."""
_NAMES = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w’'-]*")


def check(given: Given) -> Iterator[Finding]:
    """A statement in the other language blocks."""
    lang = given.document.lang
    for section, statement in given.statements():
        if section.id == BILINGUAL:
            continue
        words = " ".join(QUOTED.sub(" ", composed(c)) for c in statement.cells or (statement.text,))
        plain = _NAMES.sub(" ", words)
        found = detect(plain, min_words=MIN_WORDS, sure=SURE)
        if found is not None and found != lang:
            yield given.finding(NAME, "block", "wrong_language", section, statement)
