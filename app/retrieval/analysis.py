"""Words into index terms, per language: stop words, stems, then accents folded. Knows tantivy's analysers; knows no index."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any

from app.domain.lang import Lang
from app.domain.letters import unaccented

TOKENIZER_NAME = {"en": "puente_en", "es": "puente_es"}
_STEMMER = {"en": "english", "es": "spanish"}
_SHORT_WORD = 5

_ENGLISH_ASKING = """
what which who whom whose when where why how do does did can could should shall must may might would we our us i my me you your he she his
her its been being am were has have had from about than so any some also get let tell please need needs want much many long happen happens
mean means under between over per while during up out off more most other each every all
"""
_SPANISH_ASKING = """
qué que cuál cuáles quién quiénes cuándo cuánto cuánta cuántos cuántas cómo dónde adónde por para debe deben deber debo debemos puede pueden
puedo podemos poder hay tiene tienen tener tengo tenemos hacer hace hacen hago haya ser es son está están estar según cada si sí sus su mi
mis nos nosotros necesita necesito necesitamos dice pasa significa entre bajo más otro otra otros otras todo toda todos todas corresponde
corresponden
"""
ASKING: dict[Lang, str] = {"en": _ENGLISH_ASKING, "es": _SPANISH_ASKING}
"""Words that ask and carry no subject: dropped from queries only, so that they weigh nothing in coverage. Never dropped from the index."""


def analyzer(lang: Lang) -> Any:
    """A fresh tantivy analyser of the language; the same chain serves index and query."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    name = _STEMMER[lang]
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase())
    return builder.filter(Filter.stopword(name)).filter(Filter.stemmer(name)).filter(Filter.ascii_fold()).build()


class _Analyzers(threading.local):
    """One analyser of each language for each thread: one that is at work refuses a second caller ("Already borrowed").

    It holds the interpreter's lock, but the list it returns may set off a garbage collection, and with it another thread.
    """

    def __init__(self) -> None:
        self._of: dict[Lang, Any] = {}

    def of(self, lang: Lang) -> Any:
        if lang not in self._of:
            self._of[lang] = analyzer(lang)
        return self._of[lang]


_analyzers = _Analyzers()


def terms(text: str, lang: Lang) -> list[str]:
    """The index terms of a text in reading order, stop words left out; safe for several threads."""
    found: list[str] = _analyzers.of(lang).analyze(text)
    return found


@cache
def _question_words(lang: Lang) -> frozenset[str]:
    return frozenset(unaccented(word) for word in ASKING[lang].split())


def content_words(query: str, lang: Lang) -> list[str]:
    """The words of a query that name its subject, as typed, in order, once each."""
    asking = _question_words(lang)
    words = (word for word in re.findall(r"[^\W_]+", query) if unaccented(word) not in asking)
    return list(dict.fromkeys(words))


def stems(word: str, lang: Lang) -> tuple[str, ...]:
    """The terms under which a typed word may stand in the index; none for a stop word.

    Spanish typed without accents (`indemnizacion`, `garantia`) and short plurals (`día`, `días`) stem apart; both ways are tried.
    """
    spellings = [word]
    lower = word.lower()
    if lang == "es" and not re.search("[áéíóú]", lower):
        if lower.endswith(("cion", "sion")):
            spellings.append(lower[:-2] + "ón")
        elif lower.endswith(("ia", "ias")):
            spellings.append(re.sub(r"ia(s?)$", r"ía\1", lower))
    if lang == "es" and len(lower) <= _SHORT_WORD and lower.isalpha():
        spellings += [s.lower().removesuffix("s") if lower.endswith("s") else f"{s.lower()}s" for s in tuple(spellings)]
    if not terms(word, lang):
        return ()
    return tuple(dict.fromkeys(stem for spelling in spellings for stem in terms(spelling, lang)))
