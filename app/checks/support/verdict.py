"""The verdict of the rules on one statement and its evidence. Knows in which order the rules speak; each rule is a module beside it."""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.support.actors import actors
from app.checks.support.matching import Pair
from app.checks.support.polarity import polarity
from app.checks.support.quantities import quantities
from app.checks.support.reach import reach
from app.checks.support.reading import read
from app.checks.support.reasons import Reason, Verdict, worst
from app.domain.lang import Lang

HARD = frozenset(
    {"number", "unit", "thing", "date", "opposite", "denied", "asserted", "party", "party_swapped", "place", "law", "authority"}
)
"""Reasons that no model overrules: they stand on figures, units, denials, parties and jurisdictions."""


def verdict(statement: str, evidence: Sequence[str], lang: Lang, evidence_lang: Lang) -> Verdict:
    """Supported, partly or unsupported, with every reason. Evidence is read as one text; without a word in it nothing is supported."""
    return judged(pair_of(statement, evidence, lang, evidence_lang))


def pair_of(statement: str, evidence: Sequence[str], lang: Lang, evidence_lang: Lang) -> Pair:
    """A statement and its evidence, read."""
    whole = " ".join(e.strip() if e.strip()[-1:] in ".!?;:" else f"{e.strip()}." for e in evidence if e.strip())
    return Pair(read(statement, lang), read(whole, evidence_lang))


def judged(pair: Pair) -> Verdict:
    """The verdict on a pair that was read."""
    if not pair.read.words or not pair.said.words:
        return worst((Reason("unsupported", "nothing"),))
    beyond = tuple(reach(pair))
    if any(r.key == "nothing" for r in beyond):
        return worst(beyond)
    found = (*quantities(pair), *actors(pair), *polarity(pair), *beyond)
    return worst(tuple(dict.fromkeys(found)))
