"""Dated commitments as an iCalendar file. Knows RFC 5545's lines; knows no store.

Source: RFC 5545, sections 3.1 (folding), 3.3.11 (escaping), 3.6.1 (events of whole days), 3.8.1.3 (CLASS).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.practice import LedgerEntry

LINE_BYTES = 75
"""Octets of a content line without its line break."""
SUMMARY_CHARACTERS = 80


def to_ics(entries: Iterable[LedgerEntry], *, lang: Lang, stamp: datetime) -> bytes:
    """A calendar with one private, whole-day event for each entry that has a due date; others are left out."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Puente//practice//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(say(lang, 'practice.ics.name'))}",
    ]
    for entry in entries:
        if entry.due is None:
            continue
        who = f" ({entry.who})" if entry.who else ""
        summary = entry.words if len(entry.words) <= SUMMARY_CHARACTERS else entry.words[: SUMMARY_CHARACTERS - 1].rstrip() + "…"
        description = f"{entry.words}{who}\n{say(lang, 'practice.notice.private')}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.id}@practice.puente",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY;LANGUAGE={lang}:{escaped(say(lang, 'practice.ics.summary', words=summary))}",
            f"DESCRIPTION;LANGUAGE={lang}:{escaped(description)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines).encode("utf-8")


def escaped(text: str) -> str:
    """A text value: backslash, comma, semicolon and line break escaped, other control characters dropped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, instead)
    return "".join(c for c in plain if c >= " " and c != "\x7f")


def folded(line: str) -> str:
    """A content line broken so that none has more than 75 octets; a letter is never cut."""
    parts, current, used = [], "", 0
    for sign in line:
        size = len(sign.encode("utf-8"))
        if used + size > LINE_BYTES:
            parts.append(current)
            current, used = " ", 1
        current += sign
        used += size
    return "\r\n".join([*parts, current])
