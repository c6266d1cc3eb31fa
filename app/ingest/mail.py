"""E-mail files: the body with subject, sender and date; attachments are named, not read. Knows MIME; follows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from app.ingest.collecting import Gatherer, sound
from app.ingest.decoding import decoded
from app.ingest.passages import Block, Extract, Locator, Remark
from app.ingest.plain import text_blocks
from app.ingest.refusals import IngestError
from app.ingest.web import html_blocks

LISTED = 10


def read_mail(data: bytes) -> Extract:
    """The text of one message, plain text before HTML.

    Raises: IngestError `ingest.only_attachments` when there is nothing but attachments.
    """
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    parts = list(_leaves(message))
    attachments = [_attachment_name(part) for part in parts if _is_attachment(part)]
    body = _body([part for part in parts if not _is_attachment(part)])
    if not any(block.text.strip() for block in body) and attachments:
        raise IngestError("ingest.only_attachments", names=_listed(attachments))
    sent = _date(message)
    sender = _header(message, "from")
    shown = parseaddr(sender)[0] or parseaddr(sender)[1] or sender
    place = Locator(mail=", ".join(part for part in (sent.isoformat() if sent else "", shown[:100]) if part))
    gathered = Gatherer()
    gathered.heading(_header(message, "subject")[:500], 0, place)
    for block in body:
        if block.is_heading:
            gathered.heading(block.text, 1 + len(block.heading), place)
        else:
            gathered.paragraph(block.text, place)
    remarks = (Remark(key="ingest.attachments", params={"count": len(attachments), "names": _listed(attachments)}),) if attachments else ()
    return Extract(kind="mail", blocks=tuple(gathered.blocks), remarks=remarks, dated=sent)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a forwarded message counts as one attachment, whatever is in it."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting[:0] = [each for each in part.get_payload() if isinstance(each, Message)]
        else:
            yield part


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() not in ("text/plain", "text/html")


def _attachment_name(part: Message) -> str:
    return " ".join(sound(_plain(part.get_filename() or part.get_content_type())).split())[:100]


def _body(parts: list[Message]) -> tuple[Block, ...]:
    for kind, blocks in (("text/plain", text_blocks), ("text/html", html_blocks)):
        found = tuple(block for part in parts if part.get_content_type() == kind for block in blocks(_content(part)))
        if found:
            return found
    return ()


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decoded(data, _plain(part.get_content_charset() or "") or None) or ""


def _header(message: Message, name: str) -> str:
    """A header in plain characters, on one line; empty when it is absent."""
    return " ".join(sound(_plain(str(message.get(name) or ""))).split())


def _plain(encoded: str) -> str:
    """The text of an encoded header; what cannot be decoded stays as it stands."""
    try:
        parts = decode_header(encoded)
    except (ValueError, LookupError):
        return encoded
    return "".join(part if isinstance(part, str) else decoded(part, charset) or "" for part, charset in parts)


def _date(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("date") or "")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _listed(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
