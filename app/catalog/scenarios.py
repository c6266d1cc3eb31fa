"""The practice scenarios of prompts/coaching/scenarios, typed and cross-checked. A scenario is one file; knows no memo and no level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, get_args

from app.catalog.corpus import shipped_corpus
from app.catalog.files import prompts_dir
from app.catalog.yaml_files import load
from app.domain.coaching import AUDIENCES, CODES, MEMO_KINDS
from app.domain.date_reading import dates
from app.domain.figures import agrees, figures
from app.domain.lang import LocalText, both
from app.domain.scenarios import Scenario, SheetFact, Weight
from app.errors import BadData, UnknownId

PROVENANCE = "original scenario design; names and figures invented"
KEYS = frozenset(Scenario.model_fields)
FACT_KEYS = frozenset(SheetFact.model_fields)
_ID = re.compile(r"SN-\d{3}")
WEIGHTS = get_args(Weight)


def scenarios_dir() -> Path:
    """The folder with one file a scenario."""
    return prompts_dir() / "coaching" / "scenarios"


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Every scenario by id, in the order of ids.

    Raises: BadData naming file and field.
    """
    read = (read_scenario(load(path), path.name) for path in sorted(scenarios_dir().glob("*.yaml")))
    return {found.id: found for found in read}


def scenario(scenario_id: str) -> Scenario:
    """The scenario of an id; case and missing zeros do not matter (sn-4 is SN-004).

    Raises: UnknownId naming the nearest id.
    """
    known = scenarios()
    number = re.fullmatch(r"(?i)\s*(?:SN)?[-_ ]?0*(\d{1,3})\s*", scenario_id)
    wanted = f"SN-{int(number[1]):03}" if number else scenario_id.strip().upper()
    if wanted in known:
        return known[wanted]
    raise UnknownId("id.scenario", where=scenario_id or "—", near=nearest(wanted))


def nearest(wanted: str) -> str:
    """The id that somebody most likely meant: the nearest number, else the most alike."""
    known = list(scenarios())
    number = re.search(r"\d+", wanted)
    if number:
        return min(known, key=lambda each: (abs(int(each[3:]) - int(number[0][:6])), each))
    return next(iter(get_close_matches(wanted, known, n=1, cutoff=0)), known[0])


def read_scenario(raw: Any, where: str) -> Scenario:
    """One scenario from the content of its file.

    Raises: BadData naming file and field for a missing or unknown key, an unknown value, a card that is not there, or texts
    whose English and Spanish say different numbers or dates.
    """
    if not isinstance(raw, Mapping) or set(raw) != KEYS:
        wrong = sorted(set(raw) ^ KEYS) if isinstance(raw, Mapping) else sorted(KEYS)
        raise BadData("data.unknown_key", where=where, name=", ".join(map(str, wrong)))
    _choice(raw["id"] == Path(where).stem and _ID.fullmatch(str(raw["id"])), where, "id", raw["id"])
    _choice(raw["kind"] in MEMO_KINDS, where, "kind", raw["kind"])
    _choice(raw["audience"] in AUDIENCES, where, "audience", raw["audience"])
    _choice(raw["provenance"] == PROVENANCE, where, "provenance", raw["provenance"])
    _choice(isinstance(raw["today"], date), where, "today", raw["today"])
    _choice(isinstance(raw["has_incident"], bool), where, "has_incident", raw["has_incident"])
    for code in raw["dimensions"] or [""]:
        _choice(code in CODES and code != "D10", where, "dimensions", code)
    for card in raw["cards"] or [""]:
        _choice(card in shipped_corpus().cards, where, "cards", card)
    found = Scenario(
        id=raw["id"],
        title=_text(raw["title"], where, "title"),
        kind=raw["kind"],
        audience=raw["audience"],
        has_incident=raw["has_incident"],
        today=raw["today"],
        situation=_text(raw["situation"], where, "situation"),
        facts=tuple(_fact(each, where) for each in raw["facts"]),
        unknown=tuple(_text(t, where, "unknown") for t in raw["unknown"]),
        softening=_text(raw["softening"], where, "softening"),
        questions=tuple(_text(t, where, "questions") for t in raw["questions"]),
        dimensions=tuple(raw["dimensions"]),
        cards=tuple(raw["cards"]),
        provenance=raw["provenance"],
    )
    _check_whole(found, where)
    return found


def _fact(raw: Any, where: str) -> SheetFact:
    if not isinstance(raw, Mapping) or set(raw) != FACT_KEYS:
        wrong = sorted(map(str, set(raw) ^ FACT_KEYS)) if isinstance(raw, Mapping) else ["facts"]
        raise BadData("data.unknown_key", where=where, name=f"facts: {', '.join(wrong)}")
    at = f"facts.{raw['id']}"
    _choice(isinstance(raw["id"], str), where, f"{at}.id", raw["id"])
    _choice(raw["weight"] in WEIGHTS, where, f"{at}.weight", raw["weight"])
    _choice(isinstance(raw["as_of"], date), where, f"{at}.as_of", raw["as_of"])
    text, source = _text(raw["text"], where, at), _text(raw["source"], where, f"{at}.source")
    return SheetFact(id=raw["id"], weight=raw["weight"], text=text, as_of=raw["as_of"], source=source)


def _text(raw: Any, where: str, at: str) -> LocalText:
    if not isinstance(raw, Mapping) or set(raw) != {"en", "es"} or not all(isinstance(v, str) and v.strip() for v in raw.values()):
        raise BadData("data.scenario_text", where=where, name=at)
    return both(" ".join(raw["en"].split()), " ".join(raw["es"].split()))


def _choice(fits: object, where: str, name: str, value: object) -> None:
    if not fits:
        raise BadData("data.scenario_value", where=where, name=name, value=str(value))


def _check_whole(found: Scenario, where: str) -> None:
    """What makes it an exercise: facts to leave out, one that conflicts or is not known, and the same numbers in both languages."""
    ids = [f.id for f in found.facts]
    for each in ids:
        if ids.count(each) > 1:
            raise BadData("data.duplicate_id", where=where, name=each)
    for fact in found.facts:
        _choice(fact.as_of <= found.today, where, f"facts.{fact.id}.as_of", fact.as_of)
    _choice(len(found.of_weight("needed")) >= 4, where, "facts", "needed < 4")
    _choice(len(found.of_weight("spare")) >= 2, where, "facts", "spare < 2")
    _choice(found.unknown, where, "unknown", "0")
    _choice(len(found.questions) >= 4, where, "questions", len(found.questions))
    for name, text in found.texts():
        if unlike := unequal(text):
            raise BadData("data.scenario_twins", where=where, name=name, value=unlike)


def unequal(text: LocalText) -> str:
    """The first number or date that only one language says; the empty string when both say the same."""
    english, spanish = text.en or "", text.es or ""
    for ours, theirs in ((english, spanish), (spanish, english)):
        other_days, other_figures = dates(theirs), list(figures(theirs))
        for day in dates(ours):
            if not any(day.agrees(each) and each.agrees(day) for each in other_days):
                return day.text
        for figure in figures(ours):
            partner = next((each for each in other_figures if agrees(figure, (each,))), None)
            if partner is None:
                return figure.text
            other_figures.remove(partner)
    return ""
