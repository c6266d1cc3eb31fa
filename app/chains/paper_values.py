"""Readers of values in a paper's words: each gives a value or the reason why the words decide none. Knows no intake and no paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from app.catalog.paper_rules import PaperRule, paper_rules
from app.catalog.places import recognise
from app.chains.paper_money import NEAR, NOTHING, OR, Read, read_money, read_pay
from app.domain.date_reading import dates
from app.domain.figures import figures

_UPPER = "A-ZÁÉÍÓÚÜÑ"
_CAP = rf"[{_UPPER}][\w&'’/-]*"
_JOIN = r"(?:of|for|and|de|del|para|y|e|the|la|el|los|las|&|–|-)"
_NAME = rf"{_CAP}(?:\s(?:{_JOIN}\s){{0,3}}{_CAP})*"
TITLE_RE = re.compile(rf"{_NAME}(?:,\s{_NAME})?(?:\s(?:chair|president|director|manager|lead|officer))?")
PLACE_RE = re.compile(rf"{_CAP}(?:\s(?:(?:de|del|la|los|las|of|the)\s){{0,2}}{_CAP})*(?:,\s{_CAP}(?:\s(?:(?:de|del|la)\s)?{_CAP})*){{0,2}}")
_TWO = re.compile(
    r"\s{0,9}(?:,\s{0,9})?(?:/|\b(?:and|or|y|o|e)\b)\s+(?:to\s+)?(?:the\s+|al\s+|a\s+la\s+|el\s+|la\s+)?(?=[" + _UPPER + r"])"
)
_BETWEEN = re.compile(r"\s(?:and|y|e|or|o)\s(?:the\s|el\s|la\s|al\s)?")
_NO_TITLE = re.compile(r"\b(?:will|to|is|are|who|must|you|your|our|we|an?|que|ser[áa]|debe|es|nuestr[oa]|un|una)\b", re.I)
"""Words of a sentence, not of a title."""
_LANG = {"english": "English", "spanish": "Spanish", "inglés": "English", "ingles": "English", "español": "Spanish", "espanol": "Spanish"}
_LEVELS = re.compile(r"\b(english|spanish|ingl[ée]s|espa[ñn]ol)\b\W{0,3}(?:(?:at|level|nivel|de|con|is|a|es)\s){0,2}\(?([ABC][12])\b", re.I)
_NAMED = re.compile(r"\b(english|spanish|ingl[ée]s|espa[ñn]ol)\b", re.I)
_WORDY = re.compile(
    r"\b(?:fluent|fluency|advanced|native|bilingual|conversational|intermediate|proficient|avanzado|nativo|fluido|bilingüe|intermedio|dominio)\b",
    re.I,
)
_WAYS = {
    "aguinaldo_days": (r"aguinaldo:?\s(?:(?:de|of)\s)?(\d{1,3})\s(?:días|days)", r"(\d{1,3})\s(?:days|días)\s(?:of|de)\saguinaldo"),
    "vacation_days": (
        r"(\d{1,2})\sd[íi]as\sde\svacaciones",
        r"(\d{1,2})\s(?:days\sof\svacation|vacation\sdays)",
        r"vaca(?:ciones|tion)(?:\s(?:de|of)|:)\s(\d{1,2})\s(?:d[íi]as|days)",
    ),
    "prima_vacacional_pct": (r"prima\svacacional(?:\s(?:del|de)|:)\s(\d{1,3})\s?%", r"vacation\spremium(?:\sof|:)\s(\d{1,3})\s?%"),
}
_AFTER_NAME = re.compile(r"(\.?)\s*[,(–—-]\s*[^A-ZÁÉÍÓÚÑ\s]")
"""What a paper goes on to say of a company behind its legal form."""
_BONUS_IS = re.compile(
    r"^(?:bono(?: anual)?|(?:annual |target |yearly )*bonus)\s+(?:(?:es|será|is|will be)\s+)?(?:(?:de|of|at)\s+)?(?=\d)", re.IGNORECASE
)
FEWEST_PEOPLE = 20
LONGEST_TITLE = 14
"""Words."""


def read(rule: PaperRule, rest: str, sentence: str, *, is_labelled: bool) -> Read:
    """What the words after a label or a cue say for a rule; NOTHING where they say nothing of the kind."""
    return _READERS[rule.reads](rule, rest, sentence, is_labelled)


def _title(_rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    said = _cell(rest) if is_labelled else _match(TITLE_RE, rest)
    after = rest[len(said) :]
    said = without_place(said)
    lang = title_language(said)
    if not said or not (paper_rules().titles["en"].search(said) or paper_rules().titles["es"].search(said)):
        return Read(doubt="not_a_title") if is_labelled and said else NOTHING
    if _NO_TITLE.search(said) or len(said.split()) > LONGEST_TITLE:
        return Read(doubt="not_a_title")
    if re.search(r"\s(?:or|o)\s|/", said) or (not is_labelled and _TWO.match(after) and _has_title(after)):
        return Read(doubt="two")
    return Read(said) if lang else Read(doubt="title_language")


def title_language(title: str) -> str | None:
    """The language of a title by its own words; None where they fit both or neither."""
    known = paper_rules().titles
    is_en = bool(known["only_en"].search(title) or (known["en"].search(title) and not known["es"].search(title)))
    is_es = bool(known["only_es"].search(title) or (known["es"].search(title) and not known["en"].search(title)))
    return None if is_en == is_es else "en" if is_en else "es"


def without_place(title: str) -> str:
    """A title without the town behind its last comma."""
    head, comma, last = title.rpartition(",")
    return head.strip() if comma and recognise(last).cities else title.strip(" .")


def _line(_rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    said = _match(TITLE_RE, rest)
    after = rest[len(said) :] if said else ""
    if not said or not any(p.search(said) for n, p in paper_rules().titles.items() if n in ("en", "es")):
        return Read(doubt="not_a_title") if is_labelled and rest.strip() else NOTHING
    if sum(_has_title(side) for side in _BETWEEN.split(said)) > 1 or (_TWO.match(after) and _has_title(after)):
        return Read(doubt="two")
    return Read(without_place(said))


def _has_title(text: str) -> bool:
    return any(paper_rules().titles[n].search(text[:60]) for n in ("en", "es"))


def _name(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    said = _cell(rest.partition(";")[0], keep_stop=True)
    forms = list(paper_rules().legal_form.finditer(said))
    if not forms:
        return Read(doubt="no_legal_form")
    if len(forms) > 1 and _TWO.search(said, forms[0].end(), forms[-1].start()):
        return Read(doubt="two")
    tail = _AFTER_NAME.match(said, forms[-1].end())
    return Read(said[: forms[-1].end()] + ("." if tail and tail.group(1) else "") if tail else said)


def _code(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    said = _match(re.compile(rf"[\"“«]?(?:(?:Project|Proyecto)\s)?{_CAP}(?:\s{_CAP}){{0,2}}"), rest).strip('"“«”»')
    return Read(said) if said else NOTHING


def _place(_rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    said = _match(PLACE_RE, rest)
    if not said:
        return Read(doubt="no_value") if is_labelled else NOTHING
    found = recognise(said).cities
    after = rest[len(said) :]
    if not found:
        return Read(doubt="place_unknown")
    if len(found) > 1 or (_TWO.match(after) and recognise(after[:50]).cities) or re.match(r"\s*/", after):
        return Read(doubt="two")
    return Read(said)


def _date(rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    found = next(iter(dates(rest)), None)
    if rule.is_asked:
        return Read(doubt="which_start")
    if found is None or found.start > NEAR:
        return Read(doubt="no_value") if is_labelled else NOTHING
    if found.is_either:
        return Read(doubt="date_order")
    if found.day is None or found.year is None:
        return Read(doubt="date_part")
    if OR.match(rest, found.end) or re.match(r"\s*(?:–|-|to|al?)\s*\d", rest[found.end :]):
        return Read(doubt="two")
    return Read(f"{found.year:04}-{found.month:02}-{found.day:02}")


@cache
def _apart() -> re.Pattern[str]:
    """A count told place by place: "5 en México y 3 en Estados Unidos" is neither of them."""
    number = paper_rules().number
    return re.compile(
        rf"\b{number}\b[^.;]{{0,40}}?\b(?:in|en)\s[^.;]{{2,30}}?(?:,|\+|\b(?:and|y|e|plus|más)\b)\s*{number}\s+(?:in|en)\b", re.IGNORECASE
    )


def _count(rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    match = re.match(rf"\W*({paper_rules().number})\b(?!\s?%|[.,]\d)", rest, re.IGNORECASE)
    number = _number(match.group(1)) if match else None
    if match is None or number is None:
        return Read(doubt="no_value") if is_labelled else NOTHING
    if rule.unit and not re.match(r"\s?(?:months?|meses|mes)\b", rest[match.end() :], re.IGNORECASE):
        return Read(doubt="no_unit")
    return Read(doubt="two") if OR.match(rest, match.end()) or _apart().search(sentence) else Read(number)


def _number(said: str) -> int | None:
    found = figures(said, articles=True)
    values = {v for f in found for v in f.values if v == v.to_integral_value() and v > 0}
    return int(max(values)) if found else None


def _people(rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    said = _count(rule, rest, sentence, is_labelled)
    return Read(_cell(sentence)) if isinstance(said.value, int) and said.value >= FEWEST_PEOPLE else Read(doubt=said.doubt)


def _sentence(_rule: PaperRule, _rest: str, sentence: str, _labelled: bool) -> Read:
    return Read(_row(sentence))


def _clause(_rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    said = _row(sentence) if is_labelled else _BONUS_IS.sub("", _cell(rest))
    return Read(said) if "%" in said or "ciento" in said or "per" in said else NOTHING


def _languages(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found: dict[str, str] = {}
    for name, level in _LEVELS.findall(rest):
        if found.setdefault(_LANG[name.lower()], level.upper()) != level.upper():
            return Read(doubt="two")
    if not found:
        return Read(doubt="not_cefr") if _WORDY.search(rest) else NOTHING
    if _WORDY.search(rest) and any(_LANG[n.lower()] not in found for n in _NAMED.findall(rest)):
        return Read(doubt="not_cefr")  # the list would be short of a language
    return Read([{"language": name, "level": level} for name, level in found.items()])


def _statutory(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found = {key: int(m.group(1)) for key, ways in _WAYS.items() for way in ways if (m := re.search(way, rest, re.IGNORECASE))}
    return Read(found) if found else Read(doubt="no_value")


def _yes(_rule: PaperRule, _rest: str, _sentence: str, _labelled: bool) -> Read:
    return Read(True)


def _one_of(rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found = [name for name, pattern in rule.options if pattern.search(rest)]
    return NOTHING if not found else Read(found[0]) if len(found) == 1 else Read(doubt="two")


def _row(text: str) -> str:
    """A sentence, or a table's row as "label: value"."""
    return _cell(text).replace(" | ", ": ")


def _cell(text: str, *, keep_stop: bool = False) -> str:
    said = text.strip(" \t*_|")
    return said if keep_stop else said.rstrip(".;,")


def _match(pattern: re.Pattern[str], text: str) -> str:
    lead = len(text) - len(text.lstrip(' "“«*'))
    found = pattern.match(text, lead)
    return found.group().rstrip(".,") if found else ""


_READERS: dict[str, Callable[[PaperRule, str, str, bool], Read]] = {
    "title": _title, "line": _line, "name": _name, "code": _code, "place": _place, "date": _date, "money": read_money, "pay": read_pay,
    "count": _count, "people": _people, "sentence": _sentence, "clause": _clause, "languages": _languages, "statutory": _statutory,
    "yes": _yes, "one_of": _one_of,
}  # fmt: skip
