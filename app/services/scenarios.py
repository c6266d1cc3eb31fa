"""Scenarios as somebody reads them in one language: the list, the sheet, and the sheet as plain text. Practice itself is elsewhere."""

from __future__ import annotations

from app.catalog.render import show_date
from app.catalog.scenarios import scenario, scenarios
from app.catalog.text import say
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.coaching import Audience, Code, MemoKind, Notice
from app.domain.lang import Lang, LocalText
from app.domain.scenarios import Scenario, Weight
from app.services.house import House

NOTICES = ("discoverable", "no_unpublished_results")
"""What every practice output says: keys below `practice.notice`."""


class ScenarioLine(Value):
    """A scenario as a list shows it."""

    id: str
    title: str
    kind: MemoKind
    kind_name: str
    audience: Audience
    audience_name: str
    has_incident: bool
    today: str
    dimensions: tuple[Code, ...]


class SheetLine(Value):
    """A fact in one language. The weight is not shown: choosing is the exercise."""

    id: str
    text: str
    as_of: str
    source: str


class Sheet(ScenarioLine):
    """A scenario in one language."""

    lang: Lang
    situation: str
    facts: tuple[SheetLine, ...]
    unknown: tuple[str, ...]
    softening: str
    questions: tuple[str, ...]
    cards: tuple[str, ...]
    provenance: str
    notices: tuple[Notice, ...]
    weights: dict[str, Weight]
    """For those who check afterwards: which fact was needed, spare, or in conflict."""


def listed(_house: House, _actor: Actor, *, lang: Lang) -> tuple[ScenarioLine, ...]:
    """Every scenario, in the order of ids."""
    return tuple(ScenarioLine(**_line(each, lang)) for each in scenarios().values())


def sheet(_house: House, _actor: Actor, scenario_id: str, *, lang: Lang) -> Sheet:
    """A scenario in one language.

    Raises: UnknownId naming the nearest id.
    """
    found = scenario(scenario_id)
    return Sheet(
        **_line(found, lang),
        lang=lang,
        situation=_own(found.situation, lang),
        facts=tuple(SheetLine(id=f.id, text=f.line(lang), as_of=f.as_of.isoformat(), source=_own(f.source, lang)) for f in found.facts),
        unknown=tuple(_own(t, lang) for t in found.unknown),
        softening=_own(found.softening, lang),
        questions=tuple(_own(t, lang) for t in found.questions),
        cards=found.cards,
        provenance=found.provenance,
        notices=notices(lang),
        weights={f.id: f.weight for f in found.facts},
    )


def notices(lang: Lang) -> tuple[Notice, ...]:
    """That drafts may be discoverable, and that no unpublished result of a listed company belongs here."""
    return tuple(Notice(id=name, message=say(lang, f"practice.notice.{name}")) for name in NOTICES)


def as_text(shown: Sheet) -> str:
    """The sheet as plain text; ends with a line end."""
    lang = shown.lang
    parts = [
        f"{shown.id}  {shown.title}",
        say(lang, "practice.sheet.head", kind=shown.kind_name, audience=shown.audience_name, date=_day(shown.today, lang)),
        "",
        shown.situation,
        "",
        say(lang, "practice.sheet.facts"),
        *(f"- {f.text} ({f.source}, {_day(f.as_of, lang)})" for f in shown.facts),
        "",
        say(lang, "practice.sheet.unknown"),
        *(f"- {t}" for t in shown.unknown),
        "",
        say(lang, "practice.sheet.softening"),
        f"  {shown.softening}",
        "",
        say(lang, "practice.sheet.questions"),
        *(f"- {t}" for t in shown.questions),
        "",
        *(n.message for n in shown.notices),
        say(lang, "practice.sheet.invented"),
    ]
    return "\n".join(parts) + "\n"


def _line(found: Scenario, lang: Lang) -> dict[str, object]:
    return {
        "id": found.id,
        "title": _own(found.title, lang),
        "kind": found.kind,
        "kind_name": say(lang, f"practice.kind.{found.kind}"),
        "audience": found.audience,
        "audience_name": say(lang, f"practice.audience.{found.audience}"),
        "has_incident": found.has_incident,
        "today": found.today.isoformat(),
        "dimensions": found.dimensions,
    }


def _own(text: LocalText, lang: Lang) -> str:
    return text.own(lang) or ""


def _day(iso: str, lang: Lang) -> str:
    from datetime import date

    return show_date(date.fromisoformat(iso), lang, short=True)
