"""Are the names and acronyms of a statement those of its citations, the intake or common knowledge? Knows capitals, not people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.checks.given import Given
from app.domain.document import Finding, Severity
from app.domain.letters import unaccented

NAME = "names_known"
_WORD = re.compile(r"[^\W\d_][\w’'&-]*")
_OPENERS = frozenset('.:;!?(“«"‘|†—–/¿¡[*')


@cache
def known_words() -> frozenset[str]:
    """Names that need no citation: prompts/known_names.yaml, folded, word by word."""
    loaded = load(prompts_dir() / "known_names.yaml")
    return frozenset(w for names in loaded.values() for name in names for w in _words(name))


VARIANTS_FILE = "variants.yaml"
"""Names states and regions, so that they can be covered; that makes no statement's place known."""


WORD_LISTS = frozenset({"coaching", "papers", "verification"})
"""Folders of what rules listen for: memos' words, learned ones among them, would make many a person's name known."""


@cache
def house_words() -> frozenset[str]:
    """Words of our own titles, questions and guided texts: everything in the data files of prompts/ but the word lists of rules."""
    home = prompts_dir()
    paths = (p for p in sorted(home.rglob("*.yaml")) if p.name != VARIANTS_FILE and p.relative_to(home).parts[0] not in WORD_LISTS)
    return frozenset(w for path in paths for w in _words(path.read_text("utf-8")))


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(unaccented(w.removesuffix("’s").removesuffix("'s")) for w in _WORD.findall(text))


@cache
def common_words() -> frozenset[str]:
    """Words that the library writes in lower case somewhere: a capital makes no name of them."""
    from app.catalog.corpus import corpus

    return frozenset(w for s in corpus().sentences.values() for w in re.findall(r"(?<![\w-])[^\W\d_]+", s.text) if w[0].islower())


def check(given: Given) -> Iterator[Finding]:
    """A name that no citation, no answer of the client and no list of common names carries blocks.

    In a judgement it warns; so does an unknown word at the head of a sentence, which may be a name or only a capital.
    """
    intake = frozenset(w for t in (*given.intake_texts, *given.question_texts) for w in _words(t))
    for section, statement in given.statements():
        if given.facts is None and any(c.withheld for c in statement.citations):
            continue  # what it rests on is withheld: it was tested in the copy of the house
        cited = frozenset(w for t in given.quoted(statement) for w in _words(t))
        text = given.text(statement)
        for match in _WORD.finditer(text):
            word = match.group()
            if not word[0].isupper() or word.casefold() in common_words():
                continue
            folded = unaccented(word.removesuffix("’s").removesuffix("'s"))
            if folded in cited or folded in intake or folded in known_words() or folded in house_words():
                continue
            severity: Severity = "block" if _is_name(text, match) and statement.basis != "judgement" else "warn"
            yield given.finding(NAME, severity, "name_unknown", section, statement, match.span(), name=word)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """True when the capital is not merely that of a sentence's first word."""
    word = match.group()
    before = text[: match.start()].rstrip("* \u00a0\u202f\u2009\n\t")
    opens = not before or before[-1] in _OPENERS
    return not opens or (len(word) > 1 and word.isupper())
