"""A coaching as a Word file: the memo with each mark as a margin comment, levels, rewrite with slots, questions. Grades nothing.

What stands in the file is the writer's own practice: it names no author but Puente and says on its first page that it is private.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Cm

from app.catalog.coaching import rubric
from app.catalog.text import say
from app.domain.coaching import Coaching, Marker
from app.export.make_house_template import HOUSE
from app.export.word_finish import TAGS, set_language
from app.export.word_template import LINES, opened
from app.export.word_xml import paragraph

_STAMP = (1980, 1, 1, 0, 0, 0)
_MOMENT = "2000-01-01T00:00:00Z"
"""A coaching bears no date: the same one gives the same bytes."""
_SLOT = re.compile(r"\[[^\[\]\n]{1,120}\]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = (Cm(4.6), Cm(1.6), Cm(10.0))


def coaching_docx(coaching: Coaching) -> bytes:
    """The coaching as the bytes of a .docx, in the memo's language; the same coaching gives the same bytes."""
    lang = coaching.lang
    overall = say(lang, "coach.not_graded") if coaching.overall is None else say(lang, "coach.overall", value=f"{coaching.overall:.2f}")
    lines = dict.fromkeys(LINES, "")
    lines |= {"kind": say(lang, f"coach.kind.{coaching.kind}"), "title": overall, "version": say(lang, "coach.private")}
    lines |= {"running": say(lang, "coach.word.running"), "confidentiality": say(lang, "coach.private")}
    lines |= {"page_word": say(lang, "export.page"), "of_word": say(lang, "export.of")}
    target = opened(HOUSE, lines)
    for name in ("contents", "legend"):
        target.put(name, [])
    file = target.document
    target.put("body", [paragraph(file.styles["Normal"].style_id)])
    _Sheet(file, coaching).fill()
    set_language(file, lang)
    said = file.core_properties
    said.title, said.subject, said.language = overall, say(lang, f"coach.kind.{coaching.kind}"), TAGS[lang]
    said.author = said.last_modified_by = "Puente"
    return _packed(file)


class _Sheet:
    """One coaching being set, part by part, at the end of a file."""

    def __init__(self, file: Any, coaching: Coaching) -> None:
        self._file, self._coaching, self._lang = file, coaching, coaching.lang

    def fill(self) -> None:
        coaching = self._coaching
        self._list("first", [*(b.message for b in coaching.blockers), *(n.message for n in coaching.notices)])
        self._list("steps", [f"{s.text} ({s.code})" for s in coaching.next_steps])
        self._memo()
        self._levels()
        self._rewrite()
        self._list("questions", [f"{say(self._lang, f'coach.persona.{q.persona}')}: {q.text}" for q in coaching.questions])
        self._list("reader", [f"{say(self._lang, f'coach.do.{r.do}')}: {r.text}" for r in coaching.reader_side])

    def _head(self, key: str) -> None:
        self._file.add_paragraph(say(self._lang, f"coach.{key}"), style="Heading 1")

    def _list(self, key: str, items: Sequence[str]) -> None:
        if not items:
            return
        self._head(key)
        for item in items:
            self._file.add_paragraph(_plain(" ".join(item.split())), style="List Bullet")

    def _memo(self) -> None:
        """The memo line by line as it came; the marked words are highlighted and carry a comment."""
        self._head("memo")
        text, at = self._coaching.text, 0
        for line in re.split(r"(\r\n|\r|\n)", text):
            if line.strip("\r\n") and line.strip():
                self._marked(at, at + len(line))
            at += len(line)

    def _marked(self, start: int, end: int) -> None:
        text = self._coaching.text
        line = self._file.add_paragraph(style="Normal")
        done = start
        for marker in sorted(self._coaching.markers, key=lambda m: m.start):
            first, last = max(marker.start, done), min(marker.end, end)
            if last <= first:
                continue
            line.add_run(_plain(text[done:first]))
            run = line.add_run(_plain(text[first:last]))
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if marker.start >= start:
                self._comment(run, marker)
            done = last
        line.add_run(_plain(text[done:end]))

    def _comment(self, run: Any, marker: Marker) -> None:
        words = (
            f"{say(self._lang, f'coach.word.category.{marker.category}')}. {marker.why}",
            f"{say(self._lang, 'coach.hears')}: {marker.hq_hears}",
            f"{say(self._lang, 'coach.instead')}: {marker.suggestion}" if marker.suggestion else "",
        )
        made = self._file.add_comment(runs=[run], text=_plain("\n".join(w for w in words if w)), author="Puente", initials="P")
        made._comment_elm.set(qn("w:date"), _MOMENT)

    def _levels(self) -> None:
        self._head("levels")
        graded = self._coaching.levels
        table = self._file.add_table(rows=1 + len(graded), cols=3)
        table.style = self._file.styles["Puente Table"]
        table.autofit = False
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = width
        self._row(table.rows[0], [say(self._lang, f"coach.{key}") for key in ("dimension", "level", "reason")], "Puente Table Head")
        for row, each in zip(list(table.rows)[1:], graded, strict=True):
            level = "—" if each.level is None else str(each.level)
            self._row(row, [f"{each.code} {rubric()[each.code].name.in_lang(self._lang)}", level, each.reason], "Puente Table Text")

    def _row(self, row: Any, words: Sequence[str], style: str) -> None:
        for cell, text, width in zip(row.cells, words, _WIDTHS, strict=True):
            cell.width = width
            cell.paragraphs[0].style = self._file.styles[style]
            cell.paragraphs[0].add_run(_plain(text))

    def _rewrite(self) -> None:
        rewrite = self._coaching.rewrite
        if rewrite is None:
            return
        self._head("rewrite")
        for line in rewrite.text.splitlines():
            if line.strip():
                self._with_slots(line)
        self._small("slots", (s.question for s in rewrite.slots))
        self._small("dropped", rewrite.dropped)

    def _with_slots(self, line: str) -> None:
        shown, done = self._file.add_paragraph(style="Normal"), 0
        for slot in _SLOT.finditer(line):
            shown.add_run(_plain(line[done : slot.start()]))
            run = shown.add_run(_plain(slot.group()))
            run.bold, run.font.highlight_color = True, WD_COLOR_INDEX.TURQUOISE
            done = slot.end()
        shown.add_run(_plain(line[done:]))

    def _small(self, key: str, items: Iterable[str]) -> None:
        told = [" ".join(i.split()) for i in items]
        if told:
            self._file.add_paragraph(f"{say(self._lang, f'coach.{key}')}:", style="Puente Subhead")
            for item in told:
                self._file.add_paragraph(_plain(item), style="List Bullet")


def _plain(text: str) -> str:
    """The text without what no Word file can hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _packed(file: Any) -> bytes:
    buffer, whole = io.BytesIO(), io.BytesIO()
    file.save(buffer)
    with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for item in given.infolist():
            made.writestr(zipfile.ZipInfo(item.filename, _STAMP), given.read(item), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
