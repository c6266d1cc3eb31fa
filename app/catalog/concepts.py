"""What the rules of support know of words, from prompts/verification/: concepts, opposites, parties, places, pairs. Knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.catalog.corpus import shipped_corpus
from app.catalog.files import prompts_dir
from app.catalog.stems import words
from app.catalog.yaml_files import load
from app.domain.lang import LANGS, Lang
from app.domain.letters import unaccented
from app.errors import BadData

FOLDER = "verification"
SHORT = 5
"""A place, law or authority of at most so many letters counts in capitals only (US, SAT, ADA)."""
NEEDS_CAPITALS = ("place", "law", "authority")


@dataclass(frozen=True)
class Form:
    """One wording: its words ("*" at the end of a word's stem), and what it stands for (`group`, `name`)."""

    words: tuple[str, ...]
    group: str
    name: str

    def fits(self, said: list[str], at: int) -> bool:
        """True when the words stand at this place of a text."""
        if at + len(self.words) > len(said):
            return False
        return all(
            said[at + i].startswith(w[:-1]) if w.endswith("*") else said[at + i].removesuffix("'s") in (w, w.removesuffix("'s"))
            for i, w in enumerate(self.words)
        )


@dataclass(frozen=True)
class Lexicon:
    """Forms by language and first three letters, longest first, and the facts about what they stand for."""

    forms: Mapping[Lang, Mapping[str, tuple[Form, ...]]]
    flips: Mapping[str, Mapping[str, str]]
    """Axes whose denied pole is the other pole: each pole with its other."""
    same_party: frozenset[frozenset[str]]
    inside: Mapping[str, str]
    country: Mapping[str, str]
    stop: Mapping[Lang, frozenset[str]]
    pairs: Mapping[str, frozenset[str]]
    """Spanish stems by English stem."""

    def at(self, said: list[str], place: int, lang: Lang) -> Iterator[Form]:
        """Every form that stands at this place, longest first."""
        for form in self.forms[lang].get(said[place][:2], ()):
            if form.fits(said, place):
                yield form

    def places_of(self, place: str) -> tuple[str, ...]:
        """A place and what it lies in, innermost first."""
        found = [place]
        while found[-1] in self.inside:
            found.append(self.inside[found[-1]])
        return tuple(found)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the data files.

    Raises: BadData naming what does not hold together.
    """
    raw = load(prompts_dir() / FOLDER / "concepts.yaml")
    names = load(prompts_dir() / FOLDER / "names.yaml")
    pairs = load(prompts_dir() / FOLDER / "word_pairs.yaml")
    forms: dict[Lang, list[Form]] = {lang: list(_forms(raw, names, lang)) for lang in LANGS}
    inside = {k: v["in"] for k, v in names["places"].items() if "in" in v}
    for place, outer in inside.items():
        if outer not in names["places"]:
            raise BadData("data.unknown_key", where=f"names.yaml: {place}", name=outer)
    for group in raw["same_party"]:
        if unknown := set(group) - set(raw["parties"]):
            raise BadData("data.unknown_key", where="concepts.yaml: same_party", name=", ".join(sorted(unknown)))
    return Lexicon(
        forms={lang: _by_start(found) for lang, found in forms.items()},
        flips={name: _others(name, axis) for name, axis in raw["axes"].items() if axis.get("flips")},
        same_party=frozenset(frozenset((a, b)) for group in raw["same_party"] for a in group for b in group if a != b),
        inside=inside,
        country={k: v["country"] for kind in ("laws", "authorities") for k, v in names[kind].items() if not v.get("shared")},
        stop={lang: frozenset(w for text in _split(raw["stop"][lang]) for w in words(text)) for lang in LANGS},
        pairs={en: frozenset(es) for en, es in pairs.items()},
    )


def _others(name: str, axis: Mapping[str, Any]) -> dict[str, str]:
    poles = [pole for pole in axis if pole != "flips"]
    if len(poles) != 2:
        raise BadData("data.unknown_key", where="concepts.yaml: axes", name=name)
    first, second = poles
    return {first: second, second: first}


def _forms(raw: Mapping[str, Any], names: Mapping[str, Any], lang: Lang) -> Iterator[Form]:
    for axis, poles in raw["axes"].items():
        for pole, text in poles.items():
            if pole != "flips":
                yield from _each(text[lang], f"axis:{axis}", pole)
    for group, key in (("party", "parties"), ("thing", "things"), ("modal", "modals"), ("strength", "strength")):
        for name, text in raw[key].items():
            yield from _each(text[lang], group, name)
    yield from _each(raw["negators"][lang], "negator", "not")
    yield from _each(raw["not_negators"][lang], "negator", "")
    yield from _each(raw["not_parties"][lang], "party", "")
    yield from _each(raw["lacks"][lang], "lack", "lack")
    yield from _each(raw["conditions"][lang], "condition", "if")
    for index, text in enumerate(raw["synonyms"]):
        yield from _each(text, "same", f"s{index}")
    for kind, acts in raw["relations"].items():
        for index, text in enumerate(acts):
            yield from _each(text, "relation", f"{kind}:{index}")
    own = 0 if lang == "en" else 1
    for number, twins in enumerate(shipped_corpus().glossary):
        for text in _glossed(twins[own]):
            if " " in text:
                yield Form(tuple(words(text)), "same", f"g{number}")
    for group, key in (("place", "places"), ("law", "laws"), ("authority", "authorities")):
        for name, entry in names[key].items():
            yield from _each(entry["forms"], group, name)


def _glossed(text: str) -> Iterator[str]:
    """The wordings of a glossary term, without what stands in brackets."""
    for part in text.split("/"):
        plain = part.split("(")[0].strip()
        if plain and words(plain):
            yield plain


def _each(text: str, group: str, name: str) -> Iterator[Form]:
    for form in _split(text):
        folded = tuple(f"{w.rstrip('*')}*" if w.endswith("*") else w for part in form.split() for w in _words_of(part))
        if folded:
            yield Form(folded, group, name)


def _words_of(part: str) -> list[str]:
    found = words(part.rstrip("*")) or [unaccented(part)]
    return [*found[:-1], f"{found[-1]}*"] if part.endswith("*") else found


def _split(text: str) -> list[str]:
    return [form.strip() for form in text.split(",") if form.strip()]


def _by_start(forms: Iterable[Form]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.words[0].rstrip("*")[:2], []).append(form)
    return {start: tuple(sorted(own, key=lambda f: (-len(f.words), -len(f.words[0])))) for start, own in found.items()}
