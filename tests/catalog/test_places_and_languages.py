"""Places recognised in the client's words, languages told apart, values shown in a language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.catalog.language import detect, sort_text
from app.catalog.places import recognise
from app.catalog.render import choices, show, show_date, show_money, show_number
from app.domain.derive_plan import PLACES
from app.domain.lang import Lang, LocalText
from app.domain.money import Money, Pay


@pytest.mark.parametrize(
    ("location", "cities", "corridor"),
    [
        ("Nuevo Laredo, Tamaulipas", ["nuevo-laredo"], "nuevo-laredo-laredo"),
        ("Laredo, Texas", ["laredo"], None),
        ("Nuevo Laredo and Laredo", ["nuevo-laredo", "laredo"], "nuevo-laredo-laredo"),
        ("Ciudad Juárez, Chihuahua, Mexico / El Paso, Texas, US", ["ciudad-juarez", "el-paso"], "juarez-el-paso"),
        ("CIUDAD JUAREZ", ["ciudad-juarez"], "juarez-el-paso"),
        ("Jua\u0301rez", ["ciudad-juarez"], "juarez-el-paso"),
        ("El Paso / Juárez", ["el-paso", "ciudad-juarez"], "juarez-el-paso"),
        ("Reynosa, with days in McAllen", ["reynosa", "mcallen"], "reynosa-mcallen"),
        ("Monterrey, Nuevo León", ["monterrey"], None),
        ("Nuevo León", [], None),
        ("Houston", ["houston"], None),
        ("Tijuanense", [], None),
        ("", [], None),
        ("Gotham", [], None),
    ],
)
def test_a_place_is_recognised_by_its_whole_name(location: str, cities: list[str], corridor: str | None) -> None:
    place = recognise(location)
    assert [c.id for c in place.cities] == cities
    assert (place.corridor.id if place.corridor else None) == corridor


def test_a_recognised_corridor_brings_its_tags_and_cards_and_an_unknown_place_none() -> None:
    assert "corridor" in recognise("Reynosa").tags
    assert recognise("Reynosa").cards
    assert (recognise("Gotham").tags, recognise("Gotham").cards) == ((), ())


def test_every_place_of_the_search_plan_is_a_city_of_the_file() -> None:
    for name, pattern in PLACES.items():
        spoken = pattern.split("|")[0].split("(")[0]
        assert name in [c.id for c in recognise(spoken).cities] or recognise(name.replace("-", " ")).cities, name


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The last incumbent resigned in September", "en"),
        ("La última persona al frente renunció en septiembre", "es"),
        ("Dirigir la planta de Reynosa como una sola operación", "es"),
        ("Run both sites as one operation that Dayton can plan on", "en"),
        ("Ok", None),
        ("", None),
        ("88 % → 93 %", None),
    ],
)
def test_a_language_is_told_when_there_are_words_enough(text: str, lang: Lang | None) -> None:
    assert detect(text) == lang


def test_a_name_has_no_language() -> None:
    assert sort_text("Brenhall Filters de México, S. de R.L. de C.V.").needs_translation is False
    assert sort_text("La última persona renunció en septiembre").es is not None


def test_dates_and_numbers_are_shown_in_the_usage_of_each_language() -> None:
    day = date(2027, 5, 3)
    assert [show_date(day, lang) for lang in ("en", "es")] == ["3 May 2027", "3 de mayo de 2027"]
    assert [show_date(day, lang, short=True) for lang in ("en", "es")] == ["3 May 2027", "3 may 2027"]
    assert show_number(Decimal("4200000")) == "4,200,000"
    assert show_number(Decimal("6.40")) == "6.40"
    assert show_money(Money(amount=Decimal("172602.74"), currency="MXN")) == "MXN 172,603"


def test_pay_is_shown_with_basis_and_period_and_a_choice_by_its_label() -> None:
    pay = Pay(amount=Decimal(350000), currency="MXN", period="month", basis="net")
    assert (show(pay, "en"), show(pay, "es")) == ("MXN 350,000 net a month", "MXN 350,000 netos al mes")
    assert show("family", "es", field="ownership") == choices()["ownership.family"].es
    assert (show(True, "es"), show(False, "en")) == ("sí", "no")


def test_a_text_of_the_other_language_is_shown_as_a_marked_quote() -> None:
    assert show(LocalText(es="sólo así"), "en") == "client's words, in Spanish: “sólo así”"
    assert show(LocalText(en="only “so”"), "es").endswith("“only ‘so’”")
    assert show(LocalText(en="only so", es="sólo así"), "es") == "sólo así"
