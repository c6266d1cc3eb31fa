"""What the search plan turns on: place, sector, ownership, type, states with a rule on software, areas without an escalation rule.

Matches the client's words against fixed stems; a test holds the names of places against the places file. Knows no wording of the brief.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.domain.criteria import bare_words
from app.domain.derive_dates import start
from app.domain.facts import Derived, Facts
from app.domain.intake import words_of
from app.domain.lang import both

PLACES = {
    "tijuana": r"tijuana", "ciudad-juarez": r"juarez", "nuevo-laredo": r"nuevo laredo", "reynosa": r"reynosa",
    "monterrey": r"monterrey|san pedro garza garcia|apodaca|santa catarina", "saltillo": r"saltillo|ramos arizpe",
    "mexico-city": r"mexico city|ciudad de mexico|cdmx", "guadalajara": r"guadalajara|zapopan", "queretaro": r"queretaro",
    "guanajuato": r"guanajuato|(?<!nuevo )leon|silao|celaya|irapuato", "aguascalientes": r"aguascalientes",
    "san-luis-potosi": r"san luis potosi", "houston": r"houston",
}  # fmt: skip
BORDER = ("tijuana", "ciudad-juarez", "nuevo-laredo", "reynosa")
_SECTORS = {
    "devices": r"medical|surgical|device|dispositivo",
    "autos": r"automotive|auto parts|vehicle|automotriz|autopartes|vehicul|armadora",
    "electronics": r"electronic|semiconductor|electronica",
    "aerospace": r"aerospace|aircraft|aeroespacial|aeronautic",
    "logistics": r"freight|logistics|3pl|logistica|transporte|agencia aduanal|customs broker",
}
_HOME = {"devices": "tijuana", "autos": "saltillo guanajuato aguascalientes san-luis-potosi", "electronics": "guadalajara",
         "aerospace": "queretaro", "logistics": "nuevo-laredo"}  # fmt: skip
"""Where the pool of a sector is: no second place is proposed when the work is done there."""
_STATES = {
    "texas": r"texas|tx\b|houston|el paso|dallas|austin|san antonio|mcallen",
    "california": r"(?<!baja )california|san diego|los angeles|otay mesa",
    "illinois": r"illinois|il\b|chicago",
    "new-york": r"new york|nueva york|ny\b",
    "colorado": r"colorado|denver",
}
_US_WORDS = re.compile(rf"\b(?:{'|'.join(_STATES.values())}|united states|estados unidos|arizona|phoenix|tucson|brownsville)\b")
_US_MARKS = re.compile(r"\bUSA?\b|\bU\.S\.|\bEE\.? ?UU|\bEUA\b")
_IMMEX = re.compile(r"\b(?:immex|maquila\w*|temporary import\w*|importacion(?:es)? temporal(?:es)?|annex 24|anexo 24)\b")
_AREAS = (
    (both("safety and product", "seguridad de personas y producto"), r"safety|product|quality|defect|seguridad|producto|calidad|defecto"),
    (both("money", "dinero"), r"money|cash|costs?\b|budget|p l\b|fraud|financ|dinero|gasto|costo|presupuesto|fraude"),
    (both("people", "personas"), r"people|union|strike|labou?r|talent|accident|personas|sindic|huelga|laboral|talento"),
    (both("customs", "aduanas"), r"customs\b|tariff|immex|imports?\b|temporary import|aduan|arancel|importacion"),
    (both("security", "protección"), r"security|extort|cartel|theft|proteccion|extorsion|robo|amenaza"),
)
CORRIDOR_TYPE = "border_corridor_operations"
_NO_WORKFORCE = ("binational_cfo", "jv_board_director")


def _said(facts: Facts, *paths: str) -> str:
    return " ".join(bare_words(words_of(facts.intake.get(p))) for p in paths if facts.intake.present(p))


def _matching(table: Mapping[str, str], words: str, key: str) -> Derived | None:
    found = tuple({key: name} for name, pattern in table.items() if re.search(rf"\b(?:{pattern})", words))
    return Derived(value=found) if found else None


def place(facts: Facts, _arg: Any) -> Derived | None:
    """The cities of the place that the search plan knows, as records {place}; None when it knows none."""
    return _matching(PLACES, _said(facts, "role.location"), "place")


def border(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the work is done in a border corridor."""
    found = place(facts, None)
    return Derived(value=True) if found and any(r["place"] in BORDER for r in found.value) else None


def border_otherwise(facts: Facts, _arg: Any) -> Derived | None:
    """Present in a border corridor when the mandate is of another type: the corridor's own type brings its own words on the market."""
    return None if facts.intake.mandate_type == CORRIDOR_TYPE else border(facts, None)


def us_side(facts: Facts, _arg: Any) -> Derived | None:
    """Present when place or travel names the United States."""
    paths = ("role.location", "role.onsite_hybrid_travel")
    raw = " ".join(words_of(facts.intake.get(p)) for p in paths if facts.intake.present(p))
    return Derived(value=True) if _US_MARKS.search(raw) or _US_WORDS.search(bare_words(raw)) else None


def no_place(facts: Facts, _arg: Any) -> Derived | None:
    """Present when a location is stated and none of its cities is one that the search plan knows."""
    return Derived(value=True) if facts.intake.present("role.location") and place(facts, None) is None else None


def sector(facts: Facts, _arg: Any) -> Derived | None:
    """The first sector that the company's own description names, as one record {sector}; None when its pool is where the work is."""
    found = _matching(_SECTORS, _said(facts, "business.company_snapshot"), "sector")
    if found is None:
        return None
    here = place(facts, None)
    at_home = here and any(r["place"] in _HOME[found.value[0]["sector"]].split() for r in here.value)
    return None if at_home else Derived(value=found.value[:1])


def immex(facts: Facts, _arg: Any) -> Derived | None:
    """Present when company, pain, agenda or place speak of IMMEX, maquila or temporary imports."""
    paths = ("business.company_snapshot", "business.current_pain_and_risks", "business.strategy_and_18m_agenda", "business.ownership")
    return Derived(value=True) if _IMMEX.search(_said(facts, *paths)) else None


def owners(facts: Facts, _arg: Any) -> Derived | None:
    """The ownership as one record {ownership}."""
    found = facts.intake.get("business.ownership")
    return Derived(value=({"ownership": found},)) if found else None


def workforce(facts: Facts, _arg: Any) -> Derived | None:
    """Present unless the type leads no workforce in Mexico (finance, a board seat)."""
    return None if facts.intake.mandate_type in _NO_WORKFORCE else Derived(value=True)


def confidential(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the search is confidential."""
    return Derived(value=True) if facts.intake.get("engagement.confidential_search") is True else None


def open_search(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the client said that the search is not confidential."""
    return Derived(value=True) if facts.intake.get("engagement.confidential_search") is False else None


def ai_states(facts: Facts, _arg: Any) -> Derived | None:
    """US states with a rule on software in hiring that place, decider or posted ranges name, as records {state}."""
    places = ("role.location", "role.onsite_hybrid_travel", "compensation.posted_range_jurisdictions")
    paths = (*places, "engagement.sponsor_and_final_decider")
    return _matching(_STATES, _said(facts, *paths), "state")


def no_kickoff(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the kick-off date is not known."""
    return None if facts.intake.present("process.kickoff_date") else Derived(value=True)


def no_lists(facts: Facts, _arg: Any) -> Derived | None:
    """Present when neither the long list nor the shortlist has a number."""
    known = facts.intake.present("process.longlist_n") or facts.intake.present("process.shortlist_n")
    return None if known else Derived(value=True)


def requirements_open(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the start or the presence that the role requires is not known."""
    known = facts.intake.present("role.onsite_hybrid_travel") and start(facts, None)
    return None if known else Derived(value=True)


def escalation_owed(facts: Facts, _arg: Any) -> Derived | None:
    """The areas for which no escalation rule is stated; None when each has one."""
    rules = facts.intake.get("headquarters.escalation") or ()
    named = " ".join(bare_words(words_of(r.get("topic"))) for r in rules if r.get("topic") is not None)
    owed = [area for area, pattern in _AREAS if not re.search(rf"\b(?:{pattern})", named)]
    if not owed:
        return None
    return Derived(value=both(", ".join(a.en or "" for a in owed), ", ".join(a.es or "" for a in owed)))


def escalation_covered(facts: Facts, _arg: Any) -> Derived | None:
    """Present when each area has an escalation rule."""
    return None if escalation_owed(facts, None) else Derived(value=True)
