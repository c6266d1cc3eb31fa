"""The lexical index of one room: a tantivy index in one language, which also stores the sentences. Knows terms; knows no other room."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.domain.guidance import Sentence
from app.domain.lang import Lang
from app.errors import StoreError
from app.retrieval import generations
from app.retrieval.analysis import TOKENIZER_NAME, analyzer, terms
from app.retrieval.query import Concept

HEADING_WEIGHT = 0.5
"""Titles name the subject of many sentences: BM25's recall@5 rises from .61 to .72 (English), .72 to .79 (Spanish); above 0.8 it falls."""
TERM_CEILING = 2.2
"""BM25 gives a term at most k1 + 1 = 2.2 times its inverse document frequency (tantivy's k1 is 1.2)."""
_WRITER_BYTES = 50_000_000
TWINS = "twins.json"
"""Twins by id, beside the index: a query names hundreds of sentences of which only the twin is wanted; reading them whole is slow."""


@dataclass(frozen=True)
class Entry:
    """A sentence as it is indexed: its room, place in its source, twin if that is indexed too, subject, and the tags of its source."""

    sentence: Sentence
    room: str
    ordinal: int
    twin_id: str | None = None
    subject: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """A stored sentence, parsed when it is needed."""

    lang: Lang
    payload: bytes
    twin_id: str | None
    subject: str
    tags: frozenset[str]

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return Sentence.model_validate_json(self.payload)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The index terms of the sentence and of its subject."""
        return frozenset(terms(f"{self.subject}. {self.sentence.text}", self.lang))


@dataclass(frozen=True)
class Match:
    """A sentence that holds some of the query: its id, its twin's, and its BM25 score as a share of the most that the query could score."""

    id: str
    twin_id: str | None
    share: float


def telling(held: int, total: int) -> float:
    """BM25's inverse document frequency of a concept that `held` of `total` sentences hold; an unknown word weighs most."""
    return math.log(1 + (total - held + 0.5) / (held + 0.5))


@contextmanager
def _mapped(where: str, key: str = "index.broken") -> Iterator[None]:
    """tantivy reports trouble as ValueError or OSError, whatever its kind."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise StoreError(key, where=where, reason=" ".join(str(error).split())[:200]) from error


def _schema(lang: Lang) -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in ("id", "twin", "source", "tag"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=TOKENIZER_NAME[lang], index_option="freq")
    builder.add_text_field("subject", stored=True, tokenizer_name=TOKENIZER_NAME[lang], index_option="freq")
    builder.add_unsigned_field("ordinal", indexed=True, fast=True)
    builder.add_bytes_field("payload", stored=True, indexed=False)
    return builder.build()


def write(folder: Path, lang: Lang, entries: Iterable[Entry]) -> None:
    """Write one room's index into a new folder, whole.

    Raises: StoreError `index.disk`.
    """
    from tantivy import Document, Index

    with _mapped(str(folder), "index.disk"):
        folder.mkdir(parents=True, exist_ok=True)
        index = Index(_schema(lang), path=str(folder), reuse=False)
        index.register_tokenizer(TOKENIZER_NAME[lang], analyzer(lang))
        writer = index.writer(_WRITER_BYTES, 1)
        twins: dict[str, str] = {}
        for entry in entries:
            sentence = entry.sentence
            document = Document(id=sentence.id, source=sentence.source_id, text=sentence.text, subject=entry.subject)
            document.add_text("twin", entry.twin_id or "")
            if entry.twin_id:
                twins[sentence.id] = entry.twin_id
            for tag in entry.tags:
                document.add_text("tag", tag)
            document.add_unsigned("ordinal", entry.ordinal)
            document.add_bytes("payload", sentence.model_dump_json().encode())
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    generations.replace_text(folder / TWINS, json.dumps(twins))


class RoomIndex:
    """One room's index, open for reading; safe for several threads."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        """Opens the index.

        Raises: StoreError `index.broken` when the files are not a readable index.
        """
        from tantivy import Index

        self.lang = lang
        self._where = str(folder)
        with _mapped(self._where):
            if not folder.is_dir() or not Index.exists(self._where):
                raise StoreError("index.broken", where=self._where, reason="meta.json")
            self._index = Index.open(self._where)
            self._index.register_tokenizer(TOKENIZER_NAME[lang], analyzer(lang))
            self._searcher = self._index.searcher()
            self._schema = self._index.schema

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @cached_property
    def twins(self) -> dict[str, str]:
        """The id of each sentence's twin, for those that have one in the other language; read at the first question.

        Raises: StoreError `index.broken`.
        """
        with _mapped(self._where):
            found: dict[str, str] = json.loads((Path(self._where) / TWINS).read_bytes())
        return found

    def held(self, concept: Concept) -> int:
        """How many sentences hold a concept: its commonest alternative."""
        return max((min(self._searcher.doc_freq("text", term) for term in terms) for terms in concept.alternatives), default=0)

    def knows(self, term: str) -> bool:
        """True when some sentence or subject holds this index term."""
        return bool(self._searcher.doc_freq("text", term) or self._searcher.doc_freq("subject", term))

    def find(self, wanted: Sequence[Concept], limit: int) -> list[Match]:
        """The best matches, best first; no concept or no sentence finds nothing."""
        from tantivy import Occur, Query

        if not wanted or not len(self):
            return []
        query = Query.boolean_query([(Occur.Should, self._either(concept)) for concept in wanted])
        ceiling = TERM_CEILING * sum(telling(self.held(concept), len(self)) for concept in wanted)
        with _mapped(self._where):
            found = [(float(score), self._searcher.doc(address)) for score, address in self._searcher.search(query, limit).hits]
        matches = [Match(str(document.get_first("id")), document.get_first("twin") or None, score / ceiling) for score, document in found]
        return sorted(matches, key=lambda match: (-match.share, match.id))

    def records(self, ids: Collection[str]) -> dict[str, Record]:
        """The stored sentences with these ids."""
        from tantivy import Query

        if not ids or not len(self):
            return {}
        named = Query.term_set_query(self._schema, "id", sorted(ids))
        with _mapped(self._where):
            documents = [self._searcher.doc(address) for _, address in self._searcher.search(named, len(ids)).hits]
        return {str(document.get_first("id")): self._record(document) for document in documents}

    def of_sources(self, names: Collection[str]) -> frozenset[str]:
        """The ids of all sentences of these sources."""
        from tantivy import Query

        if not names or not len(self):
            return frozenset()
        with _mapped(self._where):
            hits = self._searcher.search(Query.term_set_query(self._schema, "source", sorted(names)), len(self)).hits
            return frozenset(str(self._searcher.doc(address).get_first("id")) for _, address in hits)

    def around(self, sentence: Sentence, before: int, after: int) -> tuple[Sentence, ...]:
        """The sentences around one in its source, itself among them, in reading order; empty when it does not lie here."""
        from tantivy import FieldType, Occur, Query

        with _mapped(self._where):
            here = self._places(Query.term_query(self._schema, "id", sentence.id), 1)
            if not here:
                return ()
            place = here[0][0]
            near = Query.range_query(self._schema, "ordinal", FieldType.Unsigned, max(0, place - before), place + after)
            same = Query.term_query(self._schema, "source", sentence.source_id)
            found = self._places(Query.boolean_query([(Occur.Must, near), (Occur.Must, same)]), before + after + 1)
            return tuple(self._record(self._searcher.doc(address)).sentence for _, address in sorted(found, key=lambda pair: pair[0]))

    def _places(self, query: Any, limit: int) -> list[tuple[int, Any]]:
        addresses = [address for _, address in self._searcher.search(query, limit).hits]
        ordinals = self._searcher.fast_field_values("ordinal", addresses)
        return [(int(ordinal or 0), address) for ordinal, address in zip(ordinals, addresses, strict=True)]

    def _either(self, concept: Concept) -> Any:
        """The best alternative counts, never their sum: a word spelled two ways is still one word."""
        from tantivy import Query

        alternatives = [self._all_of(alternative) for alternative in concept.alternatives]
        return alternatives[0] if len(alternatives) == 1 else Query.disjunction_max_query(alternatives)

    def _all_of(self, alternative: Sequence[str]) -> Any:
        from tantivy import Occur, Query

        parts = []
        for term in alternative:
            parts.append((Occur.Should, Query.term_query(self._schema, "text", term, "freq")))
            subject = Query.term_query(self._schema, "subject", term, "freq")
            parts.append((Occur.Should, Query.boost_query(subject, HEADING_WEIGHT)))
        return Query.boolean_query(parts)

    def _record(self, document: Any) -> Record:
        return Record(
            lang=self.lang,
            payload=bytes(document.get_first("payload")),
            twin_id=document.get_first("twin") or None,
            subject=document.get_first("subject") or "",
            tags=frozenset(document.get_all("tag")),
        )
