"""How wide the columns of a table are, from what stands in them. Knows characters; knows no font and no page."""

from __future__ import annotations

from collections.abc import Sequence

LINE = 88
"""Characters that fit on one line of a table as wide as the page's text, in the widest typeface that may stand in for ours."""
_PADDING = 3
_LONGEST_WORD = 18
_MIN_SHARE = 0.05


def column_widths(rows: Sequence[Sequence[str]], columns: int) -> tuple[float, ...]:
    """Shares of the table's width, one a column, summing to 1: no narrower than the longest word, the rest by how much is to be read.

    `rows` includes the header. Empty for no columns.
    """
    if not columns:
        return ()
    cells = [[row[at] for row in rows if at < len(row)] for at in range(columns)]
    least = [min(max((_word(t) for t in texts), default=1), _LONGEST_WORD) + _PADDING for texts in cells]
    wanted = [_wanted(texts) for texts in cells]
    if sum(wanted) <= LINE:
        return _shares([max(a, b) for a, b in zip(least, wanted, strict=True)])
    spare = max(LINE - sum(least), 0)
    extra = [max(want - low, 0) ** 0.72 for want, low in zip(wanted, least, strict=True)]
    total = sum(extra) or 1
    return _shares([low + spare * more / total for low, more in zip(least, extra, strict=True)])


def _wanted(texts: Sequence[str]) -> float:
    """Between the mean and the longest text, so that one long cell does not starve the other columns."""
    lengths = [len(t) for t in texts] or [1]
    return 0.5 * max(lengths) + 0.5 * sum(lengths) / len(lengths) + _PADDING


def _word(text: str) -> int:
    return max((len(w) for w in text.split()), default=1)


def _shares(widths: Sequence[float]) -> tuple[float, ...]:
    whole = sum(widths)
    shares = [max(w / whole, _MIN_SHARE) for w in widths]
    return tuple(round(s / sum(shares), 4) for s in shares)
