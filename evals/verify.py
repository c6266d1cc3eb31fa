"""The verify suite: pairs of statement and evidence in four directions of language, sorted by the rules. Prints and keeps nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.catalog.yaml_files import load
from app.checks.support.reasons import Grade
from app.checks.support.verdict import verdict
from app.domain.lang import LANGS, Lang

CASES = tuple(
    Path(__file__).parent / "cases" / name for name in ("verify.yaml", "verify_meaning.yaml", "verify_opposites.yaml", "verify_last.yaml")
)
SPLITS = ("dev", "heldout", "tuned", "aside", "studied", "sealed", "untouched")


class Score(NamedTuple):
    """One pair: what it is, and what the rules said."""

    fact: str
    kind: str
    lang: Lang
    evidence_lang: Lang
    wanted: Grade
    given: Grade


def examine_rules(split: str) -> tuple[Score, ...]:
    """Every pair of a split, in all four directions."""
    return tuple(
        Score(fact["id"], said["kind"], lang, source, said["is"], verdict(said[lang], (fact["evidence"][source],), lang, source).grade)
        for path in CASES
        for fact in load(path)["facts"]
        if fact["split"] == split
        for said in fact["says"]
        for lang in LANGS
        for source in LANGS
    )


def lines(split: str) -> Iterator[str]:
    """The table of a split: agreement by direction, and what each class was taken for."""
    scores = examine_rules(split)
    yield f"{split}: {len(scores)} pairs, {_share(scores)} sorted right"
    for lang in LANGS:
        for source in LANGS:
            yield f"  {lang} on {source}: {_share([s for s in scores if (s.lang, s.evidence_lang) == (lang, source)])}"
    for (wanted, given), count in sorted(Counter((s.wanted, s.given) for s in scores).items()):
        yield f"  {wanted:12} taken for {given:12} {count:4}"


def _share(scores: list[Score] | tuple[Score, ...]) -> str:
    right = sum(s.given == s.wanted for s in scores)
    return f"{right / len(scores):.3f}" if scores else "—"
