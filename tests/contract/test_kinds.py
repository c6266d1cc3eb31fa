"""The five kinds beside the brief: sound from every example, in both languages and variants, with what each promises to its reader."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.catalog.kinds import document_kind, document_kinds
from app.domain.document import Document
from app.export.files import export_bytes
from tests.contract.drafts import EXAMPLES, ROOT, drafted, statements
from tests.contract.test_document_schema import faults

KINDS = sorted(set(document_kinds()) - {"mandate-brief"})
LANGS = ["en", "es"]
VARIANTS = ["internal", "client"]
JUAREZ = ROOT / "examples" / "juarez-operations.yaml"
UNDER_WAY = ROOT / "examples" / "queretaro-under-way.yaml"
NAMES = [p.stem for p in EXAMPLES]
CHARACTERS_A_PAGE = 3200
MOST_PAGES = 8
FRONT_PAGES = 2


def said(document: dict[str, Any], statement_id: str) -> dict[str, Any]:
    """The one statement with this id."""
    (found,) = [s for s in statements(document) if s["id"] == statement_id]
    return found


def starting(document: dict[str, Any], prefix: str) -> list[dict[str, Any]]:
    """The statements whose ids begin so."""
    return [s for s in statements(document) if s["id"].startswith(prefix)]


def test_the_kinds_of_the_interface_are_there() -> None:
    assert set(document_kinds()) == {
        "mandate-brief", "assessment-guide", "compensation-note", "expectations-charter", "succession-plan", "client-update",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_each_kind_is_sound_from_each_example(example: Path, kind: str, lang: str) -> None:
    for variant in VARIANTS:
        document = drafted(example, lang, kind, variant)
        assert (lang, variant) not in (("en", "internal"), ("es", "client")) or faults(document) == []
        assert document["status"] == "draft", [f["message"] for f in document["findings"] if f["severity"] == "block"]
        assert [f["message"] for f in document["findings"] if f["severity"] == "block"] == []
        wanted = [s.id for s in document_kind(kind).sections if variant == "internal" or not s.internal]
        assert [s["id"] for s in document["sections"]] == wanted
        assert all(any(b["statements"] for b in s["blocks"]) for s in document["sections"])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_both_languages_say_the_same_statements(example: Path, kind: str, variant: str) -> None:
    english, spanish = (drafted(example, lang, kind, variant) for lang in LANGS)
    told = [sorted((s["id"], s["basis"], str(s.get("computed"))) for s in statements(d)) for d in (english, spanish)]
    assert told[0] == told[1]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_clients_body_is_short(example: Path, kind: str, lang: str) -> None:
    document = drafted(example, lang, kind, "client")
    body = [s for s in document["sections"] if not s["annex"]]
    characters = sum(len(st["text"]) + 40 for s in body for b in s["blocks"] for st in b["statements"])
    assert characters / CHARACTERS_A_PAGE < MOST_PAGES


@pytest.mark.parametrize("kind", KINDS)
def test_the_clients_pdf_reaches_its_annexes_within_eight_pages(kind: str) -> None:
    import pypdf

    document = drafted(JUAREZ, "es", kind, "client")  # the longer language
    title = next(s["title"] for s in document["sections"] if s["annex"])
    pages = pypdf.PdfReader(io.BytesIO(export_bytes(Document.model_validate(document), ".pdf"))).pages
    texts = [" ".join((page.extract_text() or "").split()) for page in pages]
    first = next(at for at, text in enumerate(texts) if at >= FRONT_PAGES and re.search(rf"Anexo A\. {re.escape(title)}", text))
    assert first + 1 - FRONT_PAGES <= MOST_PAGES


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_in_four_forms(kind: str) -> None:
    document = Document.model_validate(drafted(UNDER_WAY, "es", kind))
    assert json.loads(export_bytes(document, ".json"))["kind"] == kind
    assert export_bytes(document, ".md").decode("utf-8").startswith("# ")
    assert export_bytes(document, ".pdf").startswith(b"%PDF")
    assert zipfile.ZipFile(io.BytesIO(export_bytes(document, ".docx"))).testzip() is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_section_without_data_names_the_gap_to_close(kind: str, lang: str) -> None:
    document = drafted(ROOT / "examples" / "sparse-expatriate.yaml", lang, kind)
    asked = {g["path"] for g in document["gaps"]}
    assert asked >= {path for path, need in document_kind(kind).needs.items() if need == "draft"} - answered(document)
    assert any(s["basis"] == "gap" for s in statements(document))


def answered(document: dict[str, Any]) -> set[str]:
    """The paths of the intake that carry a value."""
    given = document["intake"]
    return {f"{g}.{k}" for g, keys in given.items() if isinstance(keys, dict) for k, v in keys.items() if v.get("status") != "tbc"}


def test_open_points_of_another_kind_stay_out() -> None:
    charter = drafted(JUAREZ, "en", "expectations-charter")
    assert {g["path"].split(".")[0] for g in charter["gaps"]} <= {"headquarters", "role", "engagement", "privacy"}
    brief = drafted(JUAREZ, "en")
    assert "headquarters.charter_review" not in {g["path"] for g in brief["gaps"]}


# What each kind promises.


@pytest.mark.parametrize("lang", LANGS)
def test_the_pay_of_the_juarez_post_is_right_to_the_peso(lang: str) -> None:
    note = drafted(JUAREZ, lang, "compensation-note")
    assert said(note, "cash.base")["cells"][1:] == ["MXN 325,000", "MXN 3,900,000", "USD 211,957"]
    assert said(note, "cash.aguinaldo")["cells"][1:3] == ["MXN 26,712", "MXN 320,548"]  # 3,900,000 / 365 × 30, and a twelfth
    assert said(note, "cash.premium")["cells"][2] == "MXN 80,137"  # 3,900,000 / 365 × 15 × 50 %
    assert said(note, "cash.bonus")["cells"][2] == "MXN 1,170,000"
    assert said(note, "cash.target")["cells"][2] == "**MXN 5,470,685**"
    assert said(note, "statutory.aguinaldo")["cells"][3] == "MXN 160,274"  # 15 days above the law
    assert said(note, "statutory.three")["cells"][1] == "MXN 1,075,171"
    assert said(note, "statutory.years")["cells"][1] == "MXN 1,782,133"  # three months and 60 days of integrated pay


def test_pay_in_dollars_shows_pesos_at_the_dated_rate_and_no_amount_of_law() -> None:
    note = drafted(UNDER_WAY, "en", "compensation-note")
    assert said(note, "cash.base")["cells"][1:] == ["USD 23,750", "USD 285,000", "MXN 5,244,000"]
    assert said(note, "statutory.aguinaldo_bare")["cells"][1:3] == ["15 days", "30 days"]
    assert starting(note, "statutory.three") == []


@pytest.mark.parametrize("lang", LANGS)
def test_totalisation_is_never_said_to_be_in_force(lang: str) -> None:
    for example in EXAMPLES:
        row = said(drafted(example, lang, "compensation-note"), "two-countries.totalisation")
        assert ("not in force" if lang == "en" else "sin entrar en vigor") in row["cells"][1]
        assert {i for c in row["citations"] for i in c["card_ids"]} == {"CT-019"}


def test_what_rests_on_memory_is_marked_and_listed_for_counsel() -> None:
    note = drafted(JUAREZ, "en", "compensation-note", "client")
    listed = {i for s in starting(note, "counsel.") for c in s["citations"] for i in c["card_ids"]}
    for section in note["sections"]:
        for statement in (s for b in section["blocks"] for s in b["statements"] if not section["annex"] and "†" in s["text"]):
            assert any(i in listed for c in statement["citations"] for i in c.get("card_ids", ())), statement["id"]


@pytest.mark.parametrize("place", ["California", "Colorado", "Illinois", "New York", "Vermont", "Texas"])
def test_pay_ranges_are_told_place_by_place(place: str) -> None:
    rows = starting(drafted(JUAREZ, "en", "compensation-note"), "pay-range.")
    assert any(s.get("cells", [""])[0] == place for s in rows)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_charter_cites_each_escalation_rule_by_its_place_with_its_hours(lang: str, variant: str) -> None:
    rules = starting(drafted(UNDER_WAY, lang, "expectations-charter", variant), "escalation.rule.")
    assert [r["cells"][3] for r in rules] == ["3", "48", "12", "24", "2"]
    for at, rule in enumerate(rules):
        paths = [c["intake_path"] for c in rule["citations"] if c.get("intake_path")]
        assert paths == [f"headquarters.escalation[{at}]", f"headquarters.escalation[{at}].within_hours"]
        assert rule["citations"][1]["quote"] == rule["cells"][3]


def test_what_the_leader_commits_to_is_blank_until_agreed_and_signatures_are_asked_for() -> None:
    charter = drafted(UNDER_WAY, "en", "expectations-charter")
    assert said(charter, "commitments.leader_open")["basis"] == "gap"
    assert [s["cells"][0] for s in starting(charter, "review.") if s.get("cells")] == ["Headquarters", "Mexico"]
    assert {"headquarters.leader_commitments", "headquarters.charter_signatures"} <= {g["path"] for g in charter["gaps"]}


@pytest.mark.parametrize("lang", LANGS)
def test_the_bench_prints_codes_in_the_order_given_and_mobility_only_where_stated(lang: str) -> None:
    people = starting(drafted(UNDER_WAY, lang, "succession-plan"), "bench.person.")
    assert [p["cells"][0] for p in people] == ["Q-1", "Q-2", "W-1"]
    assert people[1]["cells"][2] == ("**open**" if lang == "en" else "**por definir**")


def test_an_update_counts_the_working_days_of_both_countries() -> None:
    update = drafted(UNDER_WAY, "en", "client-update")
    row = next(s for s in starting(update, "dates.ahead") if s["cells"][2] == "Shortlist presented")
    assert row["cells"][:2] == ["30 Nov 2026", "5"]  # 23, 24, 25, 27 and 30 November; the 26th is Thanksgiving
    assert [s["cells"][1] for s in starting(update, "dates.past")] == ["past", "past", "past"]
    assert [s["cells"][0] for s in starting(update, "dates.gate_risk")] == ["References"]


def test_an_update_before_the_kick_off_says_so() -> None:
    before = said(drafted(JUAREZ, "en", "client-update"), "one-page.before")
    assert before["text"].startswith("The search has not started: 33 working days of both countries")


def main_part(data: bytes) -> str:
    """The text of a Word file's main part."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_interview_and_reference_sheets_can_be_filled_in_word(lang: str) -> None:
    guide = drafted(JUAREZ, lang, "assessment-guide", "client")
    text = main_part(export_bytes(Document.model_validate(guide), ".docx"))
    places = sum(s["text"].count("▭") for s in statements(guide))
    boxes = sum(s["text"].count("☐") for s in statements(guide))
    assert places > 40
    assert text.count("<w:sdt>") == places + boxes
    assert len(re.findall(r"<w14:checkbox\b", text)) == boxes
    assert len(set(re.findall(r'<w:tag w:val="(field-\d+)"/>', text))) == places + boxes


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheets_ask_situation_action_result_level_and_consent_and_allow_not_observed(lang: str) -> None:
    guide = drafted(JUAREZ, lang, "assessment-guide")
    unseen = "not observed" if lang == "en" else "no observado"
    for sheet, rows in (("interview-sheet", "interview-sheet.criterion."), ("reference-sheet", "reference-sheet.probe.")):
        assert len(starting(guide, rows)) == 5
        assert all(s["cells"][1:4] == ["▭"] * 3 and unseen in s["cells"][4] for s in starting(guide, rows))
        assert "☐" in said(guide, f"{sheet}.consent")["text"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_no_kind_claims_a_proprietary_method(kind: str, lang: str) -> None:
    document = drafted(JUAREZ, lang, kind)
    assert not re.search(r"anker|bioss|career path appreciation", json.dumps(document, ensure_ascii=False), re.IGNORECASE)
