"""What caps a memo: SAFETY_LEGAL, KNOWN_LATE, CONTRADICTION. Knows which signals fire them; holds no words."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.coaching import tell
from app.checks.memos.signals import Signals, signals
from app.checks.memos.totals import two_totals
from app.domain.coaching import Blocker, Span
from app.domain.memos import MemoReading, MemoSentence

FEARED_WITHIN = 45
"""Letters between "if" or "risk of" and what is only feared."""


def blockers(reading: MemoReading, limits: Sequence[str] = ()) -> tuple[Blocker, ...]:
    """The blockers in the rubric's order. `limits` are the charter's sentences on when headquarters must be told; quoted in the message.

    Without a charter KNOWN_LATE rests only on a limit that the memo states.
    """
    known = signals(reading)
    lang = reading.memo.lang
    found = []
    hazard = hazards(known)
    if hazard and not _is_escalated(known):
        found.append(_blocker("SAFETY_LEGAL", reading, _place(known, hazard[0], "safety_legal"), lang))
    late = _waited(known)
    stated = known.first("limit_stated")
    if late and (stated or limits) and not _says_when(known):
        span = _place(known, stated, "limit_stated") if stated else _place(known, late, "waited")
        key = "KNOWN_LATE" if stated else "KNOWN_LATE_CHARTER"
        message = tell(
            lang, f"blocker.{key}", quote=span.text, limit=limits[0] if limits else "", waited=_place(known, late, "waited").text
        )
        found.append(Blocker(id="KNOWN_LATE", message=message, start=span.start, end=span.end))
    total = two_totals(known)
    if total:
        found.append(_blocker("CONTRADICTION", reading, total, lang))
    return tuple(found)


def hazards(known: Signals) -> tuple[MemoSentence, ...]:
    """Sentences with a matter of safety, law or data that went wrong.

    None are what is denied ("no injuries"), counted over a year ("9 injuries in 2025"), only feared ("if ransomware hits"), a worst case,
    good news, and a step in law that the memo itself asks for.
    """
    return tuple(
        s
        for s in known.all("safety_legal")
        if not _all_denied(known, s)
        and not known.has(s, "worst")
        and (known.has(s, "safety_always") or known.near(s, "event"))
        and not (known.has(s, "good_news") and s not in known.problems)
    )


def is_urgent(known: Signals) -> bool:
    """True for a matter of safety or personal data: notification is never held up."""
    return any(known.has(s, "urgent") for s in hazards(known))


def is_late_without_limit(known: Signals, limits: Sequence[str]) -> bool:
    """True when the memo shows waiting, or a problem of a past period, and neither memo nor charter gives a limit."""
    return bool(_waited(known)) and known.first("limit_stated") is None and not limits


def _waited(known: Signals) -> MemoSentence | None:
    return known.first("waited")


def _says_when(known: Signals) -> bool:
    return any(any(m.kind in ("date", "clock", "weekday") for m in known.reading.moments_in(s)) for s in known.all("first_known"))


def _is_escalated(known: Signals) -> bool:
    """A sentence says who was told and when; or the memo itself does the telling: when it was known, and a dated request or next word."""
    if any(any(m.kind != "deadline" for m in known.reading.moments_in(s)) for s in known.all("notified")):
        return True
    return _says_when(known) and any(known.is_dated(s) for s in known.all("ask", "next_update"))


def _all_denied(known: Signals, sentence: MemoSentence) -> bool:
    """True when no term of safety or law in a sentence is told as something that happened."""
    cue_in = known.reading.cue_in
    terms, feared = cue_in("safety_legal", sentence), cue_in("not_yet", sentence)
    denied = [*cue_in("no_event", sentence), *cue_in("safety_count", sentence)]
    steps = known.reading.cue_in("legal_step", sentence) if known.has(sentence, "ask", "option", "recommend") else ()
    return bool(terms) and all(
        any(d.start <= t.start and t.end <= d.end for d in (*denied, *steps)) or any(_leads_to(known, f, t) for f in feared) for t in terms
    )


def _leads_to(known: Signals, feared: Span, term: Span) -> bool:
    """True when what makes a thing feared stands shortly before it in the same clause."""
    between = known.reading.text[feared.end : term.start]
    if any(term.start <= p.start < term.end for p in known.reading.of("safety_product")):
        return False  # what may be on the road is a matter of safety already
    return feared.end <= term.start and len(between) <= FEARED_WITHIN and not any(sign in between for sign in ".;:\n")


def _place(known: Signals, sentence: MemoSentence, cue: str) -> Span:
    found = known.reading.cue_in(cue, sentence)
    return found[0] if found else known.quote(sentence, cue)


def _blocker(name: str, reading: MemoReading, span: Span, lang: str) -> Blocker:
    message = tell("es" if lang == "es" else "en", f"blocker.{name}", quote=span.text)
    return Blocker(id=name, message=message, start=span.start, end=span.end)
