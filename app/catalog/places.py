"""Corridors and cities as data, and the recognition of a place from the client's words. Knows no borders beyond the file."""

from __future__ import annotations

import re
from functools import cache

from app.catalog.corpus import corpus
from app.catalog.files import corpus_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.letters import unaccented
from app.errors import BadData


class City(Value):
    """A city; `border_zone` says that its municipality lies in the northern border wage zone's states by the border."""

    id: str
    names: tuple[str, ...]
    state: str
    country: str
    border_zone: bool = False
    cards: tuple[str, ...] = ()


class Corridor(Value):
    """Two cities that face each other across the border."""

    id: str
    title: Words
    mx: tuple[str, ...]
    us: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[str, ...]


class Place(Value):
    """What was recognised in a location text. All empty when nothing was."""

    cities: tuple[City, ...] = ()
    corridor: Corridor | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """Retrieval tags of the place."""
        return self.corridor.tags if self.corridor else tuple(c.id for c in self.cities)

    @property
    def cards(self) -> tuple[str, ...]:
        """Cards about the place."""
        own = self.corridor.cards if self.corridor else ()
        return tuple(dict.fromkeys((*own, *(card for c in self.cities for card in c.cards))))


@cache
def _places() -> tuple[dict[str, City], dict[str, Corridor]]:
    loaded = load(corpus_dir() / "places.yaml")
    cities = {k: City(id=k, **v) for k, v in loaded["cities"].items()}
    corridors = {k: Corridor(id=k, **v) for k, v in loaded["corridors"].items()}
    for corridor in corridors.values():
        for city in (*corridor.mx, *corridor.us):
            if city not in cities:
                raise BadData("data.unknown_city", where=f"places.yaml: {corridor.id}", name=city)
    named = {**{c.id: c.cards for c in cities.values()}, **{c.id: c.cards for c in corridors.values()}}
    for place, cards in named.items():
        for card in cards:
            if card not in corpus().cards:
                raise BadData("data.unknown_card", where=f"places.yaml: {place}", name=card)
    return cities, corridors


def place_cards() -> tuple[str, ...]:
    """Every card that some place names."""
    cities, corridors = _places()
    return tuple(dict.fromkeys((*(c for p in corridors.values() for c in p.cards), *(c for p in cities.values() for c in p.cards))))


@cache
def _names() -> tuple[tuple[re.Pattern[str], City], ...]:
    """Every name of a city as it stands in a folded text, longest first."""
    cities, _ = _places()
    names = sorted(((unaccented(n), c) for c in cities.values() for n in c.names), key=lambda p: -len(p[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), city) for name, city in names)


def recognise(location: str) -> Place:
    """The cities and the corridor named in a text; a longer name goes before a shorter one inside it ("Nuevo Laredo" is not Laredo)."""
    _, corridors = _places()
    rest = unaccented(location)
    found: list[tuple[int, City]] = []
    for name, city in _names():
        match = name.search(rest)
        if match and city not in [c for _, c in found]:
            found.append((match.start(), city))
        if match:
            rest = rest[: match.start()] + "#" * len(match.group()) + rest[match.end() :]
    here = tuple(c for _, c in sorted(found, key=lambda p: p[0]))
    ids = {c.id for c in here}
    both_sides = [c for c in corridors.values() if ids & set(c.mx) and ids & set(c.us)]
    one_side = [c for c in corridors.values() if ids & set(c.mx)]
    chosen = both_sides or one_side
    return Place(cities=here, corridor=chosen[0] if chosen else None)
