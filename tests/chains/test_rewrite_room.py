"""What a guided rewrite does with the marks that are shown: each is cut or asked about, in few words if need be, in the writer's order."""

from __future__ import annotations

import pytest

from app.domain.coaching import Rewrite
from app.domain.lang import Lang
from app.domain.rewrites import word_count
from tests.checks.coached import coached

RESIN_ES = """Buenas tardes Mark, espero que estés muy bien y que la familia haya disfrutado el puente.

Te comparto que el equipo cerró octubre con un OEE de 84%, el mejor del año, y que la auditoría salió sin no conformidades mayores.

Por otro lado, te comento que con el proveedor de resina hemos tenido algunas situaciones en las entregas. El camión del jueves no llegó \
y el del lunes venía con 6 toneladas de las 18 que se pidieron. Al parecer traen un tema con su planta de Altamira.

No quisiera preocuparte de más, solo que lo tengas en el radar.

Saludos cordiales,
Héctor Villarreal
"""
PESO_EN = """Team,

As discussed, Querétaro continues to perform above plan in most lines of business. That said, just a quick heads-up on two points.

We do see some headwinds on the peso. Labor cost in dollars is running somewhat higher than budget, and there may be an impact on margin. \
Finance is running the numbers and we'll have more color in the next couple of weeks.

Please let me know if you have any questions. I will keep you posted on this and on all other matters that may come up.

Regards,
Ana Lucía
"""


def said(text: str, lang: Lang) -> Rewrite:
    rewrite = coached(text, lang).rewrite
    assert rewrite is not None
    return rewrite


def test_good_news_goes_last_and_the_rest_keeps_its_order() -> None:
    text = said(RESIN_ES, "es").text
    order = ["proveedor de resina", "El camión del jueves", "?] traen", "El equipo cerró octubre", "Saludos cordiales"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "lang", "gone"),
    [
        (RESIN_ES, "es", ("Por otro lado", "te comento que", "Te comparto que", "en el radar")),
        (PESO_EN, "en", ("As discussed", "somewhat", "some headwinds")),
    ],
)
def test_words_that_announce_or_soften_are_gone_and_listed(text: str, lang: Lang, gone: tuple[str, ...]) -> None:
    rewrite = said(text, lang)
    listed = " | ".join(rewrite.dropped)
    for words in gone:
        assert words not in rewrite.text
        assert words in listed or words.split()[0] in listed


@pytest.mark.parametrize(("text", "lang", "marked"), [(RESIN_ES, "es", "Altamira ["), (PESO_EN, "en", "margin [")])
def test_a_belief_is_asked_about_where_it_stands(text: str, lang: Lang, marked: str) -> None:
    assert marked in said(text, lang).text


def test_a_memo_without_a_word_to_spare_is_asked_in_fewer_words() -> None:
    tight = "Greg:\n\nJust a quick heads-up: there may be an impact on margin.\n\nYadira"
    spare = "I take this opportunity to let you know that there may be an impact on margin. This is just so you are aware."
    roomy = f"Greg:\n\n{spare} I would like to mention that line 2 ran.\n\nYadira"
    assert "likelihood?" in {s.question for s in said(tight, "en").slots}
    assert "likelihood and basis?" in {s.question for s in said(roomy, "en").slots}
    for text in (tight, roomy):
        assert word_count(said(text, "en").text) <= word_count(text)


def test_the_first_wish_of_a_greeting_stays() -> None:
    assert "espero que estés muy bien" in said(RESIN_ES, "es").text


def test_lines_that_each_say_one_thing_stay_lines() -> None:
    text = said(
        "Reporte de octubre\n\nProducción: 98% del plan.\nCalidad: 2 reclamos, en análisis.\nProyecto: avanza según lo esperado.\n", "es"
    ).text
    assert "98% del plan.\nCalidad: 2 reclamos" in text


def test_a_sentence_that_tells_a_likelihood_is_not_taken_for_empty() -> None:
    text = said("Ana,\n\nLa prensa 3 paró el lunes y perdimos 40 piezas. La junta podría costarnos el contrato.\n\nLuis", "es").text
    assert "podría costarnos" in text


def test_a_memo_that_opens_with_its_risk_is_not_reordered() -> None:
    told = "Furnace 2 went out on March 9. It makes 64% of our bottles. We hold 9 days of cover against a norm of 21."
    text = said(f"Dana,\n\n{told}\n\nLine 3 could idle.\n\nRamiro", "en").text
    assert text.index("Furnace 2") < text.index("9 days of cover") < text.index("Line 3")
