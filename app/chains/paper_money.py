"""Amounts of money and pay as a paper writes them: currency, scale, period, gross or net. What is not said is a doubt, never a guess."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from app.catalog.paper_rules import PaperRule
from app.domain.papers import Doubt

OR = re.compile(r"\s*+(?:,\s*+)?(?:\b(?:or|o|u)\b|/)", re.IGNORECASE)
"""A second value follows the first."""
NEAR = 24
"""Characters after the words that announce a value within which it must begin."""
LEAST_BARE = 1000
"""A number from here on may be money though no currency stands by it."""
_MONEY = re.compile(
    r"(?P<before>USD|MXN|MXP|EUR|US\$|MX\$|€|\$)?\s?\$?\s?(?P<number>\d[\d.,]*\d|\d)"
    r"\s?(?P<scale>millions?|millones|millón|mil\b(?! millones)|thousand|mdp|mdd|k\b|m\b)?"
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
_YEAR = re.compile(
    r"\b(?:(?:per|a|each) (?:year|annum)|annual(?:ly)?|yearly|al año|por año|anual(?:es|mente)?)\b|/ ?(?:year|año|yr)\b|\bp\.a\.", re.I
)
_GROSS = re.compile(r"\b(?:gross|brut[oa]s?|before tax(?:es)?|antes de impuestos)\b", re.I)
_NET = re.compile(r"\b(?:net|net[oa]s?|after tax(?:es)?|take[- ]home|libres?|después de impuestos)\b", re.I)
_BONUS = re.compile(r"\b(?:bonus|bono|incentive|incentivo|plus|equity|acciones)\b", re.I)


class Read(NamedTuple):
    """A value (as it would stand in an intake file), or the reason why there is none."""

    value: Any = None
    doubt: Doubt | None = None


NOTHING = Read()


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
        signs = {
            code
            for pattern, code in _CURRENCY
            for said in (match["before"], match["after"], match["scale"])
            if said and pattern.fullmatch(said.strip())
        }
        scale = next((n for name, n in _SCALE.items() if (match["scale"] or "").lower().startswith(name)), 0)
        is_plain = bool(_PLAIN.fullmatch(number)) and not _ODD.match(text, match.end("number"))
        amount = Decimal(number.replace(",", "")) * 10**scale if is_plain else None
        is_money = bool(match["before"] or match["after"] or signs) or (
            amount is not None and amount >= 1000 and not re.fullmatch(r"(?:19|20)\d\d", number)
        )
        if is_money and (is_plain or match["before"] or match["after"]):
            found.append(Money(amount, signs.pop() if len(signs) == 1 else "?" if signs else "", match.start(), match.end()))
    return tuple(found)


def read_money(_rule: PaperRule, rest: str, _sentence: str, is_labelled: bool) -> Read:
    """One amount with its currency, right at the beginning."""
    found = next(iter(monies(rest)), None)
    if found is None or found.start > NEAR:
        return Read(doubt="no_value") if is_labelled else NOTHING
    if found.amount is None:
        return Read(doubt="number_form")
    if found.currency in ("", "?"):
        return Read(doubt="no_currency")
    if OR.match(rest, found.end):
        return Read(doubt="two")
    return Read({"amount": plain(found.amount), "currency": found.currency})


def plain(amount: Decimal) -> int | float:
    """An amount as a number of a file."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def read_pay(_rule: PaperRule | None, rest: str, sentence: str, is_labelled: bool) -> Read:
    """Pay: one amount with currency, period and basis, all said; a bonus behind it does not count."""
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
