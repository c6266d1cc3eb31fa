"""What a file is, told by its content; its name only helps between kinds of text. Knows signatures; reads no text out of a file."""

from __future__ import annotations

import re
from typing import NoReturn

from app.ingest.containers import Container
from app.ingest.decoding import decoded
from app.ingest.limits import Limits
from app.ingest.passages import Kind
from app.ingest.refusals import IngestError

MEDIA_TYPES: dict[Kind, tuple[str, str]] = {
    "pdf": ("application/pdf", ".pdf"),
    "word": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "slides": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    "html": ("text/html", ".html"),
    "markdown": ("text/markdown", ".md"),
    "text": ("text/plain", ".txt"),
    "mail": ("message/rfc822", ".eml"),
}
"""Kind → media type and the ending under which the original is kept."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"ID3", "recording"),
    (b"OggS", "recording"),
    (b"fLaC", "recording"),
    (b"\x1aE\xdf\xa3", "recording"),
    (b"{\\rtf", "rich_text"),
)
_NEED_BINARY = frozenset({b"BM", b"MZ", b"BZh", b"ID3"})
"""Signatures that a sentence could begin with: they count only in a file that is no text."""
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("__nameid_version1.0", "outlook"),
    ("__substg1.0_", "outlook"),
    ("WordDocument", "old_office"),
    ("PowerPoint Document", "old_office"),
    ("Workbook", "spreadsheet"),
)
_MAIL_HEADERS = (
    "from|to|subject|date|received|mime-version|message-id|return-path|delivered-to|content-type|x-[a-z-]+|dkim-signature|cc|reply-to"
)
_MAIL_LINE = re.compile(rf"(?:{_MAIL_HEADERS}):", re.I)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[ \t]|[ \t]+\S|From ")
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|div|table|article|section|main|h[1-6]|p|meta)\b",
    re.I | re.S,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<svg\b", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|\|.+\|\s*$|[^\n]+\n(?:={3,}|-{3,})\s*$)", re.M)


def sniff(data: bytes, hint: str, limits: Limits) -> Kind:
    """The kind of a file with these bytes; `hint` is the ending of its name without the point.

    Raises: IngestError naming the kind that is not read, or `ingest.broken` for a container that cannot be opened.
    """
    if not data:
        raise IngestError("ingest.empty")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"%PDF-":
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _container(data, limits)
    if data[:8] == _OLE:
        _refuse_ole(data)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and not (signature in _NEED_BINARY and decoded(data) is not None):
            raise IngestError(f"ingest.{kind}")
    _refuse_boxes(data)
    text = decoded(data)
    if text is None:
        if b"%PDF-" in data[:1024]:
            return "pdf"
        raise IngestError("ingest.binary")
    return _text_kind(text, hint)


def _container(data: bytes, limits: Limits) -> Kind:
    container = Container(data, limits)
    names = container.names
    main = container.related("", "officeDocument") or ""
    if main.startswith("word/") or "word/document.xml" in names:
        return "word"
    if main.startswith("ppt/") or "ppt/presentation.xml" in names:
        return "slides"
    if any(name.startswith("xl/") for name in names):
        raise IngestError("ingest.spreadsheet")
    if "mimetype" in names and b"opendocument" in container.read("mimetype")[:200]:
        raise IngestError("ingest.opendocument")
    raise IngestError("ingest.archive")


def _refuse_ole(data: bytes) -> NoReturn:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise IngestError(f"ingest.{kind}")
    raise IngestError("ingest.old_office")


def _refuse_boxes(data: bytes) -> None:
    """Formats whose signature does not stand at the start."""
    if data[4:8] == b"ftyp":
        raise IngestError("ingest.image" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "ingest.recording")
    if data[:4] == b"RIFF":
        raise IngestError("ingest.image" if data[8:12] == b"WEBP" else "ingest.recording")
    if data[257:262] == b"ustar":
        raise IngestError("ingest.archive")


def _text_kind(text: str, hint: str) -> Kind:
    head = text[:4096]
    if _is_mail(head):
        return "mail"
    if _HTML.match(head) or (hint in ("html", "htm", "xhtml") and "<" in head):
        return "html"
    if _XML.match(head):
        raise IngestError("ingest.image" if "<svg" in head else "ingest.markup")
    if hint in ("md", "markdown") or (hint not in ("txt", "text", "log", "csv") and _MARKDOWN.search(text[:20_000])):
        return "markdown"
    return "text"


def _is_mail(head: str) -> bool:
    """True when the file begins with header lines, two of them headers that mail has."""
    known = 0
    for line in head.lstrip("\ufeff").splitlines():
        if not line.strip():
            break
        if not _HEADER.match(f"{line} "):
            return False
        known += bool(_MAIL_LINE.match(line))
    return known >= 2
