"""What a rewrite cuts, asks once, asks first and keeps on its own line, in whole memos."""

from __future__ import annotations

import pytest

from app.domain.lang import Lang
from tests.checks.coached import coached


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Options:\nA. Substation, USD 5.2 million, ready in October.\nB. Gas sets on rent, USD 240,000 a month.\nC. Place 40% in Ohio.",
        ),
        ("es", "Opciones:\na) Reúso, 3.1 millones de dólares.\nb) Pipas, 190,000 dólares al mes.\nc) Mover 15 % del volumen a Pueblo."),
    ],
)
def test_lettered_options_keep_their_lines(lang: Lang, text: str) -> None:
    opening = {
        "en": "We lost 30% of the pressure on Monday and the line may stop.",
        "es": "El lunes perdimos 30 % de la presión y la línea puede parar.",
    }
    rewrite = coached(f"{opening[lang]}\n\n{text}", lang).rewrite
    assert rewrite is not None
    assert all(line in rewrite.text.splitlines() for line in text.splitlines()[1:])


@pytest.mark.parametrize(
    ("lang", "text", "gone"),
    [
        ("en", "Just a heads-up: a minor nonconformance was detected on the HX-210 harness and it is being contained.", "minor"),
        ("es", "Se detectó una pequeña falla en el arnés HX-210 el lunes y 2,900 ya salieron.", "pequeña"),
    ],
)
def test_what_shrinks_a_fact_goes_though_another_marker_is_shown(lang: Lang, text: str, gone: str) -> None:
    rewrite = coached(text, lang).rewrite
    assert rewrite is not None
    assert gone not in rewrite.text


def test_one_question_is_asked_once_in_a_sentence() -> None:
    rewrite = coached(
        "There was a miscommunication on Monday and the label check was not done as usual. I will keep you posted on this soon."
    ).rewrite
    assert rewrite is not None
    asked = rewrite.text.split(".")[0].split("[")[1:]
    assert len(asked) == len(set(asked))


def test_words_before_a_colon_that_only_save_face_go() -> None:
    text = "To keep everybody in the loop: our platform in Monterrey went down and trucks leave with paper. I will keep you posted."
    rewrite = coached(text).rewrite
    assert rewrite is not None
    assert rewrite.text.startswith("Our platform in Monterrey")


@pytest.mark.parametrize(
    ("lang", "text", "asked"),
    [
        (
            "en",
            "I request USD 42 million for Building 2 by December 4. Equipment and shell make a total of USD 43.5 million.",
            "43.5 million [which",
        ),
        (
            "es",
            "Solicito 42 millones de dólares antes del 4 de diciembre. Equipo y nave suman un total de 43.5 millones de dólares.",
            "[¿",
        ),
    ],
)
def test_of_two_amounts_for_one_thing_the_rewrite_asks_which(lang: Lang, text: str, asked: str) -> None:
    polite = {"en": "Thank you very much for your patience and understanding.", "es": "Agradezco mucho su atención y su comprensión."}[lang]
    found = coached(f"{text}\n\n{polite}", lang, "capital_request")
    assert [b.id for b in found.blockers] == ["CONTRADICTION"]
    assert found.rewrite is not None
    assert asked in found.rewrite.text


def test_an_item_of_a_report_keeps_its_name() -> None:
    items = "- Calidad: 38 PPM. VERDE\n- Cliente: sin novedad. VERDE"
    text = f"Reporte mensual de octubre\n\nSemáforo: VERDE\n\n{items}\n\nDe cinco ingenieros nos quedan dos."
    rewrite = coached(text, "es", "periodic_report").rewrite
    assert rewrite is not None
    assert "- Cliente: sin novedad" in rewrite.text


@pytest.mark.parametrize(
    ("lang", "first", "text"),
    [
        (
            "en",
            "I disagree with closing Toluca in March",
            "because two chains can leave. Dallas counts no loss of sales.\n\nI give 35% to one chain leaving.",
        ),
        (
            "es",
            "No coincido con cerrar Toluca en marzo",
            "porque dos cadenas se pueden ir. Dallas no cuenta pérdida de ventas.\n\nCalculo 35% de probabilidad de que una se vaya.",
        ),
    ],
)
def test_a_disagreement_that_opens_a_memo_stays_first(lang: Lang, first: str, text: str) -> None:
    rewrite = coached(f"{first} {text}", lang, "anticipation").rewrite
    assert rewrite is not None
    assert rewrite.text.startswith(first)


def test_what_happens_without_an_answer_does_not_lead() -> None:
    told = "El presupuesto de capacitación quedó sin acuerdo. Ya ejercimos 180 mil dólares."
    text = f"Mike:\n\n{told}\n\nSi no hay respuesta detengo los 60 mil que faltan."
    rewrite = coached(text, "es").rewrite
    assert rewrite is not None
    assert rewrite.text.index("El presupuesto") < rewrite.text.index("Si no hay respuesta")


def test_as_soon_as_possible_is_no_doubt_that_a_rewrite_must_keep() -> None:
    text = "Se registraron disparos de la turbina. Confiamos en que el cliente quede al corriente a la brevedad posible."
    rewrite = coached(text, "es").rewrite
    assert rewrite is not None
    assert "[¿" in rewrite.text


@pytest.mark.parametrize(("lang", "said"), [("en", "There is nothing for you to decide today."), ("es", "No hay nada que decidir hoy.")])
def test_that_nothing_is_to_be_decided_stays(lang: Lang, said: str) -> None:
    told = {
        "en": "Two orders moved to November and the year stays the same.",
        "es": "Dos pedidos se pasaron a noviembre y el año queda igual.",
    }
    rewrite = coached(f"{told[lang]} {said}", lang).rewrite
    assert rewrite is not None
    assert said in rewrite.text
