"""`puente coach`: what it prints and writes, what it refuses, and spans that lie in the text as it came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.domain.coaching import CODES
from tests.cli.conftest import Run, refused

TEXT = "Asunto: Aviso\r\n\r\nHay un detallito con la prensa 🚚 y se nos fue la energía tres veces.\r\n"


def _memo(folder: Path, text: str = TEXT, name: str = "memo.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def test_json_has_every_key_and_exact_spans(run: Run, tmp_path: Path) -> None:
    found = run("coach", _memo(tmp_path), "--writer", "guided", "--json").json()
    assert found["text"] == TEXT
    assert [each["code"] for each in found["levels"]] == list(CODES)
    assert {"scenario", "audience", "overall", "rewrite", "blockers", "notices", "next_steps", "questions", "reader_side", "calls"} <= set(
        found
    )
    assert found["markers"]
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in found["markers"])


def test_files_come_in_both_forms(run: Run, tmp_path: Path) -> None:
    ran = run("coach", _memo(tmp_path), "-o", tmp_path / "c.json", "-o", tmp_path / "c.md")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads((tmp_path / "c.json").read_text("utf-8"))["lang"] == "es"
    written = (tmp_path / "c.md").read_text("utf-8")
    assert "| D1 " in written
    assert "**" in written


def test_a_word_memo_is_read(run: Run, tmp_path: Path) -> None:
    document = WordDocument()
    document.add_paragraph("There was a small delay with the press and we are looking into it.")
    document.save(str(tmp_path / "memo.docx"))
    found = run("coach", tmp_path / "memo.docx", "--json").json()
    assert found["markers"]
    assert all(found["text"][m["start"] : m["end"]] == m["text"] for m in found["markers"])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_bad_memos_and_flags_are_refused(run: Run, tmp_path: Path, lang: str) -> None:
    refused(run("coach", _memo(tmp_path, "", "empty.txt"), PUENTE_LANG=lang), "empty.txt")
    refused(run("coach", _memo(tmp_path, " \n--\n", "dashes.txt"), PUENTE_LANG=lang), "dashes.txt")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"Se par\xf3 la l\xednea 2.")
    refused(run("coach", bad, PUENTE_LANG=lang), "bad.txt")
    german = "Die Linie zwei steht seit Montag still und wir wissen noch nicht, wann sie wieder läuft, weil das Teil fehlt."
    refused(run("coach", _memo(tmp_path, german, "de.txt"), PUENTE_LANG=lang), "de.txt")
    refused(run("coach", _memo(tmp_path), "--kind", "song", PUENTE_LANG=lang), "--kind", "song")
    refused(run("coach", _memo(tmp_path), "--audience", "mum", PUENTE_LANG=lang), "--audience", "mum")
    refused(run("coach", _memo(tmp_path), "-o", "c.exe", PUENTE_LANG=lang), "c.exe")
    refused(run("coach", _memo(tmp_path), "--writer", "model", PUENTE_LANG=lang), "--writer")
    refused(run("coach", _memo(tmp_path), "--scenario", "SN-999", PUENTE_LANG=lang), "SN-999")


def test_three_words_and_a_header_only_are_coached_with_nulls(run: Run, tmp_path: Path) -> None:
    for text in ("Todo va bien", "To: Ana\nFrom: Luis\nSubject: Report\n"):
        ran = run("coach", _memo(tmp_path, text), "--json")
        assert ran.code == 0
        assert ran.json()["overall"] is None


def _tracked(paragraph: str, *, gone: str, put: str, note: str) -> Any:
    """A Word memo in which somebody took words out, put words in and left a comment."""
    document = WordDocument()
    line = document.add_paragraph(paragraph)
    for tag, words, text_tag in (("w:del", gone, "w:delText"), ("w:ins", put, "w:t")):
        change = OxmlElement(tag)
        change.set(qn("w:id"), "7")
        change.set(qn("w:author"), "Ana")
        run, text = OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        line._p.append(change)
    document.add_comment(runs=list(line.runs), text=note, author="Ana", initials="A")
    return document


def test_a_word_memo_with_tracked_changes_and_comments_goes_in_accepted_and_out_as_word(run: Run, tmp_path: Path) -> None:
    memo = tmp_path / "memo.docx"
    _tracked(
        "There was a slight delay with the press in Celaya",
        gone=" and nobody told the customer.",
        put=" and we hope to recover soon.",
        note="Do not send this yet.",
    ).save(str(memo))
    ran = run("coach", memo, "--lang", "en", "-o", tmp_path / "out.docx", "-o", tmp_path / "out.json")
    assert (ran.code, ran.err) == (0, "")
    text = json.loads((tmp_path / "out.json").read_text("utf-8"))["text"]
    assert text.strip() == "There was a slight delay with the press in Celaya and we hope to recover soon."
    words = "\n".join(p.text for p in WordDocument(str(tmp_path / "out.docx")).paragraphs)
    assert "hope to recover soon" in words
    assert "nobody told" not in words
    assert "Do not send" not in words
    assert len(list(WordDocument(str(tmp_path / "out.docx")).comments)) >= 1
