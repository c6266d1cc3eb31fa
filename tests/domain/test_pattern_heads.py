"""How finds begin: what a text must hold before a pattern is worth looking for; nothing where that is not plain to see."""

from __future__ import annotations

import pytest

from app.catalog.heard import usual_words
from app.domain.lang import LANGS
from app.domain.pattern_heads import pattern_heads


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("resigned", ("resigned",)),
        ("stocks?", ("stock",)),
        ("in case (?:that|of not)|without", ("in case ", "without")),
        (r"(?:plan|budget) (?:of )?(20\d\d)", ("plan", "budget")),
        ("(?<!the )owner", ("owner",)),
        ("(?:the )?plan", ()),
        (r"\d+ units|lots", ()),
        ("v(?:a|an) a costar", ()),
        ("", ()),
    ],
)
def test_a_pattern_tells_how_its_finds_begin(pattern: str, heads: tuple[str, ...]) -> None:
    assert tuple(h.strip() for h in pattern_heads(pattern)) == tuple(h.strip() for h in heads)


def test_every_form_begins_as_it_says() -> None:
    text = "the plan of sales 2027 depends of the line; i leaved it without answer, e hicimos el budget pa el trimestre, nomas eso"
    for lang in LANGS:
        for form in usual_words(lang).forms:
            assert not form.heads or all(any(m.group().startswith(h) for h in form.heads) for m in form.pattern.finditer(text))
