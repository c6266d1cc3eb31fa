"""A linear model over the features of texts, and its data file. Knows scikit-learn and the file's form; knows no case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.catalog.learned import NAMED, SIZED

STEP = 0.02
"""A weight in the file is a whole number of these."""
RARE = 2
"""A run or word that fewer texts have is not learned from."""
Features = Mapping[str, float]


def scales(found: Sequence[Features], sign: float = 1.0, least: int = RARE) -> dict[str, float]:
    """How much each feature is multiplied before learning: a run or word that few texts share counts more, concepts and signs `sign`."""
    import numpy as np

    seen = Counter(name for features in found for name in features)
    return {n: (float(np.log((1 + len(found)) / (1 + k))) + 1 if n[0] in SIZED else sign) for n, k in seen.items() if k >= least}


def matrix(found: Sequence[Features], scale: Mapping[str, float]) -> Any:
    """Rows of texts, columns of the features in `scale`, in its order."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    at = {name: i for i, name in enumerate(scale)}
    rows, columns, values = [], [], []
    for row, features in enumerate(found):
        for name, value in features.items():
            if name in at:
                rows.append(row)
                columns.append(at[name])
                values.append(value * scale[name])
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(at)))


def two_sided(
    found: Sequence[Features],
    is_so: Sequence[bool],
    *,
    strength: float,
    kept: int,
    sign: float = 1.0,
    even: bool = False,
    weight: Sequence[float] = (),
    smooth: float = 0.0,
) -> tuple[dict[str, float], float]:
    """Weights by feature, and the bias, of a logistic regression; all but the `kept` that move scores most are left out.

    `even` counts both sides alike however many they are; `weight` counts texts. With `smooth`, a feature counts the more, the more one
    side has of it than the other (S. Wang and C. Manning, "Baselines and bigrams", 2012).
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    scale = scales(found, sign)
    if smooth:
        scale = {name: scale[name] * ratio for name, ratio in zip(scale, _ratios(matrix(found, scale), is_so, smooth), strict=True)}
    rows = matrix(found, scale)
    model = LogisticRegression(C=strength, max_iter=3000, solver="liblinear", random_state=0, class_weight="balanced" if even else None)
    model.fit(rows, list(is_so), sample_weight=list(weight) or None)
    moved = np.abs(model.coef_[0]) * np.sqrt(np.asarray(rows.multiply(rows).mean(0)).ravel())
    names = list(scale)
    chosen = sorted(int(i) for i in np.argsort(-moved)[:kept])
    return {names[i]: float(model.coef_[0][i]) * scale[names[i]] for i in chosen}, float(model.intercept_[0])


def _ratios(rows: Any, is_so: Sequence[bool], smooth: float) -> list[float]:
    """How far the shares that a column has of either side's sum are apart, in logarithms. `smooth` is in columns' mean sums."""
    import numpy as np

    so = np.asarray(is_so, dtype=bool)
    own, other = (np.asarray(rows[np.flatnonzero(side)].sum(0)).ravel() for side in (so, ~so))
    floor = smooth * own.sum() / len(own)
    return [float(r) for r in np.abs(np.log((own + floor) / own.sum()) - np.log((other + floor) / other.sum()))]


def blended(parts: Sequence[tuple[Mapping[str, float], float]], found: Sequence[Features], *, kept: int) -> tuple[dict[str, float], float]:
    """Several models as one: each is divided by how much its scores of the texts vary, and the mean is taken."""
    import numpy as np

    sums: dict[str, float] = defaultdict(float)
    start = 0.0
    for weights, bias in parts:
        spread = float(np.std([score(features, weights, bias) for features in found])) * len(parts) or 1.0
        start += bias / spread
        for name, each in weights.items():
            sums[name] += each / spread
    most = sorted(sums, key=lambda name: -abs(sums[name]))[:kept]
    return {name: sums[name] for name in most}, start


def many_sided(found: Sequence[Features], label: Sequence[str], *, strength: float, kept: int, least: int) -> dict[str, dict[str, float]]:
    """For each label, how much a feature speaks for it rather than for another; "" is where it starts from."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    scale = scales(found, least=least)
    model = LogisticRegression(C=strength, max_iter=1000).fit(matrix(found, scale), list(label))
    names = list(scale)
    made: dict[str, dict[str, float]] = {}
    for name, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        chosen = np.argsort(-np.abs(row))[:kept]
        made[str(name)] = {"": float(bias), **{names[int(i)]: float(row[i]) * scale[names[int(i)]] for i in chosen}}
    return made


def score(features: Features, weights: Mapping[str, float], bias: float) -> float:
    """The score of a text."""
    return bias + sum(value * weights.get(name, 0.0) for name, value in features.items())


def likeliest(features: Features, by_label: Mapping[str, Mapping[str, float]]) -> str:
    """The label that the features speak for most."""
    return max(by_label, key=lambda name: score(features, by_label[name], by_label[name][""]))


def file_lines(weights: Mapping[str, float], labels: str, by_label: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The weights as lines of the data file; `labels` names the part that holds `by_label`."""
    lines = []
    for kind in SIZED:
        if sized := sized_lines({n[2:]: w for n, w in weights.items() if n[0] == kind}, "  "):
            lines += [f"{kind}:", *sized]
    for kind in NAMED:
        if any(n[0] == kind for n in weights):
            lines.append(f"{kind}:")
            lines += [f"  {n[2:]}: {w:.3f}" for n, w in sorted(weights.items()) if n[0] == kind]
    lines.append(f"{labels}:")
    for name, each in by_label.items():
        lines.append(f"  {name}:")
        lines += sized_lines(each, "    ")
    return lines


def sized_lines(weights: Mapping[str, float], indent: str) -> list[str]:
    """Weights by name as lines of a data file: the names that weigh the same stand behind their number of steps."""
    by_size: dict[int, list[str]] = defaultdict(list)
    for name, weight in weights.items():
        if size := round(weight / STEP):
            by_size[size].append(name.replace(" ", "~") or "~")
    return [f"{indent}{size}: {_quoted(' '.join(sorted(names)))}" for size, names in sorted(by_size.items())]


def _quoted(names: str) -> str:
    return "'" + names.replace("'", "''") + "'"
