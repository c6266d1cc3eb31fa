"""The picture of a timeline: one row a gate, its date on a common axis, today, and what a holiday moved. Knows gates; knows no file.

Tints are told apart by lightness alone, so that the picture survives a grey printer.
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import warnings
from datetime import date, timedelta
from typing import Any

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.export.inline import shortened
from app.export.timeline import Gate

WIDTH_CM, DPI = 16.0, 220
MOST_GATES = 40
"""Above this the rows would be too small to read; the table beside the picture holds them all."""
_ROW_CM, _TALLEST_CM, _FRAME_CM = 0.62, 20.0, 1.25
_DARK, _BAR, _GREY, _RULE = "#1F4E5F", "#C4D4D9", "#5C686D", "#DDE3E5"
_LABELS = 0.40
"""Share of the width for the names of the gates."""
_TODAY_WITHIN = timedelta(days=120)


def timeline_png(gates: tuple[Gate, ...], lang: Lang, today: date) -> bytes | None:
    """A PNG 16 cm wide; None for no gates, or for more than can be read."""
    if not gates or len(gates) > MOST_GATES:
        return None
    figure_class = _matplotlib()
    height = min(_ROW_CM * len(gates), _TALLEST_CM) + _FRAME_CM
    figure = figure_class(figsize=(WIDTH_CM / 2.54, height / 2.54), dpi=DPI, facecolor="white")
    axes = figure.add_axes((_LABELS, 0.0, 0.985 - _LABELS, 1 - 0.62 / height))
    _draw(axes, gates, lang, today, size=min(7.8, 7.8 * 40 / max(len(gates), 1) * 0.8))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _matplotlib() -> Any:
    """Matplotlib's figure on the Agg canvas, without pyplot: no window, no state. Its font cache goes where it can be written."""
    if "MPLCONFIGDIR" not in os.environ and not os.access(os.path.expanduser("~"), os.W_OK):
        os.environ["MPLCONFIGDIR"] = tempfile.gettempdir()
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    def figure(**looks: Any) -> Any:
        made = Figure(**looks)
        FigureCanvasAgg(made)
        return made

    return figure


def _draw(axes: Any, gates: tuple[Gate, ...], lang: Lang, today: date, *, size: float) -> None:
    first, last = gates[0].date, gates[-1].date
    start = today if first - _TODAY_WITHIN <= today < first else first
    end = today if last < today <= last + _TODAY_WITHIN else last
    span = max((end - start).days, 14)
    low, high = start.toordinal() - span * 0.02, end.toordinal() + span * 0.16
    words = {"fontfamily": ["DejaVu Sans"], "parse_math": False, "clip_on": False}
    axes.set_xlim(low, high)
    axes.set_ylim(len(gates) - 0.4, -0.6)
    for month in _months(start, end):
        axes.axvline(month.toordinal(), color=_RULE, linewidth=0.6, zorder=0)
        axes.text(month.toordinal(), -0.75, _month(month, lang), fontsize=size * 0.85, color=_GREY, va="bottom", ha="left", **words)
    for row, gate in enumerate(gates):
        _row(axes, row, gate, gates[row - 1].date if row else gate.date, lang, size, words)
    if start <= today <= end:
        axes.axvline(today.toordinal(), color=_GREY, linewidth=1.0, linestyle=(0, (2, 2)), zorder=1)
        axes.text(today.toordinal(), len(gates) - 0.45, f" {say(lang, 'export.timeline.today')}", fontsize=size * 0.85, color=_GREY, va="bottom", **words)
    axes.axis("off")


def _row(axes: Any, row: int, gate: Gate, before: date, lang: Lang, size: float, words: dict[str, Any]) -> None:
    at = gate.date.toordinal()
    axes.plot([before.toordinal(), at], [row, row], color=_BAR, linewidth=5, solid_capstyle="butt", zorder=2)
    if gate.planned:
        axes.plot([gate.planned.toordinal()], [row], "o", markersize=5, markerfacecolor="white", markeredgecolor=_DARK, zorder=3)
    axes.plot([at], [row], "o", markersize=5.5, color=_DARK, zorder=4)
    axes.annotate(show_date(gate.date, lang, short=True), (at, row), xytext=(6, 0), textcoords="offset points", fontsize=size * 0.92, va="center", color=_DARK, **_annotated(words))
    axes.annotate(shortened(gate.label, 44), (0, row), xycoords=("axes fraction", "data"), xytext=(-8, 0), textcoords="offset points", fontsize=size, va="center", ha="right", color="#1E2426", **_annotated(words))


def _annotated(words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "annotation_clip": False}


def _months(start: date, end: date) -> list[date]:
    """First days of months on the axis; only every second or third where they would crowd."""
    found = []
    day = date(start.year, start.month, 1)
    while day <= end:
        if day >= start:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    step = 1 + len(found) // 12
    return found[::step]


def _month(day: date, lang: Lang) -> str:
    name = say(lang, "dates.months_short").split()[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 else name
