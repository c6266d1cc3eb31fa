"""HTML pages: what a reader of the page would see, under its headings. Knows tags; fetches nothing and runs nothing."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from app.ingest.collecting import Gatherer
from app.ingest.decoding import decoded
from app.ingest.passages import Block, Extract, Locator
from app.ingest.refusals import IngestError

_UNSEEN = frozenset("script style template noscript svg iframe object canvas select datalist math audio video".split())
_CLOSED_BY_NEXT = frozenset("p li td th tr dt dd option".split())
"""Elements whose end tag may be left out: the next one of the same name, or the end of what is around them, closes them."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup "
    "time tt u var wbr img".split()
)
_HEADING = re.compile(r"h([1-6])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_.:-]{2,40})", re.I)


def read_html(data: bytes) -> Extract:
    """The visible text of a page.

    Raises: IngestError `ingest.binary`.
    """
    declared = _CHARSET.search(data[:2048])
    text = decoded(data, declared.group(1).decode("ascii") if declared else None)
    if text is None:
        raise IngestError("ingest.binary")
    return Extract(kind="html", blocks=html_blocks(text))


def html_blocks(text: str) -> tuple[Block, ...]:
    """The visible text of HTML source; empty when there is none."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    return tuple(page.gathered.blocks)


class _Page(HTMLParser):
    """Follows the tags with a plain counter, so that depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.gathered = Gatherer()
        self._said: list[str] = []
        self._heading: int | None = None
        self._unseen = ""
        self._inside: Counter[str] = Counter()
        self._tables: list[int] = []
        self._rows: dict[int, int] = {}
        self._count = 0
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a block, or begins to skip what is not shown."""
        if self._unseen and not (tag == self._unseen and tag in _CLOSED_BY_NEXT):
            self._inside[tag] += tag not in _VOID
            return
        self._unseen = ""
        if tag not in _VOID and (tag in _UNSEEN or _is_hidden(dict(attrs))):
            self._unseen = tag
            self._inside.clear()
            return
        if tag == "br":
            self._said.append("\n")
        elif tag in ("td", "th") and self._tables:
            if self._cell:
                self._said.append(" | ")
            self._cell = True
        elif tag not in _INLINE and not self._in_row():
            self.flush()
        elif tag not in _INLINE:
            self._said.append(" ")
        self._open(tag)

    def _open(self, tag: str) -> None:
        found = _HEADING.fullmatch(tag)
        if found and not self._in_row():
            self._heading = int(found.group(1))
        elif tag == "title":
            self._heading = 0
        elif tag == "table":
            self.flush()
            self._count += 1
            self._tables.append(self._count)
        elif tag == "tr" and self._tables:
            self.flush()
            self._cell = False
            self._rows[self._tables[-1]] = self._rows.get(self._tables[-1], 0) + 1
        elif tag == "li" and not self._in_row():
            self._said.append("• ")

    def handle_endtag(self, tag: str) -> None:
        """Closes a block."""
        if self._unseen and not self._ends_unseen(tag):
            return
        if tag in ("tr", "table") and self._tables:
            self.flush()
            self._cell = False
            if tag == "table":
                self._tables.pop()
        elif tag not in _INLINE and not self._in_row():
            self.flush()
            if tag == "title" or _HEADING.fullmatch(tag):
                self._heading = None

    def _ends_unseen(self, tag: str) -> bool:
        """True when this end tag closes the element that hides, or, for one whose own end tag may be left out, the element around it."""
        if self._inside[tag] > 0:
            self._inside[tag] -= 1
            return False
        if tag != self._unseen and self._unseen not in _CLOSED_BY_NEXT:
            return False
        self._unseen = ""
        return True

    def handle_data(self, data: str) -> None:
        """Takes shown text."""
        if not self._unseen:
            self._said.append(re.sub(r"\s+", " ", data))

    def flush(self) -> None:
        """Gives out the block so far."""
        text = "\n".join(" ".join(line.split()) for line in "".join(self._said).split("\n"))
        self._said = []
        if self._heading is not None and text:
            self.gathered.heading(text, self._heading)
            self._heading = None
        elif text.strip(" •\n"):
            self.gathered.paragraph(text, self._at())

    def _in_row(self) -> bool:
        return bool(self._tables) and self._cell

    def _at(self) -> Locator | None:
        if not self._tables:
            return None
        table = self._tables[-1]
        return Locator(table=table, row=self._rows.get(table) or None)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    """True for what the page itself hides: nobody who opens it sees that text."""
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
