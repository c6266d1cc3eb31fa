"""Practice in a reader's words: lines of lists, comparison, ledger, and the notices that every practice output carries. Stores nothing."""

from __future__ import annotations

from pydantic import ValidationError

from app.catalog.render import show_date, show_number
from app.catalog.text import say
from app.domain.coaching import Coaching, Notice
from app.domain.lang import Lang
from app.domain.practice import Attempt, Comparison, LedgerEntry
from app.errors import BadInput
from app.services.practice import AttemptLine
from app.services.practice_progress import Progress
from app.services.scenarios import notices as of_scenarios

MOST_BYTES = 5_000_000


def notices(lang: Lang) -> tuple[Notice, ...]:
    """Discoverable, no unpublished results, and that practice is private and no part of a mandate or an appraisal."""
    return (*of_scenarios(lang), Notice(id="private", message=say(lang, "practice.notice.private")))


def read_coaching(data: bytes, name: str) -> Coaching:
    """A coaching from its JSON.

    Raises: BadInput saying what in it is not as INTERFACES says.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.1f}", limit=f"{MOST_BYTES / 1e6:.0f}")
    try:
        return Coaching.model_validate_json(data)
    except ValidationError as bad:
        first = bad.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise BadInput("input.not_coaching", where=name, reason=f"{at}: {first['msg']}" if at else first["msg"]) from bad


def attempt_line(found: AttemptLine, lang: Lang) -> str:
    """An attempt on one line."""
    marks = []
    if found.is_accepted:
        marks.append(say(lang, "practice.cli.accepted"))
    if not found.is_own:
        marks.append(say(lang, "practice.cli.from_other"))
    elif found.shared_with:
        marks.append(say(lang, "practice.cli.shared", names=", ".join(found.shared_with)))
    return say(
        lang,
        "practice.cli.line",
        id=found.id,
        date=found.created_at[:10],
        scenario=found.scenario or say(lang, "practice.cli.own_memo"),
        overall=_overall(found.overall),
        marks=" · ".join(marks),
    ).rstrip()


def progress_lines(stand: Progress, lang: Lang) -> tuple[str, ...]:
    """What to practise next; that there is nothing yet where there is nothing."""
    if not stand.points:
        return (say(lang, "practice.cli.none"),)
    if stand.weakest is None:
        return ()
    return (say(lang, "practice.cli.next", code=stand.weakest, scenario=stand.next_scenario or "—"),)


def attempt_text(found: Attempt, lang: Lang) -> str:
    """An attempt as plain text: its line, the memo as it was written, the levels, the marked words."""
    coaching = found.coaching
    head = f"{found.id}  {found.created_at.date().isoformat()}  {found.scenario or say(lang, 'practice.cli.own_memo')}"
    levels = " ".join(f"{each.code}:{'—' if each.level is None else each.level}" for each in coaching.levels)
    marks = [f"  [{m.category}] {' '.join(m.text.split())} → {m.suggestion}" for m in coaching.markers]
    return "\n".join([head, "", coaching.text.rstrip("\n"), "", f"{_overall(coaching.overall)}  {levels}", *marks])


def comparison_lines(found: Comparison, lang: Lang) -> tuple[str, ...]:
    """Two attempts side by side: the whole, then each dimension that applied on either side."""
    head = say(
        lang,
        "practice.cli.compared",
        before=found.before,
        after=found.after,
        overall_before=_overall(found.overall_before),
        overall_after=_overall(found.overall_after),
        markers_before=found.markers_before,
        markers_after=found.markers_after,
    )
    rows = [
        f"  {each.code:4}{_level(each.before)} → {_level(each.after)}{'' if not each.change else f'  ({each.change:+d})'}"
        for each in found.levels
        if each.before is not None or each.after is not None
    ]
    return (head, *rows, *(() if found.is_same_scenario else (say(lang, "practice.cli.other_scenario"),)))


def entry_line(found: LedgerEntry, lang: Lang) -> str:
    """An entry of the ledger: what kind, the writer's words, owner, date, range, likelihood, and what became of it."""
    parts = [f"{found.id}  {say(lang, f'practice.entry.{found.kind}')}: {found.words}"]
    if found.who:
        parts.append(found.who)
    if found.due:
        parts.append(say(lang, "practice.cli.due", date=show_date(found.due, lang, short=True)))
    if found.low is not None and found.high is not None:
        parts.append(f"{show_number(found.low)}–{show_number(found.high)} {found.unit}")
    if found.likely_low is not None and found.likely_high is not None:
        is_range = found.likely_low != found.likely_high
        parts.append(say(lang, f"practice.cli.likely{'_range' if is_range else ''}", low=found.likely_low, high=found.likely_high))
    if found.outcome:
        parts.append(say(lang, f"practice.outcome.{found.outcome}") + (f" ({found.outcome_note})" if found.outcome_note else ""))
    return " · ".join(parts)


def _overall(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _level(value: int | None) -> str:
    return "—" if value is None else str(value)
