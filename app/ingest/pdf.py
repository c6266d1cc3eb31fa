"""PDF files, page by page. Knows pypdf; tells a locked, a scanned and a damaged file apart."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from app.ingest.collecting import Gatherer
from app.ingest.limits import Limits
from app.ingest.passages import Block, Extract, Locator, Remark
from app.ingest.refusals import CANNOT_PARSE, IngestError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_WORD = re.compile(r"\w")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
MOST_UNREADABLE = 0.2
"""The part of the letters that may have no known character; beyond, the font hides which letters it draws."""
_BROKEN_WORD = re.compile(r"\b([^\W\d_]+)[-‐]\n([^\W\d_]+)")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
"""Letters that fonts draw as one; searched and quoted they are several."""
LISTED = 10


def read_pdf(data: bytes, limits: Limits) -> Extract:
    """The text of each page.

    Raises: IngestError `ingest.broken`, `ingest.encrypted`, `ingest.scanned`, `ingest.no_text`, `ingest.hidden_letters`,
    `ingest.too_many_pages`.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        _unlock(reader)
        count = len(reader.pages)
    except (PyPdfError, *CANNOT_PARSE) as bad:
        raise IngestError("ingest.broken") from bad
    if count > limits.pages:
        raise IngestError("ingest.too_many_pages", pages=count, limit=limits.pages)
    texts: dict[int, str] = {}
    failed: list[int] = []
    for number in range(1, count + 1):
        try:
            texts[number] = reader.pages[number - 1].extract_text().translate(_LIGATURES)
        except (PyPdfError, *CANNOT_PARSE):
            failed.append(number)
    _refuse_textless(reader, texts, failed)
    is_cut = b"%%EOF" not in data[-4096:]
    return Extract(kind="pdf", blocks=_blocks(texts), remarks=_remarks(texts, failed, is_cut), dated=_changed_on(reader))


def _unlock(reader: PdfReader) -> None:
    """Opens what an empty password opens: a file that only forbids printing or copying can be read by anybody."""
    from pypdf import PasswordType
    from pypdf.errors import DependencyError, PyPdfError

    if not reader.is_encrypted:
        return
    try:
        is_open = reader.decrypt("") != PasswordType.NOT_DECRYPTED
    except (DependencyError, PyPdfError, *CANNOT_PARSE) as locked:
        raise IngestError("ingest.encrypted") from locked
    if not is_open:
        raise IngestError("ingest.encrypted")


def _refuse_textless(reader: PdfReader, texts: dict[int, str], failed: list[int]) -> None:
    said = "".join(texts.values())
    if not _WORD.search(said):
        if failed or not texts:
            raise IngestError("ingest.broken")
        is_scan = any(_has_picture(reader.pages[number - 1]) for number in texts)
        raise IngestError("ingest.scanned" if is_scan else "ingest.no_text", pages=len(texts))
    visible = sum(1 for letter in said if not letter.isspace())
    if len(_UNREADABLE.findall(said)) > MOST_UNREADABLE * visible:
        raise IngestError("ingest.hidden_letters")


def _has_picture(page: PageObject) -> bool:
    from pypdf.errors import PyPdfError

    try:
        resources = page.get("/Resources")
        objects = resources.get_object().get("/XObject") if resources is not None else None
        return bool(objects is not None and len(objects.get_object()))
    except (PyPdfError, *CANNOT_PARSE):
        return False


def _blocks(texts: dict[int, str]) -> tuple[Block, ...]:
    gathered = Gatherer()
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(texts.values()).lower()))
    for number, text in texts.items():
        for part in re.split(r"\n[ \t]*\n", _whole_words(text, known)):
            gathered.paragraph(part, Locator(page=number))
    return tuple(gathered.blocks)


def _whole_words(text: str, known: set[str]) -> str:
    """Words broken at a line's end are made whole, unless the file elsewhere writes that word with a hyphen."""

    def joined(broken: re.Match[str]) -> str:
        first, second = broken.groups()
        if not second[0].islower():
            return broken.group()
        return f"{first}-{second}" if f"{first}-{second}".lower() in known else f"{first}{second}"

    return _BROKEN_WORD.sub(joined, text)


def _remarks(texts: dict[int, str], failed: list[int], is_cut: bool) -> tuple[Remark, ...]:
    found = []
    blank = [number for number, text in texts.items() if not _WORD.search(text)]
    for key, numbers in (("ingest.pages_without_text", blank), ("ingest.pages_broken", failed)):
        if numbers:
            named = ", ".join(map(str, numbers[:LISTED])) + (" …" if len(numbers) > LISTED else "")
            found.append(Remark(key=key, params={"count": len(numbers), "pages": named}))
    if is_cut:
        found.append(Remark(key="ingest.cut_off"))
    return tuple(found)


def _changed_on(reader: PdfReader) -> date | None:
    from pypdf.errors import PyPdfError

    try:
        changed = reader.metadata.modification_date if reader.metadata else None
    except (PyPdfError, *CANNOT_PARSE):
        return None
    return changed.date() if changed else None
