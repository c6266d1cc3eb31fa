"""Is anything left that somebody meant to fill in? Knows the usual marks in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.given import Given
from app.domain.document import Finding

NAME = "placeholders_gone"
_MARKS = re.compile(
    r"\{\{?[^{}]*\}?\}|<(?:insert|inserte|name|nombre|date|fecha)[^>]*>|\[(?:insert|inserte|name|nombre|date|fecha|company|empresa|tbd|todo|x+)[^\]]*\]"
    r"|(?-i:\b(?:TBD|TODO|FIXME|XX+|N\.N\.)(?!\w))|\blorem ipsum\b|_{3,}|\?{3,}|\[(?:G|I\.|C\.)[\w.\-\[\]]*\]",
    re.IGNORECASE,
)


def check(given: Given) -> Iterator[Finding]:
    """A placeholder blocks; the client's own words may hold one."""
    for section, statement in given.statements():
        for match in _MARKS.finditer(given.text(statement)):
            if not any(match.group() in t for t in given.intake_texts):
                yield given.finding(NAME, "block", "placeholder", section, statement, match.span(), mark=match.group())
