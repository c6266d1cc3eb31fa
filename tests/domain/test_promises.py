"""Commitments and estimates read from a memo by rules: owner, date, range, likelihood."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.lang import Lang
from app.domain.promises import Promise, read_promises

TODAY = date(2026, 11, 21)


def one(text: str, lang: Lang) -> Promise:
    """The only thing that a text promises."""
    (found,) = read_promises(text, lang, TODAY)
    return found


@pytest.mark.parametrize(
    ("text", "lang", "who", "due"),
    [
        ("I will send the count by 24 November 2026.", "en", "I", date(2026, 11, 24)),
        ("We will tell the customer on 23 November.", "en", "We", date(2026, 11, 23)),
        ("Elena Ríos opens sample 3 today and reports on 27 November at 17:00.", "en", "Elena Ríos", date(2026, 11, 27)),
        ("Next update: 1 December, whatever the news.", "en", "", date(2026, 12, 1)),
        ("Owner: Rosa Medina, change in the system by 4 December.", "en", "Rosa Medina", date(2026, 12, 4)),
        ("Le informaré el 24 de noviembre de 2026.", "es", "yo", date(2026, 11, 24)),
        ("Avisaremos al cliente el 23 de noviembre.", "es", "nosotros", date(2026, 11, 23)),
        ("Elena Ríos abre hoy la muestra 3 e informa el 27 de noviembre a las 17:00.", "es", "Elena Ríos", date(2026, 11, 27)),
        ("Próximo aviso: 1 de diciembre, sea cual sea la noticia.", "es", "", date(2026, 12, 1)),
        ("A cargo de Rosa Medina, el cambio en el sistema antes del 4 de diciembre.", "es", "Rosa Medina", date(2026, 12, 4)),
        ("We will report again on 5 January.", "en", "We", date(2027, 1, 5)),
        ("I will report on 11/24.", "en", "I", date(2026, 11, 24)),
        ("I will report by 25/11.", "en", "I", date(2026, 11, 25)),
        ("I will report by 03/04/2027.", "en", "I", date(2027, 3, 4)),
        ("Rosa Medina delivers the count on 24-Nov.", "en", "Rosa Medina", date(2026, 11, 24)),
        ("Le informaré el 3/12.", "es", "yo", date(2026, 12, 3)),
        ("Le informaré el lunes 30/11.", "es", "yo", date(2026, 11, 30)),
        ("Entregaré el reporte el 03/04/2027.", "es", "yo", date(2027, 4, 3)),
    ],
)
def test_a_dated_commitment_is_read_with_its_owner(text: str, lang: Lang, who: str, due: date) -> None:
    found = one(text, lang)
    assert (found.kind, found.who, found.due, found.words) == ("commitment", who, due, text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Please approve the air freight by 24 November.", "en"),
        ("Line 2 stops on 4 December.", "en"),
        ("Line 2 will stop on 4 December.", "en"),
        ("I will send it soon.", "en"),
        ("We told the customer on 12 November 2026.", "en"),
        ("I will send it by 30 February 2027.", "en"),
        ("I will send it by 02/30.", "en"),
        ("I will ship 11/24 of the lots.", "en"),
        ("Le pido autorizar el flete antes del 24 de noviembre.", "es"),
        ("La línea 2 se detiene el 4 de diciembre.", "es"),
        ("La línea 2 se detendrá el 4 de diciembre.", "es"),
        ("Lo enviaré pronto.", "es"),
        ("Avisamos al cliente el 12 de noviembre de 2026.", "es"),
        ("La planta tiene 4,200 arneses.", "es"),
        ("", "en"),
    ],
)
def test_a_request_an_event_a_past_day_and_a_vague_day_are_no_commitment(text: str, lang: Lang) -> None:
    assert read_promises(text, lang, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "lang", "low", "high", "unit", "likely"),
    [
        ("A recall is 20–45 % likely and would cost USD 0.6–2.1 million.", "en", "600000", "2100000", "USD", (20, 45)),
        ("I put a slip of 3 to 5 months at 70 %.", "en", "3", "5", "months", (70, 70)),
        ("The exposure is USD 90,000 to 120,000 a day.", "en", "90000", "120000", "USD", (None, None)),
        (
            "Un retiro tiene 20–45 % de probabilidad y costaría de 0.6 a 2.1 millones de dólares.",
            "es",
            "600000",
            "2100000",
            "USD",
            (20, 45),
        ),
        ("Estimo un atraso de 3 a 5 meses con 70 % de confianza.", "es", "3", "5", "months", (70, 70)),
        ("Estimo un atraso de 3 a 5 meses; probabilidad de 13.7 %.", "es", "3", "5", "months", (14, 14)),
        ("La exposición es de 19 a 46 millones de pesos.", "es", "19000000", "46000000", "MXN", (None, None)),
    ],
)
def test_an_estimate_is_read_with_range_and_likelihood(
    text: str, lang: Lang, low: str, high: str, unit: str, likely: tuple[int | None, int | None]
) -> None:
    found = one(text, lang)
    assert found.kind == "estimate"
    assert (found.low, found.high, found.unit) == (Decimal(low), Decimal(high), unit)
    assert (found.likely_low, found.likely_high) == likely


@pytest.mark.parametrize(
    "text",
    ["Transformers took 40–52 weeks last year.", "Scrap fell to 1.7 %.", "The plant ran at 103 % of its target.", "Lines 2 and 3 run."],
)
def test_a_range_of_the_past_and_a_bare_per_cent_are_no_estimate(text: str) -> None:
    assert read_promises(text, "en", TODAY) == ()


def test_a_sentence_may_commit_and_estimate_at_once_and_order_is_kept() -> None:
    text = "We will confirm by 1 December a slip that is 60 % likely. I will call on 24 November."
    assert [(p.kind, p.due) for p in read_promises(text, "en", TODAY)] == [
        ("commitment", date(2026, 12, 1)),
        ("estimate", date(2026, 12, 1)),
        ("commitment", date(2026, 11, 24)),
    ]


def test_a_share_under_a_greeting_is_no_likelihood() -> None:
    assert read_promises("Estimada Karen:\n\nHemos tenido 412 carcasas rechazadas de 3,000 (13.7 %).", "es", TODAY) == ()
    assert read_promises("Estimado Luis, la merma fue de 8 % en octubre.", "es", TODAY) == ()
