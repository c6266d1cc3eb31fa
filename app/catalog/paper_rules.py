"""The rules by which papers are read, prompts/papers/*.yaml, typed and compiled. Knows patterns; knows no paper."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple, cast

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.intake_schema import intake_schema
from app.catalog.mandate_types import mandate_types
from app.catalog.yaml_files import load
from app.domain.papers import Doubt
from app.errors import BadData

READERS = frozenset("title line name code place date money pay count people sentence clause languages statutory yes one_of".split())
TITLE = "role.title"
"""Stands for role.title_en and role.title_es: the language is that of the title."""
_SINGLE = tuple("clause negation others past post of_a_person reply reply_from reply_sent forward forward_subject quote_mark".split())
_KEYS = {"path", "reads", "labels", "after", "before", "says", "of", "unit", "ask", "with", "unless"}


class PaperRule(NamedTuple):
    """How one answer is found and read. `options` are the enum's choices with their patterns; `is_asked` rules only make questions."""

    path: str
    reads: str
    labels: re.Pattern[str] | None
    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    says: tuple[re.Pattern[str], ...]
    options: tuple[tuple[str, re.Pattern[str]], ...]
    must: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unit: str
    is_asked: bool


class DoubtRule(NamedTuple):
    """Words that make a sentence a question; `readers` limits them to some readers, empty for all."""

    id: Doubt
    words: re.Pattern[str]
    readers: frozenset[str]


class Personal(NamedTuple):
    """Words on a person's private life, with the ground that the law names."""

    ground: Words
    words: re.Pattern[str]


class PaperRules(NamedTuple):
    """Everything that the reading of papers goes by."""

    rules: tuple[PaperRule, ...]
    types: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    titles: dict[str, re.Pattern[str]]
    legal_form: re.Pattern[str]
    number: str
    harmless: re.Pattern[str]
    clause: re.Pattern[str]
    doubts: tuple[DoubtRule, ...]
    negation: re.Pattern[str]
    others: re.Pattern[str]
    past: re.Pattern[str]
    post: re.Pattern[str]
    of_a_person: re.Pattern[str]
    reply: re.Pattern[str]
    reply_from: re.Pattern[str]
    reply_sent: re.Pattern[str]
    forward: re.Pattern[str]
    forward_subject: re.Pattern[str]
    quote_mark: re.Pattern[str]
    personal: tuple[Personal, ...]


@cache
def paper_rules() -> PaperRules:
    """The rules of prompts/papers.

    Raises: BadData naming the rule whose path, reader, choice or pattern does not hold.
    """
    raw, told = (load(prompts_dir() / "papers" / name) for name in ("rules.yaml", "doubts.yaml"))
    words = {k: str(v) for k, v in raw["words"].items()}

    def pattern(text: str, where: str) -> re.Pattern[str]:
        for name, meaning in words.items():
            text = text.replace("{" + name + "}", meaning)
        try:
            return re.compile(text, re.IGNORECASE)
        except re.error as bad:
            raise BadData("data.not_yaml", where=where, reason=str(bad)) from bad

    rules = tuple(_rule(each, pattern) for each in raw["rules"])
    for name in raw["types"]:
        if name not in mandate_types():
            raise BadData("data.unknown_key", where="papers/rules.yaml: types", name=name)
    single = {name: pattern(told[name], f"papers/doubts.yaml: {name}") for name in _SINGLE}
    return PaperRules(
        rules=rules,
        types=tuple((name, tuple(pattern(p, f"types: {name}") for p in all_of)) for name, all_of in raw["types"].items()),
        titles={name: pattern(text, f"titles: {name}") for name, text in raw["titles"].items()},
        legal_form=re.compile(raw["legal_form"]),
        number=words["N"],
        harmless=pattern("|".join(told["harmless"]), "papers/doubts.yaml: harmless"),
        doubts=tuple(DoubtRule(d["id"], pattern(d["words"], d["id"]), frozenset(d.get("of", ()))) for d in told["doubts"]),
        **cast(dict[str, Any], single),
        personal=tuple(Personal(Words(**p["ground"]), pattern(p["words"], "personal")) for p in told["personal"]),
    )


def _rule(raw: dict[str, Any], pattern: Any) -> PaperRule:
    path, reads = str(raw.get("path")), str(raw.get("reads"))
    where = f"papers/rules.yaml: {path}"
    if unknown := set(raw) - _KEYS:
        raise BadData("data.unknown_key", where=where, name=", ".join(sorted(unknown)))
    spec = intake_schema().fields.get(path)
    if (spec is None and path != TITLE) or reads not in READERS:
        raise BadData("data.unknown_key", where=where, name=path if spec is None else reads)
    options = tuple((str(name), pattern("|".join(says), where)) for name, says in raw.get("of", {}).items())
    for name, _ in options:
        if spec is not None and name not in spec.type.choices:
            raise BadData("data.unknown_key", where=where, name=name)
    labels = "|".join(raw.get("labels", ()))
    lists = {key: tuple(pattern(p, where) for p in raw.get(key, ())) for key in ("after", "before", "says")}
    return PaperRule(
        path=path,
        reads=reads,
        labels=pattern(f"(?:{labels})", where) if labels else None,
        options=options,
        must=pattern(raw["with"], where) if "with" in raw else None,
        unless=pattern(raw["unless"], where) if "unless" in raw else None,
        unit=str(raw.get("unit", "")),
        is_asked=bool(raw.get("ask", False)),
        **cast(dict[str, Any], lists),
    )
