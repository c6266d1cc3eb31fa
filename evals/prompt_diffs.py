"""A unified diff of prompts told in words: each changed line as the words taken out and put in, with a little around them. Pure text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

AROUND = 48
MOST = 40
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class Change(NamedTuple):
    """One place in one file: what stands before it, what went, what came, what follows."""

    file: str
    before: str
    out: str
    put: str
    after: str


def changes(diff: str) -> tuple[Change, ...]:
    """The changed places of a unified diff, in order, at most MOST; a line that only went or only came is one place."""
    found: list[Change] = []
    file = ""
    gone: list[str] = []
    come: list[str] = []
    for line in [*diff.splitlines(), "@@"]:
        if line.startswith(("+++ ", "--- ", "@@", " ", "diff ", "index ")):
            found.extend(_places(file, gone, come))
            gone, come = [], []
            if line.startswith(("+++ b/", "--- a/")):
                file = line[6:]
        elif line.startswith("-"):
            gone.append(line[1:])
        elif line.startswith("+"):
            come.append(line[1:])
    return tuple(found[:MOST])


def as_lines(found: tuple[Change, ...]) -> str:
    """For a terminal: [-what went-] and {+what came+}."""
    return "\n".join(
        f"  {c.file}: …{c.before}" + (f"[-{c.out}-]" if c.out else "") + (f"{{+{c.put}+}}" if c.put else "") + f"{c.after}…" for c in found
    )


def as_html(found: tuple[Change, ...]) -> str:
    """For the report, one paragraph a place."""
    told = []
    for c in found:
        words = f"{escape(c.before)}" + (f"<del>{escape(c.out)}</del>" if c.out else "") + (f"<ins>{escape(c.put)}</ins>" if c.put else "")
        told.append(f"<p class=change><span class=quiet>{escape(c.file)}</span><br>…{words}{escape(c.after)}…</p>")
    return "".join(told)


def _places(file: str, gone: list[str], come: list[str]) -> Iterator[Change]:
    for number in range(max(len(gone), len(come))):
        old, new = (lines[number] if number < len(lines) else "" for lines in (gone, come))
        one, other = _TOKEN.findall(old), _TOKEN.findall(new)
        for kind, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
            if kind != "equal":
                before, after = "".join(one[:a])[-AROUND:], "".join(one[b:])[:AROUND]
                yield Change(file, before, "".join(one[a:b]), "".join(other[c:d]), after)
