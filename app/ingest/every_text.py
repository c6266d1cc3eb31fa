"""Every text that a file of ours carries, visible or not: for looking for leaks. Knows .json, .md, .docx and .pdf; judges nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from app.ingest.containers import Container, local
from app.ingest.limits import LIMITS
from app.ingest.refusals import CANNOT_PARSE, IngestError

Part = tuple[str, str]
"""Where in the file, and the text."""
_ESCAPED = re.compile(r"\\([^\w\s])")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def every_text(data: bytes, suffix: str) -> Iterator[Part]:
    """The texts of a file by its ending; a format that is not known gives its bytes as text.

    Raises: IngestError for a file that cannot be read.
    """
    kind = suffix.lower()
    if kind == ".json":
        yield from _json("", json.loads(data))
    elif kind == ".docx":
        yield from _docx(data)
    elif kind == ".pdf":
        yield from _pdf(data)
    else:
        yield "text", _ESCAPED.sub(r"\1", data.decode("utf-8", "replace"))


def _json(place: str, value: Any) -> Iterator[Part]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield place, str(key)
            yield from _json(f"{place}.{key}" if place else str(key), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _json(f"{place}[{at}]", inner)
    elif value is not None and not isinstance(value, bool):
        yield place, str(value)


def _docx(data: bytes) -> Iterator[Part]:
    """Paragraph by paragraph in every part; besides, texts outside paragraphs and what attributes say (alt texts, authors, bookmarks)."""
    container = Container(data, LIMITS)
    for name in sorted(container.names):
        yield name, name
        if not name.endswith((".xml", ".rels")):
            continue
        root = container.xml(name)
        for paragraph in (e for e in root.iter() if local(e) == "p"):
            yield name, _words(paragraph)
        for element in root.iter():
            if local(element) not in ("t", "instrText") and element.text and element.text.strip():
                yield name, element.text
            for value in element.attrib.values():
                if _LETTERS.search(value):
                    yield name, value


def _words(paragraph: Element) -> str:
    return "".join((e.text or "") if local(e) in ("t", "delText", "instrText") else "\t" for e in paragraph.iter())


def _pdf(data: bytes) -> Iterator[Part]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            yield f"page {number}", page.extract_text()
        for key, value in (reader.metadata or {}).items():
            yield f"metadata {key}", str(value)
        root: Any = reader.trailer["/Root"]
        xmp = root.get("/Metadata")
        if xmp is not None:
            yield "metadata", xmp.get_object().get_data().decode("utf-8", "replace")
        yield "structure", " ".join(_alternatives(reader))
    except (PyPdfError, *CANNOT_PARSE) as bad:
        raise IngestError("ingest.broken") from bad


def _alternatives(reader: Any) -> Iterator[str]:
    """Texts that stand for pictures, bookmarks and titles: every string of the file's own objects."""
    for number in range(1, len(reader.xref_objStm) + sum(len(v) for v in reader.xref.values()) + 1):
        try:
            found = reader.get_object(number)
        except CANNOT_PARSE:
            continue
        if isinstance(found, dict):
            for key in ("/Alt", "/ActualText", "/Title", "/T", "/E", "/Contents"):
                value = found.get(key)
                if isinstance(value, str):
                    yield value
