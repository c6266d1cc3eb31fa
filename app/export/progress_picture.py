"""The line of progress as a small picture: one dot an attempt, 0 to 3. Knows days and numbers; knows no attempt and no file.

One tint only, told by lightness, so that the picture survives a grey printer.
"""

from __future__ import annotations

import io
import logging
import warnings
from datetime import date
from typing import Any

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang

SUFFIXES = (".png", ".svg")
WIDTH_CM, HEIGHT_CM, DPI = 12.0, 6.0, 160
TOP_LEVEL = 3
_DARK, _INK, _GREY, _RULE = "#1F4E5F", "#1E2426", "#5C686D", "#DDE3E5"
_MOST_LABELS = 8


def progress_picture(line: tuple[tuple[date, float], ...], *, suffix: str, lang: Lang) -> bytes:
    """A PNG or SVG (by `suffix`) of days and overall levels, oldest first, equally spaced: the order counts, not the calendar."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_CM / 2.54, HEIGHT_CM / 2.54), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.06, 0.18, 0.92, 0.68))
    _draw(figure, axes, line, lang)
    buffer = io.BytesIO()
    # No date and no random ids: the same attempts give the same file.
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "puente", "svg.fonttype": "path"}):
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        metadata: dict[str, str | None] = {"Software": None} if suffix == ".png" else {"Date": None, "Creator": None}
        figure.savefig(buffer, format=suffix[1:], dpi=DPI, metadata=metadata)
    return buffer.getvalue()


def _draw(figure: Any, axes: Any, line: tuple[tuple[date, float], ...], lang: Lang) -> None:
    places = list(range(1, len(line) + 1))
    values = [value for _, value in line]
    axes.set_xlim(0.5, len(line) + 0.5)
    axes.set_ylim(-0.1, TOP_LEVEL + 0.2)
    for level in range(TOP_LEVEL + 1):
        axes.axhline(level, color=_RULE, linewidth=0.7, zorder=0)
    axes.plot(places, values, color=_DARK, linewidth=1.6, marker="o", markersize=5, zorder=3)
    step = 1 + (len(line) - 1) // _MOST_LABELS
    shown = places[::-step][::-1]
    days = [show_date(line[place - 1][0], lang, short=True).rsplit(" ", 1)[0] for place in shown]
    axes.set_xticks(shown, days, fontsize=7, color=_GREY)
    axes.set_yticks(range(TOP_LEVEL + 1), [str(level) for level in range(TOP_LEVEL + 1)], fontsize=7, color=_GREY)
    for place in (places[0], places[-1]):
        value = values[place - 1]
        axes.annotate(f"{value:.1f}", (place, value), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=7)
    axes.set_title(say(lang, "practice.plot.title", count=len(line)), fontsize=8, color=_INK, loc="left")
    figure.text(0.1, 0.02, say(lang, "practice.plot.private"), fontsize=5.5, color=_GREY)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
