"""How words are heard before the cues of a language look for them: prompts/coaching/heard.<lang>.yaml. Knows no memo and no cue."""

from __future__ import annotations

import re
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.lang import Lang
from app.domain.memo_heard import Form, Usual, usual
from app.domain.pattern_beginnings import beginnings
from app.domain.verb_forms import verb_forms
from app.errors import BadData

MOST_HEADS = 20
"""Beginnings of a form that are looked for; more take longer than the pattern."""


@cache
def usual_words(lang: Lang) -> Usual:
    """The forms and words of a language.

    Raises: BadData for a broken pattern, naming it.
    """
    where = f"heard.{lang}.yaml"
    raw = load(prompts_dir() / "coaching" / where)
    forms = []
    for pattern, form in raw["forms"].items():
        try:
            # At its end a form may look ahead from a space: the border is behind it, not before the next word.
            compiled = re.compile(rf"(?<!\w)(?:{pattern})(?:(?!\w)|(?<=\s))")
            forms.append(Form(compiled, str(form), _heads(pattern)))
        except re.error as bad:
            raise BadData("data.not_yaml", where=f"{where}: {pattern}", reason=str(bad)) from bad
    said = [*str(raw["sounds"]).split(), *(form for verb in str(raw["verbs"]).split() for form in verb_forms(verb, lang))]
    return usual(forms, str(raw["words"]).split(), said, str(raw["other"]).split(), int(raw["shortest"]))


def _heads(pattern: str) -> tuple[str, ...]:
    """How the finds of a pattern begin; none where that cannot be told, is no letter and no digit, or may be almost any."""
    found = beginnings(pattern) or frozenset()
    if len(found) > MOST_HEADS and all(head[:1].isdigit() for head in found):
        found = frozenset(head[:1] for head in found)
    is_worth_it = len(found) <= MOST_HEADS and all(head[:1].isalnum() for head in found)
    return tuple(sorted(found)) if is_worth_it else ()
