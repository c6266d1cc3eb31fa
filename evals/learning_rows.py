"""A linear model over very many rows of named signs, as of every word of every memo. Knows scikit-learn; knows no memo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SMOOTHED = 5e-7
"""How much large weights cost."""
ROUNDS = 6
"""How often all rows are gone through; the mean of all weights on the way is taken."""
FEWEST = 3
"""A sign that fewer rows have is not learned from."""


@dataclass(frozen=True)
class Rows:
    """Which signs each row has: a sparse matrix of ones with a column for each of `names`."""

    names: tuple[str, ...]
    ones: Any

    def scores(self, which: Sequence[int], weights: Mapping[str, float], bias: float) -> Any:
        """The scores of some rows: the sum of their signs' weights, and `bias`."""
        import numpy as np

        return self.ones[list(which)] @ np.array([weights.get(name, 0.0) for name in self.names]) + bias


def rows_of(signs: Iterable[Sequence[str]]) -> Rows:
    """The rows of a sequence of signs each."""
    import numpy as np
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    at: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for row in signs:
        columns += [at.setdefault(name, len(at)) for name in row]
        ends.append(len(columns))
    ones = np.ones(len(columns), dtype=np.float32)
    return Rows(tuple(at), csr_matrix((ones, np.array(columns, dtype=np.int32), ends), shape=(len(ends) - 1, len(at))))


def learned_rows(
    rows: Rows, which: Sequence[int], is_so: Sequence[bool], counts: Sequence[float], kept: int
) -> tuple[dict[str, float], float]:
    """Weights by sign, and the bias, of a logistic regression on some rows, each of which `counts` so much; all but the `kept` that move
    scores most are left out."""
    import numpy as np
    from sklearn.linear_model import SGDClassifier  # type: ignore[import-untyped]

    chosen = rows.ones[list(which)]
    often = np.asarray(chosen.sum(0)).ravel()
    columns = np.flatnonzero(often >= FEWEST)
    model = SGDClassifier(loss="log_loss", alpha=SMOOTHED, max_iter=ROUNDS, tol=None, average=True, random_state=0)
    model.fit(chosen[:, columns], list(is_so), sample_weight=list(counts))
    weights = model.coef_[0]
    moved = np.abs(weights) * np.sqrt(often[columns])
    best = sorted(int(i) for i in np.argsort(-moved)[:kept])
    return {rows.names[int(columns[i])]: float(weights[i]) for i in best}, float(model.intercept_[0])


def learned_joined(found: Sequence[Mapping[str, float]], is_so: Sequence[bool], counts: Sequence[float]) -> tuple[dict[str, float], float]:
    """Weights by name, and the bias, of a logistic regression over a few numbers of any size, the same in each of `found`."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = list(found[0])
    values = np.array([[each[name] for name in names] for each in found])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000).fit((values - mean) / spread, list(is_so), sample_weight=list(counts))
    weights = model.coef_[0] / spread
    return dict(zip(names, map(float, weights), strict=True)), float(model.intercept_[0] - weights @ mean)
