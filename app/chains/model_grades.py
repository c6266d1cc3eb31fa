"""A model's levels and markers held to the memo: quotes verified, caps applied by code, the rules' level kept where nothing holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.catalog.rewrite_words import hits, rewrite_words
from app.catalog.text import say
from app.chains.model_quotes import Quotes
from app.domain.base import Value
from app.domain.coaching import Blocker, Category, Coaching, Code, DimensionLevel, Level, Marker
from app.domain.counted import counted_figures
from app.domain.date_reading import dates
from app.domain.figures import agrees
from app.domain.memo_zones import parts
from app.domain.rewrites import without_slots

CAPS: dict[str, tuple[Code, Level]] = {"KNOWN_LATE": ("D7", 0), "CONTRADICTION": ("D3", 1)}
OVERALL_CAP = {"SAFETY_LEGAL": 1.0}
APART = 2
MOST_MARKERS = 8
MOST_SPANS = 3


class ModelLevel(Value):
    """A level as the model gave it."""

    code: Code
    level: Level
    reason: str
    quotes: tuple[str, ...]


class ModelMarker(Value):
    """A softened span as the model gave it."""

    quote: str
    category: Category
    why: str
    hq_hears: str
    suggestion: str


class ModelStep(Value):
    """A next step as the model gave it."""

    code: Code
    text: str


class Grades(Value):
    """The answer to the grading step."""

    levels: tuple[ModelLevel, ...]
    markers: tuple[ModelMarker, ...]
    next_steps: tuple[ModelStep, ...]


def merged_levels(base: Coaching, grades: Grades, quotes: Quotes) -> tuple[DimensionLevel, ...]:
    """One level a dimension, in the rules' order. What the rules call not applicable stays so; a level above 0 needs a quote that holds."""
    given = {g.code: g for g in reversed(grades.levels)}
    return tuple(_level(base, rule, given.get(rule.code), quotes) for rule in base.levels)


def _level(base: Coaching, rule: DimensionLevel, given: ModelLevel | None, quotes: Quotes) -> DimensionLevel:
    if rule.level is None or given is None:
        return rule
    spans = tuple(s for q in given.quotes[:MOST_SPANS] if (s := quotes.place(q)) is not None)
    if not spans and given.level > 0:
        return rule
    level, reason = given.level, " ".join(given.reason.split())
    for blocker in base.blockers:
        code, cap = CAPS.get(blocker.id, (None, level))
        if code == rule.code and level > cap:
            reason = say(base.lang, "coach_model.capped", reason=reason, cap=cap, level=level)
            level = cap
    is_far = abs(level - rule.level) >= APART
    return DimensionLevel(
        dimension=rule.dimension,
        code=rule.code,
        level=level,
        reason=reason,
        spans=spans or rule.spans,
        disagrees=rule.level if is_far else None,
    )


def overall_of(levels: Sequence[DimensionLevel], blockers: Iterable[Blocker]) -> float | None:
    """The mean of the levels that are not None, held at the cap of a blocker; None when none is."""
    known = [level.level for level in levels if level.level is not None]
    if not known:
        return None
    return round(min([sum(known) / len(known), *(OVERALL_CAP[b.id] for b in blockers if b.id in OVERALL_CAP)]), 2)


def merged_markers(base: Coaching, grades: Grades, quotes: Quotes) -> tuple[tuple[Marker, ...], int]:
    """The rules' markers with the model's verified ones that lie apart from them, in reading order; and how many were refused."""
    found = list(base.markers)
    zones = [p for p in parts(base.text) if p.zone in ("header", "greeting", "signature", "quoted")]
    refused = added = 0
    for given in grades.markers:
        span = quotes.place(given.quote)
        if span is None or given.category == "calque" or added == MOST_MARKERS:
            continue
        if any(m.start < span.end and span.start < m.end for m in found) or any(z.start < span.end and span.start < z.end for z in zones):
            continue
        if not wording_holds(given.suggestion, base):
            refused += 1
            continue
        added += 1
        found.append(
            Marker(**span.model_dump(), category=given.category, why=given.why, hq_hears=given.hq_hears, suggestion=given.suggestion)
        )
    return tuple(sorted(found, key=lambda m: (m.start, m.end))), refused


def wording_holds(wording: str, base: Coaching) -> bool:
    """True when a suggested wording has no figure, date or promise beyond the memo's; slots are exempt."""
    said = without_slots(wording, base.text)
    told, told_dates = counted_figures(base.text, articles=True), dates(base.text)
    if any(not agrees(f, told) for f in counted_figures(said)) or any(not any(d.agrees(t) for t in told_dates) for d in dates(said)):
        return False
    patterns = rewrite_words().concepts["commitment"].in_lang(base.lang)
    return not hits(said, patterns) or bool(hits(base.text, patterns))
