"""Holds a memo to a charter: which of its limits the memo touches, quoted in headquarters' words. Pure; which words belong together is data.

Without a charter nothing here speaks: KNOWN_LATE then rests only on a limit that the memo itself states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.text import say
from app.catalog.yaml_files import load
from app.domain.charters import Charter, EscalationLimit, RiskLimit
from app.domain.coaching import Notice, Span
from app.domain.figures import figures
from app.domain.lang import Lang, LocalText
from app.domain.memo_text import fold
from app.domain.memos import MemoReading
from app.errors import BadData

SHORTEST_OWN = 6
"""Letters of a topic's own word that is looked for in the memo, where no list knows the topic."""
_WORD = re.compile(r"[a-z0-9ñ]+")
_COMMON = frozenset(
    "which about their there where under above below hours hour weeks days notice limit risk riesgo sobre entre desde hasta".split()
)
_LIMIT = re.compile(r"\b(?:limit|appetite|tolerance|threshold|hurdle|limite|apetito|tolerancia|umbral)")


@dataclass(frozen=True)
class Held:
    """A limit of the charter that the memo touches: the words to quote, and where the memo touches it.

    `is_met` says, of a risk limit, whether the memo holds its exposure against it; of an escalation limit, whether it says when it was known.
    """

    rule: EscalationLimit | RiskLimit
    words: str
    span: Span
    is_met: bool


def charter_limits(charter: Charter | None, reading: MemoReading) -> tuple[str, ...]:
    """The charter's sentences on when headquarters must be told of what this memo is about, the shortest time first.

    What `blockers` and `notices` take as `limits`. Empty without a charter, or where no timed rule of it fits this memo.
    """
    return tuple(
        held.words
        for held in escalations(charter, reading)
        if isinstance(held.rule, EscalationLimit) and held.rule.within_hours is not None
    )


def escalations(charter: Charter | None, reading: MemoReading) -> tuple[Held, ...]:
    """The escalation rules that fit this memo, the shortest time first, those without a time last."""
    if charter is None:
        return ()
    lang = reading.memo.lang
    found = []
    for rule in charter.escalation:
        span = _touches(reading, rule.topic, rule.trigger)
        if span is not None:
            found.append(Held(rule, escalation_words(rule, lang), span, bool(reading.of("first_known"))))
    return tuple(sorted(found, key=lambda h: getattr(h.rule, "within_hours", None) or 10**6))


def risks(charter: Charter | None, reading: MemoReading) -> tuple[Held, ...]:
    """The risk limits that fit this memo, to be quoted for D12, in the charter's order."""
    if charter is None:
        return ()
    found = []
    for rule in charter.risk_appetite:
        span = _touches(reading, rule.topic, None)
        if span is not None and rule.limit is not None:
            found.append(Held(rule, risk_words(rule, reading.memo.lang), span, _is_held_against(rule, reading)))
    return tuple(found)


def charter_notices(charter: Charter | None, reading: MemoReading) -> tuple[Notice, ...]:
    """What the writer must know of the charter beside the timed limits: risk limits not quoted, and that no rule fits.

    The timed limits themselves are quoted by `notices` and KNOWN_LATE from `charter_limits`.
    """
    if charter is None:
        return ()
    lang = reading.memo.lang
    found = [
        Notice(id="charter_risk_limit", message=say(lang, "practice.charter.risk_limit", words=held.words, span=held.span.text))
        for held in risks(charter, reading)
        if not held.is_met
    ]
    for held in escalations(charter, reading):
        if isinstance(held.rule, EscalationLimit) and held.rule.within_hours is None:
            found.append(Notice(id="charter_untimed", message=say(lang, "practice.charter.untimed", words=held.words)))
    if charter.escalation and reading.body and not escalations(charter, reading) and reading.memo.kind == "alert":
        found.append(Notice(id="charter_no_rule", message=say(lang, "practice.charter.no_rule", charter=charter.name)))
    return tuple(found)


def escalation_words(rule: EscalationLimit, lang: Lang) -> str:
    """A rule in the words of headquarters: topic, trigger, to whom, hours."""
    parts = [_said(rule.topic, lang)]
    parts += [_said(text, lang) for text in (rule.trigger, rule.to_whom) if text is not None]
    if rule.within_hours is not None:
        parts.append(say(lang, "practice.charter.within", hours=rule.within_hours))
    return "; ".join(parts)


def risk_words(rule: RiskLimit, lang: Lang) -> str:
    """A risk limit in the words of headquarters."""
    return _said(rule.topic, lang) if rule.limit is None else f"{_said(rule.topic, lang)}: {_said(rule.limit, lang)}"


def _said(text: LocalText, lang: Lang) -> str:
    return text.own(lang) or text.any()


def _touches(reading: MemoReading, topic: LocalText, trigger: LocalText | None) -> Span | None:
    """The first words of the memo's body that belong to a rule's topic; None where it is about something else."""
    general, topics = _topics()
    named = " . ".join(fold(text).plain for text in topic.all())
    told = " . ".join(fold(text).plain for text in trigger.all()) if trigger is not None else ""
    sentences = [s for s in reading.sentences if s.zone in ("subject", "body")]
    if general.search(named):
        return reading.span(sentences[0].start, sentences[0].end) if sentences else None
    patterns = [in_memo for name, in_memo in topics.values() if name.search(named)]
    # A topic that no list knows is looked for by its trigger, then by its own words.
    patterns = patterns or [in_memo for name, in_memo in topics.values() if name.search(told)] or _own(named)
    for sentence in sentences:
        plain = reading.plain_of(sentence)
        hits = sorted((hit.span() for pattern in patterns if (hit := pattern.search(plain))))
        if hits:
            return reading.found(sentence.plain_start + hits[0][0], sentence.plain_start + hits[0][1])
    return None


def _own(named: str) -> list[re.Pattern[str]]:
    words = {w for w in _WORD.findall(named) if len(w) >= SHORTEST_OWN and w not in _COMMON}
    return [re.compile(rf"\b(?:{'|'.join(sorted(w[:-1] for w in words))})\w{{0,3}}\b")] if words else []


def _is_held_against(rule: RiskLimit, reading: MemoReading) -> bool:
    """True when a sentence of the memo names a limit together with a figure of the charter's."""
    assert rule.limit is not None, "risks() passes over those without"
    values = {v for text in rule.limit.all() for f in figures(text) for v in f.values}
    for sentence in reading.body:
        if _LIMIT.search(reading.plain_of(sentence)):
            said = {v for f in figures(sentence.text) for v in f.values}
            if not values or values & said:
                return True
    return False


@cache
def _topics() -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], re.Pattern[str]]]]:
    """What makes a rule general, and for each topic how a charter names it and how a memo speaks of it.

    Raises: BadData for another key, or for a stem that is not in the form in which texts are read.
    """
    path = prompts_dir() / "coaching" / "charter_topics.yaml"
    loaded = load(path)
    lists = [loaded.get("general", []), *(stems for topic in loaded.get("topics", {}).values() for stems in topic.values())]
    if set(loaded) != {"general", "topics"} or any(set(topic) != {"named", "in_memo"} for topic in loaded["topics"].values()):
        raise BadData("data.unknown_key", where=path.name, name=", ".join(sorted({*loaded, *loaded.get("topics", {})})))
    for stem in (stem for stems in lists for stem in stems):
        if stem != fold(stem).plain:
            raise BadData("data.criterion_stem", where=path.name, name=stem)
    return _any_of(loaded["general"]), {name: (_any_of(t["named"]), _any_of(t["in_memo"])) for name, t in loaded["topics"].items()}


def _any_of(stems: list[str]) -> re.Pattern[str]:
    """Words that begin with one of the stems; one of up to three letters stands whole."""
    found = (re.escape(s) + (r"\b" if len(s) <= 3 else r"\w*") for s in sorted(set(stems), key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(found)})")
