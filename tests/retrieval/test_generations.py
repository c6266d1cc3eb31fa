"""Generations: swapped whole, one indexer at a time, and nothing lost when an indexer is killed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import Held, StoreError
from app.retrieval import generations
from app.retrieval.indexing import build_index
from app.retrieval.lock import HOLDER, indexing
from app.retrieval.searcher import open_index
from app.retrieval.standin import NoEmbedder, WordEmbedder
from tests.retrieval.builders import library, sentence

if TYPE_CHECKING:
    from app.retrieval.ports import Vectors

QUESTION = "seniority premium days of wage"
KILLED = Path(__file__).with_name("killed_indexer.py")


class CountingEmbedder(WordEmbedder):
    """Remembers every text that it was asked for."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.seen.extend(texts)
        return super().embed(texts)


def build(data_dir: Path, fingerprint: str = "one") -> generations.Manifest:
    return build_index(library(), data_dir=data_dir, embedder=WordEmbedder(), fingerprint=fingerprint)


def first_hit(data_dir: Path, fingerprint: str = "one") -> str:
    searcher = open_index(data_dir, embedder=WordEmbedder(), fingerprint=fingerprint)
    try:
        return searcher.search(QUESTION, lang="en").hits[0].sentence.id
    finally:
        searcher.close()


def folders(data_dir: Path) -> set[str]:
    return set(generations.all_names(data_dir / "index"))


def raised_by(action: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as raised:
        action()
    return raised.value


def test_a_new_generation_takes_over_while_the_old_one_is_still_read(tmp_path: Path) -> None:
    build(tmp_path)
    old = open_index(tmp_path, embedder=WordEmbedder(), fingerprint="one")
    assert old.search(QUESTION, lang="en").hits
    second = build(tmp_path, "two")
    assert not old.is_current()
    assert old.search(QUESTION, lang="en").hits[0].sentence.id == "N1.2", "the old generation stands until the next but one"
    new = open_index(tmp_path, embedder=WordEmbedder(), fingerprint="two")
    assert new.is_current()
    assert second.previous == old.manifest.generation
    old.close()
    new.close()


def test_the_generation_before_is_kept_and_older_ones_go(tmp_path: Path) -> None:
    names = [build(tmp_path).generation for _ in range(3)]
    assert folders(tmp_path) == set(names[1:])


def test_an_erasure_leaves_no_earlier_generation(tmp_path: Path) -> None:
    build(tmp_path)
    last = build_index(library()[:4], data_dir=tmp_path, embedder=WordEmbedder(), fingerprint="two", keep_previous=False)
    assert folders(tmp_path) == {last.generation}
    texts = b"".join(path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file())
    assert b"harnesses" not in texts


def test_an_erasure_that_the_system_prevents_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    error = raised_by(
        lambda: build_index(library()[:4], data_dir=tmp_path, embedder=WordEmbedder(), fingerprint="one", keep_previous=False)
    )
    assert error.key == "index.not_erased"
    assert first_hit(tmp_path) == "N1.2", "the new generation stands"


def test_only_changed_sentences_are_embedded_again(tmp_path: Path) -> None:
    sentences = library()
    build_index(sentences, data_dir=tmp_path, embedder=CountingEmbedder(), fingerprint="one")
    changed = [*sentences[:-1], sentence("N4.1-es", "Las plantas de Juárez fabrican arneses.", "es", twin="N4.1", source="N4-es")]
    embedder = CountingEmbedder()
    manifest = build_index(changed, data_dir=tmp_path, embedder=embedder, fingerprint="two")
    assert embedder.seen == ["Las plantas de Juárez fabrican arneses."]
    assert manifest.reused == len(sentences) - 1


def test_vectors_of_another_embedder_are_not_reused(tmp_path: Path) -> None:
    build(tmp_path)
    embedder = CountingEmbedder()
    embedder.name = "another"
    build_index(library(), data_dir=tmp_path, embedder=embedder, fingerprint="one")
    assert len(embedder.seen) == len(library())


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    build_index(library(), data_dir=tmp_path, embedder=WordEmbedder(), fingerprint="f", progress=lambda *now: heard.append(now))
    assert heard[0] == (0, len(library()))
    assert heard[-1] == (len(library()), len(library()))


def test_a_second_indexer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with indexing(tmp_path / "index"):
        error = raised_by(lambda: build(tmp_path))
        held = json.loads((tmp_path / "index" / HOLDER).read_text("utf-8"))
    assert isinstance(error, Held)
    assert error.key == "index.held"
    assert error.params == {"pid": str(os.getpid()), "since": held["since"]}
    assert build(tmp_path).sentences == len(library()), "the lock is free again"


def test_a_failed_embedder_frees_the_lock_and_leaves_the_index(tmp_path: Path) -> None:
    class Failing(WordEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise StoreError("embedder.weights_absent", file="x")

    build(tmp_path)
    more = [*library(), sentence("N9.1", "One more sentence to embed.")]
    raised_by(lambda: build_index(more, data_dir=tmp_path, embedder=Failing(), fingerprint="two"))
    assert first_hit(tmp_path) == "N1.2"
    build(tmp_path)


@pytest.mark.parametrize("moment", ["embedding", "swapping"])
def test_a_killed_indexer_leaves_the_old_generation(tmp_path: Path, moment: str) -> None:
    before = build(tmp_path).generation
    with subprocess.Popen([sys.executable, str(KILLED), str(tmp_path), moment]) as process:
        for _ in range(300):
            if (tmp_path / "reached").exists():
                break
            assert process.poll() is None, "the indexer ended before it was killed"
            time.sleep(0.05)
        process.kill()
    assert first_hit(tmp_path) == "N1.2"
    assert len(folders(tmp_path)) == 2, "the half-built generation lies there"
    embedder = CountingEmbedder()
    embedder.name = "slow"
    manifest = build_index(library(), data_dir=tmp_path, embedder=embedder, fingerprint="two")
    half_built = folders(tmp_path) - {before, manifest.generation}
    assert half_built == set(), "swept by the next indexer"
    assert manifest.previous == before
    done = {"embedding": 4, "swapping": len(library())}[moment]
    assert len(embedder.seen) == len(library()) - done, "what the dead indexer had embedded is taken over"
    assert generations.pointed_at(tmp_path / "index") == manifest.generation


def test_opening_embeds_nothing_and_knows_what_is_wrong(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    assert raised_by(lambda: open_index(tmp_path, embedder=embedder, fingerprint="one")).key == "index.missing"
    build(tmp_path)
    stale = raised_by(lambda: open_index(tmp_path, embedder=embedder, fingerprint="another"))
    assert (stale.key, stale.params) == ("index.stale", {"found": "one", "expected": "another"})
    foreign = raised_by(lambda: open_index(tmp_path, embedder=NoEmbedder(), fingerprint="one"))
    assert (foreign.key, foreign.params["found"], foreign.params["expected"]) == ("index.embedder_mismatch", "standin", "none")
    moved = raised_by(lambda: open_index(tmp_path, embedder=embedder, fingerprint="one", chroma_url="http://127.0.0.1:9"))
    assert moved.key == "index.store_mismatch"
    open_index(tmp_path, embedder=embedder, fingerprint="one")
    assert embedder.seen == []


def test_other_dimensions_under_the_same_name_are_refused_at_the_query(tmp_path: Path) -> None:
    class Wider(WordEmbedder):
        dimensions = 96

    build(tmp_path)
    searcher = open_index(tmp_path, embedder=Wider(), fingerprint="one")
    assert raised_by(lambda: searcher.search(QUESTION, lang="en")).key == "index.embedder_mismatch"


def cut(data_dir: Path, pattern: str) -> None:
    found = [path for path in (data_dir / "index").glob(pattern) if path.is_file()]
    assert found, pattern
    for path in found:
        path.write_bytes(b"\x00garbage")


@pytest.mark.parametrize("pattern", ["CURRENT", "gen-*/manifest.json", "gen-*/tantivy/en-public/meta.json", "gen-*/chroma/chroma.sqlite3"])
def test_a_damaged_index_is_broken_and_indexing_mends_it(tmp_path: Path, pattern: str) -> None:
    build(tmp_path)
    cut(tmp_path, pattern)
    for _ in range(2):
        assert raised_by(lambda: first_hit(tmp_path)).key == "index.broken"
    build(tmp_path)
    assert first_hit(tmp_path) == "N1.2"


@pytest.mark.parametrize("name", ["CURRENT", "gen-*/chroma/chroma.sqlite3", "gen-*/tantivy/es-public/meta.json"])
def test_an_index_with_a_file_gone_is_missing_or_broken_and_never_made_up(tmp_path: Path, name: str) -> None:
    build(tmp_path)
    for path in (tmp_path / "index").glob(name):
        path.unlink()
    assert raised_by(lambda: first_hit(tmp_path)).key == ("index.missing" if name == "CURRENT" else "index.broken")


def test_a_pointer_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "index" / "CURRENT").write_text("../index\n", "utf-8")
    assert raised_by(lambda: first_hit(tmp_path)).key == "index.broken"


def test_an_index_of_another_version_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path)
    monkeypatch.setattr(generations, "SCHEMA_VERSION", 99)
    assert raised_by(lambda: first_hit(tmp_path)).key == "index.schema"


def test_two_sentences_with_one_id_are_refused(tmp_path: Path) -> None:
    twice = [sentence("N9.1", "One."), sentence("N9.1", "Two.")]
    error = raised_by(lambda: build_index(twice, data_dir=tmp_path, embedder=NoEmbedder(), fingerprint="f"))
    assert (error.key, error.params) == ("index.duplicate_id", {"id": "N9.1"})


def test_importing_the_room_loads_nothing_heavy() -> None:
    heavy = ("chromadb", "tantivy", "onnxruntime", "onnx", "numpy", "tokenizers", "filelock", "httpx")
    modules = ", ".join(f"app.retrieval.{path.stem}" for path in Path(generations.__file__).parent.glob("*.py") if path.stem != "__init__")
    script = f"import sys, {modules}; print([name for name in {heavy!r} if name in sys.modules])"
    root = Path(generations.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_an_empty_library_is_indexed_and_abstains(tmp_path: Path) -> None:
    build_index([], data_dir=tmp_path, embedder=WordEmbedder(), fingerprint="f")
    searcher = open_index(tmp_path, embedder=WordEmbedder(), fingerprint="f")
    assert searcher.search(QUESTION, lang="es", query_lang="en").abstained
