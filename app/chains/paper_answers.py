"""From what papers say to one answer a path: a proposal where they agree and nothing speaks against it, else a question. Reads no words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.catalog.intake_schema import intake_schema
from app.catalog.paper_rules import TITLE
from app.catalog.places import recognise
from app.chains.paper_parts import Said
from app.domain.letters import unaccented
from app.domain.papers import Confidence, Doubt, Paper, PaperNotice, PaperQuestion, PaperReading, Proposed

TYPE = "mandate_type"
_RANK: dict[Confidence, int] = {"labelled": 0, "sentence": 1, "model": 2}
_HARMLESS_IF_SURE: frozenset[Doubt] = frozenset({"negated", "not_cefr", "not_a_title", "no_value"})
"""Doubts that say nothing against a value that stands plainly elsewhere."""


def assembled(papers: Sequence[Paper], said: Sequence[Said], notices: Sequence[PaperNotice]) -> PaperReading:
    """One proposal or question a path, in the order of the intake; where nothing was found, a notice says so."""
    proposals: list[Proposed] = []
    questions: list[PaperQuestion] = []
    said = _own_title_left(said)
    for path in sorted({s.path for s in said}, key=_order):
        proposed, asked = _settled(path, [s for s in said if s.path == path])
        questions += asked
        if proposed is not None:
            proposals.append(proposed.model_copy(update={"number": len(proposals) + 1}))
    empty = [PaperNotice(kind="nothing", file=p.name) for p in papers if not any(s.part.paper.name == p.name for s in said)]
    return PaperReading(
        papers=tuple(p.name for p in papers), proposals=tuple(proposals), questions=tuple(questions), notices=(*notices, *empty)
    )


def _own_title_left(said: Sequence[Said]) -> list[Said]:
    """Without lines of report that end at the post itself: they are those of others."""
    titles = {unaccented(str(s.value)) for s in said if s.path.startswith(TITLE) and s.value}
    return [s for s in said if not (s.path.startswith("role.reports") and s.value and unaccented(str(s.value)) in titles)]


def _order(path: str) -> tuple[int, str]:
    known = (TYPE, *intake_schema().fields)
    return (known.index(path) if path in known else len(known), path)


def _settled(path: str, said: list[Said]) -> tuple[Proposed | None, list[PaperQuestion]]:
    said = [s for s in said if not s.is_weak] or said
    if path == "candidate.languages":
        said = _joined(said)
    values: dict[str, list[Said]] = {}
    for each in said:
        if each.doubt is None:
            values.setdefault(_same(path, each.value, values), []).append(each)
    doubts = [s for s in said if s.doubt is not None and not (values and s.doubt in _HARMLESS_IF_SURE)]
    asked = [PaperQuestion(path=path, reason=s.doubt, quotes=(s.part.quote(),)) for s in doubts if s.doubt is not None]
    if len(values) > 1:
        quotes = tuple(dict.fromkeys(found[0].part.quote() for found in values.values()))
        return None, [PaperQuestion(path=path, reason="differ", quotes=quotes), *_once(asked)]
    if not values:
        return None, _once(asked)
    found = next(iter(values.values()))
    partly = path == "candidate.languages" and {s.doubt for s in doubts} <= {"not_cefr"}
    if doubts and not partly:
        against = tuple(dict.fromkeys(s.part.quote() for s in (found[0], *doubts)))
        return None, [PaperQuestion(path=path, reason=doubts[0].doubt or "unsure", quotes=against)]
    best = min(found, key=lambda s: (_RANK[s.confidence], -len(str(s.value))))
    return Proposed(path=path, value=best.value, quote=best.part.quote(), confidence=best.confidence), []


def _joined(said: list[Said]) -> list[Said]:
    """Languages that one paragraph names in several sentences, as one list with one quote over all of them."""
    firm = sorted((s for s in said if s.doubt is None), key=lambda s: s.part.start)
    levels: dict[str, set[str]] = {}
    for item in (item for s in firm for item in s.value):
        levels.setdefault(item["language"], set()).add(item["level"])
    is_one = len({(s.part.paper.name, s.part.paragraph.start) for s in firm}) == 1
    if len(firm) < 2 or not is_one or any(len(found) > 1 for found in levels.values()):
        return said
    first, last = firm[0].part, firm[-1].part
    whole = replace(first, text=first.paper.text[first.start : last.end])
    value = [{"language": name, "level": next(iter(level))} for name, level in levels.items()]
    return [replace(firm[0], part=whole, value=value), *(s for s in said if s.doubt is not None)]


def _once(asked: list[PaperQuestion]) -> list[PaperQuestion]:
    return list(dict.fromkeys(asked))


def _same(path: str, value: Any, known: dict[str, list[Said]]) -> str:
    """The key under which a value counts: words that contain each other are the same, and towns go by their place."""
    if not isinstance(value, str):
        return json.dumps(value, sort_keys=True)
    if path == "role.location":
        return ",".join(sorted(c.id for c in recognise(value).cities)) or unaccented(value)
    plain = unaccented(value)
    return next((k for k in known if plain in k or k in plain), plain)
