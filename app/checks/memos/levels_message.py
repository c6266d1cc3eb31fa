"""D1 bottom line first, D2 risk statement, D8 candour, D9 reader fit, by the decision rules. Knows signals and markers; no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checks.memos.graded import Graded
from app.checks.memos.signals import SOFT, Signals, spans_of
from app.domain.coaching import Level, Marker, Span
from app.domain.memo_text import fold
from app.domain.memos import MemoSentence

FIRST_SENTENCES = 2
FIRST_WORDS = 60
"""Who writes short sentences says in three what others say in two: a third counts when the three hold no more words, and begin with it."""
MOST_TITLE_WORDS = 6
"""A longer first sentence is no title, unless it is in capitals."""
LONG_PARAGRAPH = 5
TWO_PAGES = 1000
GLOSS_WITHIN = 60
_BRACKET = re.compile(r"[^.;:,()\n]{0,25}\([^\W\d]{3,}")
_BESIDE = re.compile(
    r", (?!(?:and|or|but|which|who|that|because|since|after|before|with|by|on|in|at|for|to|from|if|when|not|no|y|o|e|u|pero|porque|desde"
    r"|con|por|en|para|si|ni|cuando|antes|tras|sin|a|al|del?|que|se|lo|ya|aun|pues)\b)[a-z]+(?: [a-z]+){1,6},"
)
"""What a thing is, between two commas right behind its name: "The ejido, communal owner of the land, has …"."""
_OFFICE = re.compile(
    r"\W+(?:[a-z]+ ){0,3}(?:authority|agency|institute|commission|regulator|office|ministry|department|service|utility|inspectorate"
    r"|programme?|security|association|union|owners|autoridad|agencia|instituto|comision|organismo|oficina|secretaria|procuraduria"
    r"|compania|servicio|seguro|programa|asociacion|camara)\b"
)
"""What an institution is, right behind its name: "CONAGUA, federal water authority"."""
MANY_TERMS = 3
MANY_SOFTENERS = 3
SENTENCES_A_SLIP = 10
"""A plain memo may hold one soft word in so many sentences, beside its problem, and is plain all the same."""
ENOUGH_SENTENCES = 3
"""Fewer sentences without a softener prove little."""


def bottom_line(known: Signals) -> Graded:
    """D1: where the reader meets risk, size, date and request."""
    body = _told([s for s in known.body if s.zone == "body"], known)
    first = _first(body, known)
    head = _head(body)
    risks = {s.number for s in known.problems}
    asks = {s.number for s in known.asks}
    has_risk = any(s.number in risks for s in first)
    sized = any(known.counted(s) for s in first)
    dated = any(known.is_dated(s) for s in first)
    asked = any(s.number in asks for s in first)
    if has_risk and sized and dated and asked:
        return Graded("D1", 3, spans_of(first, known, "event", "ask"))
    with_ask = [s for s in head if s.number in asks]
    with_risk = [s for s in head if s.number in risks and known.counted(s)]
    if with_ask or with_risk:
        return Graded("D1", 2, spans_of([*with_ask, *with_risk], known, "ask", "event"))
    subject = next((s for s in known.sentences if s.zone == "subject"), None)
    if known.has(subject, "ask", "event") and subject:
        return Graded("D1", 1, spans_of([subject], known), "subject")
    named = [s for s in head if s.number in risks]
    if named:
        return Graded("D1", 1, spans_of(named, known, "event"), "unsized")
    vague = [s for s in head if known.has(s, "vague_ask")]
    if vague:
        return Graded("D1", 1, spans_of(vague, known, "vague_ask"), "vague")
    late = [s for s in body if s.number in asks]
    if late:
        return Graded("D1", 1, spans_of(late, known, "ask"), "late")
    later = [s for s in body if s.number in risks]
    return Graded("D1", 0, spans_of([*body[:1], *later[:1]], known, "event"), "" if later else "none")


def _told(body: Sequence[MemoSentence], known: Signals) -> list[MemoSentence]:
    """The body from its first sentence that tells something: a name, a title or half a salutation before it is no bottom line."""
    for place, sentence in enumerate(body):
        tells = known.counted(sentence) or sentence in known.problems or sentence in known.asks or known.has(sentence, "topic", "vague_ask")
        if tells or (len(sentence.text.split()) > MOST_TITLE_WORDS and not sentence.text.isupper()):
            return list(body[place:])
    return list(body)


def _first(body: Sequence[MemoSentence], known: Signals) -> list[MemoSentence]:
    """The first two sentences of the body; three short ones when the first of them is no preamble."""
    three = list(body[: FIRST_SENTENCES + 1])
    is_short = sum(len(s.text.split()) for s in three) <= FIRST_WORDS
    begins = bool(three) and (three[0] in known.problems or three[0] in known.asks or known.has(three[0], "consequence", "exposure"))
    return three if is_short and begins else three[:FIRST_SENTENCES]


def _head(body: Sequence[MemoSentence]) -> list[MemoSentence]:
    """The first body paragraph; of a memo in one long paragraph its first third, at least three sentences."""
    if not body:
        return []
    head = [s for s in body if s.paragraph == body[0].paragraph]
    if len(head) > LONG_PARAGRAPH:
        return head[: max(3, -(-len(head) // 3))]
    return head


def risk_statement(known: Signals) -> Graded:
    """D2: condition, event, consequence on something named; signal and what stays untouched."""
    if not known.problems:
        topic = known.all("topic")
        return Graded("D2", 0, spans_of(topic or known.body[:1], known, "topic"), "" if topic else "none")
    chains = [s for s in known.body if _is_chain(known, s)]
    if not chains and not (known.any("trigger") and known.any("not_affected") and known.any("consequence")):
        return Graded("D2", 1, spans_of(known.problems, known, "event"))
    if not chains:
        return Graded("D2", 2, spans_of(known.all("consequence"), known, "consequence"))
    if known.any("trigger") and known.any("not_affected"):
        return Graded(
            "D2", 3, spans_of([*chains[:1], *known.all("trigger", "not_affected")], known, "trigger", "not_affected", "consequence")
        )
    return Graded("D2", 2, spans_of(chains, known, "consequence"))


def _is_chain(known: Signals, sentence: MemoSentence) -> bool:
    """True for a sentence that says what follows for something named, with its event and condition in it or in one neighbour."""
    at = known.places[sentence.number]
    events = {s.number for s in known.problems}
    if known.has(sentence, "good_news") and sentence.number not in events:
        return False
    priced = (
        known.has(sentence, "rate") and any(f.unit == "money" for f in known.counted(sentence)) and not known.has(sentence, "containment")
    )
    sized_if = known.has(sentence, "conditional", "condition") and bool(known.counted(sentence))
    if not (known.has(sentence, "consequence") or priced or sized_if) or not known.has(sentence, "objective", "hq_term"):
        return False
    for around in ((sentence,), known.body[max(0, at - 1) : at + 1], known.body[at : at + 2]):
        has_event = any(s.number in events for s in around)
        if has_event and any(known.has(s, "condition", "conditional") for s in around):
            return True
    return False


def candour(known: Signals, markers: Sequence[Marker]) -> Graded:
    """D8: whether the problem can be seen, and what stands around it."""
    soft = [m for m in markers if m.category in SOFT]
    blame = known.all("blame")
    if blame:
        return Graded("D8", 0, spans_of(blame, known, "blame"), "blame")
    if known.problems and known.cues.get("status_green"):
        numbers = known.cues["status_green"]
        colours = [s for s in known.sentences if s.number in numbers]
        return Graded(
            "D8", 0, (*spans_of(known.problems, known, "event", most=1), *spans_of(colours, known, "status_green", most=1)), "green"
        )
    if not known.problems:
        if soft and not known.asks:
            return Graded("D8", 0 if not known.any("topic") else 1, _marked(soft), "hidden")
        return Graded("D8", 2, spans_of(known.asks or known.body[:1], known, "ask"), "no_problem")
    plain = [s for s in known.problems if not any(s.start <= m.start < s.end for m in soft)]
    before = any(known.has(s, "good_news") for s in known.body[: known.body.index(known.problems[0])][:3])
    after = [m for m in soft if m.start > known.problems[0].start and m.category in ("good_news_sandwich", "hope_as_plan")]
    if not plain or (before and after) or len(soft) >= MANY_SOFTENERS:
        return Graded("D8", 1, (*spans_of(known.problems, known, "event", most=1), *_marked(soft)[:1]))
    disagrees = [s for s in known.all("disagree") if known.near(s, "because", "condition")]
    if disagrees:
        return Graded("D8", 3, spans_of(disagrees, known, "disagree"), "disagrees")
    hedges = [m for m in markers if m.category == "unquantified_hedge"]
    if (
        len(known.body) >= ENOUGH_SENTENCES
        and len(soft) + len(hedges) <= len(known.body) // SENTENCES_A_SLIP
        and len(plain) == len(known.problems)
    ):
        return Graded("D8", 3, spans_of(plain, known, "event"))
    return Graded("D8", 2, spans_of(plain, known, "event"))


def _marked(markers: Sequence[Marker]) -> tuple[Span, ...]:
    return tuple(Span(start=m.start, end=m.end, text=m.text) for m in markers[:2])


def reader_fit(known: Signals, d6: Level | None) -> Graded:
    """D9: length, local terms explained, annex. The language of a memo is no part of it."""
    terms: dict[str, Span] = {}
    glossed: set[str] = set()
    reading = known.reading
    for span in reading.of("local_term"):
        name = span.text.casefold()
        terms.setdefault(name, span)
        after = reading.text[span.end : span.end + GLOSS_WITHIN]
        if _is_gloss(after) or reading.text[max(0, span.start - 2) : span.start].strip() == "(":
            glossed.add(name)
    open_terms = [span for name, span in terms.items() if name not in glossed]
    if len(open_terms) >= MANY_TERMS:
        return Graded("D9", 0, tuple(open_terms[:3]))
    if open_terms:
        return Graded("D9", 1, tuple(open_terms))
    if reading.words > TWO_PAGES:
        return Graded("D9", 1, spans_of(known.body[:1], known), "long")
    annex = known.all("annex")
    if annex and (d6 or 0) >= 2:
        return Graded("D9", 3, spans_of(annex, known, "annex"))
    return Graded("D9", 2, tuple(terms.values())[:2] or spans_of(known.body[:1], known))


def _is_gloss(after: str) -> bool:
    """True for what explains a name right behind it: a parenthesis, or "the tax authority" between commas."""
    said = after.lstrip(" ")
    if _BRACKET.match(said):
        return True
    if _BESIDE.match(fold(said).plain):
        return True
    if said[:1] in (",", "—", "–") and _OFFICE.match(fold(said).plain):
        return True
    return bool(
        said[:1] in (",", "—", "–")
        and said[1:].lstrip().casefold().startswith(("the ", "our ", "which is", "la ", "el ", "que es", "es decir", "i.e", "o sea"))
    )
