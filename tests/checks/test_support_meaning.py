"""Denials, doers, counts and opposites that a careful reader sees at once, and their innocent neighbours."""

from __future__ import annotations

from functools import cache

import pytest

from app.checks.registry import run_checks
from app.checks.support.verdict import HARD, verdict
from app.domain.document import Document, Finding
from app.domain.lang import LANGS, Lang
from evals import planting as plant
from evals.mutate import GOOD, facts_from
from evals.verify import examine_rules
from tests.builders import document_of, given

MOST_MISSED = {"tuned": 0.0, "aside": 0.03, "studied": 0.0, "sealed": 0.05, "untouched": 0.04}
"""The share of pairs on meaning that may pass as supported. Each was opened once, then learned from (docs/verification.md)."""


@pytest.mark.parametrize(
    ("statement", "evidence", "lang", "key"),
    [
        ("The data may be used without consent.", "The data may not be used without consent.", "en", "denial_lost"),
        ("A poor match often does last for years.", "A poor match often does not last for years.", "en", "denial_lost"),
        ("La supervisión y la responsabilidad son lo mismo.", "La supervisión y la responsabilidad no son lo mismo.", "es", "denial_lost"),
        ("The board of the company is not heard first.", "The board of the company is heard first.", "en", "denial_added"),
        ("The firm pays the travel costs.", "The client pays the travel costs.", "en", "party"),
        ("La gerencia de planta otorga los poderes.", "El consejo otorga los poderes.", "es", "party"),
        ("Two calls a month are held.", "One call a month is held.", "en", "number"),
        ("El periodo dura al menos 180 días.", "El periodo dura hasta 180 días.", "es", "opposite"),
        ("A head employed in Texas who works here.", "A head employed in Mexico who works here.", "en", "place"),
        ("The provider is registered.", "The provider is unregistered.", "en", "opposite"),
        ("Subcontracting of staff is permitted.", "Subcontracting of staff is prohibited; services are allowed.", "en", "opposite"),
        (
            "En el segundo año el bono es opcional.",
            "El bono es opcional el primer año; en el segundo es obligatorio.",
            "es",
            "opposite",
        ),
        ("Headquarters reads the annex first.", "Headquarters reads the proposal first and the annex last.", "en", "opposite"),
        ("The holder need not report a new boss.", "The holder must report a new boss and need not report a new desk.", "en", "denied"),
        ("The firm owes the third part.", "The client owes the third part.", "en", "party"),
    ],
)
def test_a_changed_word_of_meaning_is_refuted(statement: str, evidence: str, lang: Lang, key: str) -> None:
    found = verdict(statement, (evidence,), lang, lang)
    assert found.grade == "unsupported", found
    assert key in {r.key for r in found.reasons}, found
    assert any(r.key in HARD for r in found.reasons)


@pytest.mark.parametrize(
    ("statement", "evidence", "lang"),
    [
        ("The travel costs are paid by the client.", "The client pays the travel costs.", "en"),
        ("Los gastos de viaje los paga el cliente.", "El cliente paga los gastos de viaje.", "es"),
        ("Anotan sus notas antes de hablar.", "Anotan sus notas antes de que nadie hable.", "es"),
        ("The data may not be used.", "The data may not be used without consent and not before March.", "en"),
        ("El plan corre hasta el 3 de mayo de 2027.", "El plan corre hasta el 3 de mayo de 2027.", "es"),
        ("The permit is applied for by the company.", "The company applies for the permit.", "en"),
        ("The package does not include school fees.", "School fees are excluded from the package.", "en"),
        ("Sin permiso no se transfieren los datos.", "Los datos se transfieren solo con permiso.", "es"),
        ("Nobody but the chief may restart the line.", "Only the chief may restart the line.", "en"),
        ("The annex is what headquarters reads last.", "Headquarters reads the proposal first and the annex last.", "en"),
        ("A new boss has to be reported.", "The holder must report a new boss and need not report a new desk.", "en"),
        ("Tanto la empresa como la persona empleada aportan.", "La empresa aporta 5 % y la persona empleada otro tanto.", "es"),
    ],
)
def test_the_same_in_another_order_is_not_refuted(statement: str, evidence: str, lang: Lang) -> None:
    assert verdict(statement, (evidence,), lang, lang).grade != "unsupported"


@pytest.mark.parametrize("split", sorted(MOST_MISSED))
def test_hardly_a_pair_on_meaning_passes_as_supported(split: str) -> None:
    scores = examine_rules(split)
    wrong = [s for s in scores if s.wanted == "unsupported"]
    assert len(wrong) >= 90
    assert sum(s.given == "supported" for s in wrong) <= MOST_MISSED[split] * len(wrong)
    assert not [s for s in scores if s.wanted == "supported" and s.given == "unsupported"]


@cache
def _good(lang: Lang) -> Document:
    return document_of(facts_from(GOOD), lang)


def _blamed(document: Document, statement_id: str) -> list[Finding]:
    found = run_checks(given(document, facts_from(GOOD)), ("support_holds",))
    return [f for f in found if f.statement_id == statement_id and f.severity == "block"]


@pytest.mark.parametrize(
    ("lang", "statement_id", "old", "new"),
    [
        ("en", "headquarters.lead", "four duties", "nine duties"),
        ("es", "headquarters.lead", "cuatro deberes", "nueve deberes"),
        ("en", "headquarters.lead", "before the shortlist", "after the shortlist"),
    ],
)
def test_what_the_cited_sentence_does_not_say_is_held_against_the_reviewed_wording(
    lang: Lang, statement_id: str, old: str, new: str
) -> None:
    statement = next(s for s in plant.statements_of(_good(lang)) if s.id == statement_id)
    assert old in statement.text
    assert not _blamed(_good(lang), statement_id)
    assert _blamed(plant.put(_good(lang), plant.said(statement, old, new)), statement_id)


@pytest.mark.parametrize("lang", LANGS)
def test_reviewed_words_that_are_moved_to_another_card_are_no_longer_taken_on_trust(lang: Lang) -> None:
    statement = next(s for s in plant.statements_of(_good(lang)) if s.id == "headquarters.lead")
    other = next(
        c
        for s in plant.statements_of(_good(lang))
        if s.id.startswith("relocation.")
        for c in s.citations
        if c.card_ids and not set(c.card_ids) & {i for x in statement.citations for i in x.card_ids}
    )
    moved = statement.model_copy(update={"citations": (other,)})
    assert _blamed(plant.put(_good(lang), moved), statement.id)


@pytest.mark.parametrize(
    ("said", "known", "key"),
    [
        ("The head may approve the hire.", "The head must approve the hire and may delegate the rest.", "may_for_must"),
        ("The head must delegate the rest.", "The head must approve the hire and may delegate the rest.", "must_for_may"),
        ("The head should approve the hire.", "The head must approve the hire.", "should_for_must"),
        ("The head must approve the hire.", "The head should approve the hire.", "must_for_should"),
        ("The head may approve the hire.", "The head should approve the hire.", "may_for_should"),
        ("The head should approve the hire.", "The head may approve the hire.", "should_for_may"),
    ],
)
def test_duty_advice_and_leave_are_told_apart_by_the_act_that_they_govern(said: str, known: str, key: str) -> None:
    assert key in {r.key for r in verdict(said, (known,), "en", "en").reasons}
    assert verdict(known, (known,), "en", "en").grade == "supported"


@pytest.mark.parametrize("lang", LANGS)
def test_a_denial_put_into_the_clients_words_is_reported(lang: Lang) -> None:
    old, new = {"en": (" are ", " are not "), "es": (" son ", " no son ")}[lang]
    statement = next(s for s in plant.statements_of(_good(lang)) if s.id == "compensation.mexican")
    assert statement.basis == "client"
    assert not _blamed(_good(lang), statement.id)
    assert _blamed(plant.put(_good(lang), plant.said(statement, old, new)), statement.id)
