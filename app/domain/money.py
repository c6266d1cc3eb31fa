"""Money and percentages as exact decimals. Knows no exchange rate."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from app.domain.base import Value

MONTHS_A_YEAR = 12


class Money(Value):
    """An amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def rounded(self) -> Decimal:
        """The amount in whole units, halves away from zero."""
        return self.amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)

    def times(self, factor: Decimal) -> Money:
        """The same currency, the amount multiplied."""
        return Money(amount=self.amount * factor, currency=self.currency)

    def plus(self, other: Money) -> Money:
        """The sum; both must be in one currency.

        Raises: ValueError when the currencies differ.
        """
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(amount=self.amount + other.amount, currency=self.currency)


class Pay(Value):
    """Base pay as the intake states it."""

    amount: Decimal
    currency: str
    period: str
    basis: str

    def yearly(self) -> Money:
        """Gross or net per year, as stated; a monthly amount times twelve."""
        factor = Decimal(MONTHS_A_YEAR) if self.period == "month" else Decimal(1)
        return Money(amount=self.amount * factor, currency=self.currency)


_PERCENT = re.compile(r"(?<!\d)(\d++(?:[.,]\d++)?)\s*+(?:%|per ?cent|por ?ciento)", re.IGNORECASE)


def first_percent(text: str) -> Decimal | None:
    """The first percentage named in a text ("35 % of base" → 35), or None."""
    found = _PERCENT.search(text)
    return Decimal(found.group(1).replace(",", ".")) if found else None


def plain(value: Decimal) -> str:
    """A decimal for formulas: no exponent, no trailing zeros, a point as decimal mark."""
    text = format(value.normalize(), "f")
    return text if text != "-0" else "0"
