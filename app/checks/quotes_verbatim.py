"""Are words in quotation marks those of a citation or of the client? Knows “ ”, « », ‘ ’ and straight marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.checks.given import Given
from app.domain.document import Finding

NAME = "quotes_verbatim"
QUOTED = re.compile(r"“([^”]+)”|«([^»]+)»|\"([^\"]+)\"|(?<!\w)‘([^’]+(?:’\w[^’]*)*)’(?!\w)")


def normal(text: str) -> str:
    """For comparing words: spaces, curly marks and case levelled, composed accents."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(re.sub(r"[“”«»\"‘’']", "", text).split()).casefold().rstrip(".,;")


def check(given: Given) -> Iterator[Finding]:
    """A quotation that stands in no citation, no client's words and no open question blocks."""
    client = tuple(normal(t) for t in (*given.intake_texts, *given.question_texts))
    for section, statement in given.statements():
        cited = tuple(normal(t) for t in given.quoted(statement))
        for match in QUOTED.finditer(statement.text):
            words = normal(next(g for g in match.groups() if g)).removesuffix("…").strip()
            if not any(words in t for t in cited) and not any(words in t for t in client):
                yield given.finding(NAME, "block", "quote_not_verbatim", section, statement, match.span(), quote=match.group())
