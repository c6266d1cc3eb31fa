"""Reads commitments and estimates in a memo by rules: owner, date, range, likelihood. Reports words, judges none; knows no store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

from app.domain.date_reading import dates
from app.domain.figures import Figure, figures
from app.domain.lang import Lang
from app.domain.sentences import cleaned, split

LATEST_PAST = timedelta(days=45)
"""A date without a year that would lie further back than this is meant for the next year."""

_ACTS_ES = (
    "envi|inform|entreg|report|avis|confirm|termin|llam|present|compart|actualiz|contest|respond|revis|visit|cerr|regres|conclu|mand|decid|"
    "prob|abr|complet|resolv|pag|arranc|instal"
)
_WILL: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:I|we)(?:'ll| will| shall| commit| undertake|'m going to| am going to| are going to)\b"
        r"|\bnext (?:update|report|notice)\b|\bowners?:|\bis (?:due|owned) by\b|\bowns\b"
        r"|\bwill (?:send|report|deliver|have|finish|complete|call|confirm|update|close|write|visit|tell|answer|come back|inform|submit|"
        r"test|open|restore|install|start|issue|review)\b"
        r"|\b(?:reports?|sends?|confirms?|delivers?|answers?|finishes|updates?|visits?|calls?)\b(?: (?:you|us|it|back|the \w+))? "
        r"(?:again )?(?:on|by|before)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        rf"\b(?:{_ACTS_ES})(?:ar|er|ir)(?:é|emos|á|án)\b|\b(?:tendr|dar|har|podr)(?:é|emos|á|án)\b"
        r"|\b(?:me comprometo|nos comprometemos|próxim[oa] (?:aviso|informe|reporte|actualización)|siguiente (?:aviso|informe|reporte))\b"
        r"|\b(?:informo|informamos|informa|envío|enviamos|envía|entrego|entregamos|entrega|reporto|reportamos|reporta|aviso|avisamos|avisa|"
        r"confirmo|confirmamos|confirma|presento|presentamos|presenta|termino|terminamos|termina|concluimos|contesto|contestamos|contesta|"
        r"visita|llama|llamo|regresa|revisa)\b|\bresponsable:|\ba cargo de\b|\bqueda(?:n)? list[oa]s?\b",
        re.IGNORECASE,
    ),
}
_ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:please|could you|can you|would you|I ask|we ask|we request|I request|need your|your approval|approve)\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:le pido|les pido|pedimos|solicito|solicitamos|requiero|requerimos|autorizar|autorice|su autorización|su visto bueno|"
        r"favor de|podría usted|necesito que|necesitamos que)\b",
        re.IGNORECASE,
    ),
}
_SELF: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:I|we)\b", re.IGNORECASE),
    "es": re.compile(
        rf"\b(?:yo|nosotros)\b|\b(?:{_ACTS_ES})\w*(?:é|emos|amos|imos)\b|\bme comprometo\b|\bnos comprometemos\b", re.IGNORECASE
    ),
}
_GUESS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:likely|likelihood|chances?|probab\w+|odds|confiden\w+|estimat\w+|expect\w*|forecast\w*|exposure|at risk|worst case|would|"
        r"could|may|might|slips?|I put|we put)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:probab\w+|posibilidad\w*|confianza|estim(?!ad[oa]s?\b)\w+|esper\w+|pronóstic\w+|exposición|en riesgo|peor caso|"
        r"podrían?|costarían?|se recorre\w*|le doy|le damos|calcul\w+)",
        re.IGNORECASE,
    ),
}
_ODDS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:likely|likelihood|chances?|probab\w+|odds|confidence|I put|we put|puts?)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:probab\w+|posibilidad\w*|confianza|le doy|le damos)", re.IGNORECASE),
}
_NAME = re.compile(r"\b([A-ZÁÉÍÓÚÑ][a-záéíóúñü]+(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñü]+){1,3})\b")
_OWNER = re.compile(r"(?:\bowners?:|\bresponsable:|\ba cargo de|\bowned by)\s+([^,;.()]{2,60})", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:on|by|before|until|for|el|del|al|mon|tues?|wed|thu(?:rs)?|fri|monday|tuesday|wednesday|thursday|friday|lunes|martes|miércoles|jueves|viernes)"
    r"\s+(\d{1,2})/(\d{1,2})(?![/\d])",
    re.IGNORECASE,
)
"""A date in numbers without its year, behind a word that a date stands behind."""
LAST_MONTH = 12
_BETWEEN = re.compile(r"\s*(?:–|—|-|\bto\b|\band\b|\ba\b|\by\b)\s*(?:USD|MXN|US\$|MX\$|\$)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Promise:
    """One commitment or estimate as it was read; the fields are those of a ledger entry."""

    kind: Literal["commitment", "estimate"]
    words: str
    who: str = ""
    due: date | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    likely_low: int | None = None
    likely_high: int | None = None


def read_promises(text: str, lang: Lang, today: date) -> tuple[Promise, ...]:
    """What the writer committed to and estimated, in reading order; empty for nothing. A date that has passed is no commitment."""
    return tuple(promise for span in split(text) for promise in _of_sentence(cleaned(text, span), lang, today))


def _of_sentence(words: str, lang: Lang, today: date) -> Iterator[Promise]:
    due = _due(words, lang, today)
    asks = bool(_ASKS[lang].search(words))
    if due and not asks and _WILL[lang].search(words):
        yield Promise("commitment", words, who=_who(words, lang), due=due)
    found = figures(words)
    spread = _range(words, found)
    odds = _likelihood(words, found) if _ODDS[lang].search(words) else None
    if odds or (spread and _GUESS[lang].search(words)):
        low, high, unit = spread or (None, None, "")
        first, last = odds or (None, None)
        yield Promise("estimate", words, due=due, low=low, high=high, unit=unit, likely_low=first, likely_high=last)


def _due(words: str, lang: Lang, today: date) -> date | None:
    """The last day in the sentence that is not past; a day without a year is the next such day."""
    found = []
    for _, year, month, number in sorted(_days(words, lang)):
        try:
            day = date(year or today.year, month, number)
            if not year and day < today - LATEST_PAST:
                day = day.replace(year=today.year + 1)
        except ValueError:
            continue  # 30 February, or 29 in a common year: no such day
        if day >= today:
            found.append(day)
    return found[-1] if found else None


def _days(words: str, lang: Lang) -> Iterator[tuple[int, int, int, int]]:
    """Place, year (0 when it is not said), month and day of each date; 03/04 is March 4 in English, 3 April in Spanish."""
    for mention in dates(words):
        if mention.day is not None:
            turned = mention.is_either and lang == "en"
            month, day = (mention.day, mention.month) if turned else (mention.month, mention.day)
            yield mention.start, mention.year or 0, month, day
    for match in _NUMBERED.finditer(words):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if (lang == "en" and first <= LAST_MONTH) or second > LAST_MONTH else (second, first)
        yield match.start(), 0, month, day


def _who(words: str, lang: Lang) -> str:
    owner = _OWNER.search(words)
    if owner:
        return owner[1].strip()
    will = _WILL[lang].search(words)
    names = [m for m in _NAME.finditer(words) if will is None or m.start() <= will.start()]
    if names:
        return names[-1][1]
    mine = _SELF[lang].search(words)
    return (
        mine[0]
        if mine and lang == "en"
        else ("yo" if mine and re.search(r"é\b|\byo\b|me comprometo", mine[0]) else "nosotros" if mine else "")
    )


def _range(words: str, found: tuple[Figure, ...]) -> tuple[Decimal, Decimal, str] | None:
    """The first range that is no per cent: its ends as numbers and its unit."""
    for first, last in pairwise(found):
        gap = words[first.end : last.start]
        if last.unit == "percent" or not last.values or not first.values or len(gap) > 12 or not _is_between(gap):
            continue
        high = max(last.values)
        low = max((v for v in first.values if v <= high), default=min(first.values))
        unit = last.kind or first.kind or last.unit or first.unit
        if low < high and unit:
            return low, high, unit
    return None


def _is_between(gap: str) -> bool:
    return bool(_BETWEEN.fullmatch(gap))


def _likelihood(words: str, found: tuple[Figure, ...]) -> tuple[int, int] | None:
    """The first per cent, or range of per cents, that can be a likelihood (1 to 99), in whole per cents, the nearest."""
    for index, figure in enumerate(found):
        if figure.unit != "percent":
            continue
        ends = [figure]
        if index + 1 < len(found) and _is_between(words[figure.end : found[index + 1].start].replace("%", "")):
            ends.append(found[index + 1])
        elif index and _is_between(words[found[index - 1].end : figure.start].replace("%", "")):
            ends.insert(0, found[index - 1])
        values = [min(each.values) for each in ends if each.values]
        if values and all(1 <= v <= 99 for v in values):
            whole = [int(v.to_integral_value(ROUND_HALF_UP)) for v in values]
            return min(whole), max(whole)
    return None
