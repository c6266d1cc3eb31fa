"""Holds a rewrite to its memo, both ways: nothing added, nothing lost unlisted. Pure; knows no writer.

Slots are exempt, but must be questions that promise nothing. Across languages words cannot be compared: figures, units, dates, names,
times, colours, owners and the count of causes, faults and promises still are.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.language import detect
from app.catalog.rewrite_words import hits, rewrite_words
from app.checks.memos.compared import Compared
from app.checks.memos.rewrite_added import added
from app.checks.memos.rewrite_lost import lost
from app.checks.memos.told import told
from app.domain.coaching import Rewrite
from app.domain.composed import composed
from app.domain.counted import counted_figures
from app.domain.date_reading import dates
from app.domain.figures import agrees
from app.domain.lang import Lang
from app.domain.rewrites import RewriteFault, word_count

FEWEST_WORDS_OF_A_LANGUAGE = 12
NEW_WORDS = 0.1
"""Share of different words from which on a rewrite may be in another language."""


def rewrite_faults(memo: str, lang: Lang, rewrite: Rewrite) -> tuple[RewriteFault, ...]:
    """What the rewrite adds, changes, turns round or loses; empty when it holds. Places are in the rewrite's text with composed accents."""
    return faults_of(Compared(told(memo, lang), rewrite))


def faults_of(pair: Compared) -> tuple[RewriteFault, ...]:
    """The same for a memo that was read before: of several rewrites, each is held to one reading."""
    text = composed(pair.rewrite.text)
    worded = (f if f.start is None else f.model_copy(update={"words": text[f.start : f.end]}) for f in _against(pair))
    return tuple(dict.fromkeys(worded))


def holds(pair: Compared) -> bool:
    """True when nothing stands against the rewrite; of one that fails, no more is looked at than its first fault."""
    return next(_against(pair), None) is None


def rewrite_holds(memo: str, lang: Lang, rewrite: Rewrite) -> bool:
    """The same for a memo that was not read before."""
    return holds(Compared(told(memo, lang), rewrite))


def _against(pair: Compared) -> Iterator[RewriteFault]:
    yield from _form(pair)
    yield from added(pair)
    yield from lost(pair)


def _form(pair: Compared) -> Iterator[RewriteFault]:
    words = rewrite_words()
    if tuple(s.question for s in pair.rewrite.slots) != tuple(s for s in pair.questions):
        yield RewriteFault(kind="slots_differ", words=", ".join(pair.questions))
    for question in pair.questions:
        asks = hits(question, words.slot["asks"].in_lang(pair.rewrite.lang))
        we = hits(question, words.slot["we"].in_lang(pair.rewrite.lang))
        counted = [f for f in counted_figures(question) if not agrees(f, pair.memo.own)]
        dated = [d for d in dates(question) if not any(d.agrees(m) for m in pair.memo.dates)]
        if not asks or we or counted or dated:
            yield RewriteFault(kind="bad_slot", words=question)
    before, after = word_count(pair.memo.text), word_count(composed(pair.rewrite.text))
    if after > before:
        yield RewriteFault(kind="longer", words=f"{after} > {before}")
    seen = None if _has_its_words(pair) else detect(pair.worded, min_words=FEWEST_WORDS_OF_A_LANGUAGE)
    if seen is not None and seen != pair.rewrite.lang and (not pair.is_same_lang or detect(pair.memo.text) != seen):
        yield RewriteFault(kind="language", words=seen)


def _has_its_words(pair: Compared) -> bool:
    """True for a rewrite in the memo's language that has hardly a word but the memo's: then the language is the memo's too."""
    return pair.is_same_lang and len(pair.new.stems - pair.memo.stems) < NEW_WORDS * len(pair.new.stems)
