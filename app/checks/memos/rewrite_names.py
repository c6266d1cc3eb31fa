"""Names in a rewrite that its memo does not have. Knows capitals; a sentence's first word counts when the library never writes it small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from app.catalog.corpus import corpus
from app.catalog.rewriting import rewrite_rules
from app.checks.memos.compared import Compared
from app.domain.date_reading import MONTHS
from app.domain.lang import LANGS
from app.domain.letters import flat
from app.domain.rewrites import RewriteFault
from app.domain.stems import STOP_WORDS, stem

_CAPITAL = re.compile(r"(?<![\w’'-])[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:]\s++|\n[^\S\n]*+(?:[-*•]\s++)?|[«“\"(¿¡]\s*+)$")
_PREFIX = 4
_DAYS = "monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado domingo".split()
_ALSO = "i english spanish mexico mexican ceo cfo coo usd mxn eur us memo to from date subject cc para de fecha asunto decision".split()
_KNOWN = frozenset((*_DAYS, *_ALSO, *(flat(m) for m in MONTHS)))
_COLOURS = frozenset("verde ambar amarillo rojo green amber yellow red".split())
_TITLES = frozenset(
    "manager general director directora president presidente vice officer plant planta head chief jefe jefa engineer finance finanzas "
    "operations "
    "operaciones quality calidad gerente legal corporate human resources recursos humanos executive financial "
    "operating board consejo mayor".split()
)
"""What a translation may make of a title; names of people stay as they are."""
_LETTERS = re.compile(r"[^\W\d_]+")


def added_names(pair: Compared) -> Iterator[RewriteFault]:
    """Capitalised words that the memo does not hold in any form. Days, months and colours have rules of their own."""
    told = {flat(w) for w in _LETTERS.findall(pair.memo.text)}
    told_stems = {stem(w) for w in told} | {w[:_PREFIX] for w in told if len(w) > _PREFIX}
    for match in _CAPITAL.finditer(pair.new.text):
        if not match.group()[0].isupper():
            continue
        parts = [flat(p) for p in _LETTERS.findall(match.group())]
        if all(p in told or p in _KNOWN or p in _COLOURS or p in STOP_WORDS or stem(p) in told_stems for p in parts):
            continue
        if not pair.is_same_lang and all(p in _TITLES or (len(p) > _PREFIX and p[:_PREFIX] in told_stems) for p in parts):
            continue
        if _OPENS.search(pair.new.text[: match.start()]) and all(p in ordinary_words() for p in parts):
            continue
        yield RewriteFault(kind="added_name", words=match.group(), start=match.start(), end=match.end())


@cache
def ordinary_words() -> frozenset[str]:
    """Words that the library writes small somewhere, or that the rewrite puts for longer ones, folded: what may open a sentence without
    being a name."""
    put = (words for lang in LANGS for _, words in rewrite_rules(lang).spare)
    texts = (*(sentence.text for sentence in corpus().sentences.values()), *put)
    return frozenset(flat(word) for text in texts for word in _LETTERS.findall(text) if word[0].islower())
