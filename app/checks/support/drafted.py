"""Support as a draft needs it: what the citations say, and what the rules may hold against it without a false alarm.

Figures, units and dates of a draft are judged by figures_agree, which also knows computations; here they are left out.
"""

from __future__ import annotations

from app.checks.given import Given
from app.checks.support.client_words import denials_of_client
from app.checks.support.guided_words import is_moved
from app.checks.support.reasons import Reason, Verdict, worst
from app.checks.support.reviewed import OF_NONE, contradictions
from app.checks.support.verdict import HARD, is_same_sentence, judgement
from app.domain.document import Statement

LEFT_TO_FIGURES = frozenset({"date", "date_added", "number_added", "unit"})
SURE = {
    "denied": 0.85, "asserted": 0.85, "number": 0.85, "may_for_must": 0.7, "thing": 0.5,
    "opposite": 0.65, "party": 0.4, "party_swapped": 0.5,
}  # fmt: skip
"""These are held against a statement only when the evidence has so many of its words: with less it may speak of something else.

Each bound blames no statement of the guided drafts of the examples (evals/mutate.py counts them). That of opposites is higher: of sound
sentences in free wording a third held an opposite of something else, and a model that is asked tells them apart.
"""
NOTHING = 0.08
"""With less of its words in what it cites, a statement rests on nothing there. A pair by itself is held to more."""


def evidence_of(given: Given, statement: Statement) -> tuple[str, ...]:
    """The words that a statement's citations stand for, without empty ones."""
    return tuple(t for t in given.quoted(statement) if t.strip())


def verdict_of(given: Given, statement: Statement) -> Verdict:
    """The rules' verdict by what is cited and, beside it, by the wording of the guided files that goes with the statement.

    Supported where rules cannot tell (no words cited, a computation).
    """
    found = _by_evidence(given, statement)
    if found.grade == "partly" and is_moved(given.document.kind, statement, given.document.lang):
        return Verdict("unsupported", (Reason("unsupported", "nothing"),))
    is_asked = bool(statement.citations) and not _is_quoted(given, statement)
    told = (*contradictions(given, statement), *denials_of_client(given, statement)) if is_asked else ()
    return worst((*told, *found.reasons)) if told else found


def _by_evidence(given: Given, statement: Statement) -> Verdict:
    lang = given.document.lang
    texts = evidence_of(given, statement)
    if not texts or statement.computed is not None or not _rests_on_sentences(statement):
        return Verdict("supported")
    found, coverage = judgement(given.text(statement), texts, lang, lang)
    kept: list[Reason] = []
    for reason in found.reasons:
        if reason.key == "nothing":
            kept.append(reason if coverage < NOTHING else Reason("partly", "thin"))
        elif reason.key in LEFT_TO_FIGURES or (reason.key == "number" and reason.said[:1].isdigit()):
            continue
        elif reason.grade == "unsupported" and coverage < _bound(statement, reason):
            kept.append(reason._replace(grade="partly"))
        else:
            kept.append(reason)
    return worst(tuple(kept))


def _bound(statement: Statement, reason: Reason) -> float:
    """The likeness that a reason needs; a table's row, which is no sentence, is given more room for opposites."""
    least = 1.0 if reason.said.casefold() in OF_NONE else SURE.get(reason.key, 0.0)
    return max(least, SURE["asserted"]) if statement.cells is not None and least else least


def _is_quoted(given: Given, statement: Statement) -> bool:
    """True when a statement is a cited sentence word for word: no other wording of ours can contradict it."""
    return is_same_sentence(given.text(statement), evidence_of(given, statement))


def is_refuted(found: Verdict) -> bool:
    """True when a rule that no model overrules calls the statement unsupported."""
    return any(r.grade == "unsupported" and r.key in HARD for r in found.reasons)


def _rests_on_sentences(statement: Statement) -> bool:
    """True when sentences alone are cited: a client's answers may stand in another language."""
    return bool(statement.citations) and all(c.sentence_id and not c.withheld for c in statement.citations)
