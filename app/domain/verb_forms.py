"""The forms of a verb, English and Spanish without accents, as careful and careless writers make them. Knows endings; no dictionary.

Irregular verbs get regular forms besides: whoever learned the language late writes "leaved", and the reader understands.
"""

from __future__ import annotations

import re

from app.domain.lang import Lang

_DOUBLED = re.compile(r"(?:[^aeiou]|^)[aeiou][bdgmnpt]$")
_AR = ("ar", "o", "as", "a", "amos", "an", "e", "aste", "aron", "es", "emos", "en", "ado", "ada", "ados", "adas", "ando")
_ER = (
    "er", "o", "es", "e", "emos", "en", "i", "iste", "io", "imos", "ieron", "a", "as", "amos", "an", "ido", "ida", "idos", "idas", "iendo",
)  # fmt: skip
_LATER = ("e", "as", "a", "emos", "an", "ia", "ias", "iamos", "ian")
_BEFORE_E = {"z": "c", "c": "qu", "g": "gu"}


def verb_forms(verb: str, lang: Lang) -> tuple[str, ...]:
    """Every form of an infinitive in small letters without accents, the infinitive first; none twice."""
    return tuple(dict.fromkeys(_english(verb) if lang == "en" else _spanish(verb)))


def _english(verb: str) -> list[str]:
    if verb.endswith("e"):
        stem, third = verb[:-1], f"{verb}s"
    elif re.search(r"[^aeiou]y$", verb):
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        stem = verb + verb[-1] if _DOUBLED.search(verb) and len(verb) < 6 else verb
        third = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
    return [verb, third, f"{stem}ed", f"{stem}ing"]


def _spanish(verb: str) -> list[str]:
    stem, endings = verb[:-2], _AR if verb.endswith("ar") else _ER
    before_e = stem[:-1] + _BEFORE_E.get(stem[-1], stem[-1]) if verb.endswith("ar") else stem
    made = [(before_e if end[0] == "e" else stem) + end for end in endings]
    if verb.endswith("ir"):
        made += [f"{stem}imos", verb]
    return [verb, *made, *(f"{verb}{end}" for end in _LATER)]
