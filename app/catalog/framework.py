"""The assessment framework of prompts/assessment/framework.yaml, typed and cross-checked. A firm may put its own in its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.fairness import matches
from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.framework import Dimension, Framework, Level, Situation
from app.domain.lang import LANGS, LocalText, both
from app.errors import BadData

ANCHORS = 3
KEYS = {
    "": {"title", "levels", "dimensions", "situations"},
    "levels": {"number", "name", "sounds_like"},
    "dimensions": {"id", "name", "question", "anchors", "probe", "asked_of", "cards"},
    "situations": {"id", "country", "case", "listen_for"},
}


@cache
def framework() -> Framework:
    """The framework in use.

    Raises: BadData naming file and item: an unknown or missing key, levels out of order, a question about what the law protects.
    """
    path = prompts_dir() / "assessment" / "framework.yaml"
    loaded = load(path)
    _keys(loaded, "", path.name)
    levels = tuple(_level(raw, path.name) for raw in loaded["levels"])
    numbers = [level.number for level in levels]
    if len(levels) < 2 or numbers != sorted(set(numbers)):
        raise BadData("data.framework_levels", where=path.name, name=", ".join(map(str, numbers)))
    dimensions = tuple(_dimension(raw, path.name) for raw in loaded["dimensions"])
    situations = tuple(_situation(raw, path.name) for raw in loaded["situations"])
    ids = [d.id for d in dimensions] + [s.id for s in situations]
    for name in ids:
        if ids.count(name) > 1:
            raise BadData("data.duplicate_id", where=path.name, name=name)
    return Framework(title=_text(loaded["title"]), levels=levels, dimensions=dimensions, situations=situations)


def _keys(raw: Mapping[str, Any], of: str, where: str) -> None:
    at = f"{where}: {raw.get('id', raw.get('number', of))}"
    if unknown := set(raw) - KEYS[of]:
        raise BadData("data.unknown_key", where=at, name=", ".join(sorted(unknown)))
    if absent := KEYS[of] - set(raw):
        raise BadData("data.missing_key", where=at, name=", ".join(sorted(absent)))


def _level(raw: Mapping[str, Any], where: str) -> Level:
    _keys(raw, "levels", where)
    return Level(number=int(raw["number"]), name=_text(raw["name"]), sounds_like=_text(raw["sounds_like"]))


def _dimension(raw: Mapping[str, Any], where: str) -> Dimension:
    _keys(raw, "dimensions", where)
    at = f"{where}: {raw['id']}"
    if len(raw["anchors"]) != ANCHORS:
        raise BadData("data.criterion_anchors", where=at, name=str(len(raw["anchors"])))
    for card in raw["cards"]:
        if any(corpus().sentence_for(card, lang) is None for lang in LANGS):
            raise BadData("data.card_without_sentence", where=at, name=card)
    low, middle, high = (_text(a) for a in raw["anchors"])
    return Dimension(
        id=raw["id"],
        name=_text(raw["name"]),
        question=_asked(raw["question"], at),
        anchors=(low, middle, high),
        probe=_asked(raw["probe"], at),
        asked_of=_text(raw["asked_of"]),
        cards=tuple(raw["cards"]),
    )


def _situation(raw: Mapping[str, Any], where: str) -> Situation:
    _keys(raw, "situations", where)
    at = f"{where}: {raw['id']}"
    if raw["country"] not in ("US", "MX"):
        raise BadData("data.unknown_key", where=at, name=str(raw["country"]))
    return Situation(id=raw["id"], country=raw["country"], case=_asked(raw["case"], at), listen_for=_text(raw["listen_for"]))


def _asked(raw: Mapping[str, str], at: str) -> LocalText:
    """A question that everybody may be asked."""
    text = _text(raw)
    if not all("?" in t and not any(matches(t)) for t in text.all()):
        raise BadData("data.criterion_question", where=at, name=text.any())
    return text


def _text(raw: Mapping[str, str]) -> LocalText:
    words = Words(**raw)
    return both(words.en, words.es)
