"""Commitments as a calendar file, read back by the rules of RFC 5545."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.lang import Lang
from app.export.calendar_file import escaped, folded, to_ics
from tests.storage.builders import NOON, entry


def unfolded(data: bytes) -> list[str]:
    """The content lines, folds undone."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def value(lines: list[str], name: str) -> str:
    """The value of the first property of a name, escapes undone."""
    line = next(each for each in lines if each.split(":")[0].split(";")[0] == name)
    plain = line.split(":", 1)[1]
    for sign, instead in (("\\n", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
        plain = plain.replace(sign, instead)
    return plain


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_commitment_is_a_private_event_of_its_day_and_says_what_it_must_not_be_used_for(lang: Lang) -> None:
    words = "Enviaré el conteo: 4,200 arneses; uno por uno, el 4 de diciembre, a más tardar a las 17:00 horas de Ciudad Juárez."
    lines = unfolded(to_ics([entry(words=words, who="yo")], lang=lang, stamp=NOON))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert value(lines, "DTSTART") == "20261204"
    assert value(lines, "DTEND") == "20261205"
    assert value(lines, "DTSTAMP") == "20261121T120000Z"
    assert value(lines, "CLASS") == "PRIVATE"
    assert words in value(lines, "DESCRIPTION")
    assert {"en": "no part of a mandate", "es": "No forma parte de una búsqueda"}[lang] in value(lines, "DESCRIPTION")
    assert len(value(lines, "SUMMARY")) < 100


def test_an_entry_without_a_day_is_left_out_and_no_entry_is_an_empty_calendar() -> None:
    assert unfolded(to_ics([entry(due=None)], lang="en", stamp=NOON)) == unfolded(to_ics([], lang="en", stamp=NOON))
    assert "BEGIN:VEVENT" not in unfolded(to_ics([], lang="en", stamp=NOON))


def test_a_commitment_of_the_last_day_of_a_year_ends_in_the_next() -> None:
    lines = unfolded(to_ics([entry(due=date(2026, 12, 31))], lang="en", stamp=NOON))
    assert value(lines, "DTEND") == "20270101"


@pytest.mark.parametrize("text", ["x" * 300, "ñ" * 300, "🚚" * 90, "", "a" * 75, "é" * 38])
def test_no_line_has_more_than_75_octets_and_no_letter_is_cut(text: str) -> None:
    line = folded(f"SUMMARY:{text}")
    assert all(len(part.encode("utf-8")) <= 75 for part in line.split("\r\n"))
    assert line.replace("\r\n ", "") == f"SUMMARY:{text}"


def test_signs_with_a_meaning_are_escaped_and_no_line_can_be_smuggled_in() -> None:
    assert escaped("a;b,c\\d\r\nEND:VCALENDAR\x00\x07") == "a\\;b\\,c\\\\d\\nEND:VCALENDAR"
    lines = unfolded(to_ics([entry(words="x\r\nBEGIN:VEVENT")], lang="en", stamp=NOON))
    assert lines.count("BEGIN:VEVENT") == 1
