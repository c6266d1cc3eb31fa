"""A Word template with its placeholders, the house's or a firm's own. Knows which placeholders there are; knows nothing of a body.

docxtpl joins the placeholders that Word has torn into runs. It fills them with signs only: the words come in afterwards as text, so that
neither a client's words nor a template can make anything run. Commands (`{% … %}`) and expressions are refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from app.errors import BadInput
from app.export.word_xml import node

BLOCKS = ("contents", "legend", "body")
"""Placeholders that become paragraphs; each stands alone in a paragraph of the page, not in a table, header or text box."""
LINES = (
    "kind", "title", "codename", "date", "version", "audience", "confidentiality", "dagger", "running",
    "contents_title", "legend_title", "page_word", "of_word",
)  # fmt: skip
"""Placeholders that become words; a paragraph whose only placeholder is empty is left out."""
LARGEST = 200_000_000
"""Bytes that a template may unpack to."""
OURS = ("st_", "_Toc26", "_Ref_note_")
"""How the names of our own bookmarks begin."""
_OWN_BOOKMARKS = 100_000_000
_PLACEHOLDER = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*+)\}\}", re.DOTALL)
_COMMAND = re.compile(r"\{[{%#]|[%#}]\}")
_TAG = re.compile(r"<[^<>]*>")
_OPEN, _CLOSE = "\ue000", "\ue001"
_SIGN = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class WordFile:
    """A template that is being filled: the python-docx document, and the paragraphs where blocks are to stand."""

    def __init__(self, document: Any, places: Mapping[str, Any]) -> None:
        self.document = document
        self._places = dict(places)

    def has(self, name: str) -> bool:
        """True when the template has a place for these blocks."""
        return name in self._places

    def put(self, name: str, blocks: list[Any]) -> None:
        """Sets blocks in the place of a placeholder; the first takes over its page break. Without a place nothing happens."""
        place = self._places.pop(name, None)
        if place is None:
            return
        breaks = place.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}")
        if breaks is not None and blocks and blocks[0].tag == qn("w:p"):
            style = blocks[0].find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            style.addnext(breaks)
            breaks.addnext(node("spacing", before=0))
        for block in blocks:
            place.addprevious(block)
        place.getparent().remove(place)


def opened(path: Path, lines: Mapping[str, str]) -> WordFile:
    """The template with its lines filled in.

    Raises: BadInput `export.template_broken…` naming the file and what is wrong with it.
    """
    merged = _merged(path)
    places: dict[str, Any] = {}
    for paragraph in merged.element.body.iterchildren(qn("w:p")):
        found = _SIGN.fullmatch(_text(paragraph).strip())
        if found and found.group(1) in BLOCKS:
            places.setdefault(found.group(1), paragraph)
    if "body" not in places:
        raise BadInput("export.template_broken.body", where=str(path))
    _settle_bookmarks(merged.element.body)
    for story in _stories(merged):
        _fill(story, lines, set(places.values()))
    return WordFile(merged, places)


def _merged(path: Path) -> Any:
    """The template with a sign in the place of each placeholder."""
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST:
                raise BadInput("export.template_broken", where=str(path), reason=f"> {LARGEST // 1_000_000} MB")
        template = DocxTemplate(io.BytesIO(data))
        template.init_docx()
        if template.docx.element.body is None or template.docx.styles is None:
            raise BadInput("export.template_broken", where=str(path), reason="w:body")
        _check(template, path)
        for name in ("author", "comments", "identifier", "language", "subject", "title"):
            setattr(template.docx.core_properties, name, "")
        template.render({name: f"{_OPEN}{name}{_CLOSE}" for name in (*BLOCKS, *LINES)}, autoescape=True)
        buffer = io.BytesIO()
        template.docx.save(buffer)
        return docx.Document(buffer)
    except OSError as error:
        raise BadInput("export.template_broken", where=str(path), reason=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError, AttributeError, NotImplementedError, RuntimeError) as error:
        raise BadInput("export.template_broken", where=str(path), reason=_one_line(error)) from error


def _check(template: Any, path: Path) -> None:
    """Refuses everything but placeholders that there are."""
    for source in _sources(template):
        words = _TAG.sub("", template.patch_xml(source))
        for name in _PLACEHOLDER.findall(words):
            if name.strip() not in (*BLOCKS, *LINES):
                known = ", ".join((*BLOCKS, *LINES))
                raise BadInput("export.template_broken.placeholder", where=str(path), name=name.strip()[:60], known=known)
        left = _COMMAND.search(rest := _PLACEHOLDER.sub("", words))
        if left:
            raise BadInput("export.template_broken.command", where=str(path), name=rest[left.start() : left.start() + 40].strip())


def _sources(template: Any) -> Iterator[str]:
    """The XML of everything that docxtpl would fill."""
    yield template.get_xml()
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type == _NOTES:
            yield part.blob.decode("utf-8")


def _stories(merged: Any) -> Iterator[Any]:
    """The roots of all text that is printed: page, headers, footers."""
    yield merged.element.body
    for relation in merged.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            yield relation.target_part.element


def _fill(story: Any, lines: Mapping[str, str], kept: set[Any]) -> None:
    for paragraph in list(story.iter(qn("w:p"))):
        if paragraph in kept:
            continue
        names = _SIGN.findall(_text(paragraph))
        if not names:
            continue
        is_empty = _SIGN.sub("", _text(paragraph)).strip() == "" and not any(lines.get(name) for name in names)
        if is_empty and len(paragraph.getparent().findall(qn("w:p"))) > 1:
            paragraph.getparent().remove(paragraph)
            continue
        for words in paragraph.iter(qn("w:t")):
            if words.text and _OPEN in words.text:
                words.text = _SIGN.sub(lambda m: lines.get(m.group(1), ""), words.text)
                words.set(qn("xml:space"), "preserve")


def _settle_bookmarks(body: Any) -> None:
    """Numbers a template's bookmarks out of the way of ours, and drops those that an earlier document of ours left in it."""
    names = {start.get(qn("w:id")): str(start.get(qn("w:name"))) for start in body.iter(qn("w:bookmarkStart"))}
    for end in [*body.iter(qn("w:bookmarkStart")), *body.iter(qn("w:bookmarkEnd"))]:
        number = str(end.get(qn("w:id")))
        if names.get(number, "").startswith(OURS):
            end.getparent().remove(end)
        elif number.isdigit():
            end.set(qn("w:id"), str(_OWN_BOOKMARKS + int(number)))


def _text(paragraph: Any) -> str:
    return "".join(words.text or "" for words in paragraph.iter(qn("w:t")))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
