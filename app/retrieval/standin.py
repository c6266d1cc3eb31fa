"""Stand-ins for tests and demos: embedders without a model, and a search over a list. Knows no file and no index."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from app.domain.guidance import Hit, SearchAnswer, Sentence
from app.domain.lang import Lang
from app.domain.letters import unaccented
from app.retrieval.analysis import content_words
from app.retrieval.ports import PUBLIC_ONLY, Scope

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors


class NoEmbedder:
    """The setting `none`: no vectors, lexical search only."""

    name = "none"
    dimensions = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """An array of shape (n, 0)."""
        import numpy as np

        return np.zeros((len(texts), 0), dtype=np.float32)


class WordEmbedder:
    """Stands in for a model: each word adds ±1 at a place that its digest gives, so shared words mean nearness."""

    name = "standin"
    dimensions = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised float32 row a text; a text without words points along the first axis."""
        import numpy as np

        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in unaccented(text).split():
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimensions] += 1.0 if digest[1] % 2 else -1.0
            length = float(np.linalg.norm(row))
            if length:
                row /= length
            else:
                row[0] = 1.0
        return rows


class ListSearch:
    """Stands in for the index: counts shared words over a list of sentences."""

    def __init__(self, sentences: Sequence[Sentence], superseded: Collection[str] = ()) -> None:
        self._sentences = {sentence.id: sentence for sentence in sentences}
        self._superseded = frozenset(superseded)

    def search(
        self,
        query: str,
        *,
        lang: Lang,
        query_lang: Lang | None = None,
        k: int = 8,
        boost: Mapping[str, float] | None = None,
        scope: Scope = PUBLIC_ONLY,
    ) -> SearchAnswer:
        """Hits that share at least a third of the query's content words; sees public sentences only and knows no boost."""
        asked = query_lang or lang
        wanted = {unaccented(word) for word in content_words(query, asked) if len(word) > 2}
        scored: list[tuple[float, Sentence]] = []
        for sentence in self._sentences.values():
            if sentence.lang != asked or sentence.visibility != "public":
                continue
            held = {unaccented(word) for word in content_words(f"{sentence.heading} {sentence.text}", asked)}
            share = len(wanted & held) / len(wanted) if wanted else 0.0
            hit = sentence if lang == asked else self._sentences.get(sentence.twin_id or "")
            if hit is not None and share >= 1 / 3 and not self._superseded.intersection((hit.id, hit.twin_id, hit.source_id)):
                scored.append((share, hit))
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:k]
        hits = tuple(Hit(sentence=sentence, score=score) for score, sentence in best)
        return SearchAnswer(query=query, lang=lang, embedder="standin", abstained=not hits, hits=hits)
