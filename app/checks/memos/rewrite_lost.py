"""What a memo says that its rewrite neither says nor lists as left out: figures, dates, names, caveats, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.catalog.rewrite_words import hits, rewrite_words
from app.checks.memos.compared import Compared
from app.checks.memos.rewrite_added import SUBJECT
from app.checks.memos.told import shared
from app.domain.composed import composed
from app.domain.figures import agrees, figures
from app.domain.letters import flat
from app.domain.rewrites import RewriteFault
from app.domain.stems import STOP_WORDS

CAVEATS = ("modal", "negation", "condition", "fault")
FEWEST_STEMS = 3
LEAST_KEPT = 0.34
LEAST_CAVEAT = 0.5
_COUNT_WORDS = {
    Decimal(1): (r"\bonce\b", r"\bsingle\b", r"\buna vez\b"),
    Decimal(2): (r"\btwice\b", r"\bboth\b", r"\bdos veces\b", r"\bamb[oa]s\b"),
    Decimal(3): (r"\bthrice\b", r"\btres veces\b"),
}
"""Numbers that are said without a number word in the other language."""
_NAME = re.compile(r"(?<=[\w,;] )(?<![.!?] )[^\W\d_]{3,}")


def lost(pair: Compared) -> Iterator[RewriteFault]:
    """Every loss, in the memo's order by kind. Slots and the list of what was left out count as said."""
    kept = pair.kept.text
    remaining = (*pair.kept.figures, *(f for d in pair.rewrite.dropped for f in figures(composed(d), articles=True)))
    for figure in pair.memo.body_figures:
        is_a_word = figure.is_spelled and any(v in _COUNT_WORDS and hits(kept, _COUNT_WORDS[v]) for v in figure.values)
        if not is_a_word and not agrees(figure, remaining):
            yield RewriteFault(kind="lost_figure", words=figure.text)
    said = pair.kept.dates
    for date in pair.memo.body_dates:
        if not any(date.agrees(s) for s in said):
            yield RewriteFault(kind="lost_date", words=date.text)
    for patterns in rewrite_words().named["added_time"].values():
        if (told := hits(pair.memo.body.text, patterns)) and not hits(kept, patterns):
            yield RewriteFault(kind="lost_date", words=pair.memo.body.text[slice(*told[0])])
    if pair.is_same_lang:
        yield from _lost_words(pair)


def _lost_words(pair: Compared) -> Iterator[RewriteFault]:
    folded = flat(pair.kept.text)
    for name in dict.fromkeys(_NAME.findall(pair.memo.body.text)):
        if name[0].isupper() and flat(name) not in STOP_WORDS and flat(name) not in folded:
            yield RewriteFault(kind="lost_name", words=name)
    gone: set[int] = set()
    for sentence in pair.memo.body.sentences:
        if sentence.text in pair.kept.texts or SUBJECT.match(sentence.text):
            continue
        kept = shared(sentence.stems, pair.kept.stems)
        if len(sentence.stems) >= FEWEST_STEMS and kept < LEAST_KEPT * len(sentence.stems):
            gone.add(sentence.start)
            yield RewriteFault(kind="lost_fact", words=sentence.text)
    for concept in CAVEATS:
        for sentence, start, end in pair.memo.body.said(concept):
            scope = sentence.about(start, end, before=0, after=3) or sentence.about(start, end, before=3, after=0)
            if sentence.start in gone or not scope or sentence.text in pair.kept.texts:
                continue
            best = max((shared(scope, k.stems) for k in pair.kept.sentences), default=0)
            if best < LEAST_CAVEAT * len(set(scope)):
                gone.add(sentence.start)
                yield RewriteFault(kind="lost_caveat", words=sentence.text)
