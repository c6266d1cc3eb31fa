"""The verdict of the rules on one statement and its evidence. Knows in which order the rules speak; each rule is a module beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.checks.support.actors import actors
from app.checks.support.edits import edits
from app.checks.support.matching import Pair
from app.checks.support.polarity import polarity
from app.checks.support.quantities import quantities
from app.checks.support.reach import reach
from app.checks.support.reading import read
from app.checks.support.reasons import Reason, Verdict, worst
from app.domain.lang import Lang

HARD = frozenset(
    {"number", "unit", "thing", "date", "opposite", "denied", "asserted", "denial_added", "denial_lost"}
    | {"party", "party_swapped", "place", "law", "authority"}
)
"""Reasons that no model overrules: they stand on figures, units, denials, parties and jurisdictions."""


def verdict(statement: str, evidence: Sequence[str], lang: Lang, evidence_lang: Lang) -> Verdict:
    """Supported, partly or unsupported, with every reason. Evidence is read as one text; without a word in it nothing is supported."""
    return judgement(statement, evidence, lang, evidence_lang).verdict


class Judgement(NamedTuple):
    """A verdict, and the share of the statement's content words that the evidence has."""

    verdict: Verdict
    coverage: float


def judgement(statement: str, evidence: Sequence[str], lang: Lang, evidence_lang: Lang) -> Judgement:
    """The verdict with what it rests on. A document is judged section by section and then whole: the same pair is read once.

    The words of the evidence themselves are supported, whatever the rules would make of them.
    """
    if lang == evidence_lang and is_same_sentence(statement, evidence):
        return Judgement(Verdict("supported"), 1.0)
    return _judgement(
        statement, " ".join(e.strip() if e.strip()[-1:] in ".!?;:" else f"{e.strip()}." for e in evidence if e.strip()), lang, evidence_lang
    )


def is_same_sentence(statement: str, evidence: Sequence[str]) -> bool:
    """True when a statement is one of the evidence's texts word for word; spaces, capitals and the last stop apart."""
    said = _plain(statement)
    return bool(said) and any(said == _plain(e) for e in evidence)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


@lru_cache(maxsize=4096)
def _judgement(statement: str, evidence: str, lang: Lang, evidence_lang: Lang) -> Judgement:
    pair = Pair(read(statement, lang), read(evidence, evidence_lang))
    return Judgement(_judged(pair), pair.coverage)


def _judged(pair: Pair) -> Verdict:
    if not pair.read.words or not pair.said.words:
        return worst((Reason("unsupported", "nothing"),))
    beyond = tuple(reach(pair))
    if any(r.key == "nothing" for r in beyond):
        return worst(beyond)
    found = (*quantities(pair), *actors(pair), *polarity(pair), *edits(pair), *beyond)
    return worst(tuple(dict.fromkeys(found)))
