"""Coachings, exchanges and lists made by hand, so that snapshots change when the page changes and not when the rules do."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain.coaching import (
    CODES,
    Blocker,
    Category,
    Coaching,
    DimensionLevel,
    Marker,
    NextStep,
    Notice,
    Question,
    ReaderAdvice,
    Span,
)
from app.domain.debriefs import AnswerGrade, Debrief, TurnSpan
from app.domain.practice import LedgerEntry
from app.domain.rewrites import as_rewrite
from app.domain.roleplay import AnswerReading, Exchange, OpenGap
from app.services.practice import AttemptLine
from app.services.practice_desk import OnDesk

MEMO = "Karen: we had some small issues on line 2. Mistakes were made. It will be solved soon, we hope. Nothing else <b>to report</b>.\n"
WORDS: tuple[tuple[str, Category], ...] = (
    ("some small issues", "understater"),
    ("Mistakes were made", "agentless"),
    ("soon", "vague_time"),
    ("we hope", "hope_as_plan"),
    ("Nothing", "face_saver"),
    ("else", "calque"),
)


def marker(words: str, category: Category, memo: str = MEMO) -> Marker:
    """A marker on the first such words."""
    at = memo.index(words)
    return Marker(
        start=at,
        end=at + len(words),
        text=words,
        category=category,
        why="It hides the size.",
        hq_hears="Small for whom?",
        suggestion="[how many?] units",
    )


def coaching(*, memo: str = MEMO, level: int = 1, blocked: bool = True) -> Coaching:
    """An alert by rules: six marks, a blocker, D1 at 0 and D12 not applicable."""
    levels = [
        DimensionLevel.model_validate(
            {
                "dimension": c,
                "code": c,
                "level": None if c in ("D10", "D12") else 0 if c == "D1" else level,
                "reason": f"Why {c}.",
                "spans": (),
            }
        )
        for c in CODES
    ]
    at = memo.index("line 2")
    return Coaching(
        text=memo,
        lang="en",
        kind="alert",
        writer="guided",
        overall=0.91,
        blockers=(Blocker(id="CONTRADICTION", message="Two totals.", start=at, end=at + 6),) if blocked else (),
        notices=(Notice(id="discoverable", message="Drafts may be discoverable."),),
        levels=tuple(levels),
        markers=tuple(marker(w, c, memo) for w, c in WORDS if w in memo),
        rewrite=as_rewrite(memo, memo.replace("soon, we hope", "on [which day?]"), "en", ("we hope",)),
        next_steps=(NextStep(text="Name the size: [how many?]", code="D3"),),
        questions=(Question(text="How many?", persona="cfo", from_="D3 | some small issues"),),
        reader_side=(ReaderAdvice(do="ask", text="Ask for the count.", span=Span(start=at, end=at + 6, text="line 2")),),
    )


def stopped() -> Coaching:
    """A memo stopped before style."""
    nulls = tuple(DimensionLevel(dimension=c, code=c, level=None, reason="Not graded.") for c in CODES)
    told = (Notice(id="stop_bribery", message="Go to counsel first."), Notice(id="not_stored", message="Not stored."))
    return Coaching(text="We paid the inspector.\n", lang="en", kind="alert", writer="guided", overall=None, notices=told, levels=nulls)


def on_desk(found: Coaching | None = None, **changes: object) -> OnDesk:
    """What lies on the desk."""
    return OnDesk(id="desk-1", coaching=found or coaching()).model_copy(update=changes)


def exchange() -> Exchange:
    """One question and one answer, over."""
    gap = OpenGap(code="D3", text="How many?", short="The count?", from_="D3 | some small issues")
    begun = Exchange(lang="en", persona="cfo", memo=MEMO, gaps=(gap,)).said("How many?", "open")
    heard = begun.heard("Four hundred <i>units</i>.", AnswerReading(answers_first=True, end=13))
    return heard.model_copy(update={"is_over": True})


def debrief() -> Debrief:
    """Its debrief."""
    return Debrief(
        level=2,
        reason="One of one answered.",
        per_answer=(AnswerGrade(turn=2, level=2, why="answers first"),),
        best_moment=TurnSpan(turn=2, start=0, end=12, text="Four hundred"),
        next_steps=(NextStep(text="Concede the objection.", code="D10"),),
        reader_side="Ask one thing at a time.",
    )


def line(number: int, **changes: object) -> AttemptLine:
    """An attempt of the reader's own."""
    made = AttemptLine(
        id=f"A{number}",
        kind="alert",
        lang="en",
        created_at=f"2026-11-{number:02d}T10:00:00+00:00",
        overall=number / 10,
        is_accepted=False,
        is_own=True,
    )
    return made.model_copy(update=changes)


def entry(**changes: object) -> LedgerEntry:
    """A dated commitment."""
    made = LedgerEntry(
        id="L1",
        owner_id="local",
        attempt_id="A1",
        kind="commitment",
        words="I send the count",
        who="Ana Ruiz",
        due=date(2026, 11, 27),
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    return made.model_copy(update=changes)


__all__ = ["MEMO", "coaching", "debrief", "entry", "exchange", "line", "marker", "on_desk", "stopped"]
