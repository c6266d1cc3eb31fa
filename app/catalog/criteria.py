"""The library of criteria, prompts/criteria.yaml, typed and cross-checked. Matching a client's criterion is the domain's affair."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.catalog.corpus import corpus
from app.catalog.fairness import matches
from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.yaml_files import load
from app.domain.criteria import LEVELS, CriterionKind, bare_words
from app.domain.lang import LANGS, LocalText, both
from app.errors import BadData

KEYS = {"id", "words", "question", "methods", "anchors", "cards"}
GENERAL = "general"


@cache
def criteria() -> tuple[CriterionKind, ...]:
    """Every kind in file order, the general one last.

    Raises: BadData naming file and kind.
    """
    path = prompts_dir() / "criteria.yaml"
    kinds = tuple(_kind(raw, path.name) for raw in load(path)["kinds"])
    ids = [k.id for k in kinds]
    for name in ids:
        if ids.count(name) > 1:
            raise BadData("data.duplicate_id", where=path.name, name=name)
    general = [k.id for k in kinds if not k.stems]
    if general != [GENERAL] or ids[-1:] != [GENERAL]:
        raise BadData("data.general_criterion", where=path.name, name=", ".join(general))
    return kinds


def _kind(raw: Mapping[str, Any], where: str) -> CriterionKind:
    at = f"{where}: {raw.get('id', '?')}"
    if unknown := set(raw) ^ KEYS:
        raise BadData("data.unknown_key", where=at, name=", ".join(sorted(unknown)))
    stems = tuple(stem.strip() for lang in LANGS for stem in raw["words"][lang])
    for stem in stems:
        if stem != bare_words(stem):
            raise BadData("data.criterion_stem", where=at, name=stem)
    if len(raw["anchors"]) != len(LEVELS):
        raise BadData("data.criterion_anchors", where=at, name=str(len(raw["anchors"])))
    first, middle, last = (_text(a) for a in raw["anchors"])
    question = _text(raw["question"])
    if not all("?" in t and not any(matches(t)) for t in question.all()):
        raise BadData("data.criterion_question", where=at, name=question.any())
    for card in raw["cards"]:
        if any(corpus().sentence_for(card, lang) is None for lang in LANGS):
            raise BadData("data.card_without_sentence", where=at, name=card)
    return CriterionKind(
        id=raw["id"],
        stems=tuple(dict.fromkeys(stems)),
        question=question,
        methods=_text(raw["methods"]),
        anchors=(first, middle, last),
        cards=tuple(raw["cards"]),
    )


def _text(raw: Mapping[str, str]) -> LocalText:
    words = Words(**raw)
    return both(words.en, words.es)
