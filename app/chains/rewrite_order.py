"""In what order a memo's sentences go into its rewrite: the main risk first, then the ask; good news last. Moves whole sentences only."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.catalog.rewriting import RewriteRules
from app.chains.rewrite_risk import is_good, is_hurt, risk_of
from app.domain.clauses import ADDRESSED
from app.domain.coaching import Category, Marker
from app.domain.memos import MemoReading, MemoSentence
from app.domain.sentences import LABEL
from app.domain.stems import stems

LEAST_RISK = 2
GOOD: tuple[Category, ...] = ("good_news_sandwich",)
PRAISE_OR_HOPE: tuple[Category, ...] = ("good_news_sandwich", "hope_as_plan", "activity_for_outcome", "no_decision", "face_saver")
"""What no risk is told in: a sentence that is marked so does not lead."""
SOFT: dict[Category, int] = {"understater": 2, "euphemism": 2, "agentless": 2, "unquantified_hedge": 1}
LONG_OPENING = 4
"""A first paragraph of so many sentences is cut in two behind its bottom line."""
MOST_FOLLOWERS = 2
MOST_GREETING = 5
"""Words of a first sentence that may only greet."""
OPENS_WITHIN = 4
_LIST_LINE = re.compile(r"^[ \t]*(?:[-*•–·]|(?:\d{1,2}|[A-Fa-f])[.)]|\((?:\d|[a-f])\))[ \t]+", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Plan:
    """The sentences of the rewrite by part. `blocks` are the other body paragraphs with what stays in each; `lists` go through unmoved.

    A plan is equal to itself alone: what it holds would be compared hundreds of times in one rewrite.
    """

    wishes: tuple[MemoSentence, ...]
    lead: tuple[MemoSentence, ...]
    asks: tuple[MemoSentence, ...]
    blocks: tuple[tuple[MemoSentence, ...], ...]
    good: tuple[MemoSentence, ...]
    closing: tuple[MemoSentence, ...]
    has_ask: bool
    has_risk: bool
    is_moved: bool


def is_list(reading: MemoReading, sentence: MemoSentence) -> bool:
    """True for a sentence of a paragraph that holds list lines, or lines that each say one thing ("Safety: 0 accidents.")."""
    span = next((p for p in reading.paragraphs if p.start <= sentence.start < p.end), None)
    return span is not None and (_LIST_LINE.search(span.text) is not None or _is_itemed(span.text))


def _is_itemed(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and 2 * sum(LABEL.match(line) is not None for line in lines) > len(lines)


def is_polite(sentence: MemoSentence, reading: MemoReading) -> bool:
    """True for a sentence that opens with a formula of closing courtesy."""
    return any(c.start - sentence.start in range(OPENS_WITHIN) for c in reading.courtesies)


def softened(reading: MemoReading, markers: Sequence[Marker]) -> dict[int, int]:
    """Weight of the softening in each sentence, by start: where the words are softest, there is often the exposure."""
    found: dict[int, int] = {}
    for marker in markers:
        sentence = reading.sentence_at(marker.start)
        if sentence is not None and marker.category in SOFT:
            found[sentence.start] = max(found.get(sentence.start, 0), SOFT[marker.category])
    return found


def plan(reading: MemoReading, rules: RewriteRules, gone: Mapping[int, str], markers: Sequence[Marker] = ()) -> Plan:
    """The order of a rewrite. What already stands first stays; nothing is moved when no sentence speaks of an exposure."""
    body = [s for s in reading.sentences if s.zone == "body" and s.start not in gone]
    wishes = tuple(s for s in reading.sentences if s.zone == "greeting" and reading.greeting and s.start >= reading.greeting.end)
    last = max((s.paragraph for s in body), default=-1)
    polite = [s for s in body if s.paragraph == last and is_polite(s, reading)]
    closing = tuple(s for s in reading.sentences if (s.zone == "closing" or s in polite) and s.start not in gone)
    body = [s for s in body if s not in polite]
    prose = [s for s in body if not is_list(reading, s)]
    said = [s for s in prose if rules.says("asks", s.text)]
    asks = [s for s in said if not reading.has(s, "no_decision_needed")]
    soft = softened(reading, markers)
    praised = _with(GOOD, prose, markers, reading, rules)
    lead = _lead(prose, reading, rules, soft, _with(PRAISE_OR_HOPE, prose, markers, reading, rules))
    if lead and _is_no_lead(lead, prose[0], reading, rules, soft):
        lead = []
    if lead and _opens(prose[0], lead, praised, reading, rules):
        lead = [prose[0], *lead]
    first = [s.start for s in prose[:2]]
    opens_with_ask = bool(asks) and asks[0].start in first
    is_graver = bool(lead) and is_hurt(lead[0], reading) and not is_hurt(prose[0], reading)
    leads_already = not lead or opens_with_ask or (lead[0].start == prose[0].start and not asks) or reading.has(prose[0], "disagree")
    leads_already = leads_already or (bool(prose) and not is_graver and ADDRESSED.match(prose[0].text) is not None and not soft)
    if lead and lead[0].start in first and risk_of(prose[0], reading, rules) > 0 and not asks and not is_graver:
        leads_already = True
    good = [s for s in _opening(prose, lead) if is_good(s, reading, rules) or s.start in praised]
    if not lead and not asks and (good := list(takewhile(lambda s: s.start in praised, prose[:-1]))):
        leads_already = False
    elif not leads_already and not asks and not is_graver and _meets_it_first(prose, lead, good, reading, rules, soft):
        lead, leads_already = [], not good
    if leads_already:
        lead, good = [], []
    is_moved = bool(lead or good)
    if not lead and not asks:
        lead = _bottom_line([s for s in prose if s not in good], reading, rules)
    moved_asks = [] if leads_already else [a for a in asks[:1] if a not in lead]
    taken = {s.start for s in (*lead, *moved_asks)}
    good = [s for s in good if s.start not in taken]
    taken |= {s.start for s in good}
    blocks = _blocks([s for s in body if s.start not in taken])
    risky = any(risk_of(s, reading, rules) >= LEAST_RISK for s in body)
    return Plan(wishes, tuple(lead), tuple(moved_asks), blocks, tuple(good), closing, bool(said), risky, is_moved)


def _is_no_lead(
    lead: Sequence[MemoSentence], first: MemoSentence, reading: MemoReading, rules: RewriteRules, soft: Mapping[int, int]
) -> bool:
    """True for what stands no better in front: of sentences for which only soft words speak, the first may as well stay."""
    tells = first.start in soft and len(first.text.split()) > MOST_GREETING and first not in lead
    return tells and not any(risk_of(s, reading, rules) > 0 for s in lead)


def _opens(first: MemoSentence, lead: Sequence[MemoSentence], praised: Collection[int], reading: MemoReading, rules: RewriteRules) -> bool:
    """True for an opening that tells what happened, without which the main risk is about nothing; what somebody was hurt by leads alone."""
    told = first not in lead and first.start not in praised and not is_good(first, reading, rules)
    return told and risk_of(first, reading, rules) > 0 and not is_hurt(lead[0], reading) and first.paragraph == lead[0].paragraph


def _bottom_line(prose: Sequence[MemoSentence], reading: MemoReading, rules: RewriteRules) -> list[MemoSentence]:
    """Of a long first paragraph the sentences as far as the first sized risk, behind which the decision is asked for; else none."""
    opening = [s for s in prose if s.paragraph == prose[0].paragraph]
    told = [i for i, s in enumerate(opening) if risk_of(s, reading, rules) >= LEAST_RISK and _sized(reading, s)]
    if len(opening) < LONG_OPENING or not told or is_list(reading, opening[0]):
        return []
    last = told[0] + 1
    while last < len(opening) and not _is_free(opening[last], rules):
        last += 1
    return opening[:last] if last < len(opening) else []


def _with(
    categories: Collection[Category], prose: Sequence[MemoSentence], markers: Sequence[Marker], reading: MemoReading, rules: RewriteRules
) -> frozenset[int]:
    """The sentences, by start, that are marked as one of these for the most part and tell no risk."""
    marked = [m for m in markers if m.category in categories]
    return frozenset(s.start for s in prose if any(_is_most_of(m, s) for m in marked) and risk_of(s, reading, rules) <= 0)


def _is_most_of(marker: Marker, sentence: MemoSentence) -> bool:
    return sentence.start <= marker.start < sentence.end and 2 * (marker.end - marker.start) >= sentence.end - sentence.start


def _meets_it_first(
    prose: Sequence[MemoSentence],
    lead: Sequence[MemoSentence],
    good: Sequence[MemoSentence],
    reading: MemoReading,
    rules: RewriteRules,
    soft: Mapping[int, int],
) -> bool:
    """True when the paragraph that opens the memo, its good news set aside, holds the risk, and it would not stand better by itself.

    A sentence without a figure and without a softener is what the one before it led to: it stays there. One that only soft words speak for,
    without a figure, is not put before facts that have one.
    """
    kept = [s for s in prose if s not in good]
    opening = [s for s in kept if s.paragraph == kept[0].paragraph]
    if any(_sized(reading, s) for s in opening) and not any(_sized(reading, s) or risk_of(s, reading, rules) > 0 for s in lead):
        return True
    if any(risk_of(s, reading, rules) >= LEAST_RISK and _sized(reading, s) for s in opening):
        return True
    return lead[0] in opening and (kept[0] is lead[0] or not any(_sized(reading, s) or soft.get(s.start) for s in lead))


def _opening(prose: Sequence[MemoSentence], lead: Sequence[MemoSentence]) -> Sequence[MemoSentence]:
    """The sentences before the main risk."""
    return [s for s in prose if lead and s.start < lead[0].start]


def _lead(
    prose: Sequence[MemoSentence], reading: MemoReading, rules: RewriteRules, soft: Mapping[int, int], idle: Collection[int]
) -> list[MemoSentence]:
    scored = [
        (risk_of(s, reading, rules) + soft.get(s.start, 0), i)
        for i, s in enumerate(prose)
        if s.start not in idle and not reading.has(s, "default")
    ]
    best = max(scored, default=(0, 0), key=lambda pair: (pair[0], -pair[1]))
    if best[0] < LEAST_RISK:
        return []
    chosen = _with_context(best[1], prose, reading, rules)
    if not any(_sized(reading, prose[i]) for i in chosen):
        sized = [
            (score, i) for score, i in scored if _sized(reading, prose[i]) and i not in chosen and not is_good(prose[i], reading, rules)
        ]
        near = [i for _, i in sized if i > best[1] and _is_free(prose[i], rules) and _speaks_of(prose[i], [prose[c] for c in chosen])]
        if near:
            chosen = sorted({*chosen, *_with_context(near[0], prose, reading, rules)})
    return [prose[i] for i in chosen]


def _speaks_of(sentence: MemoSentence, told: Sequence[MemoSentence]) -> bool:
    """True when a sentence shares a content word with those that are told: the figure in it is of the same matter."""
    return any(stems(sentence.text) & stems(each.text) for each in told)


def _sized(reading: MemoReading, sentence: MemoSentence) -> bool:
    return any(any(c.isdigit() for c in f.text) for f in reading.figures_in(sentence))


def _is_free(sentence: MemoSentence, rules: RewriteRules) -> bool:
    return rules.pattern("leans").match(sentence.text.lstrip()) is None and not rules.says("rest", sentence.text)


def _with_context(index: int, prose: Sequence[MemoSentence], reading: MemoReading, rules: RewriteRules) -> list[int]:
    """A sentence with the one that it leans on, and those of its paragraph that lean on it."""
    first = index
    while first > 0 and not _is_free(prose[first], rules) and prose[first - 1].paragraph == prose[first].paragraph:
        first -= 1
    if (
        first > 0
        and not is_hurt(prose[index], reading)
        and prose[first - 1].paragraph == prose[index].paragraph
        and (rules.says("trouble", prose[first - 1].text) or rules.says("harm", prose[first - 1].text))
    ):
        first -= 1  # what the risk is called often stands in the sentence before the one that sizes it
    last = index
    while (
        last + 1 < len(prose)
        and last - index < MOST_FOLLOWERS
        and prose[last + 1].paragraph == prose[index].paragraph
        and not _is_free(prose[last + 1], rules)
    ):
        last += 1
    return list(range(first, last + 1))


def _blocks(sentences: Sequence[MemoSentence]) -> tuple[tuple[MemoSentence, ...], ...]:
    found: dict[int, list[MemoSentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return tuple(tuple(found[p]) for p in sorted(found))
