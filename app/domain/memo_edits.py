"""Edits of a memo by place: cuts, replacements, slots put in. Renders any stretch with the edits that lie in it. Knows no rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Edit:
    """The words from `start` to `end` become `put`. A slot has a rank (lower is asked first) and, put in, no words to replace.

    `short` is the same question in fewer words, for a rewrite that has no room for more; empty for a plain cut.
    """

    start: int
    end: int
    put: str
    rank: int | None = None
    short: str = ""

    @property
    def is_slot(self) -> bool:
        """True when the edit asks something; false for a plain cut."""
        return self.rank is not None

    def shortened(self) -> Edit:
        """The same edit with its shorter question; itself where it has none."""
        return replace(self, put=self.short, short="") if self.short else self


def render(text: str, start: int, end: int, edits: Iterable[Edit]) -> str:
    """The stretch with its edits, on as many lines as it had; its first letter stays a capital. Of overlapping edits the first wins."""
    out: list[str] = []
    at = start
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at or edit.end > end:
            continue
        out += [text[at : edit.start], edit.put]
        at = edit.end
    out.append(text[at:end])
    done = _tidy("".join(out))
    first = next((c for c in text[start:end] if c.isalpha()), "")
    return _capital(done) if first.isupper() else done


def _tidy(text: str) -> str:
    """White space and punctuation as they should stand after a cut."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"(?<![ \t])[ \t]++([,.;:!?])(?=\s|$)", r"\1", text)
    text = re.sub(r"([,;:])\s*([.!?])(?=\s|$)", r"\2", text)
    text = re.sub(r"[,;:]\s*,", ",", text)
    return re.sub(r"(?<![ \t])[ \t]++(?=\r?\n|$)", "", text)


def _capital(text: str) -> str:
    for index, character in enumerate(text):
        if character == "[":
            return text
        if character.isalpha():
            return text[:index] + character.upper() + text[index + 1 :]
    return text


def one_line(text: str) -> str:
    """A stretch of prose without its line breaks."""
    return " ".join(text.split())
