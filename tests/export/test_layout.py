"""What the layout decides for every form: numbers, marks, widths, what stands on the cover and what is left out."""

from __future__ import annotations

import pytest

from app.domain.document import Citation, Gap
from app.domain.lang import LANGS, Lang
from app.export.blocks import Paragraph, Sources, Table
from app.export.bookmarks import bookmark_names
from app.export.inline import clean, plain, runs
from app.export.layout import layout
from app.export.widths import column_widths
from tests.export.builders import block, cited, document, said, section, source, st
from tests.export.sample import sample
from tests.export.sample_opening import TITLE


@pytest.mark.parametrize("lang", LANGS)
def test_body_sections_have_figures_and_annexes_letters(lang: Lang) -> None:
    titles = [h.text for h in layout(sample(lang)).headings()]
    assert titles[0].startswith("1. ")
    assert titles[9].startswith("10. ")
    assert titles[10].startswith("Annex A. " if lang == "en" else "Anexo A. ")


def test_a_sentence_has_one_number_wherever_it_is_cited() -> None:
    made = layout(sample())
    by_id = {p.statement_id: p.marks.notes for p in made.passages()}
    assert by_id["one-page.sink"] == by_id["pay.exit"] == (1,)
    assert by_id["rights.hire"] == (2, 3)
    assert [n.number for n in made.notes] == list(range(1, len(made.notes) + 1))


def test_marks_tell_client_and_open_and_say_nothing_of_judgement() -> None:
    marks = {p.statement_id: p.marks for p in layout(sample()).passages()}
    assert marks["company.what"].is_client
    assert not marks["company.what"].is_open
    assert marks["one-page.ask1"].is_open
    assert not marks["one-page.ask1"].is_client
    judged = marks["company.reading"]
    assert (judged.basis, judged.notes, judged.is_client, judged.is_open) == ("judgement", (), False, False)


def test_a_part_of_a_clients_answer_that_is_open_marks_the_row() -> None:
    marks = {p.statement_id: p.marks for p in layout(sample()).passages()}
    assert marks["outcomes.2"].is_open
    assert marks["outcomes.2"].is_client
    assert not marks["outcomes.1"].is_open


def test_every_gap_is_remarked_once_at_its_first_place() -> None:
    made = layout(sample())
    texts = [r.text for p in made.passages() for r in p.remarks if r.kind == "gap"]
    for question in ("Which company employs", "Who advises in Mexico?", "What is the target", "Who meets the finalists?"):
        assert sum(question in t for t in texts) == 1, question


def test_an_open_field_outside_the_gap_list_is_not_told_to_the_client() -> None:
    told = section("a", "A", block("paragraph", st("a.1", "Open.", said("engagement.conflicts_disclosed", ""), basis="gap")))
    assert [r.text for p in layout(document(told)).passages() for r in p.remarks]
    assert not [r for p in layout(document(told, variant="client")).passages() for r in p.remarks]


@pytest.mark.parametrize(("variant", "codename"), [("internal", "Proyecto Encino"), ("candidate", "")])
def test_the_cover_takes_the_title_from_intake_or_from_the_statement_that_cites_it(variant: str, codename: str) -> None:
    cover = layout(sample("en", variant)).cover  # type: ignore[arg-type]
    assert cover.title == TITLE["en"]
    assert cover.codename == codename
    assert cover.date == "21 November 2026"


def test_only_internal_and_client_copies_name_their_readers() -> None:
    assert "the sponsor and the panel" in layout(sample("en", "client")).cover.audience
    assert layout(sample("en", "candidate")).cover.audience == ""


def test_a_variant_that_leaves_the_house_ignores_an_intake_that_slipped_in() -> None:
    made = document(section("a", "A"), title="Secret post").model_copy(update={"variant": "candidate"})
    assert "Secret" not in layout(made).model_dump_json()


def test_findings_are_listed_in_internal_copies_only() -> None:
    assert "What the checks found" in [h.title for h in layout(sample()).headings()]
    made = sample("en", "client")
    leaked = made.model_copy(update={"findings": sample().findings})
    assert "The figure has no source." not in layout(leaked).model_dump_json()


def test_withheld_citations_have_no_note_and_the_legend_says_so() -> None:
    told = section("a", "A", block("paragraph", st("a.1", "Said.", Citation(withheld=True), cited("G1.1"))))
    made = layout(document(told))
    assert len(made.notes) == 1
    assert any("withheld" in line for line in made.legend)


def test_bold_is_the_only_markup() -> None:
    assert [(r.text, r.bold) for r in runs("a **b** *c* __d__ ** e **")] == [("a ", False), ("b", True), (" *c* __d__ ** e **", False)]
    assert plain(runs("**whole**")) == "whole"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x07", "ab"),
        ("a\nb\tc", "a b c"),
        ("x\u202ey", "xy"),
        ("\ud83d!", "\ufffd!"),
        ("a\ufffe", "a"),
        ("  é🚀 ", "é🚀"),
        ("a\u2028b", "a b"),
    ],
)
def test_signs_that_no_file_may_hold_are_dropped(given: str, kept: str) -> None:
    assert clean(given) == kept


def test_short_statements_share_a_paragraph_and_a_bold_one_stands_alone() -> None:
    told = block("paragraph", st("l", "**Lead.**"), st("a", "One."), st("b", "Two."), st("c", "Long " * 80), st("d", "Three."))
    blocks = [b for b in layout(document(section("s", "S", told))).blocks if isinstance(b, Paragraph)]
    assert [[p.statement_id for p in b.passages] for b in blocks] == [["l"], ["a", "b"], ["c"], ["d"]]
    assert [b.is_lead for b in blocks] == [True, False, False, False]


def test_rows_of_unequal_length_lose_no_cell() -> None:
    told = block("table", st("r1", "a | b | c"), st("r2", "only"), header=("H",))
    table = next(b for b in layout(document(section("s", "S", told))).blocks if isinstance(b, Table))
    assert [len(r.cells) for r in table.rows] == [3, 3]
    assert len(table.header) == 3
    assert plain(table.rows[1].cells[0]) == "only"


def test_widths_sum_to_one_and_leave_room_for_words() -> None:
    shares = column_widths([("Day", "What we need from you"), ("0", "comments in three working days " * 4)], 2)
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert 0.05 <= shares[0] < shares[1]
    assert column_widths([], 0) == ()


def test_bookmark_names_are_unique_short_and_stable() -> None:
    ids = ["one-page.late", "one_page.late", "ONE-page.late", "x" * 90, "x" * 91, "ñ.1"]
    names = bookmark_names(ids)
    assert names["one-page.late"] == "st_one_page_late"
    assert len({n.lower() for n in names.values()}) == len(ids)
    assert all(len(n) <= 40 and n.isascii() for n in names.values())
    assert names == bookmark_names(ids)


def test_a_source_named_twice_is_listed_once_with_all_its_notes() -> None:
    told = section("a", "A", block("paragraph", st("a.1", "Said.", cited("G1.1", "G1")), st("a.2", "More.", cited("Z9.1", "Z9"))))
    made = layout(document(told, sources=(source("G1", "One"), source("G1", "One again"))))
    listed = next(b for b in made.blocks if isinstance(b, Sources)).entries
    assert [(e.title, [n.number for n in e.notes]) for e in listed] == [("One", [1]), ("Z9", [2])]


@pytest.mark.parametrize(("lang", "words"), [("en", "to be verified"), ("es", "por verificar")])
def test_unsure_sentences_are_called_to_be_verified_in_the_documents_language(lang: Lang, words: str) -> None:
    unsure = (cited("G1.1", confidence="from-knowledge"), cited("G1.2", confidence="part-verified"))
    told = section("a", "A", block("paragraph", st("a.1", "Said.", *unsure), st("a.2", "Sure.", cited("G1.3"))))
    notes = layout(document(told, lang=lang)).notes
    assert [words in n.line for n in notes] == [n.is_to_be_verified for n in notes] == [True, True, False]


def test_an_empty_document_still_has_a_cover() -> None:
    made = layout(document(gaps=(Gap(path="a.b", question="?", needed_for="draft", ask="x", rank=1),)))
    assert made.cover.title
    assert made.blocks == ()
