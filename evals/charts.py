"""Charts as inline SVG: differences with their intervals, and shares as bars. Pure text; loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.gate import SoftVerdict

WIDTH, ROW, LEFT, RIGHT = 760, 26, 190, 90
COLOURS = {"pass": "#1b6e4b", "regression": "#a61c1c", "inconclusive": "#8a6100"}
MARKS = {"pass": "●", "regression": "▼", "inconclusive": "◆"}
LEAST_SPAN = 0.02


def differences(rows: Sequence[SoftVerdict]) -> str:
    """One line a check: the mean difference with its 95 % interval, the margin as a dashed tick. Empty for no rows."""
    if not rows:
        return ""
    span = max(LEAST_SPAN, *(max(abs(r.change.difference.low_95), abs(r.change.difference.high_95), r.margin) for r in rows)) * 1.05
    height = ROW * len(rows) + 44
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2

    def at(value: float) -> float:
        return middle + value / span * (WIDTH - LEFT - RIGHT) / 2

    parts = [_head(height, "Differences of soft checks with 95 % intervals", "Candidate minus baseline, in points of 100")]
    parts.append(f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="8" y2="{height - 30}" stroke="#888"/>')
    for index, row in enumerate(rows):
        y, found = 20 + index * ROW, row.change.difference
        colour = COLOURS[row.outcome]
        parts.append(f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{escape(row.check)}</text>')
        low, high, mean, margin = at(found.low_95), at(found.high_95), at(found.mean), at(-row.margin)
        parts.append(f'<line x1="{margin:.1f}" x2="{margin:.1f}" y1="{y - 9}" y2="{y + 9}" stroke="#666" stroke-dasharray="3 2"/>')
        parts.append(f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<circle cx="{mean:.1f}" cy="{y}" r="4" fill="{colour}"/>')
        told = f"{MARKS[row.outcome]} {found.mean * 100:+.1f}"
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{y + 4}" fill="{colour}">{told}</text>')
    for value in (-span / 1.05, 0.0, span / 1.05):
        parts.append(f'<text x="{at(value):.1f}" y="{height - 10}" text-anchor="middle" class="axis">{value * 100:+.0f}</text>')
    return "".join((*parts, "</svg>"))


def bars(rows: Sequence[tuple[str, float, float]]) -> str:
    """Pairs of bars (baseline above candidate) for values from 0 to 1."""
    if not rows:
        return ""
    height = 34 * len(rows) + 16
    wide = WIDTH - LEFT - RIGHT
    parts = [_head(height, "Mean of each soft check", "Baseline in grey, candidate in blue")]
    for index, (name, before, after) in enumerate(rows):
        y = 8 + index * 34
        parts.append(f'<text x="{LEFT - 10}" y="{y + 17}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="{LEFT}" y="{y}" width="{wide * before:.1f}" height="11" fill="#a9b0b8"/>')
        parts.append(f'<rect x="{LEFT}" y="{y + 12}" width="{wide * after:.1f}" height="11" fill="#1f5a92"/>')
        parts.append(f'<text x="{LEFT + wide + 8}" y="{y + 16}">{before:.2f} → {after:.2f}</text>')
    return "".join((*parts, "</svg>"))


def _head(height: int, title: str, told: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
    )
