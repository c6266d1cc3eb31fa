"""What an examination of retrieval says: means, differences with intervals, silences, and the floor. Knows scores; searches nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.domain.base import Value
from app.domain.lang import Lang
from evals.ranking import Interval, paired_interval
from evals.retrieval import FLOOR, PRODUCT, UNTRANSLATED, Scored
from evals.retrieval_cases import RetrievalCase, Split

HELD_OUT = "held_out"
SLICES: dict[str, Callable[[RetrievalCase], bool]] = {
    "all": lambda case: True,
    "low overlap": lambda case: case.low_overlap,
    "held out": lambda case: case.split == HELD_OUT,
    "low overlap, held out": lambda case: case.low_overlap and case.split == HELD_OUT,
}
POOLED = "all"
NO_DIFFERENCE = 1e-6


class SystemRow(Value):
    """The means of one system in one direction and slice."""

    direction: str
    slice: str
    system: str
    n: int
    recall_5: float
    ndcg_10: float
    rr_10: float


class Difference(Value):
    """How much better the product is than a BM25, with 95 % intervals; a query's directions are one cluster where they are pooled."""

    direction: str
    slice: str
    baseline: str
    recall_5: Interval
    ndcg_10: Interval


class Silences(Value):
    """Queries of one language, split and provenance: answerable ones that met silence, unanswerable ones that were answered."""

    system: str
    lang: Lang
    split: Split
    provenance: str
    answerable: int
    wrongly_silent: int
    unanswerable: int
    wrongly_answered: int


class Examined(Value):
    """Everything that an examination of retrieval says."""

    rows: tuple[SystemRow, ...]
    differences: tuple[Difference, ...]
    silences: tuple[Silences, ...]
    below: tuple[str, ...]
    """Directions in which the product's mean recall@5 lies under that of BM25 alone."""


def report(found: Sequence[Scored]) -> Examined:
    """The whole of it."""
    return Examined(
        rows=tuple(_rows(found)), differences=tuple(_differences(found)), silences=tuple(_silences(found)), below=below_the_floor(found)
    )


def below_the_floor(found: Sequence[Scored], system: str = PRODUCT) -> tuple[str, ...]:
    """The directions in which a system's mean recall@5 lies under that of BM25 alone; a millionth is no difference."""

    def mean(direction: str, name: str) -> float:
        return _mean(_of(found, direction, "all", name), "recall_5")

    return tuple(d for d in _directions(found) if mean(d, system) < mean(d, FLOOR) - NO_DIFFERENCE)


def _directions(found: Iterable[Scored]) -> list[str]:
    return list(dict.fromkeys(one.direction for one in found))


def _of(found: Iterable[Scored], direction: str, kept: str, system: str) -> list[Scored]:
    """One system's answerable cases of a slice, in one direction or pooled."""
    normal = (one for one in found if one.system == system and one.case.kind == "normal")
    return [one for one in normal if direction in (POOLED, one.direction) and SLICES[kept](one.case)]


def _mean(here: Sequence[Scored], name: str) -> float:
    return float(sum(getattr(one, name) for one in here) / len(here))


def _rows(found: Sequence[Scored]) -> Iterator[SystemRow]:
    for direction in _directions(found):
        for kept in SLICES:
            for system in dict.fromkeys(one.system for one in found):
                if here := _of(found, direction, kept, system):
                    yield SystemRow(
                        direction=direction,
                        slice=kept,
                        system=system,
                        n=len(here),
                        recall_5=_mean(here, "recall_5"),
                        ndcg_10=_mean(here, "ndcg_10"),
                        rr_10=_mean(here, "rr_10"),
                    )


def _differences(found: Sequence[Scored]) -> Iterator[Difference]:
    for direction in (*_directions(found), POOLED):
        for kept in SLICES:
            for baseline in (FLOOR, UNTRANSLATED):
                theirs = {(one.case.id, one.lang): one for one in _of(found, direction, kept, baseline)}
                pairs = [
                    (one, theirs[one.case.id, one.lang])
                    for one in _of(found, direction, kept, PRODUCT)
                    if (one.case.id, one.lang) in theirs
                ]
                if pairs:
                    yield Difference(
                        direction=direction,
                        slice=kept,
                        baseline=baseline,
                        recall_5=_interval(pairs, "recall_5"),
                        ndcg_10=_interval(pairs, "ndcg_10"),
                    )


def _interval(pairs: Sequence[tuple[Scored, Scored]], name: str) -> Interval:
    differences: dict[str, list[float]] = {}
    for ours, theirs in pairs:
        differences.setdefault(ours.case.id, []).append(getattr(ours, name) - getattr(theirs, name))
    return paired_interval(differences)


def _silences(found: Iterable[Scored]) -> Iterator[Silences]:
    groups: dict[tuple[str, Lang, Split, str], list[Scored]] = {}
    for one in found:
        if one.lang == one.case.lang and one.system not in (FLOOR, UNTRANSLATED):
            groups.setdefault((one.system, one.lang, one.case.split, one.case.provenance), []).append(one)
    for (system, lang, split, provenance), own in groups.items():
        good, void = [one for one in own if one.case.kind == "normal"], [one for one in own if one.case.kind == "abstain"]
        yield Silences(
            system=system,
            lang=lang,
            split=split,
            provenance=provenance,
            answerable=len(good),
            wrongly_silent=sum(one.is_silent for one in good),
            unanswerable=len(void),
            wrongly_answered=sum(not one.is_silent for one in void),
        )


def table(told: Examined) -> str:
    """The report as text: a line a system, a line a difference, a line a language's silences."""
    lines = [f"{'direction':9} {'queries':22} {'system':18} {'n':>4}  recall@5  nDCG@10  RR@10"]
    for row in told.rows:
        lines.append(f"{row.direction:9} {row.slice:22} {row.system:18} {row.n:4} {row.recall_5:9.3f} {row.ndcg_10:8.3f} {row.rr_10:6.3f}")
    lines.append(f"\n{'direction':9} {'queries':22} {'puente less …':18} {'n':>4}  recall@5 with 95 % interval  nDCG@10 with 95 % interval")
    for one in told.differences:
        spans = "  ".join(f"{i.mean:+9.3f} [{i.low:+.3f}, {i.high:+.3f}]" for i in (one.recall_5, one.ndcg_10))
        lines.append(f"{one.direction:9} {one.slice:22} {one.baseline:18} {one.recall_5.n:4} {spans}")
    lines.append(f"\n{'system':9} lang {'split':9} {'provenance':15} wrongly silent  wrongly answered")
    for group in told.silences:
        silent, answered = f"{group.wrongly_silent} of {group.answerable}", f"{group.wrongly_answered} of {group.unanswerable}"
        lines.append(f"{group.system:9} {group.lang:4} {group.split:9} {group.provenance:15} {silent:>14}  {answered:>16}")
    lines.append(f"below BM25 alone: {', '.join(told.below) or 'no direction'}")
    return "\n".join(lines)
