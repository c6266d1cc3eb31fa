"""The words by which a rewrite is held to its memo: a plain look for how finds begin never hides a find."""

from __future__ import annotations

import re

from app.catalog.rewrite_words import hits, rewrite_words
from app.domain.lang import LANGS
from app.domain.letters import flat
from evals.learning_cases import memo_texts


def test_what_is_found_by_beginnings_first_is_what_the_patterns_find() -> None:
    words = rewrite_words()
    lists = [p for ideas in words.named.values() for p in ideas.values()]
    lists += [p for pole in words.poles for p in (pole.a, pole.b)]
    lists += [concept.in_lang(lang) for concept in words.concepts.values() for lang in LANGS]
    plain = [tuple(p for p in patterns if p.isascii()) for patterns in lists]
    compiled = [(patterns, re.compile("|".join(patterns))) for patterns in plain if patterns]
    texts = [memo.text for memo in memo_texts("memos.yaml")]
    found = 0
    for text in texts:
        for patterns, pattern in compiled:
            expected = tuple(m.span() for m in pattern.finditer(flat(text)))
            assert hits(text, patterns) == expected
            found += len(expected)
    assert found > len(texts)
