"""Memos as values, read and graded, for the tests of the coach."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import yaml

from app.chains.coach_memo import coach, memo_of
from app.checks.memos.markers import find_markers
from app.checks.memos.reading import read
from app.domain.coaching import Coaching, Level, Marker, MemoKind
from app.domain.lang import Lang
from app.domain.memos import Memo, MemoReading

DATA = Path(__file__).resolve().parents[1] / "data" / "coaching" / "memos.yaml"
QUIET = DATA.with_name("quiet_stops.yaml")
PAIRS = Path(__file__).resolve().parents[2] / "evals" / "cases" / "minimal_pairs.yaml"


def cases(part: str, path: Path = DATA) -> list[dict[str, Any]]:
    """The memos of our own, by part of the file."""
    return cast(list[dict[str, Any]], yaml.safe_load(path.read_text("utf-8"))[part])


def pairs(lang: str) -> list[dict[str, Any]]:
    """The minimal pairs of one language."""
    loaded = cast(list[dict[str, Any]], yaml.safe_load(PAIRS.read_text("utf-8"))["pairs"])
    return [p for p in loaded if p["lang"] == lang]


def reading(text: str, lang: Lang = "en", kind: MemoKind = "alert") -> MemoReading:
    """The reading of a memo."""
    return read(Memo(text=text, lang=lang, kind=kind))


def marked(text: str, lang: Lang = "en", kind: MemoKind = "alert") -> tuple[Marker, ...]:
    """The markers of a memo."""
    return find_markers(reading(text, lang, kind))


def coached(text: str, lang: Lang = "en", kind: MemoKind | None = "alert") -> Coaching:
    """The whole coaching by rules."""
    return coach(memo_of(text, lang, kind=kind))


def level(found: Coaching, code: str) -> Level | None:
    """One level of a coaching."""
    return next(each.level for each in found.levels if each.code == code)
