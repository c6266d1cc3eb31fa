"""A pattern that is searched only where words begin finds what a plain search finds."""

from __future__ import annotations

import re

import pytest

from app.catalog.coaching import cues, marker_rules, stop_rules
from app.catalog.yaml_files import load
from app.domain.anchored import SHORT, anchored
from app.domain.lang import LANGS
from app.domain.memo_text import fold
from app.domain.pattern_beginnings import SIZE, beginnings
from tests.checks.coached import DATA


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("soon", {"soo"}),
        ("(?<!\\w)(?:no|not yet)(?!\\w)", {"no", "not"}),
        ("(?:the )?week", {"the", "wee"}),
        ("(?:a|an) hour", {"a h", "an "}),
        ("colou?r|gr[ae]y", {"col", "gra", "gre"}),
        ("\\d+ days", set("0123456789")),
        ("b{2}c", {"b"}),
        ("(?:ab){1,2}", {"ab"}),
        ("(?:ab)+c", {"ab"}),
        ("x{0,1}yz", {"xyz", "yz"}),
        ("(?=ab)cd\\.e", {"cd."}),
        ("[a-d]x", {"ax", "bx", "cx", "dx"}),
        ("\\w+ing", {""}),
        ("[^a]b", {""}),
        (".b", {""}),
    ],
)
def test_beginnings_are_told(pattern: str, heads: set[str]) -> None:
    assert beginnings(pattern) == frozenset(heads)


@pytest.mark.parametrize("pattern", ["(a", "a)", "(?P<name>a)", "[a"])
def test_of_what_cannot_be_read_none_are_told(pattern: str) -> None:
    assert beginnings(pattern) is None


def test_too_many_beginnings_are_told_as_far_as_they_are_few() -> None:
    assert {len(head) for head in beginnings("[a-c][a-z][a-z][a-z]") or ()} == {SIZE}
    assert {len(head) for head in beginnings("[a-z][a-z][a-z]") or ()} == {SIZE - 1}
    assert beginnings("[a-z0-9_;,:.-][a-z]") == frozenset({""})


@pytest.mark.parametrize("pattern", ["soon", "(?<!\\w)soon|later", "(?<!\\w)\\w+ly", "\\b%", "(?i:a)"])
def test_a_pattern_that_may_begin_anywhere_is_searched_for_everywhere(pattern: str) -> None:
    assert not anchored(re.compile(pattern)).heads


def test_letters_of_either_size_are_searched_for_everywhere() -> None:
    ready = anchored(re.compile("(?<!\\w)soon", re.IGNORECASE))
    assert not ready.heads
    assert [m.group() for m in ready.finds("Soon. " * SHORT)] == ["Soon"] * SHORT


def test_finds_do_not_overlap_and_short_texts_are_searched_too() -> None:
    ready = anchored(re.compile(r"(?<!\w)(?:very )+(?:soon|late)?"))
    text = "very very soon, it is very late; every very " * 20
    assert ready.heads == frozenset({"ver"})
    assert [m.span() for m in ready.finds(text)] == [m.span() for m in ready.pattern.finditer(text)]
    assert [m.span() for m in ready.finds(text[:40])] == [m.span() for m in ready.pattern.finditer(text[:40])]


def test_every_list_finds_in_our_memos_what_a_plain_search_finds() -> None:
    memos = load(DATA)["memos"]
    for lang in LANGS:
        text = fold("\n".join(memo["text"] for memo in memos if memo["lang"] == lang)).plain
        lists = [*cues(lang).plain.values(), *(rule.find for rule in marker_rules(lang))]
        lists += [find for rule in stop_rules() for find, _ in rule.ways]
        assert sum(bool(ready.heads) for ready in lists) > 0.8 * len(lists)
        for ready in lists:
            assert [m.span() for m in ready.finds(text)] == [m.span() for m in ready.pattern.finditer(text)]
