"""Where a memo greets its reader: the salutation, in the customs of both languages. Knows lines; no sentence."""

from __future__ import annotations

import re

from app.domain.memo_text import fold
from app.domain.memos import Part

LONGEST_INITIALS = 3
_TITLES = "mr mrs ms dr dra prof sr sra srta ing lic arq mtro mtra [a-z]".split()
_SHORTENED = "(?:" + "|".join(rf"(?<=\b{title})" for title in _TITLES) + r")\.(?= )"
"""The stop of a title or of an initial before a name, which ends no salutation: "Dear Mr. J. Doe,"."""
_SALUTE = re.compile(
    r"\s*(?:(?:hi|hello|dear|hey|good (?:morning|afternoon|evening|day)|estimad[oa]s?|apreciables?|querid[oa]s?|hola|que tal"
    r"|muy? buen(?:os|as)?"
    r"|buen(?:os|as)? (?:dia|dias|tardes?|noches?)|a quien corresponda|distinguid[oa]s?|senor(?:es|a|as)?|ladies and gentlemen"
    r"|(?:to the )?(?:committee|board|members|team)|gentlemen(?:,| and) ladies|gentlemen"
    r"|hono(?:u?rable|rables?)(?= (?:members|directors|consejo|miembros)))\b"
    rf"(?:[^.,:;!?]|{_SHORTENED}){{0,60}}[,:;!.]?"
    r"|(?:(?:ing|lic|dr|dra|don|dona)\.? )?[^\W\d]+(?: [^\W\d]+){0,2}, (?:muy )?buen(?:os|as|a)? (?:dias?|tardes?|noches?)[,:;!.]?"
    r"|(?:(?:ing|lic|dr|dra|don|dona)\.? )?[^\W\d]+(?: [^\W\d]+){0,2}, good (?:morning|afternoon|evening|day)[,:;!.]?"
    r"|(?:(?:ing|lic|mr|ms|mrs|dr|dra|sr|sra|don|dona)\.? )?[^\W\d]+(?: [^\W\d]+){0,3}[,:])"
)
_KNOWN = re.compile(
    r"\s*(?:hi|hello|dear|hey|good|estimad|apreciabl|querid|hola|que tal|muy|buen|distinguid|a quien|[^,:]{2,40}, (?:muy )?(?:buen|good))"
)
_TITLE_LINE = re.compile(
    r"\s*(?:senor(?:es|a|as)?|ladies and gentlemen|gentlemen|honou?rables?|(?:to the )?(?:committee|board|members|team))\b"
    r"[^.:;!?\d]{0,40}[,:]\s*$"
)
_NAME_LINE = re.compile(r"\s*(?:[A-ZÁÉÍÓÚÑ][\w.'’-]*)(?:\s+[A-ZÁÉÍÓÚÑ][\w.'’-]*){0,3}\s*[,:]\s*$")
_GREETED = re.compile(
    r"[ \t]*[A-ZÁÉÍÓÚÑ][\w.'’-]*+(?:[ \t]+[A-ZÁÉÍÓÚÑ][\w.'’-]*+){0,3}(?:[,:!]|(?<=\.)|[ \t]?[-–—])?(?=\s*$|(?<=\W)\s)", re.MULTILINE
)
"""The name after a greeting and its comma: "Buen día, Steven:"."""


def is_salutation(line: str) -> bool:
    """True for a line that begins with a word of greeting."""
    return _KNOWN.match(fold(line).plain) is not None


def is_name(text: str, line: tuple[int, int]) -> bool:
    """True for a line of one word: who is written to, or who writes."""
    said = text[slice(*line)].strip()
    return said.isalpha() and len(said) > 1 and not (said.isupper() and len(said) > LONGEST_INITIALS)


def without_greeting(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[Part]]:
    """The lines after the salutation, and its part; none without one. Wishes after it are sentences, and `memo_zones.WISH` tells them."""
    filled = [i for i, (a, b) in enumerate(lines) if text[a:b].strip()]
    if not filled:
        return lines, []
    start, end = lines[filled[0]]
    folded = fold(text, start, end)
    found = _SALUTE.match(folded.plain)
    if found and (_KNOWN.match(folded.plain) or _NAME_LINE.match(text[start:end]) or _TITLE_LINE.match(folded.plain)):
        stop = folded.at[found.end()] if found.end() < len(folded.plain) else end
        named = _GREETED.match(text, stop, end)
        stop = named.end() if named else stop
        rest = [(stop, end)] if text[stop:end].strip() else []
        return [*rest, *lines[filled[0] + 1 :]], [Part(start, stop, "greeting")]
    if is_name(text, (start, end)) and len(filled) > 1:
        return lines[filled[0] + 1 :], [Part(start, end, "greeting")]
    return lines, []
