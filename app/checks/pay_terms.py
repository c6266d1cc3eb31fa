"""Is base pay said with its own period and basis? A month for a year, or net for gross, is a wrong figure that looks right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.given import Given
from app.domain.document import Finding
from app.domain.figures import figures
from app.domain.money import Pay

NAME = "pay_terms"
_TERMS = re.compile(
    r"(?:\s+(?:million|millones|thousand|mil)\b(?:\s+de\b)?)?(?:\s+(?:pesos|dollars|dólares|MXN|USD)\b)?"
    r"(?:\s+(?P<basis>gross|net|brutos?|netos?)\b)?"
    r"(?:\s+(?:(?:a|per|al|por|cada)\s+(?P<period>year|month|año|mes)|(?P<word>yearly|monthly|anuales|anual|mensuales|mensual))\b)?"
)
_MEANS = {
    "gross": "gross", "bruto": "gross", "brutos": "gross", "net": "net", "neto": "net", "netos": "net", "year": "year", "año": "year",
    "yearly": "year", "anual": "year", "anuales": "year", "month": "month", "mes": "month", "monthly": "month", "mensual": "month",
    "mensuales": "month",
}  # fmt: skip


def check(given: Given) -> Iterator[Finding]:
    """The amount of base pay with another period or basis beside it blocks; without such words nothing is said."""
    pay = given.facts.intake.get("compensation.base") if given.facts else None
    if not isinstance(pay, Pay):
        return
    periods = {pay.yearly().amount: "year", pay.amount: pay.period}
    for section, statement in given.statements():
        text = given.text(statement)
        for figure in figures(text):
            amount = next((a for a in periods if a in figure.values), None)
            beside = _TERMS.match(text, figure.end)
            if amount is None or beside is None or figure.unit != "money" or figure.kind not in ("", pay.currency):
                continue
            said = {_MEANS[word] for word in beside.groups() if word}
            if said - {pay.basis, periods[amount]}:
                yield given.finding(
                    NAME, "block", "pay_terms", section, statement, (figure.start, beside.end()), said=beside.group().strip()
                )
