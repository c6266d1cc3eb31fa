"""One statement at a time: what the checks say of its words, and on which of them."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from app.domain.document import Basis, Citation, Computed, Finding
from app.domain.lang import Lang
from tests.builders import client, found, guidance, saying

AGUINALDO = guidance("G04.1")
WHY = client("engagement.why_now")
SCRAP = client("business.current_pain_and_risks")


def _spans(text: str, check: str, cites: list[Citation], basis: Basis = "client", lang: Lang = "en", **more: Any) -> list[str]:
    """The words that a check marks."""
    return [text[f.start : f.end] for f in found(saying(text, cites=cites, basis=basis, lang=lang, **more), check)]


def _only(text: str, check: str, cites: list[Citation], basis: Basis = "client") -> Finding:
    (finding,) = found(saying(text, cites=cites, basis=basis), check)
    return finding


def test_an_uncited_figure_is_reported_with_its_span() -> None:
    assert _spans("Aguinaldo is a minimum of 17 days' wage.", "figures_agree", [AGUINALDO], "guidance") == ["17"]
    assert _spans("Aguinaldo is a minimum of 15 days' wage.", "figures_agree", [AGUINALDO], "guidance") == []


def test_the_digits_of_a_cited_date_support_no_other_figure() -> None:
    assert _spans("It is payable within 20 weeks.", "figures_agree", [AGUINALDO], "guidance") == ["20"]


def test_a_figure_of_another_answer_must_be_cited_and_the_finding_says_so() -> None:
    said = _only("Scrap stands at 86 %.", "figures_agree", [SCRAP])
    assert "cite the right one" in said.message
    assert _spans("Scrap stands at 6.4 %.", "figures_agree", [SCRAP]) == []


def test_a_judgement_may_use_any_answer_of_the_client_but_no_figure_of_nobody() -> None:
    assert _spans("With 9 direct reports this is a large post.", "figures_agree", [], "judgement") == []
    assert _spans("With 27 direct reports this is a large post.", "figures_agree", [], "judgement") == ["27"]


def test_another_unit_near_by_is_not_excused_by_a_bare_number_far_off() -> None:
    text = "The offer is approved in 2 weeks."
    assert _spans(text, "figures_agree", [client("process.milestones[3].client_commitment")], "judgement") == ["2"]


def test_a_year_alone_agrees_with_a_cited_date_of_that_year_and_never_with_a_unit() -> None:
    assert _spans("The line must run in 2027.", "figures_agree", [WHY]) == []
    assert _spans("The line must run for 2027 days.", "figures_agree", [WHY]) == ["2027"]


@pytest.mark.parametrize("text", ["It must run by November 2027.", "It must run by Nov. 2027.", "Debe operar en noviembre de 2027."])
def test_a_date_may_be_said_in_part_and_in_either_language(text: str) -> None:
    assert _spans(text, "figures_agree", [WHY]) == []


def test_a_day_is_not_supported_by_its_month_alone() -> None:
    assert _spans("It must run by 12 November 2027.", "figures_agree", [WHY]) == ["12 November 2027"]


def test_the_figure_in_a_fields_own_name_needs_no_answer() -> None:
    assert _spans("Your test of day 100: one plan agreed.", "figures_agree", [client("role.first_100_days")]) == []


def test_a_counted_answer_carries_the_unit_of_its_own_name() -> None:
    kept, held, rule = client("privacy.retention_months"), client("engagement.guarantee_months"), client("headquarters.escalation[0]")
    assert _spans("Files are kept 12 months.", "figures_agree", [kept]) == []
    assert _spans("Files are kept 12 weeks.", "figures_agree", [kept]) == ["12"]
    assert _spans("The guarantee runs 12 days.", "figures_agree", [held]) == ["12"]
    assert _spans("A defect is told within 4 hours.", "figures_agree", [rule]) == []
    assert _spans("A defect is told within 4 days.", "figures_agree", [rule]) == ["4"]


def test_days_and_money_of_a_computation_keep_their_unit() -> None:
    late = Computed(formula="2027-05-03 - 2027-04-15 = 18d", inputs={"process.deadline": "2027-04-15"})
    assert _spans("That is 18 days late.", "figures_agree", [], "judgement", computed=late) == []
    assert _spans("That is 18 weeks late.", "figures_agree", [], "client", computed=late) == ["18"]
    paid = Computed(formula="4200000/365*15 = 172603", inputs={"compensation.base": "MXN 4200000 / year", "law.aguinaldo_days": 15})
    assert _spans("15 days: MXN 172,603", "figures_agree", [], "client", computed=paid) == []
    assert _spans("15 weeks: USD 172,603", "figures_agree", [], "client", computed=paid) == ["15", "172,603"]


def test_a_statement_with_a_withheld_citation_is_passed_over_and_counted() -> None:
    document = saying("It costs MXN 77,777.", cites=[Citation(withheld=True)])
    assert found(document, "figures_agree") == ()
    (said,) = found(document, "citations_resolve")
    assert (said.severity, "1" in said.message) == ("info", True)


@pytest.mark.parametrize("check", ["figures_agree", "names_known", "quotes_verbatim", "placeholders_gone"])
def test_a_span_in_decomposed_text_covers_whole_letters_of_the_text_as_given(check: str) -> None:
    text = unicodedata.normalize("NFD", "Según José Ibáñez, «jamás avisó»: 77 días más, [nombre] después.")
    (finding, *_) = [f for f in found(saying(text, cites=[WHY], lang="es"), check) if "Seg" not in text[f.start : f.end]]
    assert finding.start is not None
    assert finding.end is not None
    words = unicodedata.normalize("NFC", text[finding.start : finding.end])
    assert words in ("77", "José", "«jamás avisó»", "[nombre]")
    assert not unicodedata.combining(text[finding.end])


def test_an_elided_quote_is_verbatim_when_its_parts_follow_one_another() -> None:
    assert _spans("They said “the filter line … by November 2027”.", "quotes_verbatim", [WHY]) == []
    assert _spans("They said “by November 2027 … the filter line”.", "quotes_verbatim", [WHY]) == ["“by November 2027 … the filter line”"]


def test_a_quote_of_half_a_word_is_not_verbatim() -> None:
    assert _spans("They said “ruck”.", "quotes_verbatim", [WHY]) == ["“ruck”"]
    assert _spans("They said “trucks”.", "quotes_verbatim", [WHY]) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    text = "The client's plan needs three months' notice and the workers' word."
    assert _spans(text, "quotes_verbatim", [WHY]) == []


def test_a_quote_may_be_of_any_answer_and_of_an_open_question() -> None:
    assert _spans("“Warns headquarters early” is asked of all.", "quotes_verbatim", [], "judgement") == []


def test_a_name_that_is_cited_as_an_owner_is_known_without_its_apostrophe() -> None:
    owned = Citation(sentence_id="G999.1", quote="Brandemuhl's plan ends in November 2027.")
    assert _spans("We ask Brandemuhl.", "names_known", [owned]) == []


def test_a_name_after_a_colon_or_at_the_head_warns_and_inside_blocks() -> None:
    for text, severity in (("Brandemuhl decides.", "warn"), ("We ask Brandemuhl.", "block"), ("Decides: Brandemuhl.", "warn")):
        assert _only(text, "names_known", [WHY]).severity == severity
    assert _only("We ask Brandemuhl.", "names_known", [WHY], "judgement").severity == "warn"


def test_a_capital_on_a_common_word_is_no_name() -> None:
    assert _spans("The Cost of a Delay is high, and the Plant pays it in Mexico.", "names_known", [WHY]) == []


@pytest.mark.parametrize("path", ["role", "role.missio", "comp", "", "role.outcomes[9]", "role.outcomes[0].reason", "role.mission.en.x"])
def test_a_path_that_names_no_answer_and_no_gap_blocks(path: str) -> None:
    said = found(saying("A gap.", cites=[Citation(intake_path=path)], basis="gap"), "citations_resolve")
    assert {f.severity for f in said} == {"block"}


@pytest.mark.parametrize("path", ["role.outcomes[2].baseline", "compensation.lti", "compensation.us_benefits", "role.legal_representation"])
def test_an_open_point_and_an_answer_that_does_not_apply_may_be_cited(path: str) -> None:
    assert found(saying("A gap.", cites=[Citation(intake_path=path)], basis="gap"), "citations_resolve") == ()


def test_a_quote_of_the_library_may_come_with_decomposed_accents() -> None:
    spanish = guidance("G04.1-es")
    apart = spanish.model_copy(update={"quote": unicodedata.normalize("NFD", spanish.quote)})
    assert found(saying("Aguinaldo.", cites=[apart], basis="guidance", lang="es"), "citations_resolve") == ()


def test_words_quoted_in_the_other_language_are_not_the_documents_own() -> None:
    quoted = "client's words, in Spanish: “la última persona al frente salió en agosto de este año”"
    assert _spans(quoted, "language_right", [WHY]) == []
    assert found(saying("La última persona al frente salió en agosto de este año.", cites=[WHY]), "language_right") != ()


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("2027-01-31 + 1m = 2027-02-28", True),
        ("2027-01-31 + 1m = 2027-03-03", False),
        ("months(2027-05-03, 2028-11-03) = 18", True),
        ("next_working_day_US_MX(2027-02-15) = 2027-02-15", False),
        ("PUENTE_TODAY = 2026-11-21", True),
        ("(4200000+345205)/4 = 1136301", True),
        ("1/0 = 1", False),
        ("2**9 = 512", False),
        ("__import__('os') = 1", False),
        ("=", False),
        ("5", False),
        ("(" * 300 + "1" + ")" * 300 + " = 1", False),
        ("9999-12-31 + 1d = 9999-12-31", False),
    ],
)
def test_an_equation_is_computed_again_and_nothing_else_is_run(formula: str, holds: bool) -> None:
    from app.catalog.calendars import work_calendar
    from app.checks import computed_holds

    assert computed_holds.holds(formula, work_calendar(2026)) is holds


def test_pay_is_checked_with_its_period_and_basis_in_both_languages() -> None:
    base = client("compensation.base")
    for text in ("MXN 4,200,000 gross a year", "MXN 4,200,000 brutos al año", "MXN 4,200,000 is the base", "MXN 4,200,000 anuales"):
        assert _spans(text, "pay_terms", [base]) == []
    for text in ("MXN 4,200,000 a month", "MXN 4,200,000 netos", "MXN 4,200,000 mensuales", "4.2 million pesos net"):
        assert len(_spans(text, "pay_terms", [base])) == 1, text
