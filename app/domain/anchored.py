"""Patterns that begin at a word, searched only where a word begins as they do: a find is the same as with a plain search. Knows no word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.pattern_beginnings import SIZE, beginnings
from app.domain.pattern_heads import branches

BORDERS = (r"(?<!\w)", r"\b")
"""How a pattern says that it begins at a word; the second does only before a letter or digit."""
SHORT = 400
"""Letters of a text that is searched sooner than its words are looked up."""
_AT_WORD = re.compile(r"(?<!\w)\w")


@dataclass(frozen=True)
class Anchored:
    """A pattern, and the letters that every find begins with; none where they are not known."""

    pattern: re.Pattern[str]
    heads: frozenset[str]

    def finds(self, text: str) -> Iterator[re.Match[str]]:
        """What `finditer` of the pattern finds, in the same order."""
        if not self.heads or len(text) < SHORT:
            yield from self.pattern.finditer(text)
            return
        index, begins = _places(text)
        if not (begun := self.heads & begins):
            return
        match, end = self.pattern.match, 0
        for at in sorted(place for head in begun for place in index[head]):
            if at >= end and (found := match(text, at)):
                yield found
                end = max(found.end(), at + 1)


def anchored(pattern: re.Pattern[str]) -> Anchored:
    """A pattern with its beginnings, where it says itself that it begins at a word and they can be told."""
    source = pattern.pattern
    is_at_word = all(branch.startswith(BORDERS) for branch in branches(source)) and not pattern.flags & re.IGNORECASE
    heads = beginnings(source) if is_at_word else None
    return Anchored(pattern, heads if heads and all(head[:1].isalnum() for head in heads) else frozenset())


@lru_cache(maxsize=16)
def _places(text: str) -> tuple[Mapping[str, list[int]], frozenset[str]]:
    """Where the words of a text begin, by their first letters: one, two, three, in no order; and these letters."""
    whole: defaultdict[str, list[int]] = defaultdict(list)
    for match in _AT_WORD.finditer(text):
        at = match.start()
        whole[text[at : at + SIZE]].append(at)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for letters, places in whole.items():
        for size in range(1, len(letters) + 1):
            found[letters[:size]] += places
    return found, frozenset(found)
