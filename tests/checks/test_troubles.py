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
        ("Calidad: 61 PPM contra un límite de 50.", "es"),
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
        ("Quality: 38 PPM against a limit of 50.", "en"),
        ("Calidad: 38 PPM contra un límite de 50.", "es"),
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


def test_good_news_beside_a_trouble_is_no_chain_to_a_consequence() -> None:
    text = "Hi Mark,\n\nOctober closed at 97.4% on-time delivery with the new shifts, a great job. Two lots were mixed at final pack."
    assert level(coached(text, "en"), "D2") == 1


@pytest.mark.parametrize(
    ("lang", "past", "ahead"),
    [
        (
            "en",
            "The line stopped three times and it cost USD 27,000 per stop.",
            "Each further stop would cost USD 27,000 and move the launch.",
        ),
        (
            "es",
            "Se nos fue la energía tres veces y costó 27 mil dólares por evento.",
            "Otro corte costaría 27 mil dólares y movería el embarque.",
        ),
    ],
)
def test_the_cost_of_past_events_is_no_exposure_ahead(lang: Lang, past: str, ahead: str) -> None:
    assert level(coached(past, lang), "D12") == 1
    assert level(coached(f"{past} {ahead}", lang), "D12") == 2


@pytest.mark.parametrize(
    ("lang", "thanks", "asked"),
    [
        ("en", "Thank you for your continued support.", "I ask for your support on this."),
        ("es", "Agradezco como siempre su apoyo.", "Le pido su apoyo con este tema."),
    ],
)
def test_thanks_for_support_ask_for_nothing(lang: Lang, thanks: str, asked: str) -> None:
    trouble = {"en": "Two lots were mixed at final pack on Monday.", "es": "El lunes se mezclaron dos lotes en el empaque final."}[lang]
    assert level(coached(f"{trouble}\n\n{thanks}", lang), "D6") == 0
    assert level(coached(f"{trouble}\n\n{asked}", lang), "D6") == 1


@pytest.mark.parametrize(
    ("lang", "text", "quote"),
    [
        (
            "en",
            "In total we are talking about 4,200 harnesses: 1,150 are here and 2,900 were shipped.",
            "4,200 harnesses: 1,150 are here and 2,900",
        ),
        ("es", "En total son 4,200 arneses: 1,150 están aquí y 2,900 ya salieron.", "4,200 arneses: 1,150 están aquí y 2,900"),
        ("es", "La línea paró tres veces, con 27 mil dólares de scrap por evento cada vez.", ""),
    ],
)
def test_a_rest_that_the_reader_must_work_out_is_named(lang: Lang, text: str, quote: str) -> None:
    told = [n.message for n in coached(text, lang).notices if n.id == "derived_figure"]
    assert told
    assert quote in told[0]


def test_parts_that_make_up_the_whole_leave_nothing_to_work_out() -> None:
    text = "In total there are 4,200 harnesses: 1,300 are here and 2,900 were shipped."
    assert not [n for n in coached(text, "en").notices if n.id == "derived_figure"]


def test_the_exposure_in_a_green_report_is_the_one_that_is_open() -> None:
    text = (
        "Subject: Monthly report, October 2026\n\nOverall status: GREEN\n\n- Quality: 38 PPM against a limit of 50. GREEN\n"
        "- People: turnover at 2.1% monthly. GREEN\n\nOf the five critical engineers of Orion only two remain."
    )
    told = [n.message for n in coached(text, "en", "periodic_report").notices if n.id == "exposure_in_green"]
    assert told
    assert "only two remain" in told[0]


def test_a_subject_that_says_for_information_is_marked_whatever_the_score() -> None:
    text = "Subject: Update on harness lots - FYI\n\nTwo lots were mixed at final pack on Monday."
    assert "face_saver" in [m.category for m in coached(text, "en").markers if m.start < 45]


def test_items_with_a_name_are_sentences_of_their_own() -> None:
    text = "Quality: 61 PPM vs limit of 50, a temporary situation until the new nozzle comes. GREEN\nCost: 1.8% above budget. GREEN"
    assert [s.text for s in read(memo_of(text, "en")).body] == text.split("\n")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The flow fell on November 16. I decided not to tell you on the 16th. Decide by November 30. Next update Wednesday 25.",
        ),
        (
            "es",
            "El caudal bajó el 16 de noviembre. Yo decidí no avisar el 16. Autorice antes del 30. Aviso de nuevo el miércoles 25.",
        ),
    ],
)
def test_who_decided_not_to_tell_knew(lang: Lang, text: str) -> None:
    assert level(coached(text, lang), "D7") == 2


def test_a_report_without_accidents_is_not_asked_who_could_be_hurt() -> None:
    items = "Safety: no lost-time accidents. GREEN\nCost: 1.8% above budget because of energy. GREEN"
    text = f"Monthly report, October\n\n{items}\n\nThe paint line had some stoppages."
    assert "Safety" not in " ".join(q.text for q in coached(text, "en", "periodic_report").questions)


@pytest.mark.parametrize(
    ("text", "lang", "days"),
    [
        ("I knew on the 16th, and you decide by the 30th. From the 2nd shift on, by the 3rd line.", "en", ["on the 16th", "by the 30th"]),
        ("El 16 supe que bajó. Autorice antes del 30. Pasó del 3.5% al 2% y del 20 y 30 por ciento.", "es", ["El 16", "del 30"]),
    ],
)
def test_a_day_without_its_month_is_a_moment_where_no_thing_is_counted(text: str, lang: Lang, days: list[str]) -> None:
    assert [m.text for m in read(memo_of(text, lang)).moments] == days
