"""What a Word file says of itself: language, properties, time. Nothing in it names a person. Knows no content."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx.oxml.ns import qn

from app.domain.document import Document
from app.domain.lang import Lang
from app.export.moment import moment
from app.export.word_xml import declare, node

TAGS: dict[Lang, str] = {"en": "en-US", "es": "es-MX"}
_MANAGER = re.compile(rb"<Manager>.*?</Manager>", re.DOTALL)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def set_language(file: Any, lang: Lang) -> None:
    """Sets the document's language in the defaults, in every style that has one, and in the settings."""
    tag = TAGS[lang]
    sheet = file.styles.element
    looks = _under(_under(_under(sheet, "docDefaults", first=True), "rPrDefault", first=True), "rPr", first=True)
    if looks.find(qn("w:lang")) is None:
        looks.append(node("lang", val=tag))
    for language in sheet.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
    settings = file.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is None:
        theme = node("themeFontLang")
        declare(settings, theme)
    theme.set(qn("w:val"), tag)


def set_properties(file: Any, document: Document, *, title: str, subject: str) -> None:
    """Title, language, author and time; whatever a template said there is gone."""
    said = file.core_properties
    said.title, said.subject, said.language = title[:255], subject[:255], TAGS[document.lang]
    said.author = said.last_modified_by = "Puente"
    said.identifier, said.version = document.id[:255], str(document.version)
    said.category = said.comments = said.content_status = said.keywords = ""
    said.created = said.modified = moment(document).replace(tzinfo=None)
    said.revision = 1
    for part in file.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = _MANAGER.sub(b"<Manager></Manager>", part.blob)


def packed(file: Any, document: Document) -> bytes:
    """The file's bytes, every entry stamped with the document's time: the same document gives the same bytes."""
    buffer = io.BytesIO()
    file.save(buffer)
    stamp = max(moment(document).timetuple()[:6], _EARLIEST)
    whole = io.BytesIO()
    with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for item in given.infolist():
            made.writestr(zipfile.ZipInfo(item.filename, stamp), given.read(item), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _under(parent: Any, tag: str, *, first: bool) -> Any:
    found = parent.find(qn(f"w:{tag}"))
    if found is None:
        found = node(tag)
        parent.insert(0 if first else len(parent), found)
    return found
