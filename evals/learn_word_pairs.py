"""Learns which English and Spanish words stand for one another from our own twins: `python -m evals.learn_word_pairs` writes the data file.

Knows counting (a word translation model, both ways round); knows no dictionary. The file is read by app/catalog/concepts.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import yaml

from app.catalog.corpus import shipped_corpus
from app.catalog.files import prompts_dir
from app.catalog.stems import stem, words
from app.domain.lang import Lang

ROUNDS = 8
LEAST = 0.14
"""A pair must be this likely in one direction, and half of it in the other."""
SEEN = 2
TEXT_KEYS = ("text", "title", "aim", "question", "ask", "heading", "label")
Pair = tuple[list[str], list[str]]


def twins() -> Iterator[Pair]:
    """Word stems of each sentence of the library beside its twin's, and of guided texts beside theirs."""
    library = shipped_corpus()
    for sentence in library.sentences.values():
        if sentence.lang == "en" and sentence.twin_id:
            yield _stems(sentence.text, "en"), _stems(library.sentences[sentence.twin_id].text, "es")
    for en, es in library.glossary:
        yield _stems(en, "en"), _stems(es, "es")
    for path in sorted(prompts_dir().rglob("*.yaml")):
        if path.parent.name != "verification":
            yield from _inside(yaml.safe_load(path.read_text("utf-8")))


def _inside(value: object) -> Iterator[Pair]:
    if isinstance(value, dict):
        if isinstance(value.get("en"), str) and isinstance(value.get("es"), str):
            yield _stems(value["en"], "en"), _stems(value["es"], "es")
        for item in value.values():
            yield from _inside(item)
    elif isinstance(value, list):
        for item in value:
            yield from _inside(item)


def _stems(text: str, lang: Lang) -> list[str]:
    return [stem(w, lang) for w in words(text) if not w[0].isdigit()]


def likely(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """How likely a Spanish word stands for an English one, by expectation over the alignments of all pairs."""
    chance: dict[tuple[str, str], float] = defaultdict(lambda: 0.01)
    for _ in range(ROUNDS):
        count: dict[tuple[str, str], float] = defaultdict(float)
        total: dict[str, float] = defaultdict(float)
        for en, es in pairs:
            for target in es:
                share = sum(chance[source, target] for source in en) or 1.0
                for source in en:
                    part = chance[source, target] / share
                    count[source, target] += part
                    total[source] += part
        chance = defaultdict(float, {(s, t): c / total[s] for (s, t), c in count.items()})
    return chance


def learned() -> dict[str, list[str]]:
    """English stems with the Spanish stems that stand for them, likeliest first."""
    pairs = list(twins())
    there, back = likely(pairs), likely([(es, en) for en, es in pairs])
    seen = Counter(w for en, es in pairs for w in {*en, *es})
    kept: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (en, es), chance in there.items():
        other = back.get((es, en), 0.0)
        if max(chance, other) >= LEAST and min(chance, other) >= LEAST / 2 and min(seen[en], seen[es]) >= SEEN:
            kept[en].append((min(chance, other), es))
    return {en: [es for _, es in sorted(found, reverse=True)[:5]] for en, found in sorted(kept.items())}


def main() -> None:
    """Writes prompts/verification/word_pairs.yaml."""
    head = "# English and Spanish stems that stand for one another, learned from our own twins by evals/learn_word_pairs.py. Do not edit.\n"
    body = "".join(f"{en!r}: [{', '.join(repr(w) for w in es)}]\n" for en, es in learned().items())
    (prompts_dir() / "verification" / "word_pairs.yaml").write_text(head + body, "utf-8")


if __name__ == "__main__":
    main()
