"""What a variant must not show, as patterns: made from an intake, looked for in any text. Knows aliases, forms and folding; no document.

A name is found without its legal suffix, by its first distinctive word, as an acronym, inside an address, with other case or
accents, and with points, hyphens, spaces or invisible signs between its letters; an amount in any of its usual forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from app.catalog.places import recognise
from app.catalog.variants import Guard
from app.checks.names_known import common_words, known_words
from app.domain.date_reading import dates
from app.domain.figures import figures
from app.domain.intake import Intake, counts_of
from app.domain.letters import unaccented

Kind = Literal["name", "term", "person", "place", "figure", "phrase"]
SUBSTRING_FROM = 6
"""A word of so many letters is found inside others (addresses, possessives, compounds); a shorter one only by itself."""
LARGE = Decimal(1000)
YEARS = (Decimal(1900), Decimal(2100))
RUN = 6
"""So many words in a row are a quotation."""
_LOOKALIKES = str.maketrans(
    {"а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "і": "i", "ѕ": "s", "ο": "o", "ν": "v", "α": "a"}
    | {"А": "a", "Е": "e", "О": "o", "Р": "p", "Т": "t", "Н": "h", "К": "k", "М": "m", "В": "b", "С": "c", "Х": "x"}
)
"""Cyrillic and Greek letters that look like ours."""
_LEGAL = re.compile(
    r"(?i)(?<![,\s])[,\s]++(?:s\.?\s?a\.?\s?p\.?\s?i\.?|s\.?\s?a\.?\s?b?\.?|s\.? de r\.? ?l\.?|s\.?c\.?|a\.?c\.?|"
    r"inc\.?|l\.?l\.?c\.?|l\.?p\.?|corp\.?|corporation|company|co\.|ltd\.?|limited|gmbh|plc|de c\.? ?v\.?)(?=[\s,.]|$)\.?"
)
_PLACED = re.compile(
    r"(?i)(?<!\s)\s++(?:de|of|en|in)?\s*+(?:m[eé]xico|mexicana|north america|norteam[eé]rica|latin america|latinoam[eé]rica|usa|us)$"
)
_GROUP = re.compile(r"(?i)^(?:grupo|group|the|el|la|los|las|industrias|corporativo)\s+")
_WORD = re.compile(r"[^\W_]+")
_DOTS = r"[.\s-]?"
_GAP = r"[\W_]{0,3}"


@dataclass(frozen=True)
class Secret:
    """One thing not to be shown: where it was said, and how it is found. `values` for figures, `runs` for phrases."""

    kind: Kind
    path: str
    pattern: str = ""
    is_acronym: bool = False
    values: frozenset[Decimal] = frozenset()
    runs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spotted:
    """A secret in a text, with its span."""

    secret: Secret
    start: int
    end: int


@lru_cache(maxsize=64)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Lower case without accents, invisible signs and lookalikes; with the place in `text` of each letter."""
    letters: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for each in unicodedata.normalize("NFKD", sign.translate(_LOOKALIKES)).casefold():
            if not unicodedata.combining(each):
                letters.append(each)
                places.append(at)
    return "".join(letters), (*places, len(text))


def spotted(text: str, secrets: Iterable[Secret]) -> tuple[Spotted, ...]:
    """Every secret in a text, by position; of two that overlap the longer."""
    if not text:
        return ()
    folded, places = _folded(text)
    found: list[Spotted] = []
    amounts = None
    for secret in secrets:
        if secret.pattern:
            for match in re.finditer(secret.pattern, folded):
                start, end = places[match.start()], places[match.end() - 1] + 1
                if not secret.is_acronym or re.sub(r"[\W_]", "", text[start:end]).isupper():
                    found.append(Spotted(secret, start, end))
        if secret.values:
            amounts = _amounts(text) if amounts is None else amounts
            found.extend(Spotted(secret, start, end) for start, end, values in amounts if values & secret.values)
        if secret.runs:
            found.extend(Spotted(secret, start, end) for start, end, run in _runs(text) if run in secret.runs)
    kept: list[Spotted] = []
    for each in sorted(found, key=lambda s: (s.start, s.start - s.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end > kept[-1].end:
            kept[-1] = Spotted(kept[-1].secret, kept[-1].start, each.end)
    return tuple(kept)


def secrets_of(intake: Intake, guard: Guard, allowed: Iterable[str]) -> tuple[Secret, ...]:
    """The secrets of an intake; amounts and phrases that stand in an `allowed` answer too are none."""
    open_words = [text for path in allowed for _, text in _texts(intake, (path,))]
    open_amounts = {v for path in allowed for v in _values(counts_of(path, intake.get(path)))}
    open_runs = {run for text in open_words for _, _, run in _runs(text)}
    found: list[Secret] = []
    for path, text in _texts(intake, guard.terms):
        found.extend(_worded("term", path, text))
    for path, text in _texts(intake, guard.names):
        found.extend(_names(path, text))
    for path, text in _texts(intake, guard.people):
        if path.endswith((".name", ".codename")):
            found.extend(_person(path, text))
    for path, text in _texts(intake, guard.places):
        found.extend(_places(path, text))
    for path in guard.figures:
        values = frozenset(v for v in _values(counts_of(path, intake.get(path))) if v not in open_amounts)
        if values:
            found.append(Secret("figure", path, values=values))
    for path, text in _texts(intake, guard.phrases):
        runs = frozenset(run for _, _, run in _runs(text)) - open_runs
        if runs:
            found.append(Secret("phrase", path, runs=runs))
    return tuple(dict.fromkeys(found))


def _texts(intake: Intake, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = tuple(dict.fromkeys(paths))
    for path, text in intake.texts():
        field = intake.fields.get(".".join(path.split(".")[:2]).split("[")[0])
        is_source = field is not None and path == field.path and text == field.source
        if not is_source and any(path == p or path.startswith((f"{p}.", f"{p}[")) for p in wanted):
            yield path, text


def _worded(kind: Kind, path: str, text: str) -> Iterator[Secret]:
    """A term as it stands, a company's with its aliases; an amount as an amount."""
    values = frozenset(_values(text))
    if values and len(_WORD.findall(text)) <= 4:
        yield Secret("figure", path, values=values)
    pattern = _pattern(text)
    if pattern:
        yield Secret(kind, path, pattern)
    core = _core(text)
    if core != text and (pattern := _pattern(core)):
        yield Secret(kind, path, pattern)


def _names(path: str, text: str) -> Iterator[Secret]:
    core = _core(text)
    for wording in dict.fromkeys((text, core, _GROUP.sub("", core))):
        words = _WORD.findall(wording)
        if len(words) > 8 or not any(_is_distinctive(w) for w in words):
            continue  # a sentence, or words of every day
        if pattern := _pattern(wording):
            yield Secret("name", path, pattern)
        first = next((w for w in words if len(w) >= 4 and _is_distinctive(w)), None)
        if first:
            yield Secret("name", path, _pattern(first))
    initials = "".join(w[0] for w in _WORD.findall(core) if w[0].isupper())
    if len(initials) >= 3 and unaccented(initials) not in known_words() | common_words():
        yield Secret("name", path, rf"(?<![^\W_]){_DOTS.join(unaccented(initials))}(?![^\W_])", is_acronym=True)


def _person(path: str, text: str) -> Iterator[Secret]:
    words = [w for w in _WORD.findall(text) if len(w) > 1]
    if not any(_is_distinctive(w) for w in words):
        return
    if len(words) > 1 and (pattern := _pattern(" ".join(words))):
        yield Secret("person", path, pattern)
    for word in words[1:] or words:
        if len(word) >= 4 and _is_distinctive(word):
            yield Secret("person", path, _pattern(word))


def _places(path: str, text: str) -> Iterator[Secret]:
    cities = recognise(text).cities
    names = {n for c in cities for n in (*c.names, c.state) if unaccented(n) in unaccented(text)}
    if path.startswith("role.location"):
        names |= {part.strip() for part in re.split(r"[,/;()]", text) if len(part.strip()) >= 4}
    for name in sorted(names):
        if unaccented(name) not in ("mexico", "united states", "estados unidos", "usa", "eeuu"):
            yield Secret("place", path, rf"(?<![^\W_]){_joined(name)}(?![^\W_])")


def _core(text: str) -> str:
    """A company's name without legal form and country."""
    return _PLACED.sub("", _LEGAL.sub(" ", f" {text} ").strip(" ,.")).strip(" ,.")


def _is_distinctive(word: str) -> bool:
    folded = unaccented(word)
    return len(word) >= 3 and folded not in common_words() and word.casefold() not in common_words() and folded not in known_words()


def _pattern(text: str) -> str:
    """The regular expression of a wording in folded text; empty for nothing to look for."""
    letters = sum(len(w) for w in _WORD.findall(unaccented(text)))
    if letters < 2:
        return ""
    if letters >= SUBSTRING_FROM:
        return _joined(text)
    return rf"(?<![^\W_]){_GAP.join(re.escape(w) for w in _WORD.findall(unaccented(text)))}(?:s|mx|us)?(?![^\W_])"


def _joined(text: str) -> str:
    return _GAP.join(re.escape(sign) for word in _WORD.findall(unaccented(text)) for sign in word)


def _values(text: str) -> set[Decimal]:
    return {v for _, _, values in _amounts(text) for v in values}


def _amounts(text: str) -> list[tuple[int, int, frozenset[Decimal]]]:
    """Money, and other numbers from a thousand on that are no years; with their spans."""
    days = dates(text)
    found = []
    for f in figures(text):
        if any(d.start <= f.start < d.end for d in days) or f.unit in ("days", "hours"):
            continue
        if f.unit == "percent":
            continue
        large = frozenset(v for v in f.values if v >= LARGE and (f.unit == "money" or not YEARS[0] <= v <= YEARS[1]))
        if large:
            found.append((f.start, f.end, large))
    return found


@lru_cache(maxsize=256)
def _runs(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every six words in a row, folded, with their span."""
    words = [(m.start(), m.end(), unaccented(m.group())) for m in _WORD.finditer(text)]
    return tuple((words[i][0], words[i + RUN - 1][1], " ".join(w[2] for w in words[i : i + RUN])) for i in range(len(words) - RUN + 1))
