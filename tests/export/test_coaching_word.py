"""A coaching as a Word file: every mark is a comment on its words, slots stand out, the same coaching gives the same bytes."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from app.chains.coach_memo import coach, memo_of
from app.domain.coaching import Coaching
from app.domain.lang import Lang
from app.export.coaching_word import coaching_docx

MEMOS: dict[Lang, str] = {
    "en": "Subject: Update\r\n\r\nDear Anne,\r\n\r\nThere is a slight delay on line 2 and some units were mixed."
    " We hope to be fine soon.\r\n\r\nI will keep you posted.\r\n\r\nBest regards,\r\nLuis \x0b & <co>\r\n",
    "es": "Asunto: Aviso\n\nIngeniero:\n\nHay un detallito con la prensa y se nos fue la energía tres veces. Esperamos que pronto quede.\n\n"
    "Lo mantenemos informado.\n\nSaludos cordiales,\nRosa\n",
}


def made(lang: Lang) -> tuple[Coaching, Any]:
    coaching = coach(memo_of(MEMOS[lang], lang))
    return coaching, docx.Document(io.BytesIO(coaching_docx(coaching)))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_mark_is_a_comment_on_exactly_its_words(lang: Lang) -> None:
    coaching, file = made(lang)
    body = file.element.body
    found = []
    for start in body.iter(qn("w:commentRangeStart")):
        words, at = "", start.getnext()
        while at is not None and at.tag != qn("w:commentRangeEnd"):
            words += "".join(t.text or "" for t in at.iter(qn("w:t")))
            at = at.getnext()
        found.append(words)
    assert coaching.markers
    assert found == [m.text for m in coaching.markers]
    said = [c.text for c in file.comments]
    assert all(m.hq_hears in text and m.suggestion in text for m, text in zip(coaching.markers, said, strict=True))
    assert {c.author for c in file.comments} == {"Puente"}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_memo_levels_rewrite_and_questions_all_stand_in_the_file(lang: Lang) -> None:
    coaching, file = made(lang)
    words = "\n".join(p.text for p in file.paragraphs)
    assert len(file.tables[0].rows) == 1 + len(coaching.levels)
    assert coaching.rewrite is not None
    assert all(q.text in words for q in coaching.questions)
    bold = {r.text for p in file.paragraphs for r in p.runs if r.bold}
    assert coaching.rewrite.slots
    assert all(f"[{s.question}]" in bold for s in coaching.rewrite.slots)
    lines = [line.strip() for line in re.split(r"[\r\n]+", MEMOS[lang]) if line.strip() and "\x0b" not in line]
    assert all(line in words for line in lines)


def test_the_same_coaching_gives_the_same_bytes_and_names_nobody() -> None:
    coaching = coach(memo_of(MEMOS["es"], "es"))
    assert coaching_docx(coaching) == coaching_docx(coaching)
    assert docx.Document(io.BytesIO(coaching_docx(coaching))).core_properties.author == "Puente"
