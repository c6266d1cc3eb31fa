"""The picture of a timeline: one row a gate, its date on a common axis, today, and what a holiday moved. Knows gates; knows no file.

Tints are told apart by lightness alone, so that the picture survives a grey printer.
"""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.export.timeline import Gate

WIDTH_CM, DPI = 16.0, 220
MOST_GATES = 40
"""Above this the rows would be too small to read; the table beside the picture holds them all."""
_ROW_CM, _TALLEST_CM, _FRAME_CM = 0.66, 20.0, 1.35
_DARK, _INK, _BAR, _GREY, _RULE = "#1F4E5F", "#1E2426", "#C4D4D9", "#5C686D", "#DDE3E5"
_LABEL_LINE = 38
"""Characters of a gate's name on a line; two lines at most."""
_DATE_ROOM = 0.27
"""Room for the last date, as a share of the days shown."""
_LABELS = 0.40
"""Share of the width for the names of the gates."""
_TODAY_WITHIN = timedelta(days=120)


@lru_cache(maxsize=8)
def timeline_png(gates: tuple[Gate, ...], lang: Lang, today: date) -> bytes | None:
    """A PNG 16 cm wide; None for no gates, or for more than can be read."""
    if not gates or len(gates) > MOST_GATES:
        return None
    figure_class = _matplotlib()
    height = min(_ROW_CM * len(gates), _TALLEST_CM) + _FRAME_CM
    figure = figure_class(figsize=(WIDTH_CM / 2.54, height / 2.54), dpi=DPI, facecolor="white")
    axes = figure.add_axes((_LABELS, 0.0, 0.985 - _LABELS, 1 - 0.62 / height))
    _draw(axes, gates, lang, today, size=min(7.8, 240 / len(gates)))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


def _matplotlib() -> Any:
    """Matplotlib's figure on the Agg canvas, without pyplot: no window, no state; its remarks on font caches are not for our readers."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    def figure(**looks: Any) -> Any:
        made = Figure(**looks)
        FigureCanvasAgg(made)
        return made

    return figure


def _draw(axes: Any, gates: tuple[Gate, ...], lang: Lang, today: date, *, size: float) -> None:
    first, last = gates[0].day, gates[-1].day
    start = today if first - _TODAY_WITHIN <= today < first else first
    end = today if last < today <= last + _TODAY_WITHIN else last
    span = max((end - start).days, 14)
    axes.set_xlim(start.toordinal() - span * 0.02, end.toordinal() + span * _DATE_ROOM)
    axes.set_ylim(len(gates) - 0.2, -0.6)
    pen = _Pen(axes, size)
    for month in _months(start, end):
        axes.axvline(month.toordinal(), ymax=1, color=_RULE, linewidth=0.6, zorder=0)
        pen.write(month.toordinal(), -0.75, _month(month, lang), color=_GREY, scale=0.85, va="bottom")
    for row, gate in enumerate(gates):
        _row(pen, row, gate, gates[row - 1].day if row else gate.day, lang)
    bottom = len(gates) - 0.3
    if start <= today <= end:
        axes.axvline(today.toordinal(), color=_GREY, linewidth=1.0, linestyle=(0, (2, 2)), zorder=1)
        pen.write(today.toordinal(), bottom, say(lang, "export.timeline.today"), color=_GREY, scale=0.85, right=3)
    if any(gate.planned for gate in gates):
        pen.write(1, bottom, f"◆ {say(lang, 'export.timeline.moved')}", color=_GREY, scale=0.85, ha="right", across=True)
    axes.axis("off")


class _Pen:
    """Writes labels as plain text: a client's `$` starts no formula."""

    def __init__(self, axes: Any, size: float) -> None:
        self.axes = axes
        self._size = size

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        color: str,
        scale: float = 1,
        right: float = 0,
        ha: str = "left",
        va: str = "center",
        across: bool = False,
    ) -> None:
        """A label beside a place; `across` counts x as a share of the width instead of a day; `right` moves it, in points."""
        self.axes.annotate(
            text,
            (x, y),
            xycoords=("axes fraction", "data") if across else "data",
            xytext=(right, 0),
            textcoords="offset points",
            fontsize=self._size * scale,
            fontfamily=["DejaVu Sans"],
            parse_math=False,
            annotation_clip=False,
            color=color,
            ha=ha,
            va=va,
            linespacing=1.05,
        )


def _row(pen: _Pen, row: int, gate: Gate, before: date, lang: Lang) -> None:
    """A bar from the gate before, a dot on the day (a diamond where a holiday moved it), its date and its name."""
    at = gate.day.toordinal()
    pen.axes.plot([before.toordinal(), at], [row, row], color=_BAR, linewidth=5, solid_capstyle="butt", zorder=2)
    pen.axes.plot([at], [row], "D" if gate.planned else "o", markersize=5 if gate.planned else 5.5, color=_DARK, zorder=4)
    pen.write(at, row, show_date(gate.day, lang, short=True), color=_DARK, scale=0.92, right=6)
    lines = textwrap.wrap(gate.label, _LABEL_LINE, max_lines=2, placeholder="…") or [""]
    pen.write(0, row, "\n".join(lines), color=_INK, right=-8, ha="right", across=True)


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
    return say(lang, "dates.months_short").split()[day.month - 1]
