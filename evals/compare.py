"""Two runs of one suite side by side: are they comparable, what moved in each check, which cases flipped. Gives no verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from app.domain.base import Value
from evals.faults import EvalFault
from evals.run_files import Kept
from evals.stats import Difference, adjusted, paired_difference
from evals.values import Manifest, Row

MADE_ALIKE = ("suite", "dataset", "cases", "epochs")
SCORED_ALIKE = ("scorers",)
SHOWN_WORST = 5
ATTRIBUTED = ("prompts", "corpus", "app", "checks", "examples")


class SoftChange(Value):
    """What one soft check did; `q_worse` is p adjusted over all checks compared. `spread` is that of cluster means of differences."""

    check: str
    baseline: float
    candidate: float
    difference: Difference
    q_worse: float
    by_lang: dict[str, float]


class HardFailure(Value):
    """A hard check that failed in one output of the candidate; `was_failing` says that the baseline failed it too."""

    check: str
    case_id: str
    epoch: int
    detail: str
    was_failing: bool


class Flip(Value):
    """A case whose mean over all its checks moved most; words are empty where a side kept none."""

    case_id: str
    lang: str
    change: float
    moved: dict[str, float]
    before: str = ""
    after: str = ""


class Comparison(Value):
    """Everything that a comparison says."""

    suite: str
    baseline: str
    candidate: str
    cases: int
    clusters: int
    epochs: int
    same_outputs: int
    soft: tuple[SoftChange, ...]
    hard_failures: tuple[HardFailure, ...]
    hard_trials: dict[str, int]
    flips: tuple[Flip, ...]
    worst: tuple[Flip, ...]
    errors: int
    changed_parts: tuple[str, ...]

    @property
    def is_identical(self) -> bool:
        """True when every output has the hash that it had."""
        return self.same_outputs == self.cases * self.epochs


def insist_comparable(one: Manifest, other: Manifest) -> None:
    """Raises EvalFault naming what differs: a changed dataset or scorer makes two runs two different examinations."""
    moved = [k for k in MADE_ALIKE if getattr(one, k) != getattr(other, k)]
    if moved:
        told = "; ".join(f"{k} {getattr(one, k)} against {getattr(other, k)}" for k in moved)
        raise EvalFault(f"{other.suite}: not comparable: {told}. Run both on the same cases, or promote: puente eval baseline promote")
    if scored := [k for k in SCORED_ALIKE if one.hashes.get(k) != other.hashes.get(k)]:
        raise EvalFault(
            f"{other.suite}: the {', '.join(scored)} changed since {one.run_id}; run the old version again with today's, "
            "or promote a new baseline with the reason"
        )


def compare(before: Kept, after: Kept) -> Comparison:
    """What moved from `before` to `after`. Raises: EvalFault when they are not comparable."""
    insist_comparable(before.manifest, after.manifest)
    old, new = ({(r.case_id, r.epoch): r for r in kept.rows} for kept in (before, after))
    if old.keys() != new.keys():
        lost = sorted(old.keys() ^ new.keys())[0]
        raise EvalFault(f"{after.manifest.suite}: {lost[0]} (epoch {lost[1]}) stands in one run only; run the suite again")
    flips = _flips(old, new, before, after)
    hashes = (before.manifest.hashes, after.manifest.hashes)
    return Comparison(
        suite=after.manifest.suite,
        baseline=before.name,
        candidate=after.name,
        cases=after.manifest.cases,
        clusters=after.manifest.clusters,
        epochs=after.manifest.epochs,
        same_outputs=sum(old[k].output_sha == new[k].output_sha and new[k].error is None for k in old),
        soft=_soft(old, new),
        hard_failures=tuple(_failures(old, new)),
        hard_trials=_trials(new.values()),
        flips=flips,
        worst=tuple(sorted((f for f in flips if f.change < 0), key=lambda f: f.change))[:SHOWN_WORST],
        errors=sum(r.error is not None for r in new.values()),
        changed_parts=tuple(k for k in ATTRIBUTED if hashes[0].get(k) != hashes[1].get(k)),
    )


Rows = dict[tuple[str, int], Row]


def soft_differences(old: Rows, new: Rows) -> dict[str, dict[str, dict[str, float]]]:
    """check → cluster → case → mean over epochs of candidate − baseline.

    What the candidate failed to produce counts 0: an error never leaves the denominator. What only the candidate has is no pair.
    """
    found: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for key, before in old.items():
        for check, value in before.soft.items():
            found[check][before.cluster][before.case_id].append(new[key].soft.get(check, 0.0) - value)
    return {
        check: {cluster: {case: sum(v) / len(v) for case, v in cases.items()} for cluster, cases in clusters.items()}
        for check, clusters in found.items()
    }


def _soft(old: Rows, new: Rows) -> tuple[SoftChange, ...]:
    by_check = soft_differences(old, new)
    langs = {r.case_id: r.lang for r in old.values()}
    checks = sorted(by_check)
    found = [paired_difference({c: list(v.values()) for c, v in by_check[check].items()}) for check in checks]
    q_values = adjusted([d.p_worse for d in found])
    made = []
    for check, difference, q_worse in zip(checks, found, q_values, strict=True):
        by_lang: dict[str, list[float]] = defaultdict(list)
        for cases in by_check[check].values():
            for case, value in cases.items():
                by_lang[langs[case]].append(value)
        before = [r.soft[check] for r in old.values() if check in r.soft]
        made.append(
            SoftChange(
                check=check,
                baseline=sum(before) / len(before),
                candidate=sum(before) / len(before) + difference.mean,
                difference=difference,
                q_worse=q_worse,
                by_lang={lang: sum(v) / len(v) for lang, v in sorted(by_lang.items())},
            )
        )
    return tuple(made)


def _failures(old: Rows, new: Rows) -> Iterable[HardFailure]:
    for key, row in new.items():
        before = old[key].hard
        for check in sorted(before.keys() | row.hard.keys()):
            value = row.hard.get(check)
            # A check that the baseline made and the candidate did not (other than by an error, told as `ran`) is a failure too.
            if value is None and row.error is None:
                yield HardFailure(check=check, case_id=key[0], epoch=key[1], detail="was not examined", was_failing=False)
            elif value is not None and value < 1:
                detail = row.details.get(check, "")
                yield HardFailure(check=check, case_id=key[0], epoch=key[1], detail=detail, was_failing=before.get(check, 1.0) < 1)


def _trials(rows: Iterable[Row]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        for check in row.hard:
            found[check] += 1
    return dict(sorted(found.items()))


def _flips(old: Rows, new: Rows, before: Kept, after: Kept) -> tuple[Flip, ...]:
    made = []
    for key, row in old.items():
        one, other = {**row.hard, **row.soft}, {**new[key].hard, **new[key].soft}
        moved = {c: round(other.get(c, 0.0) - v, 4) for c, v in one.items() if abs(other.get(c, 0.0) - v) > 1e-9}
        if moved:
            words = (before.words.get(key, ""), after.words.get(key, ""))
            change = sum(moved.values()) / len(one)
            made.append(Flip(case_id=key[0], lang=row.lang, change=change, moved=moved, before=words[0], after=words[1]))
    return tuple(sorted(made, key=lambda f: (f.change, f.case_id)))
