"""The words of the role-play: prompts/coaching/roleplay.yaml, typed. Knows no state."""

from __future__ import annotations

import re
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import Lang


class DebriefWords(Value):
    """What the debrief says: the frame, why, next steps, and a word to headquarters."""

    reason: Words
    why: dict[str, Words]
    steps: dict[str, Words]
    reader: Words


class RoleplayWords(Value):
    """The whole file: how answers are read, how questions are put, what the debrief says."""

    yes_no: Words
    evades: Words
    plain: Words
    unknown: Words
    cause: Words
    asks_for: Words
    owns: Words
    owner: Words
    concede: Words
    turn_down: Words
    opening: Words
    again: Words
    answer_words: dict[str, Words]
    debrief: DebriefWords

    def finds(self, name: str, lang: Lang, text: str) -> re.Match[str] | None:
        """Where a list of patterns is met first in a text."""
        return _compiled(getattr(self, name).in_lang(lang), name == "owner").search(text)


@cache
def roleplay_words() -> RoleplayWords:
    """The words of prompts/coaching/roleplay.yaml."""
    return RoleplayWords.model_validate(load(prompts_dir() / "coaching" / "roleplay.yaml"))


@cache
def _compiled(pattern: str, is_cased: bool) -> re.Pattern[str]:
    # Whether a date has an owner depends on a name, and a name on its capital.
    return re.compile(pattern.replace("\n", ""), 0 if is_cased else re.IGNORECASE)
