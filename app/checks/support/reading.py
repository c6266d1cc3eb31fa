"""A text as the rules of support read it: words with what they stand for, clauses, denials, figures, dates. Compares nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from app.catalog.concepts import NEEDS_CAPITALS, SHORT, Form, Lexicon, lexicon
from app.catalog.stems import stem
from app.domain.composed import composed
from app.domain.date_reading import DateMention, dates
from app.domain.figures import Figure, figures
from app.domain.lang import Lang
from app.domain.letters import unaccented

SCOPE = 5
"""A denial reaches so many content words, and never beyond its clause."""
COGNATE = 6
"""Words of both languages that begin with so many equal letters are taken for one word."""
_WORD = re.compile(r"n't\b|[^\W_]+(?:[.,]\d+)*(?:['’]s\b)?")
_CLAUSE = re.compile(
    r"[.;:!?](?=\s|$)"
    r"|,\s+(?=(?:and|but|while|although|though|which|so|because|however|y|e|pero|aunque|mientras|porque|por lo que|sino|lo que)\b)"
    r"|,?\s(?=(?:but|although|because|since|pero|aunque|porque|pues|ya que)\b)"
    r"|\s(?=(?:and|y|e)\s+(?:must|may|can|cannot|should|shall|need not|needs? to|does not|do not|is not|are not|no|"
    r"debe[nr]?|deber[aá]n?|puede[n]?|"
    r"tienen? que|conviene)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True)
class Mention:
    """A form that stands in the text: tokens from `first` to `last`, inclusive."""

    group: str
    name: str
    first: int
    last: int


@dataclass
class Word:
    """One word: its place, its clause, whether a denial reaches it, and everything that it may be matched by."""

    text: str
    folded: str
    start: int
    end: int
    clause: int
    is_content: bool = False
    is_denied: bool = False
    is_close: bool = False
    """True for a denied word that stands right after the denial, or one content word on."""
    handles: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Reading:
    """A text with its words, mentions, figures and dates. No words: an empty reading."""

    text: str
    lang: Lang
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]

    def content(self, clause: int | None = None) -> list[Word]:
        """The words that carry a subject, in order; of one clause when given."""
        return [w for w in self.words if w.is_content and (clause is None or w.clause == clause)]

    @property
    def clauses(self) -> tuple[int, ...]:
        """The numbers of the clauses that have words."""
        return tuple(sorted({w.clause for w in self.words}))

    def of(self, group: str) -> list[Mention]:
        """The mentions of one group, in order."""
        return [m for m in self.mentions if m.group == group]

    def clause_of(self, mention: Mention) -> int:
        """The clause in which a mention begins."""
        return self.words[mention.first].clause

    def denies(self, clauses: Collection[int] | None = None) -> bool:
        """True when the text denies something, in some of its clauses where they are given."""
        found = (m for m in self.mentions if m.group == "negator" and m.name)
        return any(clauses is None or self.clause_of(m) in clauses for m in found)

    def said(self, mention: Mention) -> str:
        """A mention as written."""
        return self.text[self.words[mention.first].start : self.words[mention.last].end]

    def at(self, place: int) -> int:
        """The number of the word at or after this place of the text; the last one when there is none after."""
        return next((i for i, w in enumerate(self.words) if w.end > place), len(self.words) - 1)


def read(text: str, lang: Lang) -> Reading:
    """The reading of a text."""
    return _read(composed(text).translate(_MARKS), lang)


@lru_cache(maxsize=8192)
def _read(text: str, lang: Lang) -> Reading:
    known = lexicon()
    found_dates = dates(text)
    found_figures = tuple(f for f in figures(text) if not any(d.start <= f.start < d.end for d in found_dates))
    cuts = [m.start() for m in _CLAUSE.finditer(text)]
    spread = re.sub(r"n't\b", " n't", text) if "n't" in text else text
    shift = _shift(text, spread)
    tokens = [
        Word(m.group(), unaccented(m.group()), shift(m.start()), shift(m.end()), sum(1 for c in cuts if c < shift(m.end())))
        for m in _WORD.finditer(spread)
    ]
    mentions = _mentions(tokens, lang, known)
    _content(tokens, lang, known, [(d.start, d.end) for d in found_dates] + [(f.start, f.end) for f in found_figures])
    _handles(tokens, mentions, lang, known)
    _deny(tokens, mentions)
    return Reading(text, lang, tuple(tokens), tuple(mentions), found_figures, found_dates)


def _shift(text: str, spread: str) -> _Shift:
    places = [m.start() for m in re.finditer(r"n't\b", text)] if spread != text else []
    return _Shift(tuple(places))


@dataclass(frozen=True)
class _Shift:
    """From a place in the text with "n't" set apart back to the text as it came."""

    places: tuple[int, ...]

    def __call__(self, place: int) -> int:
        return place - sum(1 for i, p in enumerate(self.places) if p + i < place)


def _mentions(tokens: list[Word], lang: Lang, known: Lexicon) -> list[Mention]:
    said = [t.folded for t in tokens]
    best: dict[str, list[tuple[int, int, Form]]] = {}
    for place in range(len(said)):
        for form in known.at(said, place, lang):
            if _is_written_so(tokens, place, form):
                best.setdefault(_rival(form.group), []).append((place, place + len(form.words) - 1, form))
    found: list[Mention] = []
    for group, spans in best.items():
        taken: dict[int, int] = {}
        for first, last, form in sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0])):
            size = last - first
            if group != "same" and any(taken.get(i, size) > size for i in range(first, last + 1)):
                continue
            taken.update(dict.fromkeys(range(first, last + 1), size))
            if group == "party" and not form.name:
                continue  # "a la firma del contrato" names no firm
            found.append(Mention(form.group, form.name, first, last))
    if lang == "es":
        found.extend(_up_to(tokens, {i for m in found if m.group == "axis:bound" for i in range(m.first, m.last + 1)}))
    return sorted(found, key=lambda m: (m.first, m.last))


def _up_to(tokens: list[Word], taken: set[int]) -> list[Mention]:
    """ "hasta" before a quantity is a bound ("hasta 180 días"); before a day or a year it is a time."""
    found = []
    for index, (token, after) in enumerate(pairwise(tokens)):
        if token.folded == "hasta" and index not in taken and after.folded[0].isdigit():
            beyond = tokens[index + 2].folded if index + 2 < len(tokens) else ""
            if beyond not in ("de", "") and not _YEAR.fullmatch(after.folded):
                found.append(Mention("axis:bound", "maximum", index, index))
    return found


def _rival(group: str) -> str:
    """Groups whose longer forms take the words of shorter ones: all opposites together, places with laws and authorities."""
    return "axis" if group.startswith("axis:") else "name" if group in NEEDS_CAPITALS else group


def _is_written_so(tokens: list[Word], place: int, form: Form) -> bool:
    word = tokens[place].text
    if form.group in NEEDS_CAPITALS and len(form.words) == 1 and len(form.words[0]) <= SHORT:
        return word[:1].isupper() and (len(form.words[0]) > 3 or word.removesuffix("'s").isupper())
    return not (form.group == "condition" and form.words == ("si",) and "í" in word)


def _content(tokens: list[Word], lang: Lang, known: Lexicon, counted: list[tuple[int, int]]) -> None:
    for token in tokens:
        is_counted = any(start < token.end and token.start < end for start, end in counted)
        plain = token.folded.removesuffix("'s")
        token.is_content = not is_counted and plain not in known.stop[lang] and not plain[0].isdigit() and len(plain) > 1


def _handles(tokens: list[Word], mentions: list[Mention], lang: Lang, known: Lexicon) -> None:
    for token in tokens:
        plain = token.folded.removesuffix("'s")
        own = stem(plain, lang)
        token.handles.update((f"{lang}:{own}", f"w:{plain}"))
        if lang == "en":
            token.handles.update(f"es:{es}" for es in known.pairs.get(own, ()))
        if len(plain) >= COGNATE:
            token.handles.add(f"c:{_cognate(plain)}")
    for mention in mentions:
        if mention.group in ("negator", "lack", "modal", "strength", "condition", "relation"):
            continue
        for index in range(mention.first, mention.last + 1):
            token = tokens[index]
            if token.is_content or mention.last > mention.first:
                token.handles.add(f"{mention.group}={mention.name}")


def _cognate(word: str) -> str:
    level = word.replace("ph", "f").replace("th", "t").replace("qu", "c").replace("k", "c").replace("y", "i").replace("z", "s")
    return re.sub(r"(.)\1", r"\1", level)[: COGNATE - 1] if len(level) < COGNATE + 1 else re.sub(r"(.)\1", r"\1", level)[:COGNATE]


def _deny(tokens: list[Word], mentions: list[Mention]) -> None:
    """Marks the words that a denial reaches; a ban denies what follows it. "Not … before" is turned there and denies nothing after."""
    turning = {m.first for m in mentions if m.group == "axis:time"}
    for mention in mentions:
        is_ban = mention.group == "axis:permission" and mention.name == "forbidden"
        if not is_ban and not (mention.group == "negator" and mention.name):
            continue
        left = SCOPE
        for index in range(mention.last + 1, len(tokens)):
            token = tokens[index]
            if token.clause != tokens[mention.first].clause or not left:
                break
            token.is_denied = True
            token.is_close = token.is_close or left > SCOPE - 2 or index in turning
            left -= token.is_content
            if index in turning:
                break
