"""A trouble told by its build: a figure against its plan, a likelihood, a harm with its size, what was not done; and what is none."""

from __future__ import annotations

import pytest

from app.chains.coach_memo import memo_of
from app.checks.memos.reading import read
from app.checks.memos.signals import signals
from app.domain.lang import Lang
from tests.checks.coached import coached, level


def _problems(text: str, lang: Lang) -> int:
    known = signals(read(memo_of(text, lang, kind="alert")))
    return len(known.problems)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("We pressed 61,000 tons of pulp instead of 111,000 in October.", "en"),
        ("Our past-due ratio has reached 8.7% against the Committee's limit of 6.0%.", "en"),
        ("The return of the kiln went from 12.4% to 10.9% with the new tariff.", "en"),
        ("I give 40% to a verdict against us in March.", "en"),
        ("One state has kept USD 9.3 million of payroll money since August.", "en"),
        ("The bank has not renewed the USD 12 million line since May.", "en"),
        ("La fresadora hizo 540 piezas contra 900 en la semana.", "es"),
        ("El rendimiento pasó de 95% a 84% desde mayo.", "es"),
        ("Le doy 40% a que el juez falle contra la empresa en marzo.", "es"),
        ("El hongo destruyó 1,900 toneladas de jitomate en Sayula.", "es"),
        ("El inquilino de 85,000 m² no renueva en junio.", "es"),
        ("Dos navieras no van a renovar 14 rutas en junio.", "es"),
    ],
)
def test_a_trouble_is_told_by_its_build(text: str, lang: Lang) -> None:
    assert _problems(text, lang) == 1


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("We had an excellent month: 912 units against a plan of 900.", "en"),
        ("I recommend 12 units instead of 20.", "en"),
        ("The plant has 540 people in 3 shifts.", "en"),
        ("Excelente mes: 912 piezas contra 900 del plan.", "es"),
        ("Recomiendo 12 unidades en lugar de 20.", "es"),
        ("El almacén no se mueve ni cambia en 2027.", "es"),
    ],
)
def test_good_news_offers_and_plain_figures_are_no_trouble(text: str, lang: Lang) -> None:
    assert _problems(text, lang) == 0


def test_a_form_that_nobody_filled_in_stays_at_one() -> None:
    blank = "Due to X, Y may occur with 45% (base: R), causing Z of USD 0.3 million against plan P. Owner W. Decision D by 8/8. Limit L."
    assert max(each.level or 0 for each in coached(blank, "en").levels) <= 1


def test_a_title_in_capitals_is_no_bottom_line_however_long() -> None:
    body = "La prensa paró el 3 de mayo y perdimos 400 piezas. Le pido autorizar USD 20,000 antes del 9 de mayo."
    title = "CARTA MENSUAL DE LA PLANTA AL CEO, MAYO DE 2027\n\n"
    assert level(coached(title + body, "es"), "D1") == level(coached(body, "es"), "D1") == 3


def test_who_is_called_by_the_first_name_after_the_full_one_is_a_person() -> None:
    reading = read(memo_of("Owner: Silvia Cantú. Unknown: how many hold a visa; Silvia says it on November 13.", "en", kind="alert"))
    assert [a.text for a in reading.actors if a.kind == "person"] == ["Silvia Cantú", "Silvia"]


def test_whoever_a_cause_names_owes_nothing() -> None:
    told = "Cause: the carrier Rutas Colima took 9 of 30 trucks on October 6. I kept two invoices."
    owed = "The carrier Rutas Colima returns 9 of 30 trucks on October 6. I kept two invoices."
    assert (level(coached(told, "en"), "D5"), level(coached(owed, "en"), "D5")) == (2, 3)
