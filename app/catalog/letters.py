"""Wording of the client's e-mail and the kick-off call sheet: prompts/letters/gaps.yaml, typed."""

from __future__ import annotations

from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import Lang


class WordLists(Value):
    """A list of words in each language."""

    en: tuple[str, ...]
    es: tuple[str, ...]

    def in_lang(self, lang: Lang) -> tuple[str, ...]:
        """The list in one language."""
        return self.en if lang == "en" else self.es


class CallRow(Value):
    """One line of the call sheet; shown when one of `when` holds."""

    minutes: int
    when: tuple[str, ...]
    topic: Words
    ask: Words
    listen: Words
    vague: Words


class CallWords(Value):
    """The call sheet: the kick-off's has rows of its own, that of another kind a row a question, with the words given here."""

    title: Words
    title_undated: Words
    title_kind: Words
    minutes_each: int
    listen: Words
    vague: Words
    lead: Words
    header: WordLists
    never: Words
    rows: tuple[CallRow, ...]


class Letters(Value):
    """Both texts."""

    email: dict[str, Words]
    call: CallWords


@cache
def letters() -> Letters:
    """The wording of prompts/letters/gaps.yaml."""
    return Letters.model_validate(load(prompts_dir() / "letters" / "gaps.yaml"))
