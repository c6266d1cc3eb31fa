"""A memo held to a charter: the right rule is quoted, in either language, and nothing else."""

from __future__ import annotations

import re

import pytest

from app.checks.memos.charter import charter_limits, charter_notices, escalations, risks
from app.domain.anchored import anchored
from app.domain.charters import Charter, EscalationLimit, RiskLimit
from app.domain.coaching import MemoKind
from app.domain.lang import Lang, LocalText, both
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo, MemoReading


def said(text: str) -> LocalText:
    """Words in no particular language."""
    return LocalText(neutral=text)


def rule(topic: str | LocalText, hours: int | None = 24, trigger: str = "") -> EscalationLimit:
    """An escalation rule."""
    name = said(topic) if isinstance(topic, str) else topic
    return EscalationLimit(topic=name, trigger=said(trigger) if trigger else None, to_whom=said("COO"), within_hours=hours, path="p")


CHARTER = Charter(
    name="c.json",
    escalation=(
        rule("Safety or product", 4, "any suspect part at a customer"),
        rule(both("Power or water", "Energía o agua"), 24, ""),
        rule("Aduana e IMMEX", 48),
        rule("Union matters", 2),
        rule("Currency", None),
    ),
    risk_appetite=(
        RiskLimit(topic=said("Line stop"), limit=said("at most 2 days a quarter"), path="r"),
        RiskLimit(topic=said("Tipo de cambio"), limit=said("hasta 500 mil dólares por trimestre"), path="r"),
        RiskLimit(topic=said("Quality"), limit=None, path="r"),
    ),
)


def reading(text: str, lang: Lang = "en", kind: MemoKind = "alert") -> MemoReading:
    """A memo's reading, without cue lists."""
    return read_memo(Memo(text=text, lang=lang, kind=kind), {}, {})


@pytest.mark.parametrize(
    ("text", "lang", "hours"),
    [
        ("Two lots were mixed; 4,200 harnesses are suspect.", "en", 4),
        ("Hay 4,200 arneses sospechosos en el cliente.", "es", 4),
        ("We had three power cuts in ten days.", "en", 24),
        ("Tuvimos tres cortes de luz en diez días.", "es", 24),
        ("The customs authority opened a review of our IMMEX programme.", "en", 48),
        ("Nos llegó un requerimiento del SAT.", "es", 48),
        ("The ballot on the collective agreement is on 12 December.", "en", 2),
        ("El sindicato presentó un emplazamiento a huelga.", "es", 2),
    ],
)
def test_the_rule_of_the_matter_is_quoted_whatever_the_languages(text: str, lang: Lang, hours: int) -> None:
    (limit,) = charter_limits(CHARTER, reading(text, lang))
    assert (f"within {hours} hours" if lang == "en" else f"en un máximo de {hours} horas") in limit
    assert "COO" in limit


def test_the_words_are_those_of_headquarters_in_the_memos_language_where_it_has_them() -> None:
    assert charter_limits(CHARTER, reading("Tuvimos un apagón.", "es")) == ("Energía o agua; COO; en un máximo de 24 horas",)
    assert charter_limits(CHARTER, reading("We had a power cut.")) == ("Power or water; COO; within 24 hours",)


@pytest.mark.parametrize(
    "text",
    [
        "The canteen has a new menu.",
        "Production of October was a record.",
        "We trust the team's custom of meeting on Mondays.",
        "El director informó que el equipo está contento.",
    ],
)
def test_a_memo_about_something_else_meets_no_rule(text: str) -> None:
    assert charter_limits(CHARTER, reading(text)) == ()


def test_the_shortest_time_comes_first_and_the_memos_words_are_located() -> None:
    memo = reading("Subject: plant\n\nWe had a power cut. Two lots of a harness are suspect.")
    held = escalations(CHARTER, memo)
    assert [h.words.split(";")[0] for h in held] == ["Safety or product", "Power or water"]
    assert [memo.text[h.span.start : h.span.end] for h in held] == ["suspect", "power cut"]


def test_without_a_charter_nothing_is_said() -> None:
    memo = reading("We had a power cut.")
    assert (charter_limits(None, memo), risks(None, memo), charter_notices(None, memo)) == ((), (), ())


def test_greetings_closings_and_an_empty_memo_touch_nothing() -> None:
    assert charter_limits(CHARTER, reading("")) == ()
    assert charter_limits(CHARTER, reading("Dear union friends,\n\nAll is well here today.\n\nKind regards,\nAna")) == ()


def test_a_risk_limit_is_quoted_for_d12_until_the_memo_holds_its_exposure_against_it() -> None:
    bare = reading("The line stop of Monday cost one day.")
    (held,) = risks(CHARTER, bare)
    assert (held.words, held.is_met, held.span.text) == ("Line stop: at most 2 days a quarter", False, "line stop")
    (notice,) = [n for n in charter_notices(CHARTER, bare) if n.id == "charter_risk_limit"]
    assert "at most 2 days a quarter" in notice.message
    met = reading("The line stop of Monday cost one day, against the limit of 2 days a quarter.")
    assert [h.is_met for h in risks(CHARTER, met)] == [True]
    assert [n.id for n in charter_notices(CHARTER, met)] == ["charter_no_rule"]
    other_figure = reading("The line stop of Monday cost one day, against a limit of 9 days.")
    assert [h.is_met for h in risks(CHARTER, other_figure)] == [False]


def test_a_rule_without_hours_is_no_limit_but_a_notice() -> None:
    memo = reading("El tipo de cambio se movió 9 %.", "es")
    assert charter_limits(CHARTER, memo) == ()
    assert [n.id for n in charter_notices(CHARTER, memo)] == ["charter_untimed", "charter_risk_limit"]


def test_a_general_rule_holds_for_every_memo_and_an_unknown_topic_is_looked_for_by_its_own_words() -> None:
    general = Charter(name="c", escalation=(rule("Every matter", 72), rule("Helicopters", 1)))
    assert len(charter_limits(general, reading("The canteen has a new menu."))) == 1
    assert len(charter_limits(general, reading("The helicopter is late."))) == 2


def test_a_timed_limit_is_quoted_and_the_first_known_hour_asked_for_where_the_memo_lacks_it() -> None:
    lacking = reading("We had a power cut.")
    (notice,) = charter_notices(CHARTER, lacking)
    assert notice.id == "charter_limit"
    assert "“Power or water; COO; within 24 hours”" in notice.message
    assert "first known" in notice.message
    cues = {"first_known": anchored(re.compile(r"\bwe knew\b"))}
    dated = read_memo(Memo(text="We knew on 6 November at 09:00 of the power cut.", lang="en", kind="alert"), cues, {})
    (notice,) = charter_notices(CHARTER, dated)
    assert "first known" not in notice.message


@pytest.mark.parametrize(("kind", "ids"), [("alert", ["charter_no_rule"]), ("periodic_report", [])])
def test_an_alert_that_no_rule_names_is_told_so(kind: MemoKind, ids: list[str]) -> None:
    assert [n.id for n in charter_notices(CHARTER, reading("A crane broke in the yard.", kind=kind))] == ids
