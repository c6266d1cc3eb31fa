"""Values in a document's language: dates, money, enums, lists. Knows forms and labels; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.text import say
from app.catalog.yaml_files import load
from app.domain.lang import Lang, LocalText
from app.domain.money import Money, Pay


@cache
def choices() -> dict[str, Words]:
    """Labels of enum values by field and value ("ownership.pe"), from prompts/intake/choices.yaml."""
    loaded = load(prompts_dir() / "intake" / "choices.yaml")
    return {f"{field}.{value}": Words(**words) for field, values in loaded.items() for value, words in values.items()}


def show_date(day: date, lang: Lang, *, short: bool = False) -> str:
    """A date in words: "3 May 2027", "3 de mayo de 2027"; short: "3 May 2027", "3 may 2027"."""
    months = say(lang, "dates.months_short" if short else "dates.months").split()
    return say(lang, "dates.short" if short else "dates.long", day=day.day, month=months[day.month - 1], year=day.year)


def show_number(value: Decimal | int) -> str:
    """A number with thousands commas and a decimal point (usage of both countries)."""
    number = Decimal(value)
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,f}"


def show_money(money: Money) -> str:
    """Whole currency units with the ISO code before: "MXN 4,200,000"."""
    return f"{money.currency} {money.rounded():,.0f}"


def show(value: Any, lang: Lang, *, field: str = "", short: bool = False) -> str:
    """A typed value in a language; `field` is its key, for the labels of enums. Foreign free text comes as a marked quote."""
    if isinstance(value, LocalText):
        label = choices().get(f"{field}.{value.neutral}") if value.neutral else None
        return label.in_lang(lang) if label else show_text(value, lang)
    if isinstance(value, bool):
        return say(lang, "words.yes" if value else "words.no")
    if isinstance(value, date):
        return show_date(value, lang, short=short)
    if isinstance(value, Money):
        return show_money(value)
    if isinstance(value, Pay):
        period = say(lang, f"words.{value.period}")
        return say(
            lang,
            "words.pay",
            money=show_money(Money(amount=value.amount, currency=value.currency)),
            basis=say(lang, f"words.{value.basis}"),
            period=period,
        )
    if isinstance(value, int | Decimal):
        return show_number(value)
    if isinstance(value, tuple):
        return "; ".join(show(v, lang, field=field, short=short) for v in value if v is not None)
    if isinstance(value, Mapping):
        return ", ".join(show(v, lang, field=k, short=short) for k, v in value.items())
    label = choices().get(f"{field}.{value}")
    return label.in_lang(lang) if label else str(value)


def show_text(text: LocalText, lang: Lang) -> str:
    """A text in the document's language, or the client's words in the other one, quoted and named as such."""
    own = text.own(lang)
    if own is not None:
        return " ".join(own.split())
    foreign = " ".join((text.foreign(lang) or "").split())
    return say(lang, "words.foreign_quote", text=foreign.replace("“", "‘").replace("”", "’"))
