"""Every memo that the evals and examples hold, coached, and what its rewrite adds by a count of its own. No test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.catalog.yaml_files import load
from app.chains.coach_memo import coach, memo_of
from app.checks.memos.rewrite_holds import rewrite_faults
from app.domain.coaching import Coaching
from app.domain.lang import Lang
from app.domain.rewrites import as_rewrite

CASES = Path("evals") / "cases"
FILES = (
    *("memos.yaml", "memos_heldout.yaml", "memos_heldout2.yaml", "memos_dev3.yaml", "memos_dev4.yaml"),
    *("memos_heldout3.yaml", "memos_heldout4.yaml", "memos_heldout5.yaml"),
)
FORMS = ("softened", "direct", "direct_nonnative")
_SLOT = re.compile(r"\[[^\]\n]*\]")
_FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
_NAME = re.compile(r"(?<=[a-záéíóúñ,;] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]{2,}")
_DAY = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)


def memos() -> Iterator[tuple[str, Lang, str, str | None]]:
    """Name, language, text and kind of each."""
    for file in FILES:
        data: dict[str, Any] = load(CASES / file)
        for family in data["families"]:
            for form in FORMS:
                yield f"{family['id']}-{form}", family["lang"], family[form]["text"], family.get("kind")
        for part in ("stuffed", "traps", "near_misses"):
            for item in data.get(part) or ():
                yield item["id"], item["lang"], item["text"], item.get("kind")


def coached(lang: Lang, text: str, kind: Any) -> Coaching:
    return coach(memo_of(text, lang, kind=kind))


def blamed(lang: Lang, text: str) -> list[tuple[str, str]]:
    """What the check finds in a memo compared with itself; must be empty."""
    return [(f.kind, f.words) for f in rewrite_faults(text, lang, as_rewrite(text, text, lang))]


def added(text: str, rewrite: str) -> set[str]:
    """Figures, days, months and capitalised names of the rewrite that the memo has nowhere; slots are no part of it."""
    said = _SLOT.sub(" ", rewrite)
    new = set(_FIGURE.findall(said)) - set(_FIGURE.findall(text))
    new |= {w.casefold() for w in _DAY.findall(said)} - {w.casefold() for w in _DAY.findall(text)}
    known = text.casefold()
    return new | {w for w in _NAME.findall(said) if w.casefold() not in known}
