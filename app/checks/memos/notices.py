"""What the writer must know beside levels and markers, and the two next steps. Knows when each is due; the words are data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.catalog.coaching import rubric, tell
from app.checks.memos.blockers import is_late_without_limit, is_urgent
from app.checks.memos.reading import is_too_short
from app.checks.memos.signals import Signals, signals
from app.checks.memos.stuffing import is_stuffed
from app.checks.memos.totals import derived
from app.domain.coaching import Blocker, Code, DimensionLevel, MemoKind, NextStep, Notice
from app.domain.memos import MemoReading, MemoSentence

MOST_STEPS = 2
LONG_WORDS = 1000
FEWEST_ROWS = 2
MOSTLY = 0.8
_ITEM = re.compile(r"(?:[-*•–]|\d+[.)])\s")
FIRST_STEPS: dict[MemoKind, tuple[Code, ...]] = {
    "alert": ("D3", "D7", "D6", "D1", "D2"),
    "anticipation": ("D3", "D2", "D6", "D1", "D12"),
    "capital_request": ("D3", "D6", "D12", "D1", "D11"),
    "periodic_report": ("D1", "D6", "D8", "D3", "D2"),
}
FORCED: dict[str, Code] = {"KNOWN_LATE": "D7", "CONTRADICTION": "D3"}
_INJECTED = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|other)? ?(?:instructions|rules|rubric)\b"
    r"|\b(?:give|assign|award|rate|score|grade)\b[^.\n]{0,40}\b(?:level|score|rating) ?(?:of )?3\b|\byou are (?:now )?(?:an?"
    r" )?(?:ai|assistant|grader|language model)\b"
    r"|\b(?:ignora|ignore|olvida|olvide|descarta)\w* (?:todas )?(?:las |tus |sus )?(?:instrucciones|reglas)\b|\b(?:otorga"
    r"|asigna|califica|pon)\w*\b[^.\n]{0,40}\bnivel(?:es)? ?3\b"
    r"|\bsystem prompt\b"
)


def notices(reading: MemoReading, blockers: Sequence[Blocker], limits: Sequence[str] = (), charter: str = "") -> tuple[Notice, ...]:
    """The notices, most urgent first. `charter` is the charter's name where one was given."""
    lang = reading.memo.lang
    known = signals(reading)

    def one(name: str, **params: object) -> Notice:
        return Notice(id=name, message=tell(lang, f"notice.{name}", **params))

    found: list[Notice] = []
    if is_urgent(known):
        found.append(one("urgent_first"))
    if is_too_short(reading):
        found.append(one("header_only" if not reading.body else "too_short"))
    elif _is_tables_only(reading):
        found.append(one("tables_only"))
    found.append(one("discoverable"))
    if is_stuffed(known):
        found.append(one("stuffed"))
    if reading.memo.kind == "capital_request" or known.any("listed"):
        found.append(one("listed_company"))
    if is_late_without_limit(known, limits):
        found.append(one("late_without_limit"))
    if limits and charter:
        found.append(one("charter_limits", charter=charter, limit=limits[0]))
    rest = derived(known)
    if rest:
        found.append(one("derived_figure", quote=rest.text))
    if reading.memo.kind == "periodic_report":
        if known.cues.get("status_green") and known.problems:
            found.append(one("exposure_in_green", quote=known.quote(_open_in(known), "exposure", "event").text))
        named = [area for area in ("area_talent", "area_customer", "area_supply", "area_risk", "area_culture") if known.any(area)]
        if len(named) < 5 and not is_too_short(reading):
            found.append(one("five_areas", count=5 - len(named)))
    if reading.words > LONG_WORDS:
        found.append(one("too_long", words=reading.words))
    if _INJECTED.search(reading.plain):
        found.append(one("injected"))
    if not is_too_short(reading):
        found.append(one("not_checked"))
    return tuple(found)


def _open_in(known: Signals) -> MemoSentence:
    """The sentence of a report with problems that says most of what is open: what may be lost, what is left, else the first problem."""
    told = [s for s in known.problems if known.has(s, "exposure", "consequence")]
    told += [s for s in known.all("exposure") if known.counted(s) and not known.has(s, "good_news", "no_event")]
    return [*told, *known.problems][0]


def _is_tables_only(reading: MemoReading) -> bool:
    """True when nearly every line of the body is a row of a table or an item of a list without the stop of a sentence."""
    body = [s for s in reading.sentences if s.zone == "body"]
    if not body:
        return False
    lines = [line.strip() for line in reading.text[body[0].start : body[-1].end].splitlines() if line.strip()]
    rows = [n for n in lines if n.count("|") > 1 or "\t" in n or (_ITEM.match(n) and not n.endswith("."))]
    return len(rows) >= FEWEST_ROWS and len(rows) >= MOSTLY * len(lines)


def next_steps(reading: MemoReading, levels: Sequence[DimensionLevel], blockers: Sequence[Blocker]) -> tuple[NextStep, ...]:
    """At most two: what a blocker forces, then the low dimensions that unlock most for this kind of memo. None where all stand at 3."""
    at = {each.code: each.level for each in levels}
    forced = [FORCED[b.id] for b in blockers if b.id in FORCED]
    first = FIRST_STEPS[reading.memo.kind]
    lead = sorted((c for c in first[:2] if at.get(c) is not None and (at[c] or 0) < 3), key=lambda c: (at[c] or 0) > 1)
    low = sorted((c for c in (*first[2:], *at) if at.get(c) is not None and (at[c] or 0) < 3), key=lambda c: at[c] or 0)
    chosen = tuple(dict.fromkeys((*forced, *lead, *low)))[:MOST_STEPS]
    return tuple(NextStep(text=rubric()[code].step.in_lang(reading.memo.lang), code=code) for code in chosen)
