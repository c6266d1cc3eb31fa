"""The twelve levels of a memo: rules, what does not apply, stuffing, caps, reasons in words. Knows the order; rules are elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.coaching import fill, rubric, tell
from app.checks.memos import levels_action as action
from app.checks.memos import levels_evidence as proof
from app.checks.memos import levels_message as message
from app.checks.memos.graded import Graded
from app.checks.memos.reading import is_too_short
from app.checks.memos.signals import Signals, signals
from app.checks.memos.stuffing import is_stuffed
from app.domain.coaching import CODES, Blocker, Code, DimensionLevel, Level, Marker, MemoKind
from app.domain.lang import Lang
from app.domain.memos import MemoReading

CAPS: dict[str, tuple[Code, Level]] = {"CONTRADICTION": ("D3", 1), "KNOWN_LATE": ("D7", 0)}
SAFETY_CAP = 1.0
QUOTE_LENGTH = 70


def levels(reading: MemoReading, markers: Sequence[Marker], blockers: Sequence[Blocker]) -> tuple[DimensionLevel, ...]:
    """D1 to D12 in order. All None for a memo that is too short; a capped level says in its reason what it would have been."""
    lang = reading.memo.lang
    if is_too_short(reading):
        return tuple(_said(Graded(code, None, (), "short"), lang) for code in CODES)
    known = signals(reading)
    graded = grade(known, markers)
    stuffed = is_stuffed(known)
    found = []
    for code in CODES:
        one = _without(graded[code], known)
        level = _said(one, lang)
        if stuffed and (one.level or 0) > 1:
            level = _capped(level, 1, "stuffed", lang)
        for blocker in blockers:
            cap = CAPS.get(blocker.id)
            if cap and cap[0] == code and level.level is not None:
                level = _capped(level, cap[1], blocker.id, lang)
        found.append(level)
    return tuple(found)


def grade(known: Signals, markers: Sequence[Marker]) -> dict[Code, Graded]:
    """Every dimension by rule alone, before what does not apply and before caps."""
    d6 = action.ask(known)
    found = (
        message.bottom_line(known),
        message.risk_statement(known),
        proof.size(known),
        proof.evidence(known),
        action.ownership(known, markers),
        d6,
        action.timeliness(known),
        message.candour(known, markers),
        message.reader_fit(known, d6.level),
        Graded("D10", None),
        action.enterprise(known),
        proof.consequence(known, markers),
    )
    return {one.code: one for one in found}


def applies(code: Code, kind: MemoKind, known: Signals) -> bool:
    """Whether a dimension is graded for this kind of memo."""
    if code == "D10":
        return False
    if kind == "capital_request" and code == "D7":
        told = [s for s in known.problems if known.has(s, "happened") and known.is_dated(s)]
        return known.any("first_known") or any(not known.has(s, "default") for s in told)
    if kind == "periodic_report" and code in ("D6", "D7"):
        return action.is_exposed(known) or bool(known.asks)
    return True


def overall(found: Sequence[DimensionLevel], blockers: Sequence[Blocker]) -> float | None:
    """The mean of the levels that are not None, at most 1 under SAFETY_LEGAL; None when there is none."""
    given = [each.level for each in found if each.level is not None]
    if not given:
        return None
    mean = round(sum(given) / len(given), 2)
    return min(mean, SAFETY_CAP) if any(b.id == "SAFETY_LEGAL" for b in blockers) else mean


def _without(one: Graded, known: Signals) -> Graded:
    if one.level is None or applies(one.code, known.reading.memo.kind, known):
        return one
    return Graded(one.code, None)


def _said(one: Graded, lang: Lang) -> DimensionLevel:
    """The level in words: the rubric's reason for it, with the first span quoted, or the remark that none was found."""
    dimension = rubric()[one.code]
    name = "null" if one.level is None else str(one.level)
    if one.variant and f"{name}.{one.variant}" in dimension.reasons:
        name = f"{name}.{one.variant}"
    if one.variant == "short":
        text = tell(lang, "reason.short")
    else:
        quotes = [_short(s.text) for s in one.spans]
        text = dimension.reasons[name].in_lang(lang)
        if not quotes and "{quote}" in text:
            text = text.replace("“{quote}”", tell(lang, "reason.this")).replace("«{quote}»", tell(lang, "reason.this"))
        text = fill(text, quote=quotes[0] if quotes else "", other=quotes[-1] if quotes else "")
    if one.level is not None and not one.spans:
        text = f"{text} ({tell(lang, 'reason.no_span')})"
    return DimensionLevel(dimension=dimension.id, code=one.code, level=one.level, reason=text[:1].upper() + text[1:], spans=one.spans)


def _capped(level: DimensionLevel, cap: Level, why: str, lang: Lang) -> DimensionLevel:
    before = level.level or 0
    reason = tell(lang, f"cap.{why}", level=before, cap=min(before, cap))
    return level.model_copy(update={"level": min(before, cap), "reason": f"{level.reason} {reason}"})


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTE_LENGTH else flat[:QUOTE_LENGTH].rsplit(" ", 1)[0] + "…"
