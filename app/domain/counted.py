"""The figures of a text that count something: those of dates left out, so that "November 12" makes no twelve. Knows no rule."""

from __future__ import annotations

from app.domain.date_reading import dates
from app.domain.figures import Figure, figures


def counted_figures(text: str, *, articles: bool = False) -> tuple[Figure, ...]:
    """All figures that are no part of a date, by position; `articles` as in `figures`."""
    spans = tuple((d.start, d.end) for d in dates(text))
    return tuple(f for f in figures(text, articles=articles) if not any(a <= f.start < b for a, b in spans))
