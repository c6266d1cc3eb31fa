"""Open points of an intake: what is absent or tbc and needed, ranked, with question and who answers. Fills nothing in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.catalog.intake_fields import FieldWords, IntakeFields, Words, intake_fields
from app.catalog.intake_schema import FieldSpec, Need, TypeSpec, intake_schema
from app.catalog.mandate_types import mandate_types
from app.catalog.render import show
from app.domain.criteria import names_no_act
from app.domain.derive_dates import days_late, start
from app.domain.document import Gap
from app.domain.facts import Facts, OpenPoint
from app.domain.intake import Intake
from app.domain.lang import LANGS, Lang, LocalText, both

ITEM_WORDS = 60
DRAFT_BONUS = 8
"""A gap that blocks the draft goes this many places before its priority."""


def open_points(intake: Intake, needs: Mapping[str, Need] | None = None, concerns: Sequence[str] = ()) -> tuple[OpenPoint, ...]:
    """All open points in order of rank, ranks from 1; a question is asked once, of one person.

    `needs` overrides by path what the schema needs; `concerns` keeps the points of these groups and fields only (empty: of all).
    """
    words = intake_fields()
    every = [
        *_type_gap(intake, words),
        *_fields(intake, words, needs or {}),
        *_own_fields(intake, words),
        *_vague(intake, words),
        *_translations(intake, words),
    ]
    found = [p for p in every if not concerns or any(p[1].path == c or p[1].path.startswith((f"{c}.", f"{c}[")) for c in concerns)]
    found.sort(key=lambda p: (p[0], p[1].path))
    return tuple(point.model_copy(update={"rank": rank}) for rank, (_, point) in enumerate(found, 1))


def with_clash(facts: Facts) -> tuple[OpenPoint, ...]:
    """The open points with one more where the plan misses the client's deadline: whether that date is firm."""
    late, begins, limit = days_late(facts, None), start(facts, None), facts.intake.get("process.deadline")
    if late is None or begins is None or not isinstance(limit, date):
        return facts.open_points
    words = intake_fields()

    def filled(lang: Lang) -> str:
        said = {"deadline": show(limit, lang), "start": show(begins.value, lang), "days": str(late.value)}
        text = words.clash.question.in_lang(lang)
        for name, value in said.items():
            text = text.replace("{" + name + "}", value)
        return text

    asked = words.clash.model_copy(update={"question": Words(en=filled("en"), es=filled("es"))})
    priority, point = _point(facts.intake, words, asked, "process.deadline", "approve")
    clash = point.model_copy(update={"uncovered": True})
    earlier = [p for p in facts.open_points if _priority_of(p, words) <= priority]
    later = [p for p in facts.open_points if p not in earlier]
    return tuple(p.model_copy(update={"rank": rank}) for rank, p in enumerate((*earlier, clash, *later), 1))


def _priority_of(point: OpenPoint, words: IntakeFields) -> int:
    asked = words.fields.get(point.path) or words.fields.get(re.sub(r"\[\d+\]", "[]", point.path))
    return (asked.priority if asked else OWN_PRIORITY) - (DRAFT_BONUS if point.needed_for == "draft" else 0)


def as_gaps(points: tuple[OpenPoint, ...], lang: Lang) -> tuple[Gap, ...]:
    """Open points in one language, for the document."""
    return tuple(
        Gap(path=p.path, question=p.question.own(lang) or p.question.any(), needed_for=p.needed_for, ask=p.ask.own(lang) or "", rank=p.rank)
        for p in points
    )


def is_open(intake: Intake, path: str) -> bool:
    """True when a path has no value and its field is not marked n_a."""
    return not intake.present(path) and intake.status(path) != "n_a"


def _point(intake: Intake, words: IntakeFields, asked: FieldWords, path: str, needed: str, item: Any = None) -> tuple[int, OpenPoint]:
    def fill(lang: Lang) -> str:
        named = _short(item, lang) if item is not None else ""
        return asked.question.in_lang(lang).replace("{item}", named)

    point = OpenPoint(
        path=path,
        question=both(fill("en"), fill("es")),
        ask=both(words.ask[asked.ask].en, words.ask[asked.ask].es),
        needed_for="draft" if needed == "draft" else "approve",
        rank=0,
        week=words.weeks[asked.ask],
        of_client=asked.ask != "firm",
    )
    return asked.priority - (DRAFT_BONUS if needed == "draft" else 0), point


def _short(item: Any, lang: Lang) -> str:
    first = next(iter(item.values()), "") if isinstance(item, Mapping) else item
    field = next(iter(item), "") if isinstance(item, Mapping) else ""
    text = (first.own(lang) or first.any()) if isinstance(first, LocalText) and field != "language" else show(first, lang, field=field)
    text = " ".join(text.split())
    return text if len(text) <= ITEM_WORDS else f"{text[: ITEM_WORDS - 1].rstrip()}…"


def _type_gap(intake: Intake, words: IntakeFields) -> Iterator[tuple[int, OpenPoint]]:
    if intake.mandate_type is None:
        yield _point(intake, words, words.fields["mandate_type"], "mandate_type", "draft")


def _fields(intake: Intake, words: IntakeFields, needs: Mapping[str, Need]) -> Iterator[tuple[int, OpenPoint]]:
    for path, declared in intake_schema().fields.items():
        spec = declared.model_copy(update={"needed": needs[path]}) if path in needs else declared
        asked = words.fields[path]
        status = intake.status(path)
        if status == "n_a":
            continue
        if not intake.present(path):
            if spec.needed != "optional" or status == "tbc" or asked.always:
                yield _point(intake, words, asked, path, spec.needed)
        else:
            if status == "inferred" and spec.needed != "optional":
                yield _confirm(intake, words, asked, path)
            yield from _inside(intake, words, spec)
            yield from _sides(intake, words, asked, spec)


def _confirm(intake: Intake, words: IntakeFields, asked: FieldWords, path: str) -> tuple[int, OpenPoint]:
    question = Words(**{lang: words.inferred.in_lang(lang).replace("{question}", asked.question.in_lang(lang)) for lang in LANGS})
    return _point(intake, words, asked.model_copy(update={"question": question}), path, "approve")


def _sides(intake: Intake, words: IntakeFields, asked: FieldWords, spec: FieldSpec) -> Iterator[tuple[int, OpenPoint]]:
    cover = asked.cover
    if cover is None:
        return
    named = {str(item.get(cover.key)) for item in intake.get(spec.path) or () if cover.key in item}
    if cover.if_any and not named:
        return
    for side in cover.each:
        if not any(side in n for n in named):
            question = Words(**{lang: cover.question.in_lang(lang).replace("{side}", show(side, lang, field="country")) for lang in LANGS})
            priority, point = _point(intake, words, asked.model_copy(update={"question": question}), spec.path, spec.needed)
            yield priority, point.model_copy(update={"uncovered": True})


def _inside(intake: Intake, words: IntakeFields, spec: FieldSpec) -> Iterator[tuple[int, OpenPoint]]:
    value = intake.get(spec.path)
    if spec.type.kind == "record" and isinstance(value, Mapping):
        yield from _keys(intake, words, spec.type, value, spec.path, spec.path)
    elif spec.type.kind == "list" and spec.type.item and spec.type.item.kind == "record":
        for index, item in enumerate(value or ()):
            yield from _keys(intake, words, spec.type.item, item, f"{spec.path}[{index}]", f"{spec.path}[]")


def _keys(
    intake: Intake, words: IntakeFields, spec: TypeSpec, item: Mapping[str, Any], path: str, pattern: str
) -> Iterator[tuple[int, OpenPoint]]:
    for key in spec.keys:
        asked = words.fields.get(f"{pattern}.{key}")
        if key in item or key in spec.optional or asked is None:
            continue
        if all(str(item.get(k)) == v for k, v in asked.only.items()):
            yield _point(intake, words, asked, f"{path}.{key}", "approve", item)


def _own_fields(intake: Intake, words: IntakeFields) -> Iterator[tuple[int, OpenPoint]]:
    kind = mandate_types().get(intake.mandate_type or "")
    if kind is None:
        return
    for path, spec in kind.fields.items():
        if spec.needed == "approve" and is_open(intake, path):
            label = kind.labels.get(path, Words(en=path, es=path))
            asked = FieldWords(priority=OWN_PRIORITY, ask="sponsor", question=label)
            yield _point(intake, words, asked, path, "approve")


def _vague(intake: Intake, words: IntakeFields) -> Iterator[tuple[int, OpenPoint]]:
    """A derailer that names no act is asked about before it can rule anybody out."""
    for index, text in enumerate(intake.get("candidate.derailers") or ()):
        if isinstance(text, LocalText) and names_no_act(text):
            yield _point(intake, words, words.vague, f"candidate.derailers[{index}]", "approve", text)


OWN_PRIORITY = 30


def _translations(intake: Intake, words: IntakeFields) -> Iterator[tuple[int, OpenPoint]]:
    """One point a field that holds a text in one language only, unless the document is wanted in just that language."""
    wanted = intake.get("engagement.brief_language")
    for path, field in intake.fields.items():
        for text in _prose(field.value):
            if text.needs_translation and wanted != ("en" if text.en else "es"):
                yield _point(intake, words, words.translation, path, "approve", text)
                break


def _prose(value: Any) -> Iterator[LocalText]:
    if isinstance(value, LocalText):
        yield value
    elif isinstance(value, tuple | Mapping):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _prose(inner)
