"""How far two raters of ordered levels agree: quadratically weighted kappa with a bootstrap bound, by language. Knows labels only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.domain.base import Value

LEVELS = 4
RESAMPLES = 2_000
SEED = 20261122


class Agreement(Value):
    """Kappa with its one-sided 95 % lower bound; both None where it is not defined (no labels, or a rater who never varies)."""

    n: int
    exact: float | None
    qwk: float | None
    low: float | None


def qwk(first: Sequence[int], second: Sequence[int], levels: int = LEVELS) -> float | None:
    """Quadratically weighted kappa of levels 0 … levels−1; None where nothing but one level was given by both."""
    table = np.zeros((levels, levels))
    np.add.at(table, (np.asarray(first, dtype=int), np.asarray(second, dtype=int)), 1)
    value = float(_kappas(table[None])[0])
    return None if np.isnan(value) else value


def agreement(first: Sequence[int], second: Sequence[int], levels: int = LEVELS) -> Agreement:
    """The agreement of two raters over the same items. Raises: ValueError when they rated different numbers of items."""
    if len(first) != len(second):
        raise ValueError(f"{len(first)} labels against {len(second)}")
    n = len(first)
    if n == 0:
        return Agreement(n=0, exact=None, qwk=None, low=None)
    pairs = np.asarray(first, dtype=int) * levels + np.asarray(second, dtype=int)
    drawn = np.random.default_rng(SEED).integers(n, size=(RESAMPLES, n))
    tables = np.apply_along_axis(lambda row: np.bincount(row, minlength=levels * levels), 1, pairs[drawn])
    kappas = _kappas(tables.reshape(-1, levels, levels).astype(float))
    # A resample without variance says nothing for agreement: it counts as none.
    low = float(np.quantile(np.where(np.isnan(kappas), 0.0, kappas), 0.05))
    exact = sum(a == b for a, b in zip(first, second, strict=True)) / n
    found = qwk(first, second, levels)
    return Agreement(n=n, exact=exact, qwk=found, low=None if found is None else low)


def by_language(labels: Iterable[tuple[str, int, int]]) -> Mapping[str, Agreement]:
    """Agreement in each language of (language, first, second), and under "all" together."""
    kept = list(labels)
    found = {"all": agreement([a for _, a, _ in kept], [b for _, _, b in kept])}
    for lang in sorted({lang for lang, _, _ in kept}):
        found[lang] = agreement([a for x, a, _ in kept if x == lang], [b for x, _, b in kept if x == lang])
    return found


def _kappas(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    levels = tables.shape[1]
    weights = (np.subtract.outer(np.arange(levels), np.arange(levels)) ** 2).astype(float)
    totals = tables.sum(axis=(1, 2))
    chance = tables.sum(axis=2)[:, :, None] * tables.sum(axis=1)[:, None, :] / totals[:, None, None]
    expected = (weights * chance).sum(axis=(1, 2))
    seen = (weights * tables).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(1 - seen / np.where(expected == 0, np.nan, expected))
