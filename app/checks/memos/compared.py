"""A memo and its rewrite as a check compares them: slots and verbatim quotes set aside. Knows no rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from app.catalog.rewrite_words import hits, rewrite_words
from app.checks.memos.told import HEADER, Told
from app.domain.coaching import Rewrite
from app.domain.composed import composed
from app.domain.rewrites import slot_places, slots_in, without_slots

_QUOTED = re.compile(r"[«“\"]([^«»“”\"\n]{3,})[»”\"]")
_SUBJECT = re.compile(r"^[^\S\n]*(?:subject|asunto|re)[^\S\n]*:.*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Compared:
    """Both texts with composed accents. `new` has slots and verbatim quotes blanked; `kept` holds all that the reader is still told."""

    memo: Told
    rewrite: Rewrite

    @cached_property
    def spoken(self) -> Told:
        """The rewrite without its slots."""
        return Told(without_slots(composed(self.rewrite.text), self.memo.text), self.rewrite.lang)

    @cached_property
    def new(self) -> Told:
        """The rewrite without slots and without what it quotes from the memo word for word."""
        text = _QUOTED.sub(lambda m: " " * len(m.group()) if m.group(1).strip() in self.memo.text else m.group(), self.spoken.text)
        return self.spoken if text == self.spoken.text else Told(text, self.rewrite.lang)

    @cached_property
    def kept(self) -> Told:
        """Everything that is still said or owned up to: text, slots, and the list of what was left out."""
        text = "\n\n".join((composed(self.rewrite.text), *(composed(d) for d in self.rewrite.dropped)))
        return self.spoken if text == self.spoken.text else Told(text, self.rewrite.lang)

    @cached_property
    def doubts(self) -> tuple[int, ...]:
        """Where the slots stand that ask how likely something is."""
        patterns = rewrite_words().slot["doubt"].in_lang(self.rewrite.lang)
        text = composed(self.rewrite.text)
        return tuple(start for start, question in slot_places(text, self.memo.text) if hits(question, patterns))

    @cached_property
    def worded(self) -> str:
        """What the rewrite itself words: without header lines and subject, which may be names and the memo's own."""
        return HEADER.sub("", _SUBJECT.sub("", self.new.text))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions of the slots as they stand in the text."""
        return tuple(s.question for s in slots_in(composed(self.rewrite.text), self.memo.text))

    @property
    def is_same_lang(self) -> bool:
        """True when memo and rewrite are in one language, so that words can be compared."""
        return self.memo.lang == self.rewrite.lang
