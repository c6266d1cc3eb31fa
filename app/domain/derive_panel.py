"""Who judges what, and on which evidence: criteria joined with panel and library, derailers, internal candidates. Knows no wording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.domain.criteria import CriterionKind, bare_words, kind_of, names_no_act, same_words
from app.domain.facts import Derived, Facts
from app.domain.figures import figures
from app.domain.lang import LocalText
from app.domain.money import plain

MOST_MUST_HAVES = 5
WHOLE = 100
_NONE = re.compile(r"(?:none|no|nobody|ninguna|ninguno|nadie|n a|nil)\b")
_SHORT = 6
"""Words up to which an answer that begins with "none" or "no" says that there is nobody."""
_SIDES = {
    "US": frozenset({"us", "usa", "u s", "eua", "ee uu", "eeuu", "united states", "united states of america", "estados unidos"}),
    "MX": frozenset({"mx", "mex", "mexico"}),
}


def _must_haves(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return facts.intake.get("candidate.must_haves") or ()


def _panel(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return facts.intake.get("process.interview_panel") or ()


def _kind(facts: Facts, criterion: Any) -> CriterionKind | None:
    return kind_of(criterion, facts.criteria) if isinstance(criterion, LocalText) else None


def question(facts: Facts, criterion: Any) -> Derived | None:
    """The one question that everybody is asked on this criterion; None without a library."""
    kind = _kind(facts, criterion)
    return Derived(value=kind.question) if kind else None


def methods(facts: Facts, criterion: Any) -> Derived | None:
    """The methods that fit this criterion."""
    kind = _kind(facts, criterion)
    return Derived(value=kind.methods) if kind else None


def _anchor(facts: Facts, criterion: Any, position: int) -> Derived | None:
    kind = _kind(facts, criterion)
    return Derived(value=kind.anchors[position]) if kind else None


def anchor_1(facts: Facts, criterion: Any) -> Derived | None:
    """What an answer at level 1 sounds like."""
    return _anchor(facts, criterion, 0)


def anchor_3(facts: Facts, criterion: Any) -> Derived | None:
    """What an answer at level 3 sounds like."""
    return _anchor(facts, criterion, 1)


def anchor_5(facts: Facts, criterion: Any) -> Derived | None:
    """What an answer at level 5 sounds like."""
    return _anchor(facts, criterion, 2)


def assessor(facts: Facts, criterion: Any) -> Derived | None:
    """The panel members who own a criterion: by its words or id, else by its kind where that is unmistakable. None when nobody does."""
    if not isinstance(criterion, LocalText):
        return None
    names = [m["name"].any() for m in _panel(facts) if "name" in m and _owns(m, criterion, facts)]
    names = names or [m["name"].any() for m in _panel(facts) if "name" in m and _owns_by_kind(m, criterion, facts)]
    return Derived(value=LocalText(neutral="; ".join(names))) if names else None


def _owns(member: Mapping[str, Any], criterion: LocalText, facts: Facts) -> bool:
    owned = member.get("owns_criterion")
    if not isinstance(owned, LocalText):
        return False
    ids = [m["id"] for m in _must_haves(facts) if m.get("criterion") == criterion and "id" in m]
    return same_words(owned, criterion) or any(bare_words(owned.any()) == bare_words(i.any()) for i in ids)


def _owns_by_kind(member: Mapping[str, Any], criterion: LocalText, facts: Facts) -> bool:
    owned, kind = member.get("owns_criterion"), _kind(facts, criterion)
    criteria = [m["criterion"] for m in _criteria(facts)]
    if not isinstance(owned, LocalText) or kind is None or not kind.stems or any(_owns(member, c, facts) for c in criteria):
        return False
    return _kind(facts, owned) == kind and sum(_kind(facts, c) == kind for c in criteria) == 1


def unassigned(facts: Facts, criterion: Any) -> Derived | None:
    """Present when nobody on the panel owns a criterion."""
    return Derived(value=True) if isinstance(criterion, LocalText) and assessor(facts, criterion) is None else None


def _criteria(facts: Facts) -> tuple[Mapping[str, Any], ...]:
    return tuple(m for m in _must_haves(facts) if isinstance(m.get("criterion"), LocalText))


def _weights(facts: Facts) -> tuple[Decimal, ...]:
    return tuple(m["weight"] for m in _criteria(facts) if "weight" in m)


def weight(facts: Facts, given: Any) -> Derived | None:
    """A weight in per cent; shares of one are multiplied by 100."""
    if not isinstance(given, Decimal):
        return None
    if max(_weights(facts), default=given) > 1:
        return Derived(value=given)
    return Derived(value=given * WHOLE, formula=f"{plain(given)}*{WHOLE} = {plain(given * WHOLE)}")


def _total(facts: Facts) -> Derived | None:
    shares = [s for w in _weights(facts) if (s := weight(facts, w))]
    if not shares or len(shares) < len(_criteria(facts)):
        return None
    total = sum((s.value for s in shares), Decimal(0))
    return Derived(value=total, formula=f"{'+'.join(plain(s.value) for s in shares)} = {plain(total)}")


def weights_total(facts: Facts, _arg: Any) -> Derived | None:
    """The sum of the weights in per cent, when each criterion has one and they make up the whole."""
    total = _total(facts)
    return total if total and total.value == WHOLE else None


def weights_off(facts: Facts, _arg: Any) -> Derived | None:
    """The sum of the weights in per cent, when each criterion has one and they do not make up the whole."""
    total = _total(facts)
    return total if total and total.value != WHOLE else None


def no_weight(facts: Facts, criterion: Any) -> Derived | None:
    """Present when the must-have with this criterion has no weight."""
    found = any(m["criterion"] == criterion and "weight" not in m for m in _criteria(facts))
    return Derived(value=True) if found else None


def unweighted(facts: Facts, _arg: Any) -> Derived | None:
    """Present when some criterion has no weight."""
    return Derived(value=True) if len(_weights(facts)) < len(_criteria(facts)) else None


def too_many(facts: Facts, _arg: Any) -> Derived | None:
    """How many must-haves there are, when more than five."""
    count = len(_must_haves(facts))
    return Derived(value=count, formula=f"{count} = {count}") if count > MOST_MUST_HAVES else None


def vague(_facts: Facts, derailer: Any) -> Derived | None:
    """Present when a derailer names an impression and no act."""
    return Derived(value=True) if isinstance(derailer, LocalText) and names_no_act(derailer) else None


def acts(_facts: Facts, derailer: Any) -> Derived | None:
    """Present when a derailer names something that a person did."""
    return Derived(value=True) if isinstance(derailer, LocalText) and not names_no_act(derailer) else None


def withheld(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the client asked for something as a criterion that the law forbids."""
    return Derived(value=True) if any(w.kind == "criterion" and w.severity == "block" for w in facts.withheld) else None


def one_country(facts: Facts, _arg: Any) -> Derived | None:
    """The country in which everybody on the panel works, as one record {country, known: all|some}; None when two are known, or none."""
    placed = [_country(facts, m) for m in _panel(facts)]
    known = {c for c in placed if c}
    if len(known) != 1:
        return None
    record = {"country": LocalText(neutral=known.pop()), "known": "all" if all(placed) else "some"}
    return Derived(value=(record,))


def no_panel(facts: Facts, _arg: Any) -> Derived | None:
    """Present when no panel is named."""
    return None if _panel(facts) else Derived(value=True)


def unplaced(facts: Facts, _arg: Any) -> Derived | None:
    """Present when there is a panel and nobody's country is known."""
    return Derived(value=True) if _panel(facts) and not any(_country(facts, m) for m in _panel(facts)) else None


def _country(facts: Facts, member: Mapping[str, Any]) -> str:
    stated = member.get("country")
    if isinstance(stated, LocalText):
        return _side(stated)
    name = member.get("name")
    for holder in facts.intake.get("engagement.stakeholders_with_veto") or ():
        role, own, country = holder.get("role"), holder.get("name"), holder.get("country")
        if isinstance(name, LocalText) and isinstance(country, LocalText) and _is_same_person(name, role, own):
            return _side(country)
    return ""


def _is_same_person(name: LocalText, role: LocalText | None, own: LocalText | None) -> bool:
    wanted = bare_words(name.any())
    if own and bare_words(own.any()) == wanted:
        return True
    if role is None:
        return False
    initials = "".join(w[0] for w in role.any().split() if w[:1].isupper())
    return wanted in (bare_words(role.any()), bare_words(initials))


def _side(country: LocalText) -> str:
    said = bare_words(country.any())
    return next((side for side, names in _SIDES.items() if said in names), country.any())


def internal(facts: Facts, _arg: Any) -> Derived | None:
    """Present when somebody inside is considered."""
    found = facts.intake.get("engagement.internal_candidates")
    return Derived(value=True) if isinstance(found, LocalText) and not _says_none(found) else None


def no_internal(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the client says that nobody inside is considered."""
    found = facts.intake.get("engagement.internal_candidates")
    return Derived(value=True) if isinstance(found, LocalText) and _says_none(found) else None


def _says_none(text: LocalText) -> bool:
    words = bare_words(text.any())
    return bool(_NONE.match(words)) and len(words.split()) <= _SHORT


def years(facts: Facts, _arg: Any) -> Derived | None:
    """Present when the cross-border experience is asked for in years."""
    return Derived(value=True) if _counts_years(facts) else None


def no_years(facts: Facts, _arg: Any) -> Derived | None:
    """Present when cross-border experience is described without a number of years."""
    present = facts.intake.present("candidate.cross_border_experience")
    return Derived(value=True) if present and not _counts_years(facts) else None


def _counts_years(facts: Facts) -> bool:
    text = facts.intake.get("candidate.cross_border_experience")
    return isinstance(text, LocalText) and any(f.unit == "years" for t in text.all() for f in figures(t))
