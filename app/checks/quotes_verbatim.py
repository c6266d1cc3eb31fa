"""Are words in quotation marks those of a citation or of the client? Knows “ ”, « », ‘ ’ and straight marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.given import Given
from app.domain.composed import composed
from app.domain.document import Finding

NAME = "quotes_verbatim"
QUOTED = re.compile(
    r"[“„«\"‹]([^“”„«»\"‹›]+)[”»\"›]"
    r"|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
    r"|(?<![\w'])'(?=\S)([^'\n]+(?:'\w[^'\n]*)*)(?<=\S)'(?![\w'])"
)
_TOKEN = re.compile(r"\w+|[%$€]")
_ELISION = re.compile(r"…|\.\.\.|\[[^\]]*\]")


def normal(text: str) -> str:
    """For comparing words: the words alone, case and accents levelled to one form, each with a space before and after."""
    return f" {' '.join(_TOKEN.findall(composed(text).casefold()))} "


def check(given: Given) -> Iterator[Finding]:
    """A quotation that stands in no citation, no client's words and no open question blocks."""
    client = tuple(normal(t) for t in (*given.intake_texts, *given.question_texts))
    for section, statement in given.statements():
        cited = tuple(normal(t) for t in given.quoted(statement))
        for match in QUOTED.finditer(given.text(statement)):
            parts = [normal(p) for p in _ELISION.split(next(g for g in match.groups() if g)) if _TOKEN.search(p)]
            if not any(_in_order(parts, t) for t in (*cited, *client)):
                yield given.finding(NAME, "block", "quote_not_verbatim", section, statement, match.span(), quote=match.group())


def _in_order(parts: list[str], text: str) -> bool:
    """True when every part stands in the text, one after the other; what was left out is marked between them."""
    place = 0
    for part in parts:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + len(part) - 1
    return True
