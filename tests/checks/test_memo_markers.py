"""Markers: the words that are marked, those that never are, exact spans, and how many stand in a direct memo."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from app.catalog.coaching import marker_rules
from app.domain.coaching import CATEGORIES
from app.domain.lang import LANGS, Lang
from tests.checks.coached import cases, marked

MARKED: tuple[tuple[Lang, str, str, str], ...] = (
    ("en", "The trucks had a slight delay at the gate.", "slight delay", "understater"),
    ("en", "We are facing some headwinds in October.", "headwinds", "euphemism"),
    ("en", "Two lines stopped. We are confident that it will improve.", "We are confident", "hope_as_plan"),
    ("en", "It was decided to skip the audit.", "It was decided", "agentless"),
    ("en", "The parts will arrive soon.", "soon", "vague_time"),
    ("en", "We are looking into the leak.", "looking into", "activity_for_outcome"),
    ("en", "I just wanted to flag that line 2 stopped.", "just wanted to flag", "face_saver"),
    ("en", "Line 2 stopped. Overall we are doing very well.", "Overall we are doing very well", "good_news_sandwich"),
    ("en", "Line 2 stopped. Let me know your thoughts.", "Let me know your thoughts", "no_decision"),
    ("es", "Hay un detallito con la prensa.", "detallito", "understater"),
    ("es", "Identificamos un área de oportunidad en embarques.", "área de oportunidad", "euphemism"),
    ("es", "La línea 2 paró. Confiamos en que se resuelva.", "Confiamos en que", "hope_as_plan"),
    ("es", "Se nos fue la energía en la nave 2.", "Se nos fue", "agentless"),
    ("es", "Ahorita lo revisamos con el proveedor.", "Ahorita", "vague_time"),
    ("es", "Lo estamos viendo con el proveedor.", "estamos viendo", "activity_for_outcome"),
    ("es", "La línea 2 paró. No quisimos preocuparlos.", "No quisimos preocuparlos", "face_saver"),
    ("es", "La línea 2 paró. En general vamos muy bien.", "En general vamos muy bien", "good_news_sandwich"),
    ("es", "La línea 2 paró. Haremos lo que usted indique.", "lo que usted indique", "no_decision"),
)
CLEAN: tuple[tuple[Lang, str], ...] = (
    ("en", "Could you approve the order by Friday?"),
    ("en", "The audit is in May 2027 and the line stops on May 4."),
    ("en", "Dear Ana,\n\nI hope you are well. Line 2 stops on December 4.\n\nI look forward to seeing you.\n\nKind regards,\nLuis"),
    ("en", "The supplier wrote: “we are confident that it will be resolved soon”. Line 2 stops on December 4."),
    ("en", "We do not know yet whether line 3 has the leak; Ana Ruiz confirms it by Friday."),
    (
        "es",
        "Estimada Ana:\n\nEspero que se encuentre muy bien. La línea 2 se detiene el 4 de diciembre.\n\nQuedo a sus"
        " órdenes.\n\nSaludos cordiales,\nLuis",
    ),
    ("es", "El proveedor escribió: «todo va conforme al programa». La línea 2 se detiene el 4 de diciembre."),
    ("es", "Aún no sabemos si la línea 3 tiene la fuga; Ana Ruiz lo confirma el viernes."),
    ("es", "¿Podría autorizar el pedido antes del viernes?"),
)


@pytest.mark.parametrize(("lang", "text", "words", "category"), MARKED)
def test_soft_words_are_marked_with_their_category(lang: Lang, text: str, words: str, category: str) -> None:
    found = marked(text, lang)
    assert any(words.casefold() in m.text.casefold() and m.category == category for m in found), [(m.text, m.category) for m in found]


@pytest.mark.parametrize(("lang", "text"), CLEAN)
def test_courtesy_quotes_requests_and_honest_unknowns_are_not_marked(lang: Lang, text: str) -> None:
    assert [m.text for m in marked(text, lang)] == []


@pytest.mark.parametrize("case", cases("memos"), ids=lambda c: c["id"])
def test_every_span_is_exactly_its_words_and_none_overlap(case: dict[str, str]) -> None:
    for text in (case["text"], case["text"].replace("\n", "\r\n"), unicodedata.normalize("NFD", case["text"]), "🚚 " + case["text"]):
        found = marked(text, "es" if case["lang"] == "es" else "en")
        assert all(text[m.start : m.end] == m.text and m.text.strip() == m.text for m in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_accents_line_ends_and_composition_change_no_marker() -> None:
    text = next(c["text"] for c in cases("memos") if c["id"] == "alert_es")
    plain = [unicodedata.normalize("NFC", m.text) for m in marked(text, "es")]
    assert plain
    assert [unicodedata.normalize("NFC", m.text) for m in marked(unicodedata.normalize("NFD", text), "es")] == plain


def test_a_direct_memo_has_no_markers() -> None:
    direct = next(c["text"] for c in cases("memos") if c["id"] == "direct_en")
    assert [m.text for m in marked(direct)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_category_has_rules_and_every_marker_its_texts(lang: Lang) -> None:
    rules = marker_rules(lang)
    assert {r.rule.category for r in rules} == set(CATEGORIES)
    assert all(r.why and r.hears and r.suggestion for r in rules)


def test_a_suggestion_never_speaks_for_the_writer() -> None:
    for lang in LANGS:
        assert [r.rule.id for r in marker_rules(lang) if " we will " in f" {r.suggestion.lower()} "] == []


@pytest.mark.parametrize(
    ("lang", "text", "both"),
    [
        (
            "es",
            "Ana:\n\nLa línea 2 paró. Estamos trabajando en ello y esperamos que quede resuelto a la brevedad.\n\nLuis",
            ["Estamos trabajando en ello", "esperamos que quede resuelto a la brevedad"],
        ),
    ],
)
def test_a_find_that_runs_into_a_longer_one_ends_before_it(lang: Lang, text: str, both: list[str]) -> None:
    assert [m.text for m in marked(text, lang)] == both
