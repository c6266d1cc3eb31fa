"""Readers of values in a paper's words: each gives a value or the reason why the words decide none. Knows no intake and no paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from app.catalog.paper_rules import PaperRule, paper_rules
from app.catalog.places import recognise
from app.domain.date_reading import dates
from app.domain.figures import figures
from app.domain.papers import Doubt

_UPPER = "A-ZÁÉÍÓÚÜÑ"
_CAP = rf"[{_UPPER}][\w&'’/-]*"
_JOIN = r"(?:of|for|and|de|del|para|y|e|the|la|el|los|las|&|–|-)"
_NAME = rf"{_CAP}(?:\s(?:{_JOIN}\s){{0,3}}{_CAP})*"
TITLE_RE = re.compile(rf"{_NAME}(?:,\s{_NAME})?(?:\s(?:chair|president|director|manager|lead|officer))?")
PLACE_RE = re.compile(rf"{_CAP}(?:\s(?:(?:de|del|la|los|las|of|the)\s){{0,2}}{_CAP})*(?:,\s{_CAP}(?:\s(?:(?:de|del|la)\s)?{_CAP})*){{0,2}}")
_TWO = re.compile(r"\s*(?:,\s*)?(?:/|\b(?:and|or|y|o|e)\b)\s+(?:to\s+)?(?:the\s+|al\s+|a\s+la\s+|el\s+|la\s+)?(?=[" + _UPPER + r"])")
_OR = re.compile(r"\s*,?\s*(?:\b(?:or|o|u)\b|/)", re.IGNORECASE)
_CHIEFS = re.compile(r"\b(?:CEO|CFO|COO|CHRO|President|Director|Manager|Presidente|Directora?|Gerente)\b[^,]*\b(?:and|y|e)\b (?:the |el |la )?(?:CEO|CFO|COO|CHRO|President|Director|Manager|Presidente|Directora?|Gerente)\b")
_MONEY = re.compile(
    r"(?P<before>USD|MXN|MXP|EUR|US\$|MX\$|€|\$)?\s?\$?\s?(?P<number>\d[\d.,]*\d|\d)\s?(?P<scale>millions?|millones|millón|mil\b(?! millones)|thousand|mdp|mdd|k\b|m\b)?"
    r"(?:\s(?:de|of)\b)?\s?(?P<after>USD|MXN|EUR|M\.?\s?N\.?(?!\w)|(?:US |U\.S\. )?dollars|d[óo]lares|pesos|euros)?",
    re.IGNORECASE,
)
_ODD = re.compile(r"[ \u00a0\u202f\u2009'’]\d{3}\b|\s?(?:mm|bn|b|billions?|billones|mil\s+millones|mill|mills)\b", re.I)
"""What makes a number another one than it seems: a gap before three more digits, or a scale that is not read here."""
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?")
_SCALE = {"mill": 6, "mil": 3, "thou": 3, "mdp": 6, "mdd": 6, "k": 3, "m": 6}
_CURRENCY = (
    (re.compile(r"usd|us\$|dollars|d[óo]lares|mdd", re.I), "USD"),
    (re.compile(r"mx[np]|mx\$|pesos|m\.?\s?n|mdp", re.I), "MXN"),
    (re.compile(r"eur|€", re.I), "EUR"),
)
_MONTH = re.compile(r"\b(?:(?:per|a|each|every) month|monthly|al mes|por mes|cada mes|mensual(?:es|mente)?)\b|/ ?(?:month|mes|mo)\b", re.I)
_YEAR = re.compile(r"\b(?:(?:per|a|each) (?:year|annum)|annual(?:ly)?|yearly|al año|por año|anual(?:es|mente)?)\b|/ ?(?:year|año|yr)\b|\bp\.a\.", re.I)
_GROSS = re.compile(r"\b(?:gross|brut[oa]s?|before tax(?:es)?|antes de impuestos)\b", re.I)
_NET = re.compile(r"\b(?:net|net[oa]s?|after tax(?:es)?|take[- ]home|libres?|después de impuestos)\b", re.I)
_BONUS = re.compile(r"\b(?:bonus|bono|incentive|incentivo|plus|equity|acciones)\b", re.I)
_NO_TITLE = re.compile(r"\b(?:will|to|is|are|who|must|you|your|our|we|an?|que|ser[áa]|debe|es|nuestr[oa]|un|una)\b", re.I)
"""Words of a sentence, not of a title."""
_LANG = {"english": "English", "spanish": "Spanish", "inglés": "English", "ingles": "English", "español": "Spanish", "espanol": "Spanish"}
_LEVELS = re.compile(r"\b(english|spanish|ingl[ée]s|espa[ñn]ol)\b\W{0,3}(?:(?:at|level|nivel|de|con|is|a|es)\s){0,2}\(?([ABC][12])\b", re.I)
_WORDY = re.compile(r"\b(?:fluent|fluency|advanced|native|bilingual|conversational|intermediate|proficient|avanzado|nativo|fluido|bilingüe|intermedio|dominio)\b", re.I)
_WAYS = {
    "aguinaldo_days": (r"aguinaldo\s(?:de|of|:)?\s?(\d{1,3})\s(?:días|days)", r"(\d{1,3})\s(?:days|días)\s(?:of|de)\saguinaldo"),
    "vacation_days": (r"(\d{1,2})\sd[íi]as\sde\svacaciones", r"(\d{1,2})\s(?:days\sof\svacation|vacation\sdays)", r"vacaciones\sde\s(\d{1,2})\sd[íi]as"),
    "prima_vacacional_pct": (r"prima\svacacional\s(?:del|de)\s(\d{1,3})\s?%", r"vacation\spremium\sof\s(\d{1,3})\s?%"),
}
NEAR = 24
"""Characters after the words that announce a value within which it must begin."""
FEWEST_PEOPLE = 20
LONGEST_TITLE = 14
"""Words."""


class Read(NamedTuple):
    """A value (as it would stand in an intake file), or the reason why there is none."""

    value: Any = None
    doubt: Doubt | None = None


NOTHING = Read()


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
    if _CHIEFS.search(said) or (_TWO.match(after) and _has_title(after)):
        return Read(doubt="two")
    return Read(without_place(said))


def _has_title(text: str) -> bool:
    return any(paper_rules().titles[n].search(text[:60]) for n in ("en", "es"))


def _name(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    said = _cell(rest, keep_stop=True)
    return Read(said) if paper_rules().legal_form.search(said) else Read(doubt="no_legal_form")


def _code(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    said = _match(re.compile(rf"[\"“«]?(?:(?:Project|Proyecto)\s)?{_CAP}(?:\s{_CAP}){{0,2}}"), rest).strip("\"“«”»")
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
    if _OR.match(rest, found.end) or re.match(r"\s*(?:–|-|to|al?)\s*\d", rest[found.end :]):
        return Read(doubt="two")
    return Read(f"{found.year:04}-{found.month:02}-{found.day:02}")


class Money(NamedTuple):
    """An amount as written; `currency` "" where it is not said, "?" where it is said twice and differs."""

    amount: Decimal | None
    currency: str
    start: int
    end: int


def monies(text: str) -> tuple[Money, ...]:
    """Every amount of money of a text: a number with a currency sign or word, or one of a thousand and more without."""
    found = []
    for match in _MONEY.finditer(text):
        number = match["number"].rstrip(".,")
        tail = text[match.end("number") : match.end("number") + 12]
        if re.match(r"\s?(?:%|per cent|por ciento)", tail):
            continue
        signs = {code for pattern, code in _CURRENCY for said in (match["before"], match["after"], match["scale"]) if said and pattern.fullmatch(said.strip())}
        scale = next((n for name, n in _SCALE.items() if (match["scale"] or "").lower().startswith(name)), 0)
        is_plain = bool(_PLAIN.fullmatch(number)) and not _ODD.match(text, match.end("number"))
        amount = Decimal(number.replace(",", "")) * 10**scale if is_plain else None
        is_money = bool(match["before"] or match["after"] or signs) or (amount is not None and amount >= 1000 and not re.fullmatch(r"(?:19|20)\d\d", number))
        if is_money and (is_plain or match["before"] or match["after"]):
            found.append(Money(amount, signs.pop() if len(signs) == 1 else "?" if signs else "", match.start(), match.end()))
    return tuple(found)


def _money(_rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    found = next(iter(monies(rest)), None)
    if found is None or found.start > NEAR:
        return Read(doubt="no_value") if is_labelled else NOTHING
    if found.amount is None:
        return Read(doubt="number_form")
    if found.currency in ("", "?"):
        return Read(doubt="no_currency")
    if _OR.match(rest, found.end):
        return Read(doubt="two")
    return Read({"amount": plain(found.amount), "currency": found.currency})


def plain(amount: Decimal) -> int | float:
    """An amount as a number of a file."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _pay(_rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    found = monies(rest)
    if not found:
        return Read(doubt="no_value") if is_labelled else NOTHING
    cut = _BONUS.search(rest, found[0].end)
    until = cut.start() if cut else len(rest)
    mine = [m for m in found if m.start < until]
    around = sentence[: len(sentence) - len(rest) + until]
    if len({(m.amount, m.currency) for m in mine}) > 1:
        return Read(doubt="two")
    first = mine[0]
    periods = [name for name, p in (("month", _MONTH), ("year", _YEAR)) if p.search(around)]
    bases = [name for name, p in (("gross", _GROSS), ("net", _NET)) if p.search(around)]
    if first.amount is None:
        return Read(doubt="number_form")
    if first.currency in ("", "?"):
        return Read(doubt="no_currency")
    if len(periods) != 1:
        return Read(doubt="no_period")
    if len(bases) != 1:
        return Read(doubt="no_basis")
    return Read({"amount": plain(first.amount), "currency": first.currency, "period": periods[0], "basis": bases[0]})


def _count(rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    match = re.match(rf"\W*({paper_rules().number})\b(?!\s?%|[.,]\d)", rest, re.IGNORECASE)
    number = _number(match.group(1)) if match else None
    if match is None or number is None:
        return Read(doubt="no_value") if is_labelled else NOTHING
    if rule.unit and not re.match(r"\s?(?:months?|meses|mes)\b", rest[match.end() :], re.IGNORECASE):
        return Read(doubt="no_unit")
    return Read(doubt="two") if _OR.match(rest, match.end()) else Read(number)


def _number(said: str) -> int | None:
    found = figures(said, articles=True)
    values = {v for f in found for v in f.values if v == v.to_integral_value() and v > 0}
    return int(max(values)) if found else None


def _people(rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    said = _count(rule, rest, sentence, is_labelled)
    return Read(_cell(sentence)) if isinstance(said.value, int) and said.value >= FEWEST_PEOPLE else Read(doubt=said.doubt)


def _sentence(_rule: PaperRule, _rest: str, sentence: str, _labelled: bool) -> Read:
    return Read(_cell(sentence))


def _clause(_rule: PaperRule, rest: str, sentence: str, is_labelled: bool) -> Read:
    said = _cell(sentence if is_labelled else rest)
    return Read(said) if "%" in said or "ciento" in said or "per" in said else NOTHING


def _languages(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found: dict[str, str] = {}
    for name, level in _LEVELS.findall(rest):
        if found.setdefault(_LANG[name.lower()], level.upper()) != level.upper():
            return Read(doubt="two")
    if not found:
        return Read(doubt="not_cefr") if _WORDY.search(rest) else NOTHING
    return Read([{"language": name, "level": level} for name, level in found.items()])


def _statutory(_rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found = {key: int(m.group(1)) for key, ways in _WAYS.items() for way in ways if (m := re.search(way, rest, re.IGNORECASE))}
    return Read(found) if found else Read(doubt="no_value")


def _yes(_rule: PaperRule, _rest: str, _sentence: str, _labelled: bool) -> Read:
    return Read(True)


def _one_of(rule: PaperRule, rest: str, _sentence: str, _labelled: bool) -> Read:
    found = [name for name, pattern in rule.options if pattern.search(rest)]
    return NOTHING if not found else Read(found[0]) if len(found) == 1 else Read(doubt="two")


def _cell(text: str, *, keep_stop: bool = False) -> str:
    said = text.strip(" \t*_|")
    return said if keep_stop else said.rstrip(".;,")


def _match(pattern: re.Pattern[str], text: str) -> str:
    lead = len(text) - len(text.lstrip(" \"“«*"))
    found = pattern.match(text, lead)
    return found.group().rstrip(".,") if found else ""


_READERS: dict[str, Callable[[PaperRule, str, str, bool], Read]] = {
    "title": _title, "line": _line, "name": _name, "code": _code, "place": _place, "date": _date, "money": _money, "pay": _pay,
    "count": _count, "people": _people, "sentence": _sentence, "clause": _clause, "languages": _languages, "statutory": _statutory,
    "yes": _yes, "one_of": _one_of,
}  # fmt: skip
