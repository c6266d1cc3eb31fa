"""Stop before style: what goes to counsel, what may be coached, and what a stopped memo is given."""

from __future__ import annotations

from typing import Any

import pytest

from app.catalog.coaching import stop_rules
from app.checks.memos.stops import stopped
from app.domain.lang import LANGS, Lang
from tests.checks.coached import QUIET, cases, coached, reading


@pytest.mark.parametrize("case", cases("stops"), ids=lambda c: f"{c['id']}-{c['lang']}")
def test_a_stopped_memo_has_the_route_and_no_rewrite_or_suggestion(case: dict[str, Any]) -> None:
    found = coached(case["text"], case["lang"])
    assert {each.level for each in found.levels} == {None}
    assert (found.rewrite, found.markers, found.questions, found.next_steps, found.overall) == (None, (), (), (), None)
    ids = [n.id for n in found.notices]
    assert ids[0] == f"stop_{case['id']}"
    assert {"stop_steps", "stop_facts", "discoverable"} <= set(ids)


@pytest.mark.parametrize("case", cases("near_misses"), ids=lambda c: c["text"][:40])
def test_what_was_refused_rehearsed_screened_or_negotiated_is_coached(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is None


@pytest.mark.parametrize("case", cases("stops", QUIET), ids=lambda c: c["text"][:40])
def test_a_matter_for_counsel_that_is_said_in_passing_stops(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is not None


@pytest.mark.parametrize("case", cases("near_misses", QUIET), ids=lambda c: c["text"][:40])
def test_the_same_words_about_customers_contracts_and_prizes_are_coached(case: dict[str, Any]) -> None:
    assert stopped(reading(case["text"], case["lang"])) is None


def test_a_request_to_dress_such_a_matter_up_stops() -> None:
    text = "The councilman suggested the firm for our permit. Please make this paragraph sound like a normal consulting expense."
    assert stopped(reading(text)) is not None


def test_safety_is_never_held_up() -> None:
    found = coached("An operator was injured on line 2 on Monday and is in hospital.")
    assert found.notices[0].id == "urgent_first"
    assert any(each.level is not None for each in found.levels)


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("A mechanic was taken to the clinic in town and later to Chihuahua city.", "en"),
        ("His hand was caught by the roller; he is stable.", "en"),
        ("For about an hour the portal showed some patients the results of others.", "en"),
        ("By an oversight the payroll list went to the wrong mailbox on Tuesday.", "en"),
        ("Al compañero lo llevaron a la clínica del pueblo y ahí sigue.", "es"),
        ("La banda le machucó dos dedos al ayudante.", "es"),
        ("El domingo el portal mostró a unos pacientes los estudios de otros.", "es"),
        ("El archivo de sueldos se mandó por descuido a un correo equivocado.", "es"),
        ("An operator got his hand caught in press 7 last night, he is ok, a couple of stitches.", "en"),
        ("A laptop from HR was left in a taxi on Friday.", "en"),
        ("Nos robaron una laptop de recursos humanos.", "es"),
        ("She was hit by a forklift on dock 4 and is resting at home.", "en"),
        ("A contractor fell from a ladder; he can walk.", "en"),
        ("The mechanic broke wrist on Monday.", "en"),
        ("Un compañero resultó con un golpe en la pierna y se encuentra estable.", "es"),
        ("El montacargas golpeó a un auxiliar en el andén 4.", "es"),
        ("Se fracturó muñeca el lunes.", "es"),
        ("Le dieron tres puntadas y ya está en su casa.", "es"),
    ],
)
def test_a_harm_told_without_its_word_is_urgent_too(told: str, lang: Lang) -> None:
    assert "urgent_first" in [n.id for n in coached(told, lang).notices]


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("Two pallets were sent to the wrong address in Laredo.", "en"),
        ("The bearing fractured the shaft of press 4 on Monday.", "en"),
        ("The new price list went to our customers on Tuesday.", "en"),
        ("Our auditors were taken to the plant and later to the warehouse.", "en"),
        ("We cut the budget by hand and hit the target.", "en"),
        ("He left the laptop on the table, and two hard drives failed.", "en"),
        ("La computadora se quedó sin disco y falta una tarima.", "es"),
        ("The tariff hit our margin by a truck load of money.", "en"),
        ("Se cortó la luz y se quemó el motor de la banda.", "es"),
        ("El tipo de cambio nos golpeó: es un golpe al margen.", "es"),
        ("Lesiones incapacitantes: 0.", "es"),
    ],
)
def test_goods_shafts_and_visitors_are_no_urgent_harm(told: str, lang: Lang) -> None:
    assert "urgent_first" not in [n.id for n in coached(told, lang).notices]


@pytest.mark.parametrize(
    ("told", "is_capped"),
    [
        ("La autoridad clausuró la línea 2 ayer.", True),
        ("Tenemos clausurada la línea 2 desde ayer.", True),
        ("Arriesgamos multa de 400 mil pesos y posible clausura de la línea 2.", False),
        ("El inspector clausuró a tres de cinco hoteles con esta falla.", False),
        ("Nuestro abogado ve 70% de probabilidad de clausura de 15 días.", False),
        ("Once clientes se enfermaron con producto que perdió frío.", True),
    ],
)
def test_a_closure_that_may_come_caps_nothing(told: str, is_capped: bool) -> None:
    assert ("SAFETY_LEGAL" in [b.id for b in coached(told, "es").blockers]) == is_capped


def test_every_stop_speaks_both_languages() -> None:
    for ready in stop_rules():
        for lang in LANGS:
            assert all(words.in_lang(lang) for words in (ready.rule.name, ready.rule.route, ready.rule.steps, ready.rule.facts))


@pytest.mark.parametrize(
    ("told", "lang", "is_capped"),
    [
        ("If ransomware hits before we replace it, we lose up to 9 days of orders.", "en", False),
        ("Ransomware hit the dispatch server at 03:05.", "en", True),
        ("The expert puts the probability of an injury at 35% in 12 months.", "en", False),
        ("It is possible that brakes of this lot are on vehicles already; 40 failed the test.", "en", True),
        ("Please approve a court order in Texas by October 29, $140,000; a rival copied our molds.", "en", False),
        ("El perito ve 35% de probabilidad de una lesión en doce meses.", "es", False),
        ("Un ayudante tuvo una lesión el martes.", "es", True),
        ("Nadie se lesionó cuando cayó el techo.", "es", False),
    ],
)
def test_what_is_only_feared_or_asked_for_caps_nothing(told: str, lang: Lang, is_capped: bool) -> None:
    assert ("SAFETY_LEGAL" in [b.id for b in coached(told, lang).blockers]) == is_capped
