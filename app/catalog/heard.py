"""How words are heard before the cues of a language look for them: prompts/coaching/heard.<lang>.yaml. Knows no memo and no cue."""

from __future__ import annotations

import re
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.lang import Lang
from app.domain.memo_heard import Usual, usual
from app.errors import BadData


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
            forms.append((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), str(form)))
        except re.error as bad:
            raise BadData("data.not_yaml", where=f"{where}: {pattern}", reason=str(bad)) from bad
    return usual(forms, str(raw["words"]).split())
