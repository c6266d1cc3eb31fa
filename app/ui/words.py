"""Components whose words follow the interface language: each is made here once and told again when the language changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import gradio as gr
from gradio.blocks import Block

from app.catalog.text import say
from app.domain.lang import Lang

Word = str | Callable[[Lang], Any]
"""A text key, or a function of the language (for choices and for HTML)."""

PLAIN = gr.InputHTMLAttributes(autocomplete="off", spellcheck=False)
"""For boxes that hold client data or search words: the browser keeps no list of what was typed."""

C = TypeVar("C", bound=Block)


class Words:
    """The components of one page with their words."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._told: dict[Block, Mapping[str, Word]] = {}

    def make(self, kind: type[C], words: Mapping[str, Word], /, **fixed: Any) -> C:
        """A component of this kind: `words` by property, in the house's language for now; `fixed` as they are."""
        made = kind(**_spoken(self._lang, words), **fixed)
        self._told[made] = words
        return made

    @property
    def components(self) -> list[Block]:
        """Every component that a change of language touches."""
        return list(self._told)

    def updates(self, lang: Lang) -> dict[Block, Any]:
        """What changes when the interface speaks `lang`."""
        return {component: gr.update(**_spoken(lang, words)) for component, words in self._told.items()}


def _spoken(lang: Lang, words: Mapping[str, Word]) -> dict[str, Any]:
    return {name: say(lang, word) if isinstance(word, str) else word(lang) for name, word in words.items()}
