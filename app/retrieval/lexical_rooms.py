"""One language's lexical indexes, one a room. What another room holds changes no answer: not a score, not a silence, not an order."""

from __future__ import annotations

import threading
from collections import ChainMap
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from app.domain.guidance import Sentence
from app.domain.lang import Lang
from app.retrieval.lexical import Match, Record, RoomIndex, telling
from app.retrieval.query import Concept
from app.retrieval.rooms import public_room


class LexicalRooms:
    """The rooms of one language in a generation; safe for several threads. The public room opens at once, another when it is asked for.

    BM25 weighs a word by how many sentences hold it. Counted over all rooms, a colleague's confidential paper would move the scores of
    everybody else and so tell that it mentions a name; each room therefore counts its own.
    """

    def __init__(self, folder: Path, lang: Lang, gone: Collection[str] = ()) -> None:
        """`gone` holds ids of sentences or sources that never appear.

        Raises: StoreError `index.broken` when the public room is not a readable index.
        """
        self._folder = folder
        self._lang = lang
        self._gone = frozenset(gone)
        self._opening = threading.Lock()
        self._rooms: dict[str, RoomIndex] = {}
        self._hidden: dict[str, frozenset[str]] = {}
        self._open((public_room(lang),))

    def twins(self, rooms: Collection[str]) -> Mapping[str, str]:
        """The id of each sentence's twin in the other language, over these rooms; what has none is absent."""
        return ChainMap(*(room.twins for room in self._open(rooms)))

    def hidden(self, rooms: Collection[str]) -> frozenset[str]:
        """Ids that never appear: the superseded ones and those of superseded sources."""
        self._open(rooms)
        return self._gone.union(*(self._hidden[name] for name in rooms))

    def weight(self, concept: Concept, rooms: Collection[str]) -> float:
        """How telling a concept is among the sentences of these rooms."""
        opened = self._open(rooms)
        return telling(sum(room.held(concept) for room in opened), sum(len(room) for room in opened))

    def knows(self, term: str, rooms: Collection[str]) -> bool:
        """True when some sentence or subject in these rooms holds this index term."""
        return any(room.knows(term) for room in self._open(rooms))

    def find(self, wanted: Sequence[Concept], rooms: Collection[str], limit: int) -> list[Match]:
        """The best matches in these rooms, best first."""
        found = [match for room in self._open(rooms) for match in room.find(wanted, limit)]
        return sorted(found, key=lambda match: (-match.share, match.id))[:limit]

    def records(self, ids: Collection[str], rooms: Collection[str]) -> dict[str, Record]:
        """The stored sentences with these ids that lie in these rooms."""
        found: dict[str, Record] = {}
        for room in self._open(rooms):
            found.update(room.records(ids))
        return found

    def around(self, sentence: Sentence, before: int, after: int, rooms: Collection[str]) -> tuple[Sentence, ...]:
        """The sentences around one in its source, itself among them, in reading order."""
        return next((near for room in self._open(rooms) if (near := room.around(sentence, before, after))), ())

    def _open(self, rooms: Collection[str]) -> list[RoomIndex]:
        with self._opening:
            for name in rooms:
                if name not in self._rooms:
                    room = RoomIndex(self._folder / name, self._lang)
                    self._hidden[name] = room.of_sources(self._gone)
                    self._rooms[name] = room
            return [self._rooms[name] for name in sorted(rooms)]
