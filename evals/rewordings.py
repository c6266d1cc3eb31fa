"""Direct memos in other words: whether their level holds on to what is said and not to how. Prints and keeps nothing; knows no rule.

A rewording changes phrases and leaves the meaning (`cases/rewordings.yaml`): one at a time, and several at once as a far writer has them.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from app.catalog.yaml_files import load
from app.domain.lang import Lang
from evals.learning_cases import MEMO_FILES, cases_of
from evals.memos import CASES, MOST_APART, Graded, graded

FILE = CASES / "rewordings.yaml"
SEED = 7


class Rewording(NamedTuple):
    """What it is about ("dates"), and its patterns with what is put in their place, in order."""

    group: str
    pairs: tuple[tuple[re.Pattern[str], str], ...]

    @property
    def name(self) -> str:
        """Its first pattern and what is put there."""
        return f"{self.pairs[0][0].pattern} → {self.pairs[0][1]}"

    def of(self, text: str) -> str:
        """The text in these words; as it is where no pattern is found. What begins with a capital goes on doing so."""
        for pattern, put in self.pairs:
            text = pattern.sub(lambda found, put=put: _as_begun(found, put), text)  # type: ignore[misc]
        return text


class Held(NamedTuple):
    """Memos that a rewording changed, those of them whose level moved by more than `MOST_APART`, and how often each dimension changed."""

    changed: int
    apart: int
    dimensions: Counter[str]


@cache
def rewordings(lang: Lang) -> tuple[Rewording, ...]:
    """All of a language, in the file's order. Raises: BadData for a file that is missing or no YAML."""
    groups: Mapping[str, Sequence[Mapping[str, str]]] = load(FILE)[lang]
    return tuple(Rewording(group, tuple((re.compile(a), b) for a, b in one.items())) for group, all_of in groups.items() for one in all_of)


def direct_memos(lang: Lang, *, every: int = 1, files: Sequence[str] = MEMO_FILES) -> tuple[Mapping[str, Any], ...]:
    """Every so many of the families' direct memos, as cases with their `text`."""
    found = [{**f, **f["direct"]} for file in files for f in cases_of(file).get("families") or () if f["lang"] == lang]
    return tuple(found[::every])


def held(rewording: Rewording, memos: Sequence[Mapping[str, Any]]) -> Held:
    """What becomes of the levels of memos when it is put to them."""
    return _held((memo, rewording.of(memo["text"])) for memo in memos)


def mixed(memos: Sequence[Mapping[str, Any]], lang: Lang, count: int) -> Held:
    """The same for `count` rewordings at once in each memo, drawn anew for each; the same at every call."""
    draw = random.Random(SEED)  # noqa: S311  # no secret hangs on it
    return _held((memo, _far(memo["text"], draw.sample(rewordings(lang), len(rewordings(lang))), count)) for memo in memos)


def lines(lang: Lang, *, every: int, count: int) -> Iterator[str]:
    """The table of a language: by group, the rewordings that move a level, worst first, and the mixture."""
    memos = direct_memos(lang, every=every)
    found = {each: held(each, memos) for each in rewordings(lang)}
    tried, moved = sum(h.changed for h in found.values()), sum(h.apart for h in found.values())
    yield f"{lang}: {len(memos)} direct memos, {len(found)} rewordings: {moved} of {tried} levels moved by more than {MOST_APART}"
    for group in dict.fromkeys(each.group for each in found):
        of_group = [h for each, h in found.items() if each.group == group]
        yield f"  {group}: {sum(h.apart for h in of_group)} of {sum(h.changed for h in of_group)}"
    for each, one in sorted(found.items(), key=lambda pair: -pair[1].apart):
        if one.apart:
            yield f"    {one.apart} of {one.changed}  {each.name}  ({_told(one.dimensions)})"
    far = mixed(memos, lang, count)
    yield f"  {count} at once: {far.apart} of {far.changed} moved ({_told(far.dimensions)})"


def _held(pairs: Iterator[tuple[Mapping[str, Any], str]]) -> Held:
    changed, apart = 0, 0
    dimensions: Counter[str] = Counter()
    for memo, text in pairs:
        if text == memo["text"]:
            continue
        before, after = _graded(memo["id"], memo["text"], memo["lang"], memo["kind"]), graded(text, memo)
        changed += 1
        apart += abs(before.overall - after.overall) > MOST_APART
        dimensions.update(code for code, level in before.levels.items() if level != after.levels[code])
    return Held(changed, apart, dimensions)


@cache
def _graded(name: str, text: str, lang: Lang, kind: str) -> Graded:
    return graded(text, {"id": name, "lang": lang, "kind": kind})


def _far(text: str, drawn: Sequence[Rewording], count: int) -> str:
    """A text after the first `count` of the rewordings that change it."""
    for rewording in drawn:
        other = rewording.of(text)
        count -= other != text
        text = other
        if not count:
            break
    return text


def _as_begun(found: re.Match[str], put: str) -> str:
    said = found.expand(put)
    return said[:1].upper() + said[1:] if found.group()[:1].isupper() else said


def _told(dimensions: Counter[str]) -> str:
    return ", ".join(f"{code} {times}" for code, times in dimensions.most_common(4))
