"""Where a marker ends as a reader would draw it: on no dangling "with", behind the verb that "might be" leads to. Knows no rule."""

from __future__ import annotations

import re

from app.domain.coaching import Category

NAMING: frozenset[Category] = frozenset({"understater", "euphemism"})
"""Categories that mark a thing: what follows its noun is no part of it."""
FEWEST_WORDS = 3
_DANGLING = re.compile(r"(?: (?:in|with|on|for|to|at|the|en|con|de|del|el|la|los|las|al))+$")
UNFINISHED = re.compile(r"\b(?:be|been|have|has|get|not|will|a|an|some|ser|estar|haber|no|se|le|lo|les|los|nos|un|una|algun|alguna)$")
_NEXT = re.compile(r" [a-z]++(?:-[a-z]++)*")


def tidy_end(plain: str, start: int, end: int, category: Category, limit: int) -> int:
    """The end of a find in folded text; `limit` is where its sentence ends or the next find begins. Never before the find's second word."""
    said = plain[start:end]
    if category in NAMING and said.count(" ") + 1 >= FEWEST_WORDS and (loose := _DANGLING.search(said)):
        return start + loose.start()
    while category not in NAMING and UNFINISHED.search(plain[start:end]) and (more := _NEXT.match(plain, end)) and more.end() <= limit:
        end = more.end()
    return end
