"""Every pair of colours that text stands in passes AA (4.5 to 1), in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app.ui

CSS = (Path(app.ui.__file__).parent / "assets" / "puente.css").read_text("utf-8")
INKS = ("ink", "soft", "accent", "client", "guidance", "judgement", "gap", "bad")
GROUNDS = ("paper", "ground", "raise")


def colours(selector: str) -> dict[str, str]:
    block = CSS[CSS.index(f"{selector} {{") :]
    return dict(re.findall(r"--pu-([a-z]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [":root", ".dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_can_be_read_on_its_ground(theme: str, ground: str, ink: str) -> None:
    palette = colours(theme)
    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", [":root", ".dark"])
def test_marked_and_filled_text_can_be_read(theme: str) -> None:
    palette = colours(theme)
    assert contrast(palette["ink"], palette["mark"]) >= 4.5
    assert contrast(palette["on"], palette["accent"]) >= 4.5


def test_the_style_and_the_script_name_no_other_host() -> None:
    script = (Path(app.ui.__file__).parent / "assets" / "puente.js").read_text("utf-8")
    for text in (CSS, script):
        assert "//fonts" not in text
        assert not re.search(r"https?://|@import|url\(", text)
