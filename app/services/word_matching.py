"""From an edited Word file to proposals: each difference against the right statement, what fits none listed as such. Pure; keeps nothing.

The file is held against the same document exported again and read in the same way, so that only what somebody did is a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.catalog.text import say
from app.domain.comparing import unmoved
from app.domain.document import Document
from app.export.bookmarks import bookmark_names
from app.export.layout import layout
from app.ingest.word_units import EditedWord, Unit
from app.services.word_differences import Found, join, known, letters, likeness

OURS = "Puente"
CELLS = " | "
SAME = 0.6
"""From this likeness on, words without their bookmark are taken for the statement that lost it."""


def differences(document: Document, baseline: EditedWord, edited: EditedWord) -> tuple[Found, ...]:
    """Everything that differs, in the file's order: changes, additions, moves, comments; then deletions, then what fits nowhere."""
    return tuple(_Matching(document, baseline, edited).found())


class _Matching:
    def __init__(self, document: Document, baseline: EditedWord, edited: EditedWord) -> None:
        self._lang = document.lang
        names = bookmark_names(p.statement_id for p in layout(document).passages())
        self._ids = {name.lower(): statement_id for statement_id, name in names.items()}
        self._base = {i: u for u in baseline.units for i in (self._id(u),) if i is not None}
        self._edited = edited
        self._outside = [t for u in baseline.units if self._id(u) is None for t in (self._text(u.words()),) if t.strip(CELLS)]
        self._beside = Counter(letters(text) for text in self._outside)
        self._ours = Counter(c.text for c in baseline.comments.values())
        self._now: dict[str, Unit] = {}
        self._left: list[str] = []
        self._strangers: list[tuple[Unit, str | None]] = []
        """Units of no statement that the export does not have, each with the statement before it."""
        self._sort()

    def _id(self, unit: Unit) -> str | None:
        return self._ids.get((unit.bookmark or "").lower())

    @staticmethod
    def _text(words: tuple[str, ...]) -> str:
        return CELLS.join(words)

    def _sort(self) -> None:
        left = self._beside.copy()
        before: str | None = None
        there = {i for u in self._edited.units for i in (self._id(u),) if i is not None}
        lost = [self._text(u.words()) for i, u in self._base.items() if i not in there]
        for unit in self._edited.units:
            statement_id = self._id(unit)
            text = self._text(unit.words())
            if statement_id is not None and statement_id not in self._now:
                self._now[statement_id] = unit
                before = statement_id
            elif unit.joins is not None and self._id(unit.joins) is not None and not any(likeness(text, was) >= SAME for was in lost):
                join(unit.joins, unit)
            elif same := known(text, left, is_ahead=before is None):
                left[same] -= 1
            elif text.strip(CELLS) or unit.tracked():
                self._strangers.append((unit, before))
        self._left = []
        for text in self._outside:
            if left[letters(text)] > 0:
                left[letters(text)] -= 1
                self._left.append(text)

    def found(self) -> Iterator[Found]:
        """The differences."""
        gone = {i for i in self._base if i not in self._now or not any(self._now[i].words())}
        moves = dict(self._moves(gone))
        taken = self._take_back(gone)
        kept = [i for i in self._now if i in self._base and i not in gone]
        staying = unmoved([i for i in self._base if i in set(kept)], kept)
        previous: str | None = None
        for statement_id, unit in self._now.items():
            if statement_id in gone or statement_id not in self._base:
                continue
            yield from self._of_statement(statement_id, unit, staying, previous)
            previous = statement_id
        for unit, statement_id, follows in taken:
            base = self._base[statement_id]
            if unit.words() != base.words():
                yield self._made("change", statement_id, base, unit)
            if follows is not None and follows != self._predecessor(statement_id):
                yield self._made("move", statement_id, base, unit, follows=follows)
            yield from self._comments(statement_id, unit)
        for statement_id, (unit, follows) in moves.items():
            yield self._made("move", statement_id, self._base[statement_id], unit, follows=follows)
        settled = {id(u) for u, _, _ in taken} | {id(u) for u, _ in moves.values()}
        yield from self._added(settled)
        for statement_id in [i for i in self._base if i in gone and i not in moves]:
            yield self._deletion(statement_id)
        yield from self._nowhere()

    def _of_statement(self, statement_id: str, unit: Unit, staying: frozenset[str], previous: str | None) -> Iterator[Found]:
        base = self._base[statement_id]
        if unit.words() != base.words():
            yield self._made("change", statement_id, base, unit)
        if statement_id not in staying and previous is not None:
            yield self._made("move", statement_id, base, unit, follows=previous)
        yield from self._comments(statement_id, unit)

    def _predecessor(self, statement_id: str) -> str | None:
        order = list(self._base)
        at = order.index(statement_id)
        return order[at - 1] if at else None

    def _moves(self, gone: set[str]) -> Iterator[tuple[str, tuple[Unit, str | None]]]:
        """Words found again elsewhere, letter by letter, whose statement is gone from its place."""
        by_text: dict[str, list[str]] = {}
        for statement_id in self._base:
            if statement_id in gone:
                by_text.setdefault(self._text(self._base[statement_id].words()), []).append(statement_id)
        for unit, before in self._strangers:
            waiting = by_text.get(self._text(unit.words()))
            if waiting and before is not None:
                statement_id = waiting.pop(0)
                follows = before if before not in gone else self._standing_before(before, gone)
                if self._predecessor(statement_id) == before:
                    gone.discard(statement_id)
                    continue
                yield statement_id, (unit, follows)

    def _standing_before(self, statement_id: str, gone: set[str]) -> str | None:
        order = list(self._now)
        for each in reversed(order[: order.index(statement_id)] if statement_id in order else []):
            if each not in gone:
                return each
        return None

    def _take_back(self, gone: set[str]) -> list[tuple[Unit, str, str | None]]:
        """Statements whose bookmark was lost with part of their words: the likest of the strangers, where one is like enough."""
        taken: list[tuple[Unit, str, str | None]] = []
        lost = [i for i in gone if i not in self._now]
        used: set[int] = set()
        scored = sorted(
            (
                (-likeness(self._text(self._base[i].words()), self._text(unit.words())), i, at)
                for i in lost
                for at, (unit, _) in enumerate(self._strangers)
                if len(unit.cells) == len(self._base[i].cells)
            ),
        )
        for score, statement_id, at in scored:
            if -score >= SAME and at not in used and statement_id in gone and self._text(self._strangers[at][0].words()) != "":
                unit, before = self._strangers[at]
                if unit.words() == self._base[statement_id].words():
                    continue
                used.add(at)
                gone.discard(statement_id)
                taken.append((unit, statement_id, before))
        return taken

    def _made(self, kind: str, statement_id: str | None, base: Unit | None, unit: Unit, *, follows: str | None = None) -> Found:
        tracked = next((s for s in unit.tracked() if s.author or s.date), None)
        return Found(
            kind=kind,
            statement_id=statement_id,
            before=base.words() if base else (),
            after=unit.words(),
            follows=follows,
            author=tracked.author if tracked else None,
            date=tracked.date if tracked else None,
        )

    def _added(self, settled: set[int]) -> Iterator[Found]:
        for unit, before in self._strangers:
            if id(unit) in settled or not self._text(unit.words()).strip(CELLS):
                continue
            if before is None:
                yield Found("unmatched", after=unit.words(), place=say(self._lang, "documents.before_first"))
            else:
                yield self._made("addition", None, None, unit, follows=before)
            yield from self._comments(before, unit)

    def _deletion(self, statement_id: str) -> Found:
        unit = self._now.get(statement_id)
        made = self._made("deletion", statement_id, self._base[statement_id], unit) if unit else None
        return made or Found("deletion", statement_id, self._base[statement_id].words())

    def _comments(self, statement_id: str | None, unit: Unit) -> Iterator[Found]:
        for number in unit.comments:
            comment = self._edited.comments.get(number)
            if comment is None:
                continue
            if comment.author == OURS and self._ours[comment.text] > 0:
                continue
            yield Found(
                "comment" if statement_id else "unmatched",
                statement_id,
                before=self._base[statement_id].words() if statement_id in self._base else (),
                author=comment.author,
                date=comment.date,
                comment=comment.text,
            )

    def _nowhere(self) -> Iterator[Found]:
        """Headings, cover lines and our own notes that were changed or taken out, and comments that stand beside no statement."""
        for text in self._left:
            yield Found("unmatched", before=(text,), place=say(self._lang, "documents.outside"))
        seen = {n for u in self._now.values() for n in u.comments} | {n for u, _ in self._strangers for n in u.comments}
        for number, comment in self._edited.comments.items():
            is_ours = comment.author == OURS and self._ours[comment.text] > 0
            if number not in seen and not is_ours:
                yield Found("unmatched", author=comment.author, date=comment.date, comment=comment.text)
