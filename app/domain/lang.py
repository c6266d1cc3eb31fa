"""Languages and texts that exist in one or both. Knows no detection and no rendering."""

from __future__ import annotations

from typing import Literal

from app.domain.base import Value

Lang = Literal["en", "es"]
LANGS: tuple[Lang, ...] = ("en", "es")


def other(lang: Lang) -> Lang:
    """The twin language."""
    return "es" if lang == "en" else "en"


class LocalText(Value):
    """A text in English, Spanish or both; `neutral` holds one whose language does not matter (names, codes)."""

    en: str | None = None
    es: str | None = None
    neutral: str | None = None

    def own(self, lang: Lang) -> str | None:
        """The text as it may be printed in a document of `lang`, or None when only the other language has it."""
        return (self.en if lang == "en" else self.es) or self.neutral

    def foreign(self, lang: Lang) -> str | None:
        """The other language's text when `lang` itself has none."""
        return None if self.own(lang) else (self.es if lang == "en" else self.en)

    def any(self) -> str:
        """Some wording, for sorting, matching and messages; the empty string when there is none."""
        return self.neutral or self.en or self.es or ""

    def all(self) -> tuple[str, ...]:
        """Every wording that exists."""
        return tuple(t for t in (self.neutral, self.en, self.es) if t)

    @property
    def needs_translation(self) -> bool:
        """True when exactly one language has it."""
        return not self.neutral and bool(self.en) != bool(self.es)


def both(en: str, es: str) -> LocalText:
    """A text that exists in both languages."""
    return LocalText(en=en, es=es)
