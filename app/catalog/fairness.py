"""Where a text asks for what the law forbids, or speaks in code, and what of an intake may stand. The rules are in prompts/fairness/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.catalog.fairness_rules import Compiled, FairnessRule, compiled_rules, fairness_rules, frames
from app.domain.composed import composed
from app.domain.intake import Intake
from app.domain.lang import LocalText, both
from app.domain.letters import flat
from app.domain.withheld import Withheld, without

__all__ = ["FairnessRule", "Match", "fairness_rules", "lawful_view", "level", "matches"]

_STOP = re.compile(r"[!?;\n]+|(?<!\.)\.++(?=[\s\"'»)]|$)")
_SHORT = re.compile(
    r"(?:^|[\s(\"'.])(?:[a-z]|mrs?|ms|dra?|sra?|srta|lic|ing|edo|approx|aprox|max|min|curr|prev|avg|yrs?|mths|vs|etc|inc|co|corp|e\.g|i\.e|p\.ej|no|num|u\.s|ee\.uu|d\.o)$"
)
"""How a sentence part ends whose full stop closes an abbreviation, not the sentence."""
_SIGNS = str.maketrans("’‘´`“”«»–—‑\u00a0\t", "''''\"\"\"\"---  ")
_BLANK = "\x1f"


@dataclass(frozen=True)
class Match:
    """A rule's find in a text: span in code points, end exclusive."""

    rule: FairnessRule
    start: int
    end: int
    words: str


def level(text: str) -> str:
    """The text in lower case without accents, with plain quotes and hyphens, letter by letter, so that positions stay."""
    return flat(text).translate(_SIGNS)


def sentences(plain: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a levelled text, closing sign included. A full stop after an abbreviation ends none."""
    start = 0
    for stop in _STOP.finditer(plain):
        if stop.group()[0] == "." and _SHORT.search(plain, max(start, stop.start() - 12), stop.start()) and plain[stop.end() :].strip():
            continue
        yield start, stop.end()
        start = stop.end()
    if plain[start:].strip():
        yield start, len(plain)


@lru_cache(maxsize=4096)
def matches(text: str, path: str = "") -> tuple[Match, ...]:
    """Every rule's first find in each sentence of a text, in rule order; `path` is the answer it stands in, where it is one."""
    return tuple(_matches(text, path))


def _matches(text: str, path: str) -> Iterator[Match]:
    plain = level(text)
    for first, last in sentences(plain):
        lead = last - first - len(plain[first:last].lstrip(" -*\"'.,\n"))
        part, offset = plain[first + lead : last], first + lead
        is_asked = bool(frames().person.search(path) or frames().sought.search(path) or frames().asks.search(part))
        for ready in compiled_rules():
            if span := _find(ready, part, path, is_asked):
                start, end = offset + span[0], offset + span[1]
                yield Match(ready.rule, start, end, text[start:end].strip())


def _find(ready: Compiled, part: str, path: str, is_asked: bool) -> tuple[int, int] | None:
    """The first find of one rule in one sentence that nothing in its clause clears."""
    is_derailer = bool(frames().derailers.search(path))
    if is_derailer and ready.rule.misconduct:
        lists = [ready.derailers]
    else:
        lists = [ready.anywhere]
        if is_asked or (ready.also and ready.also.search(path)):
            lists.append(ready.sought)
        if frames().person.search(path):
            lists.append(ready.bare)
        if is_derailer:
            lists.append(ready.derailers)
    if not any(pattern and pattern.search(part) for pattern in lists):
        return None
    if ready.harmless:
        part = ready.harmless.sub(lambda m: _BLANK * len(m.group()), part)
    for pattern in lists:
        for found in pattern.finditer(part) if pattern else ():
            if found.group().strip() and not _is_cleared(ready, part, found.start(), found.end(), is_derailer):
                return found.span()
    return None


def _is_cleared(ready: Compiled, part: str, start: int, end: int, is_derailer: bool) -> bool:
    """True when the clause of a find forbids it, or names it as something that a person did wrong."""
    turns = [m.start() for m in frames().contrast.finditer(part)]
    clause = part[max((t for t in turns if t <= start), default=0) : min((t for t in turns if t >= end), default=len(part))]
    if ready.unless and ready.unless.search(clause):
        return True
    if ready.rule.kind == "coded" or (is_derailer and ready.rule.misconduct):
        return False
    return bool(frames().forbids.search(clause) or (is_derailer and frames().misdeeds.search(clause)))


def lawful_view(intake: Intake) -> tuple[Intake, tuple[Withheld, ...]]:
    """The intake without the sentences that ask for what the law forbids, and what was found (coded wording included, which stays)."""
    found: dict[tuple[str, str], Withheld] = {}
    blocked: set[str] = set()
    for path, text in intake.texts():
        if frames().exempt.match(path) or not isinstance(intake.get(path), LocalText):
            continue
        for match in matches(composed(text), path):
            found.setdefault((match.rule.id, path), _withheld(match, path))
            if match.rule.severity == "block":
                blocked.add(path)
    kept = {path: _clean(intake.get(path), path) for path in blocked}
    return without(intake, kept), tuple(found.values())


def _withheld(match: Match, path: str) -> Withheld:
    rule = match.rule
    return Withheld(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        path=path,
        words=match.words,
        ground=both(rule.ground.en, rule.ground.es),
        wording=both(rule.wording.en, rule.wording.es),
        cards=rule.cards,
    )


def _clean(value: object, path: str) -> LocalText | None:
    if not isinstance(value, LocalText):
        return None
    kept = {k: lawful_part(composed(v), path) for k, v in (("en", value.en), ("es", value.es), ("neutral", value.neutral)) if v}
    kept = {k: v for k, v in kept.items() if v}
    return LocalText(**kept) if kept else None


def lawful_part(text: str, path: str = "") -> str:
    """The sentences of a text that no blocking rule finds fault with; empty when none stands."""
    bad = [m.start for m in matches(text, path) if m.rule.severity == "block"]
    spans = [s for s in sentences(level(text)) if not any(s[0] <= b < s[1] for b in bad)]
    return "".join(text[start:end] for start, end in spans).strip()
