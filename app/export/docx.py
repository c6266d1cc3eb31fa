"""A document as a Word file in the house's looks or a firm's own: `to_docx`. Knows the order of the work; each part of it has its file.

A firm's own template is any .docx with one paragraph that holds `{{ body }}` and nothing else. More placeholders, all of them optional:
`{{ contents }}` and `{{ legend }}` (alone in a paragraph as well), and anywhere, headers and footers included, `{{ kind }}`, `{{ title }}`,
`{{ codename }}`, `{{ date }}`, `{{ version }}`, `{{ audience }}`, `{{ confidentiality }}`, `{{ dagger }}`, `{{ running }}`,
`{{ contents_title }}`, `{{ legend_title }}`, `{{ page_word }}`, `{{ of_word }}`. A paragraph whose placeholders all turn out empty goes.
The body uses the template's own styles by name (heading 1, List Bullet, footnote text, `Puente Table Text` …, listed in word_styles.py)
and borrows from the house those that it lacks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx as python_docx
from docx.shared import Pt

from app.catalog.text import say
from app.domain.document import Document
from app.export.blocks import Layout
from app.export.layout import layout
from app.export.make_house_template import HOUSE
from app.export.moment import moment
from app.export.timeline_picture import timeline_png
from app.export.word_body import WordBody
from app.export.word_finish import packed, set_language, set_properties
from app.export.word_notes import Comments, Footnotes
from app.export.word_styles import WordStyles
from app.export.word_template import LINES, opened

_LONG_TITLE = ((220, 28), (110, 36), (60, 46))
"""Above so many characters a title is set in so many half-points, that it stays on the first page."""


def to_docx(document: Document, *, template: Path | None = None) -> bytes:
    """The document as the bytes of a .docx; the same document and template give the same bytes.

    Raises: BadInput `export.template_broken…` naming the template and what is wrong with it.
    """
    made = layout(document)
    target = opened(template or HOUSE, _lines(made))
    file = target.document
    styles = WordStyles(file, python_docx.Document(str(HOUSE)))
    footnotes = Footnotes(file, styles, made.notes)
    comments = Comments(file, styles, moment(document))
    today = document.created_at.date()
    body = WordBody(file, made, styles, footnotes, comments, lambda table: timeline_png(table.gates, made.lang, today))
    target.put("contents", body.contents())
    target.put("legend", body.legend())
    target.put("body", body.body())
    footnotes.finish()
    _shrink_title(file, made.cover.title)
    set_language(file, document.lang)
    set_properties(file, document, title=made.cover.full_title, subject=made.cover.kind)
    return packed(file, document)


def check_template(template: Path) -> None:
    """Opens a template with every placeholder empty, to see whether it can be filled.

    Raises: BadInput `export.template_broken…`.
    """
    opened(template, dict.fromkeys(LINES, ""))


def _lines(made: Layout) -> dict[str, str]:
    keys = {"contents_title": "contents", "page_word": "page", "of_word": "of"}
    words = {name: say(made.lang, f"export.{key}") for name, key in keys.items()}
    words["legend_title"] = say(made.lang, "export.how_to_read") if made.legend else ""
    return {**made.cover.model_dump(exclude={"full_title"}), **words}


def _shrink_title(file: Any, title: str) -> None:
    size = next((points for length, points in _LONG_TITLE if len(title) > length), None)
    if size is None:
        return
    for line in file.paragraphs:
        if line.style.name == "Title" and line.text == title:
            for run in line.runs:
                run.font.size = Pt(size / 2)
