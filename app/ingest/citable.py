"""From a file's blocks to passages with numbered sentences. Knows languages and splitting; knows no store, no owner and no id."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from app.domain.base import Value
from app.domain.lang import Lang
from app.domain.sentences import Span, cleaned, split
from app.ingest.languages import language_of, nearest
from app.ingest.passages import Block, Extract, Locator

BETWEEN = "\n\n"


class Passage(Value):
    """Neighbouring blocks of one place and language. Spans count in `text`; `starts` says where each block begins and what its place is."""

    text: str
    lang: Lang
    is_other: bool = False
    """True when the text is in neither language; `lang` is then the nearest."""
    heading: tuple[str, ...] = ()
    starts: tuple[tuple[int, Locator], ...]
    spans: tuple[Span, ...]

    def sentences(self) -> Iterator[tuple[str, Locator]]:
        """Each sentence's text and the place where it begins, in reading order."""
        begins = [start for start, _ in self.starts]
        for span in self.spans:
            yield cleaned(self.text, span), self.starts[bisect_right(begins, span[0]) - 1][1]


def to_passages(extract: Extract, default: Lang) -> tuple[Passage, ...]:
    """The passages of a file, each with at least one sentence; `default` is the language of what is too short to tell everywhere.

    Headings stand over their passages; where a file holds nothing else, they are its sentences.
    """
    blocks = [b for b in extract.blocks if not b.is_heading and _has_word(b.text)] or [b for b in extract.blocks if _has_word(b.text)]
    found = []
    located = _with_language(blocks, default)
    for (heading, _, (lang, is_other)), group in groupby(located, key=lambda item: (item[0].heading, _room(item[0].at), item[1])):
        text, starts = "", []
        for block, _ in group:
            text += BETWEEN if text else ""
            starts.append((len(text), block.at))
            text += block.text
        spans = split(text)
        if spans:
            found.append(Passage(text=text, lang=lang, is_other=is_other, heading=heading, starts=tuple(starts), spans=spans))
    return tuple(found)


def languages(passages: Iterable[Passage]) -> dict[str, int]:
    """Sentences a language: `en`, `es` and, for neither, `other`."""
    counted: Counter[str] = Counter()
    for passage in passages:
        counted["other" if passage.is_other else passage.lang] += len(passage.spans)
    return dict(sorted(counted.items()))


def _with_language(blocks: list[Block], default: Lang) -> Iterator[tuple[Block, tuple[Lang, bool]]]:
    """Each block with its language; a short one takes that of the block before it, the first ones that of most of the file."""
    told = [language_of(block.text) for block in blocks]
    weights: Counter[Lang] = Counter()
    for block, lang in zip(blocks, told, strict=True):
        if lang == "en" or lang == "es":
            weights[lang] += len(block.text)
    most = max(weights, key=lambda lang: weights[lang]) if weights else default
    last: tuple[Lang, bool] = (most, False)
    for block, lang in zip(blocks, told, strict=True):
        if lang == "other":
            last = (nearest(block.text) or most, True)
        elif lang is not None:
            last = (lang, False)
        yield block, last


def _room(at: Locator) -> tuple[object, ...]:
    """What must be alike for blocks to share a passage."""
    return at.page, at.slide, at.is_speaker_note, at.mail, at.note is not None


def _has_word(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
