"""How fast the library is indexed and searched, and in how much memory: shares of one run's own rates, and milliseconds of this machine.

Run as `python -m bench.retrieval [--large] [--json]`. At 1,000 sentences the texts are the corpus and the vectors MiniLM's; at 10,000 and
100,000 the texts are corpus sentences with their words shuffled and the vectors are synthetic: speed and memory only, no quality.
Each size runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.catalog.corpus import corpus
from app.domain.guidance import Sentence
from app.retrieval import fusion
from app.retrieval.bundled import BundledEmbedder
from app.retrieval.indexing import build_index, embedded_text
from app.retrieval.lexical import Entry
from app.retrieval.ports import Embedder
from app.retrieval.query import concepts
from app.retrieval.searcher import open_index

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors

ROOT = Path(__file__).resolve().parent.parent
REAL, SYNTHETIC, LARGE = 1_000, 10_000, 100_000
QUERIES = 200
BARE_SAMPLE = 512


class ScatteredEmbedder:
    """Unit vectors around 512 centres, chosen by a text's digest: as long as MiniLM's and as clustered, but without meaning.

    Evenly random vectors would be the worst case of a graph index, and of no text.
    """

    name = "synthetic"
    dimensions = 384

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, the same at every call."""
        import numpy as np

        centres = np.random.default_rng(5).standard_normal((512, self.dimensions), dtype=np.float32)
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
            row[:] = centres[seed % 512] + 0.8 * np.random.default_rng(seed).standard_normal(self.dimensions, dtype=np.float32)
            row /= np.linalg.norm(row)
        return rows


def sentences(count: int) -> list[Sentence]:
    """The corpus cut to `count`, or filled up to it with shuffled copies without twins; about half of them in each language."""
    real = list(corpus().sentences.values())
    found = real[:count]
    draw = random.Random(7)
    while len(found) < count:
        base = draw.choice(real)
        words = base.text.split()
        draw.shuffle(words)
        found.append(base.model_copy(update={"id": f"S{len(found)}", "twin_id": None, "text": " ".join(words)}))
    return found


def milliseconds(work: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Median and 95th percentile over the questions, a warm-up left out."""
    work(questions[0])
    taken = []
    for question in questions:
        start = time.perf_counter()
        work(question)
        taken.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(statistics.median(taken), 2), "p95_ms": round(statistics.quantiles(taken, n=20)[18], 2)}


def measure(count: int, data_dir: Path) -> dict[str, Any]:
    """One size: indexing against the bare embedder, the three ways of asking, and peak memory."""
    import psutil

    texts = sentences(count)
    embedder: Embedder = BundledEmbedder(data_dir) if count <= REAL else ScatteredEmbedder()
    embedder.embed(["warm"])
    bare = [embedded_text(Entry(s, "", 0, subject=s.heading)) for s in random.Random(3).sample(texts, min(BARE_SAMPLE, count))]
    start = time.perf_counter()
    embedder.embed(bare)
    bare_rate = len(bare) / (time.perf_counter() - start)
    start = time.perf_counter()
    build_index(texts, data_dir=data_dir, embedder=embedder, fingerprint="bench")
    build_s = time.perf_counter() - start
    start = time.perf_counter()
    build_index(texts, data_dir=data_dir, embedder=embedder, fingerprint="bench")
    again_s = time.perf_counter() - start
    note = texts[0].source_id
    changed = [s.model_copy(update={"text": f"{s.text} Revised."}) if s.source_id == note else s for s in texts]
    start = time.perf_counter()
    build_index(changed, data_dir=data_dir, embedder=embedder, fingerprint="bench")
    changed_s = time.perf_counter() - start
    start = time.perf_counter()
    searcher = open_index(data_dir, embedder=embedder, fingerprint="bench", glossary=corpus().glossary)
    open_ms = (time.perf_counter() - start) * 1000
    draw = random.Random(11)
    questions = [" ".join(draw.sample(draw.choice(texts[:REAL]).text.split(), 5)) for _ in range(QUERIES)]
    searcher.search(questions[0], lang="en")
    routes = searcher._routes
    rooms = ["en-public"]
    ways: dict[str, Callable[[str], object]] = {
        "bm25": lambda question: routes.lexical["en"].find(concepts(question, "en"), rooms, fusion.POOL),
        "dense": lambda question: routes._store().nearest(rooms, embedder.embed([question]), fusion.POOL),
        "fused": lambda question: searcher.search(question, lang="en"),
        "fused_other_language": lambda question: searcher.search(question, lang="es", query_lang="en"),
    }
    info = psutil.Process().memory_info()
    disk = sum(path.stat().st_size for path in (data_dir / "index" / searcher.manifest.generation).rglob("*") if path.is_file())
    return {
        "sentences": count,
        "vectors": "MiniLM" if count <= REAL else "synthetic",
        "embedder_per_s": round(bare_rate),
        "indexed_per_s": round(count / build_s),
        "share_of_embedder": round(count / build_s / bare_rate, 3),
        "reindex_unchanged_s": round(again_s, 2),
        "one_note_changed_s": round(changed_s, 2),
        "open_ms": round(open_ms, 1),
        "queries": {name: milliseconds(way, questions) for name, way in ways.items()},
        "memory_mb": round(info.rss / 1e6),
        "disk_mb": round(disk / 1e6, 1),
    }


def table(found: Sequence[dict[str, Any]]) -> str:
    """The results as text, a line a size."""
    lines = [
        f"{'sentences':>9} {'vectors':>9} {'embed/s':>8} {'index/s':>8} {'share':>6} {'again s':>8} {'1 note s':>8} "
        f"{'open ms':>8} {'MB':>5} {'disk':>6}"
    ]
    for one in found:
        share = f"{one['share_of_embedder']:6.2f}" if one["vectors"] == "MiniLM" else f"{'—':>6}"
        lines.append(
            f"{one['sentences']:9} {one['vectors']:>9} {one['embedder_per_s']:8} {one['indexed_per_s']:8} {share} "
            f"{one['reindex_unchanged_s']:8} {one['one_note_changed_s']:8} {one['open_ms']:8} {one['memory_mb']:5} {one['disk_mb']:6}"
        )
    lines.append(f"\n{'query, p50/p95 ms':>20} " + " ".join(f"{one['sentences']:>14}" for one in found))
    for way in found[0]["queries"]:
        cells = (f"{one['queries'][way]['p50_ms']:.2f}/{one['queries'][way]['p95_ms']:.2f}" for one in found)
        lines.append(f"{way:>20} " + " ".join(f"{cell:>14}" for cell in cells))
    lines.append("Synthetic vectors mean nothing and their texts are shuffled: no word on quality, and no share of an embedder.")
    return "\n".join(lines)


def main() -> None:
    """Prints the table, then the same as JSON; with --json the JSON alone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--large", action="store_true", help="also 100,000 sentences (minutes)")
    parser.add_argument("--json", action="store_true", help="JSON only")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            print(json.dumps(measure(asked.one, Path(folder))))
        return
    found = []
    for size in [REAL, SYNTHETIC, *([LARGE] if asked.large else [])]:
        command = [sys.executable, "-m", "bench.retrieval", "--one", str(size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        found.append(json.loads(done.stdout))
    if not asked.json:
        print(table(found), end="\n\n")
    print(json.dumps({"retrieval": found}, indent=1))


if __name__ == "__main__":
    main()
