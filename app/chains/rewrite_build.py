"""One guided rewrite put together: which edits and questions fit into the memo's length, and the text they make. Decides no order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from app.catalog.rewriting import RewriteRules
from app.chains.rewrite_order import Plan, is_list
from app.domain.coaching import DimensionLevel, Rewrite
from app.domain.memo_edits import Edit, one_line, render
from app.domain.memos import Memo, MemoReading, MemoSentence
from app.domain.rewrites import as_rewrite, word_count

_OPEN_END = re.compile(r"(?:\w|[^.!?\s][\])”»\"])$")
"""A sentence without its stop."""
SHORT_LINE = 60
SHORTEST_TOLD = 4
NEXT_UPDATE_FROM = 1
"""The highest level of D7 at which the time of the next word is asked for."""


def _prose(text: str) -> str:
    """A sentence on one line, unless its lines were short ones: a heading over its text, a farewell over a name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return text.strip() if len(lines) > 1 and max(map(len, lines)) < SHORT_LINE else one_line(text)


def _joined(said: Sequence[str], asked: Sequence[str]) -> str:
    """Sentences and what is asked behind them; a stop stands between the two."""
    text = " ".join(said)
    stop = "." if asked and _OPEN_END.search(text) else ""
    return " ".join([f"{text}{stop}" if text else "", *asked]).strip()


def _gone_words(text: str, edit: Edit) -> str:
    """The words that an edit takes away: those before what it keeps of them."""
    words = text[edit.start : edit.end]
    kept = edit.put.partition(" [")[0].strip() if edit.is_slot else ""
    return one_line(words.removesuffix(kept) if kept else words)


def _told_once(dropped: Sequence[str]) -> tuple[str, ...]:
    """What was left out, none twice and none that stands in another; a word of two or three letters says nothing."""
    longer = [d for d in dict.fromkeys(dropped) if len(d) >= SHORTEST_TOLD]
    return tuple(d for d in longer if not any(d != other and d in other for other in longer))


class Fitted(NamedTuple):
    """The edits and the sentences that fit into a length, and how many questions did not."""

    edits: list[Edit]
    frames: list[str]
    left: int


def _fullest(tried: Iterable[Fitted]) -> tuple[list[Edit], list[str]]:
    """The first that leaves no question out, else the first of those that leave out fewest."""
    best: Fitted | None = None
    for each in tried:
        if best is None or each.left < best.left:
            best = each
        if not best.left:
            break
    return (best.edits, best.frames) if best else ([], [])


class Build:
    """One rewrite being put together: text around the body stays as it is, the body is set paragraph by paragraph."""

    def __init__(
        self,
        memo: Memo,
        reading: MemoReading,
        rules: RewriteRules,
        order: Plan,
        levels: Sequence[DimensionLevel],
        spare: Callable[[], tuple[Edit, ...]],
    ) -> None:
        self._spare = spare
        self._memo, self._reading, self._rules, self._order = memo, reading, rules, order
        self._levels = {level.code: level.level for level in levels}
        self._done: dict[tuple[int, int, tuple[Edit, ...]], str] = {}
        self._rendering: dict[Plan, tuple[tuple[int, int], ...]] = {}
        self._nl = "\r\n" if "\r\n" in memo.text else "\n"
        written = [s for s in reading.sentences if s.zone in ("body", "closing")]
        wishes = order.wishes
        self._start = min(s.start for s in (*written, *wishes))
        self._end = max(s.end for s in (*written, *wishes))
        self._is_single = len({s.paragraph for s in written}) == 1

    def rewrite(self, order: Plan, gone: dict[int, str], edits: tuple[Edit, ...]) -> Rewrite:
        """The rewrite with as many questions as its length allows, the most urgent first."""
        asked = sorted((e for e in edits if e.is_slot), key=lambda e: (e.rank or 0, e.start))
        cuts = [e for e in edits if not e.is_slot]
        frames = self._frames(order, gone) if gone or edits else ()
        tries = ((False, False), (True, False), (True, True))
        words = (([*cuts, *self._spared(edits)] if is_spare else cuts, is_terse) for is_spare, is_terse in tries)
        used, chosen = _fullest(self._fitted(order, chosen, frames, asked, is_terse=is_terse) for chosen, is_terse in words)
        text = self._text(order, used, tuple(chosen))
        dropped = [one_line(s.text) for s in self._reading.sentences if s.start in gone]
        dropped += [w for e in used if e.start < e.end and (w := _gone_words(self._memo.text, e).strip(" ,;:-–—"))]
        return as_rewrite(self._memo.text, text, self._memo.lang, _told_once(dropped))

    def _spared(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """Cuts of words that could be spared where no edit is made."""
        return (s for s in self._spare() if not any(s.start < e.end and e.start < s.end for e in edits))

    def _fitted(self, order: Plan, cuts: list[Edit], frames: tuple[str, ...], asked: Sequence[Edit], *, is_terse: bool) -> Fitted:
        """The edits and sentences that fit into the memo's length, and how many questions did not: each is asked shortly, then in full."""
        most = word_count(self._memo.text)
        chosen: list[str] = []
        for frame in frames:
            shorter = (frame, self._rules.ask_slot_short) if frame in (self._rules.ask_slot, self._rules.ask_slot_report) else (frame,)
            shorter = shorter[-1:] if is_terse else shorter
            fits = next((f for f in shorter if word_count(self._text(order, cuts, (*chosen, f))) <= most), None)
            if fits:
                chosen.append(fits)
        used, count = list(cuts), word_count(self._text(order, cuts, tuple(chosen)))
        short: list[tuple[Edit, Edit]] = []
        again = 0
        for edit in asked:
            if self._is_asked(edit, [e for _, e in short]):
                again += 1
                continue
            fewer = edit.shortened()
            more = self._words_of(fewer, order, [*used, fewer]) - self._words_of(fewer, order, used)
            if count + more <= most:
                used.append(fewer)
                short.append((fewer, edit))
                count += more
        for fewer, edit in short:
            at = used.index(fewer)
            longer = [*used[:at], edit, *used[at + 1 :]]
            more = self._words_of(edit, order, longer) - self._words_of(fewer, order, used)
            if count + more <= most:
                used, count = longer, count + more
        return Fitted(used, chosen, len(asked) - again - len(short) + len(frames) - len(chosen))

    def _is_asked(self, edit: Edit, others: Sequence[Edit]) -> bool:
        """True for a question that its sentence asks already in the same words, both put in behind a clause."""
        same = [o for o in others if o.put == edit.put and o.start == o.end and edit.start == edit.end]
        return any(self._reading.sentence_at(o.start - 1) is self._reading.sentence_at(edit.start - 1) for o in same)

    def _frames(self, order: Plan, gone: dict[int, str]) -> tuple[str, ...]:
        """Questions with a sentence of their own, the most urgent first."""
        rules, found = self._rules, []
        open_ask = self._levels.get("D6") in (0, 1) or (self._levels.get("D6") is None and self._memo.kind != "periodic_report")
        if not order.has_ask and (open_ask or order.has_risk):
            found.append(rules.ask_slot_report if self._memo.kind == "periodic_report" else rules.ask_slot)
        late = self._levels.get("D7", 0)
        if "update" in gone.values() or (late is not None and late <= NEXT_UPDATE_FROM):
            found.append(rules.update_slot)
        return tuple(found)

    def _text(self, order: Plan, edits: Sequence[Edit], frames: tuple[str, ...]) -> str:
        ask = [f for f in frames if f in (self._rules.ask_slot, self._rules.ask_slot_report, self._rules.ask_slot_short)]
        update = [f for f in frames if f not in ask]
        wishes = self._set(order.wishes, edits)
        lead = self._set((*order.lead, *order.asks), edits)
        blocks = [self._block(block, edits) for block in order.blocks if block]
        if order.lead:
            head = [_joined([*wishes, *lead], ask)]
        elif blocks and not is_list(self._reading, order.blocks[0][0]):
            head = [_joined([*wishes, blocks[0]], ask)]
            blocks = blocks[1:]
        else:
            head = [" ".join([*wishes, *ask])] if wishes or ask else []
        tail = [" ".join(update)] if update else []
        good = [" ".join(self._set(order.good, edits))] if order.good else []
        closing = [" ".join(self._set(order.closing, edits))] if order.closing else []
        joint = " " if self._is_single else self._nl * 2
        body = joint.join(p for p in (*head, *blocks, *good, *tail, *closing) if p)
        before = self._memo.text[: self._start]
        subject = self._reading.subject
        if subject and subject.end <= self._start:
            changed = self._rendered(subject.start, subject.end, edits)
            before = self._memo.text[: subject.start] + changed + self._memo.text[subject.end : self._start]
        return before + body + self._memo.text[self._end :]

    def _words_of(self, edit: Edit, order: Plan, edits: Sequence[Edit]) -> int:
        """The words of the stretches that an edit changes; none for one in what is left out."""
        start, end = edit.start, edit.end
        return sum([word_count(self._rendered(a, b, edits)) for a, b in self._stretches(order) if a <= start and end <= b])

    def _stretches(self, order: Plan) -> tuple[tuple[int, int], ...]:
        """What `_text` renders, each once."""
        if order not in self._rendering:
            alone = [(s.start, s.end) for s in (*order.wishes, *order.lead, *order.asks, *order.good, *order.closing)]
            blocks = [self._span_of(b) if is_list(self._reading, b[0]) else None for b in order.blocks if b]
            lines = [span for span in blocks if span]
            prose = [(s.start, s.end) for b in order.blocks if b and not is_list(self._reading, b[0]) for s in b]
            subject = self._reading.subject
            heading = [(subject.start, subject.end)] if subject and subject.end <= self._start else []
            self._rendering[order] = (*alone, *lines, *prose, *heading)
        return self._rendering[order]

    def _set(self, sentences: Sequence[MemoSentence], edits: Sequence[Edit]) -> list[str]:
        return [_prose(self._rendered(s.start, s.end, edits)) for s in sentences]

    def _rendered(self, start: int, end: int, edits: Sequence[Edit]) -> str:
        """A stretch with its edits, kept: each question is tried in a text that is otherwise the same."""
        inside = tuple([e for e in edits if e.start >= start and e.end <= end])
        if (start, end, inside) not in self._done:
            self._done[start, end, inside] = render(self._memo.text, start, end, inside)
        return self._done[start, end, inside]

    def _block(self, block: Sequence[MemoSentence], edits: Sequence[Edit]) -> str:
        """A paragraph: list lines stay lines, prose is set anew."""
        if not is_list(self._reading, block[0]):
            return " ".join(self._set(block, edits))
        return self._rendered(*self._span_of(block), edits).strip("\r\n")

    def _span_of(self, block: Sequence[MemoSentence]) -> tuple[int, int]:
        return next((p.start, p.end) for p in self._reading.paragraphs if p.start <= block[0].start < p.end)
