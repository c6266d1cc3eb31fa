"""Whatever is written, readings never raise; whatever we print, our own extractors read back."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.render import show_date, show_money
from app.domain.composed import composed, span_as_given
from app.domain.date_reading import dates
from app.domain.figures import figures, readings
from app.domain.intake import Intake, is_path
from app.domain.lang import LANGS, Lang
from app.domain.money import Money, first_percent, plain

quick = settings(max_examples=80, deadline=None, derandomize=True, database=None)
PIECES = [
    "1",
    "15",
    "2027",
    ",",
    ".",
    " ",
    "\u2009",
    "%",
    "días",
    "mil",
    "por ciento",
    "May",
    "de",
    "treinta",
    "y",
    "$",
    "USD",
    "-",
    "–",
    "once",
    "a",
    "º",
]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
)


@quick
@given(texts)
def test_reading_a_text_never_raises_and_every_span_lies_inside_it(text: str) -> None:
    readings(text)
    first_percent(text)
    for start, end, words in [(m.start, m.end, m.text) for m in figures(text, articles=True)] + [
        (m.start, m.end, m.text) for m in dates(text)
    ]:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words


@quick
@given(st.decimals(min_value=0, max_value=10**12, places=0), st.sampled_from(["MXN", "USD", "EUR"]))
def test_money_that_is_printed_is_read_back_with_its_currency(amount: Decimal, currency: str) -> None:
    (found,) = figures(f"se pagan {show_money(Money(amount=amount, currency=currency))} al año")
    assert amount in found.values
    assert (found.unit, found.kind) == ("money", currency)


@quick
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)), st.sampled_from(LANGS), st.booleans())
def test_a_date_that_is_printed_is_read_back(day: date, lang: Lang, short: bool) -> None:
    (found,) = dates(f"on {show_date(day, lang, short=short)}, and then")
    assert (found.year, found.month, found.day) == (day.year, day.month, day.day)


@quick
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_plain_decimal_keeps_its_value_and_has_no_exponent(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


@quick
@given(st.text(alphabet="aáñüo\u0301\u0303 e1", max_size=30))
def test_a_span_of_the_composed_text_is_given_back_as_a_span_of_the_text(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    whole = composed(apart)
    for start in range(len(whole)):
        first, last = span_as_given(apart, start, start + 1)
        assert whole[start] in composed(apart[first:last])


@quick
@given(st.text(alphabet="abz_.[]01 é", max_size=20))
def test_any_text_may_be_asked_for_as_a_path(path: str) -> None:
    empty = Intake(fields={}, raw={})
    assert empty.get(path) is None
    assert not empty.present(path)
    is_path(path)
