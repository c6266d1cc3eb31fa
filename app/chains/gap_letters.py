"""Open points in the form in which they get answered: a client's e-mail and a kick-off call sheet. Asks nothing twice."""

from __future__ import annotations

from datetime import date, timedelta

from app.catalog.kinds import DocumentKind
from app.catalog.letters import CallRow, letters
from app.catalog.render import show_date
from app.checks.kickoff import kickoff_points
from app.domain.derive_dates import answers_due
from app.domain.facts import Facts, OpenPoint
from app.domain.lang import Lang, LocalText

FIRST = 5
NOTE_DAYS = 7


def first_points(facts: Facts) -> tuple[OpenPoint, ...]:
    """The client's points that change the search most, five at most, in order."""
    return tuple(p for p in facts.open_points if p.of_client)[:FIRST]


def name_of(facts: Facts, lang: Lang) -> str:
    """What the search is called in a subject line: the code name, else the title, else a dash."""
    titles = (f"role.title_{lang}", "role.title_en", "role.title_es")
    found = (facts.intake.get(p) for p in ("engagement.client_codename", *titles))
    return next((t.any() for t in found if isinstance(t, LocalText)), "—")


def client_email(facts: Facts, lang: Lang) -> str:
    """The e-mail as Markdown: subject, the first points grouped by who answers, what comes next."""
    words = {key: value.in_lang(lang) for key, value in letters().email.items()}
    points = first_points(facts)
    if not points:
        return words["nothing"] + "\n"
    due, note = answers_due(facts, None), _next_note(facts)
    key = "subject" if due else "subject_undated"
    subject = _fill(words[key], title=name_of(facts, lang), count=len(points), due=show_date(due.value, lang) if due else "")
    lines = [f"**{subject}**", "", words["lead"], ""]
    number = 0
    for ask in dict.fromkeys(p.ask.own(lang) or "" for p in points):
        lines.append(_fill(words["group"], ask=ask))
        lines.append("")
        for point in (p for p in points if p.ask.own(lang) == ask):
            number += 1
            lines.append(f"{number}. {point.question.own(lang)}")
        lines.append("")
    rest = sum(1 for p in facts.open_points if p.of_client) - len(points)
    lines.append(_fill(words["close"], rest=rest) if rest else words["close_none"])
    if note:
        lines += ["", _fill(words["next"], next=show_date(note, lang))]
    return "\n".join(lines) + "\n"


def call_sheet(facts: Facts, lang: Lang) -> str:
    """The call sheet as Markdown: minutes, topic, question, what to listen for, what to say when the answer is vague."""
    words = letters().call
    kickoff = facts.intake.get("process.kickoff_date")
    dated = isinstance(kickoff, date)
    title = words.title if dated else words.title_undated
    points = dict(kickoff_points(facts))
    due = answers_due(facts, None)
    rows = [r for r in words.rows if _shown(r, facts, frozenset(points))]
    label = str(points.get("cultural_fit", {}).get("words", ""))
    head = words.header.in_lang(lang)
    lines = [
        f"**{_fill(title.in_lang(lang), title=name_of(facts, lang), date=show_date(kickoff, lang) if isinstance(kickoff, date) else '')}**",
        "",
        _fill(words.lead.in_lang(lang), minutes=sum(r.minutes for r in rows)),
        "",
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
    ]
    for row in rows:
        cells = (str(row.minutes), *(w.in_lang(lang) for w in (row.topic, row.ask, row.listen, row.vague)))
        filled = (_fill(c, label=label, due=show_date(due.value, lang) if due else "—").replace("|", "\\|") for c in cells)
        lines.append(f"| {' | '.join(filled)} |")
    return "\n".join([*lines, "", words.never.in_lang(lang)]) + "\n"


def kind_call_sheet(facts: Facts, kind: DocumentKind, lang: Lang) -> str:
    """The call sheet on one kind's own open points, the client's that change it most, as Markdown: one row a question."""
    words = letters().call
    points = first_points(facts)
    if not points:
        return letters().email["nothing"].in_lang(lang) + "\n"
    title = _fill(words.title_kind.in_lang(lang), title=name_of(facts, lang), kind=kind.title.in_lang(lang))
    head = words.header.in_lang(lang)
    lines = [f"**{title}**", "", _fill(words.lead.in_lang(lang), minutes=words.minutes_each * len(points)), ""]
    lines += [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for point in points:
        topic = point.ask.own(lang) or point.ask.any()
        asked = point.question.own(lang) or point.question.any()
        cells = (str(words.minutes_each), topic, asked, words.listen.in_lang(lang), words.vague.in_lang(lang))
        lines.append(f"| {' | '.join(c.replace('|', chr(92) + '|') for c in cells)} |")
    return "\n".join([*lines, "", words.never.in_lang(lang)]) + "\n"


def _shown(row: CallRow, facts: Facts, points: frozenset[str]) -> bool:
    open_paths = {p.path for p in facts.open_points if p.uncovered or not facts.intake.present(p.path)}
    for condition in row.when:
        if condition == "always" or (condition == "five" and first_points(facts)):
            return True
        if condition.startswith("!") and condition[1:] in points:
            return True
        if condition.startswith("+") and facts.intake.present(condition[1:]):
            return True
        if condition in open_paths:
            return True
    return False


def _next_note(facts: Facts) -> date | None:
    kickoff = facts.intake.get("process.kickoff_date")
    return facts.calendar.next_working(kickoff + timedelta(days=NOTE_DAYS)) if isinstance(kickoff, date) else None


def _fill(text: str, **values: object) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text
