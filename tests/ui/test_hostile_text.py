"""Text that tries to be more than text stays text, wherever the page shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from app.domain.lang import LANGS, Lang
from app.errors import BadInput
from app.ui.presenters import notices
from app.ui.presenters.markup import Html, el, join, link, rich, text
from app.ui.presenters.result import result
from tests.ui.builders import reading

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)",
    "${alert(1)} {{constructor}}",
    "**<b onclick=alert(1)>bold</b>**",
    "</section></div><iframe src=//example.org>",
    "javascript:alert(1)",
)


class Seen(HTMLParser):
    """The elements and attributes that a browser would find."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.update(value or "" for name, value in attrs if name in ("href", "src"))


def assert_harmless(html: str) -> None:
    seen = Seen(html)
    assert not seen.tags & {"script", "img", "svg", "iframe", "b", "object", "form"}
    assert not {name for name in seen.attributes if name.startswith("on")}
    assert all(re.match(r"https?://|documents/", target) for target in seen.links)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_in_a_statement_and_in_the_clients_words_stays_text(hostile: str, lang: Lang) -> None:
    html = result(lang, [reading("en", text=hostile, words=hostile)], (".json",))
    assert_harmless(html)
    assert text(hostile.replace("**", "")) in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_an_error_stays_text(hostile: str) -> None:
    assert_harmless(notices.error("en", BadInput("input.unknown_key", where=f"intake.yaml:{hostile}", name=hostile, known=hostile)))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "/etc/passwd", "", None, " javascript:x"])
def test_an_address_that_is_not_http_is_no_link(address: str | None) -> None:
    assert "<a" not in link(address, "label")


def test_an_http_address_is_a_link_that_tells_nothing() -> None:
    assert 'rel="noopener noreferrer nofollow"' in link("https://example.org/?a=1&b=2", "x")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**open**", "<strong>open</strong>"),
        ("a ** b ** c", "a ** b ** c"),
        ("**a** and **b**", "<strong>a</strong> and <strong>b</strong>"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
        ("****", "****"),
        ("_x_ `y` [z](w) # h", "_x_ `y` [z](w) # h"),
    ],
)
def test_bold_is_honoured_and_nothing_else(written: str, shown: str) -> None:
    assert rich(written) == shown


def test_a_dagger_says_what_it_means_and_its_explanation_is_escaped() -> None:
    assert rich("law †", dagger_title='to be "verified"') == 'law <abbr class="pu-dagger" title="to be &quot;verified&quot;">†</abbr>'


def test_characters_that_turn_the_reading_direction_are_dropped() -> None:
    assert text("MXN \u202e000,1\u202c") == "MXN 000,1"
    assert "\u202e" not in el("p", title="\u202ex")


def test_a_plain_string_can_never_pass_for_html() -> None:
    assert join("<b>", Html("<i>")) == "&lt;b&gt;<i>"
    assert el("p", "<b>", class_='a"b') == '<p class="a&quot;b">&lt;b&gt;</p>'
