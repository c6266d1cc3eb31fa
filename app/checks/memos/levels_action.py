"""D5 ownership, D6 options and ask, D7 timeliness, D11 link to the enterprise, by the decision rules. Knows signals; no words."""

from __future__ import annotations

from collections.abc import Sequence

from app.checks.memos.graded import Graded
from app.checks.memos.signals import Signals, spans_of
from app.domain.coaching import Marker
from app.domain.memos import MemoSentence

OPTIONS_WANTED = 2
TELLS_WHY = ("cause:", "causes:", "causa:", "causas:", "what happened", "que paso", "lo que paso", "root cause", "por que:")
"""So begins what tells a cause: whoever it names did something then, and owes nothing now."""


def ownership(known: Signals, markers: Sequence[Marker]) -> Graded:
    """D5: who answers for the cause and for the fix; the writer's own part."""
    owners = [s for s in known.body if known.has(s, "owner") or _is_due_from(known, s)]
    own = known.all("own_self")
    agentless = [m for m in markers if m.category == "agentless"]
    if owners and own:
        return Graded("D5", 3, spans_of([*own[:1], *owners[:1]], known, "own_self", "owner"))
    finding_out = [s for s in owners if known.has(s, "unknown")]
    if owners and not own and len(finding_out) == len(owners):
        return Graded("D5", 1, spans_of(owners, known, "owner"), "cause_open")
    if owners or own:
        count = sum(max(1, len(known.reading.cue_in("owner", s))) for s in owners) + len(own)
        if agentless and count < 2:
            return Graded("D5", 1, spans_of([*owners, *own], known, "owner", "own_self"), "cause_open")
        return Graded("D5", 2, spans_of([*owners, *own], known, "owner", "own_self"))
    areas = known.all("area_owner")
    if areas:
        return Graded("D5", 1, spans_of(areas, known, "area_owner"))
    hidden = [s for s in known.body if any(s.start <= m.start < s.end for m in agentless)]
    return Graded("D5", 0, spans_of([*hidden, *known.all("passive_cause"), *known.problems], known, "passive_cause", "event"))


def _implied(known: Signals) -> list[MemoSentence]:
    """What asks without a word of asking: a recommendation beside a default for silence, or beside options."""
    recommended = list(known.all("recommend"))
    return recommended if recommended and known.any("default", "option") else []


def _is_due_from(known: Signals, sentence: MemoSentence) -> bool:
    """True when a named person and a time that is no past one stand together: who does it, and by when, in whatever grammar."""
    has_person = any(a.kind == "person" for a in known.reading.actors_in(sentence))
    moments = [m for m in known.reading.moments_in(sentence) if m.kind != "past"]
    is_told = known.has(sentence, "happened", "past", "first_known", "worst") or known.reading.plain_of(sentence).startswith(TELLS_WHY)
    if not has_person or not moments or is_told:
        return False
    follows = known.reading.cue_in("consequence", sentence)
    return not follows or min(m.start for m in moments) < min(s.start for s in follows)


def ask(known: Signals) -> Graded:
    """D6: the decision asked, its deadline, the options with their cost, what happens in silence."""
    in_subject = [s for s in known.sentences if s.zone == "subject" and known.has(s, "ask")]
    requests = [*known.asks, *in_subject] or _implied(known)
    if not requests:
        vague = known.all("vague_ask")
        if vague:
            return Graded("D6", 1, spans_of(vague, known, "vague_ask"))
        none_needed = known.all("no_decision_needed")
        if none_needed:
            has_date = any(known.is_dated(s) for s in none_needed)
            return Graded("D6", 2 if has_date else 1, spans_of(none_needed, known, "no_decision_needed"), "none_needed")
        return Graded("D6", 0, spans_of(known.all("invite"), known, "invite"))
    dated = [s for s in requests if known.is_dated(s)] or [s for s in known.all("deadline", "default") if known.near(s, "ask", "recommend")]
    if not dated:
        return Graded("D6", 1, spans_of(requests, known, "ask"), "no_deadline")
    options = [s for s in known.all("option", "recommend") if known.counted(s)]
    count = sum(len(known.reading.cue_in("option", s)) for s in known.all("option"))
    costed = [
        f
        for s in known.all("option", "recommend", "ask", "default")
        for f in known.counted(s)
        if f.unit in ("money", "days", "weeks", "months", "percent", "hours")
    ]
    if options and count and len(costed) >= OPTIONS_WANTED and known.any("recommend") and known.any("default"):
        return Graded("D6", 3, spans_of([*dated[:1], *options[:1]], known, "ask", "option"))
    return Graded("D6", 2, spans_of([*dated, *known.all("option")], known, "ask", "option"))


def timeliness(known: Signals) -> Graded:
    """D7: when it was known, by when it must be decided, when the next word comes. The memo's own date is none."""
    first_known = [s for s in known.all("first_known") if known.is_dated(s)]
    update = [s for s in known.all("next_update") if known.is_dated(s)]
    deadline = [s for s in known.all("deadline", "ask") if known.is_dated(s)]
    limit = known.all("limit_hit")
    actions = known.all("action_done")
    if first_known and update and (deadline or limit):
        if limit and actions and known.any("hours_left"):
            return Graded("D7", 3, spans_of([*first_known[:1], *limit[:1]], known, "first_known", "limit_hit"))
        return Graded("D7", 2, spans_of([*first_known[:1], *update[:1]], known, "first_known", "next_update"))
    dated = [s for s in _events(known) if known.is_dated(s)]
    past = [s for s in known.body if not known.has(s, "good_news") and any(m.kind == "past" for m in known.reading.moments_in(s))]
    if first_known or update or dated or past:
        return Graded("D7", 1, spans_of([*first_known, *dated, *past, *update], known, "first_known", "event", "next_update"))
    vague = known.all("vague_when")
    return Graded("D7", 0, spans_of([*vague, *known.problems], known, "vague_when", "event"))


def _events(known: Signals) -> list[MemoSentence]:
    happened = [s for s in known.all("happened") if known.near(s, "event", "topic") and not known.has(s, "good_news")]
    return [*known.problems, *happened]


def is_exposed(known: Signals) -> bool:
    """True when a report holds an open exposure, whatever its colour says."""
    return bool(known.problems) or known.any("exposure")


def enterprise(known: Signals) -> Graded:
    """D11: the plan, programme or capital line that is affected, and what is not."""
    plans = known.all("plan")
    linked = [s for s in plans if known.has(s, "plan_effect", "consequence") or known.counted(s)]
    if linked:
        if known.any("not_affected"):
            return Graded("D11", 3, spans_of([*linked[:1], *known.all("not_affected")[:1]], known, "plan", "not_affected"))
        return Graded("D11", 2, spans_of(linked, known, "plan"))
    if plans and known.any("not_affected"):
        return Graded("D11", 2, spans_of([*plans[:1], *known.all("not_affected")[:1]], known, "plan", "not_affected"))
    named = known.all("programme", "company", "plan")
    if named:
        return Graded("D11", 1, spans_of(named, known, "programme", "company", "plan"))
    return Graded("D11", 0, spans_of(known.all("on_track") or known.problems, known, "on_track", "event"))
