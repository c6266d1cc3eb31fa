"""The guided rewrite: the memo's own sentences, risk first, softeners cut or asked about. Adds no fact; what fails a check is not shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from app.catalog.rewriting import RewriteRules, rewrite_rules
from app.catalog.text import say
from app.chains.rewrite_build import Build
from app.chains.rewrite_hollow import replaced
from app.chains.rewrite_order import Plan, plan
from app.chains.rewrite_questions import behind
from app.chains.rewrite_skeleton import skeleton
from app.chains.rewrite_softeners import admissions, joining_words, softener_edits, spare_words
from app.checks.memos.compared import Compared
from app.checks.memos.rewrite_holds import holds
from app.checks.memos.told import told
from app.domain.coaching import DimensionLevel, Marker, Notice, Rewrite
from app.domain.lang import Lang
from app.domain.memo_edits import Edit
from app.domain.memos import Memo, MemoReading, MemoSentence
from app.domain.rewrites import as_rewrite

FEWEST_WORDS = 4


def rewrite_memo(
    memo: Memo,
    reading: MemoReading,
    markers: Sequence[Marker],
    levels: Sequence[DimensionLevel],
    lang: Lang,
    *,
    learned: frozenset[int] = frozenset(),
    inside: Sequence[Marker] = (),
    doubled: int | None = None,
) -> Rewrite | None:
    """The memo as directly said in `lang`; None when there is nothing to rewrite, or nothing that holds.

    In another language than the memo's it is a skeleton that quotes the original. Whatever is returned passes `rewrite_faults`.
    `learned` holds where those of the markers begin that no rule named; `inside` the softening words within markers of another kind;
    `doubled` is where the second of two amounts for one thing ends.
    """
    if reading.words < FEWEST_WORDS or not any(s.zone == "body" for s in reading.sentences):
        return None
    if lang != memo.lang:
        return skeleton(memo, reading, lang)
    read = told(memo.text, memo.lang)
    return next((r for r in _candidates(memo, reading, markers, levels, learned, inside, doubled) if holds(Compared(read, r))), None)


def rewrite_notices(memo: Memo, rewrite: Rewrite | None, markers: Sequence[Marker] = ()) -> tuple[Notice, ...]:
    """What must be said beside a guided rewrite: that it is a skeleton, what was left out, that nothing changed though words are marked.
    None without a rewrite."""
    if rewrite is None:
        return ()
    notices = []
    if rewrite.lang != memo.lang:
        notices.append(Notice(id="skeleton", message=say(memo.lang, f"rewrite.notice.skeleton_{rewrite.lang}")))
    elif markers and rewrite.text.split() == memo.text.split():
        notices.append(Notice(id="rewrite_same", message=say(memo.lang, "rewrite.notice.same")))
    if rewrite.dropped:
        marks = "«{}»" if memo.lang == "es" else "“{}”"
        words = ", ".join(d if d.startswith("«") else marks.format(d.rstrip(".")) for d in rewrite.dropped)
        notices.append(Notice(id="rewrite_dropped", message=say(memo.lang, "rewrite.notice.dropped", words=words)))
    return tuple(notices)


def _candidates(
    memo: Memo,
    reading: MemoReading,
    markers: Sequence[Marker],
    levels: Sequence[DimensionLevel],
    learned: frozenset[int],
    inside: Sequence[Marker],
    doubled: int | None,
) -> Iterator[Rewrite]:
    """From the boldest to the memo as it is, which holds unless its signs defeat the reading of its own figures."""
    rules = rewrite_rules(memo.lang)
    gone = replaced(reading, rules, markers, learned)
    admitted = (*admissions(reading, rules), *_which(reading, doubled, rules))
    edits = (*admitted, *_free(softener_edits(reading, markers, rules, learned, inside), admitted))
    order = plan(reading, rules, gone, markers)
    moved = joining_words((*order.lead, *order.good), rules) if order.is_moved else ()
    edits = (*edits, *(m for m in moved if not any(e.start < m.end and m.start < e.end for e in edits)))
    cuts = tuple(e for e in edits if not e.is_slot)
    spare = cache(lambda: spare_words(reading, rules) if markers or doubled else ())
    still = replace(order, lead=(), asks=(), good=(), blocks=_unmoved(reading, gone, order.closing), is_moved=False)
    builds: tuple[tuple[Plan, dict[int, str], tuple[Edit, ...]], ...] = (
        (order, gone, edits),
        (order, gone, cuts),
        (still, gone, edits),
        (still, {}, edits),
        (still, {}, ()),
    )
    for chosen, left_out, used in builds:
        built = Build(memo, reading, rules, chosen, levels, spare)
        kept = chosen if left_out or not gone else replace(chosen, blocks=_unmoved(reading, {}, ()), closing=_closing(reading))
        yield built.rewrite(kept, left_out, used)
    yield as_rewrite(memo.text, memo.text, memo.lang)


def _which(reading: MemoReading, doubled: int | None, rules: RewriteRules) -> Iterator[Edit]:
    """The question which of two amounts is meant, behind the second."""
    sentence = reading.sentence_at(doubled - 1) if doubled else None
    if doubled and sentence and sentence.zone == "body":
        yield behind(reading, sentence, doubled, "doubled", rules)


def _free(edits: Sequence[Edit], taken: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits without the questions that would stand where one is asked already."""
    return tuple(e for e in edits if not e.is_slot or all(abs(e.start - t.start) > 2 and abs(e.end - t.start) > 2 for t in taken))


def _unmoved(reading: MemoReading, gone: dict[int, str], closing: Sequence[MemoSentence]) -> tuple[tuple[MemoSentence, ...], ...]:
    found: dict[int, list[MemoSentence]] = {}
    for sentence in reading.sentences:
        if sentence.zone == "body" and sentence.start not in gone and sentence not in closing:
            found.setdefault(sentence.paragraph, []).append(sentence)
    return tuple(tuple(found[p]) for p in sorted(found))


def _closing(reading: MemoReading) -> tuple[MemoSentence, ...]:
    return tuple(s for s in reading.sentences if s.zone == "closing")
