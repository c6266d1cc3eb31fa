"""Markdown as it reads and as it renders."""

from __future__ import annotations

import re

import pytest

from app.domain.lang import LANGS, Lang
from app.export.markdown import escaped, to_markdown
from tests.export.builders import words
from tests.export.sample import sample


@pytest.mark.parametrize("lang", LANGS)
def test_every_footnote_sign_is_resolved_once(lang: Lang) -> None:
    text = to_markdown(sample(lang))
    body, notes = text.split("\n\n[^1]:", 1)
    used = set(re.findall(r"\[\^(c?\d+)\]", body))
    defined = re.findall(r"^\[\^(c?\d+)\]:", f"[^1]:{notes}", re.MULTILINE)
    assert used == set(defined)
    assert len(defined) == len(set(defined))


def test_a_source_note_tells_id_title_date_and_confidence() -> None:
    assert "[^1]: G02.1: What an exit costs, 21 Nov 2026; to be verified." in to_markdown(sample())
    assert "[^1]: G02.1: Lo que cuesta una salida, 21 nov 2026; por verificar." in to_markdown(sample("es"))


def test_a_clients_answer_is_noted_by_its_path() -> None:
    assert "c: `role.decision_rights[0]`" in to_markdown(sample())


def test_the_head_tells_version_date_variant_language_writer_and_status() -> None:
    line = next(row for row in to_markdown(sample("es")).splitlines() if "21 de noviembre" in row)
    for word in ("Versión 3", "borrador", "ejemplar interno", "redactor guiado", "es"):
        assert word in line


def test_open_points_are_bold() -> None:
    row = next(line for line in to_markdown(sample()).splitlines() if line.startswith("- Who advises on tax"))
    assert row.endswith("**▲**")


def test_findings_come_in_internal_copies_only() -> None:
    assert "**To be mended** (Compensation): The figure has no source." in to_markdown(sample())
    assert "no source" not in to_markdown(sample("en", "client"))


def test_table_rows_have_as_many_cells_as_their_header() -> None:
    rows = [line for line in to_markdown(words("a | b || c \\| d")).splitlines() if line.startswith("|")]
    counts = {len(re.findall(r"(?<!\\)\|", re.sub(r"\\\\", "", row))) for row in rows}
    assert counts == {4}, rows


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://h/x.png)",
        "`code`",
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "| pipes |",
        "_under_ *star* ~~gone~~",
        "[^1]: stolen note",
        "&lt;b&gt;",
        "http://example.org",
        "=cmd()",
        "$x^2$",
        "---",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    """Every sign that starts markup is escaped: none is left bare."""
    bare = re.sub(r"\\[\\`*_{}\[\]<>#|~^&$.:)=+-]", "X", escaped(hostile))
    assert not re.search(r"[`*_\[\]<>#|~^&$]", bare)
    assert not re.match(r"[-+=>#]|\d+[.)] ", bare)
    assert not re.search(r"(?i)(https?|www)[:.]", bare)
    assert hostile.replace("\\", "") in re.sub(r"\\(?=[^A-Za-z0-9\s])", "", to_markdown(words(hostile)))


def test_the_same_document_gives_the_same_text() -> None:
    assert to_markdown(sample()) == to_markdown(sample())
