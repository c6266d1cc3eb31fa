"""Gates read from their rows, and the picture made of them."""

from __future__ import annotations

import io
from datetime import date

import numpy as np
import pytest
from PIL import Image

from app.domain.lang import LANGS, Lang
from app.export.timeline import described, gates
from app.export.timeline_picture import MOST_GATES, timeline_png
from tests.export.builders import MADE_AT, block, st
from tests.export.sample import sample


def test_the_last_date_of_a_formula_counts_not_its_last_equation() -> None:
    row = st(
        "g",
        "7 Dec 2026 | 0 | Kick-off",
        formula="2026-12-07 + 70d = 2027-02-15; next_working_day_US_MX(2027-02-15) = 2027-02-16; 10*7 = 70",
    )
    found = gates(block("timeline", row))
    assert [(g.day, g.planned, g.label) for g in found] == [(date(2027, 2, 16), date(2027, 2, 15), "Kick-off")]


@pytest.mark.parametrize(
    ("printed", "day"), [("3 de mayo de 2027", date(2027, 5, 3)), ("16 feb 2027", date(2027, 2, 16)), ("2027-01-11", date(2027, 1, 11))]
)
def test_without_a_formula_the_printed_date_counts(printed: str, day: date) -> None:
    assert gates(block("timeline", st("g", f"{printed} | 0 | Hito")))[0].day == day


@pytest.mark.parametrize("printed", ["**open**", "—", "31 Feb 2027", "soon"])
def test_a_row_without_a_date_has_no_gate(printed: str) -> None:
    assert gates(block("timeline", st("g", f"{printed} | — | Gate"))) == ()


@pytest.mark.parametrize("lang", LANGS)
def test_the_picture_is_as_wide_as_the_page_and_dark_on_white(lang: Lang) -> None:
    section = sample(lang).section("timeline")
    assert section is not None
    data = timeline_png(gates(section.blocks[0]), lang, MADE_AT.date())
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.width == pytest.approx(16 / 2.54 * 220, abs=2)
    grey = np.asarray(picture.convert("L"))
    assert grey.max() == 255
    assert grey.min() < 90
    tints = {level for level in (60, 78, 206, 210) if np.any(np.abs(grey.astype(int) - level) < 14)}
    assert len(tints) >= 2, "dots and bars are told apart in grey"


def test_the_last_date_is_not_cut_off_at_the_edge() -> None:
    rows = [st("a", "7 Dec 2026 | 0 | Kick-off"), st("b", "28 Dec 2027 | 9 | Start")]
    data = timeline_png(gates(block("timeline", *rows)), "es", MADE_AT.date())
    assert data is not None
    edge = np.asarray(Image.open(io.BytesIO(data)).convert("L"))[:, -6:]
    assert edge.min() > 200


def test_no_gates_or_too_many_make_no_picture() -> None:
    assert timeline_png((), "en", MADE_AT.date()) is None
    one = gates(block("timeline", st("a", "7 Dec 2026 | 0 | Kick-off")))
    assert timeline_png(one * (MOST_GATES + 1), "en", MADE_AT.date()) is None


def test_the_picture_is_told_in_words() -> None:
    section = sample("es").section("timeline")
    assert section is not None
    told = described(gates(section.blocks[0]), "es")
    assert "7 de diciembre de 2026" in told
    assert "16 feb 2027: Presentación de la lista corta" in told
    assert described((), "en") == ""
