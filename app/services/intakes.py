"""A mandate's intake as it is filled in: one answer at a time, saved as typed; what cannot be read yet is kept and told. Shows no page."""

from __future__ import annotations

import copy
from typing import Any, Literal
from uuid import uuid4

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_reader import read_intake
from app.catalog.intake_schema import FieldSpec, TypeSpec, intake_schema
from app.catalog.intake_words import as_typed, from_typed
from app.catalog.mandate_types import MandateType, mandate_types
from app.chains.kind_facts import intake_sha
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.intake import Intake
from app.domain.lang import LocalText, both
from app.errors import BadInput, UnknownId
from app.services.drafting import title_of
from app.services.house import House
from app.services.leaks import intake_from
from app.storage.intake_typed import Typed
from app.storage.mandates import Mandate
from app.storage.unit_of_work import UnitOfWork

STATUSES = ("stated", "inferred", "tbc", "n_a")
TYPE = "mandate_type"
LONGEST = 60_000
OWN = "mandate"
"""The step of the questions that the mandate's type adds."""

State = Literal["empty", "held", "stated", "inferred", "tbc", "n_a"]


class Box(Value):
    """One question with what stands in its box. `problem` says why what was typed cannot be read; None when it is an answer."""

    spec: FieldSpec
    label: LocalText
    question: LocalText
    ask: LocalText
    text: str
    status: str
    source: str
    state: State
    problem: BadInput | None = None

    model_config = {**Value.model_config, "arbitrary_types_allowed": True}


class Step(Value):
    """One short step: its answered and its needed questions, counted."""

    id: str
    done: int
    total: int
    open_for_draft: int


class Form(Value):
    """One step of a mandate's intake with its boxes, and the other steps by name."""

    mandate: Mandate
    steps: tuple[Step, ...]
    step: str
    boxes: tuple[Box, ...]


def begin(house: House, actor: Actor, *, mandate_type: str = "") -> Mandate:
    """A new, empty mandate, of a type where one is named.

    Raises: BadInput for an unknown type.
    """
    raw = {TYPE: mandate_type} if mandate_type else {}
    return _new(house, actor, intake_from(raw))


def take_file(house: House, actor: Actor, data: bytes, *, name: str) -> Mandate:
    """A new mandate with the intake of a YAML or JSON file.

    Raises: BadInput naming line and field.
    """
    return _new(house, actor, read_intake(data, name=name))


def form(house: House, actor: Actor, mandate_id: str, step: str = "") -> Form:
    """One step of the intake: the one named, else the first with a question that a draft needs, else the first.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        mandate = own(work, actor, mandate_id)
        typed = work.intake_typed.every(mandate_id, owner_id=actor.user_id)
    intake = intake_from(mandate.intake)
    boxes = {path: _box(mandate, intake, spec, typed.get(path)) for path, spec in specs_of(intake).items()}
    groups: dict[str, list[Box]] = {}
    for path, box in boxes.items():
        groups.setdefault(step_of(path), []).append(box)
    steps = tuple(_step(name, found) for name, found in groups.items())
    wanted = step if step in groups else next((s.id for s in steps if s.open_for_draft), steps[0].id)
    return Form(mandate=mandate, steps=steps, step=wanted, boxes=tuple(groups[wanted]))


def save(
    house: House, actor: Actor, mandate_id: str, path: str, text: str, *, status: str = "stated", source: str = "", as_of: str = ""
) -> Box:
    """Saves what stands in one box. What can be read becomes the answer; what cannot is kept word by word, and the box says why.

    Raises: UnknownId; BadInput for a path that is no question, an unknown status, or a text beyond every measure.
    """
    if len(text) > LONGEST:
        raise BadInput("input.text_too_long", where=path, name=path, limit=LONGEST)
    with house.store().transaction() as work:
        mandate = own(work, actor, mandate_id)
        spec = specs_of(intake_from(mandate.intake)).get(path)
        if spec is None:
            raise BadInput("input.settle_path", where=path)
        if status not in STATUSES:
            raise BadInput("input.unknown_choice", where=path, name="status", value=status, near="", known=", ".join(STATUSES))
        said = from_typed(spec.type, text)
        new = written(mandate.intake, path, said, status=status, source=source, as_of=as_of or house.today().isoformat())
        try:
            intake = intake_from(new, name=path)
        except BadInput as problem:
            typed = Typed(
                mandate_id=mandate_id, path=path, owner_id=actor.user_id, text=text, status=status, source=source, created_at=house.now()
            )
            work.intake_typed.put(typed)
            return _box(mandate, intake_from(mandate.intake), spec, typed, problem)
        work.intake_typed.remove(mandate_id, path, owner_id=actor.user_id)
        kept = mandate.model_copy(update=_of(house, intake))
        work.mandates.update(kept)
    return _box(kept, intake, spec, None)


def written(raw: dict[str, Any], path: str, said: Any, *, status: str, source: str, as_of: str) -> dict[str, Any]:
    """The normalised intake with one whole answer at a path; an empty one of status stated takes it out."""
    new = copy.deepcopy(raw)
    if path == TYPE:
        new.pop(TYPE, None)
        return {TYPE: said, **new} if said is not None else {k: v for k, v in new.items() if k != OWN}
    group, _, field = path.partition(".")
    answers = new.setdefault(group, {})
    is_open = status in ("tbc", "n_a")
    if said is None and not is_open:
        answers.pop(field, None)
        if not answers:
            new.pop(group)
        return new
    held = answers.get(field)
    same = isinstance(held, dict) and held.get("value") == said and held.get("status") == status and held.get("source", "") == source
    if not same:
        value = {} if is_open else {"value": said}
        answers[field] = {**value, "status": status, **({"source": source} if source else {}), "as_of": as_of}
    return new


def specs_of(intake: Intake) -> dict[str, FieldSpec]:
    """Every question of an intake by path: the type first, then the groups, with the type's own after the role's."""
    schema = intake_schema()
    kinds = mandate_types()
    made = {TYPE: FieldSpec(path=TYPE, needed="draft", type=TypeSpec(kind="enum", choices=tuple(kinds)))}
    for path, spec in schema.fields.items():
        if path.startswith("candidate.") and intake.mandate_type and not any(p.startswith(f"{OWN}.") for p in made):
            made.update(kinds[intake.mandate_type].fields)
        made[path] = spec
    return made


def step_of(path: str) -> str:
    """The step in which a question is asked: its group, and the first one for the mandate's type."""
    return "engagement" if path == TYPE else path.partition(".")[0]


def own(work: UnitOfWork, actor: Actor, mandate_id: str) -> Mandate:
    """The actor's mandate.

    Raises: UnknownId.
    """
    found = work.mandates.get(mandate_id, owner_id=actor.user_id)
    if found is None:
        raise UnknownId("id.mandate", where=mandate_id, name=mandate_id)
    return found


def _new(house: House, actor: Actor, intake: Intake) -> Mandate:
    now = house.now()
    mandate = Mandate(id=f"man-{uuid4().hex[:12]}", owner_id=actor.user_id, state="open", created_at=now, **_of(house, intake))
    with house.store().transaction() as work:
        work.mandates.add(mandate)
    return mandate


def _of(house: House, intake: Intake) -> dict[str, Any]:
    sha, title = intake_sha(intake), title_of(intake, house.lang)
    return {"intake": intake.raw, "intake_sha": sha, "title": title, "mandate_type": intake.mandate_type, "updated_at": house.now()}


def _box(mandate: Mandate, intake: Intake, spec: FieldSpec, typed: Typed | None, problem: BadInput | None = None) -> Box:
    words = intake_fields()
    asked = words.fields.get(spec.path)
    kind = mandate_types().get(intake.mandate_type or "")
    label = (asked.label if asked else None) or (kind.labels.get(spec.path) if kind else None)
    field = intake.field(spec.path) if spec.path != TYPE else None
    group, _, key = spec.path.partition(".")
    held = mandate.intake.get(group) if key else mandate.intake.get(TYPE)
    answer = held.get(key) if isinstance(held, dict) else held
    value = answer.get("value") if isinstance(answer, dict) else answer
    status = str(field.status) if field else "stated"
    if typed and problem is None:
        problem = _why(mandate, spec, typed)
    state: State = "held" if typed else ("stated" if value is not None else "empty") if field is None else field.status
    names = {lang: label.in_lang(lang) if label else spec.path for lang in ("en", "es")}
    ask = words.ask.get(asked.ask) if asked else None
    return Box(
        spec=spec,
        label=both(names["en"], names["es"]),
        question=both(asked.question.en, asked.question.es) if asked else LocalText(neutral=spec.note),
        ask=both(ask.en, ask.es) if ask else LocalText(neutral=""),
        text=typed.text if typed else as_typed(spec.type, value),
        status=typed.status if typed else status,
        source=typed.source if typed else (field.source or "" if field else ""),
        state=state,
        problem=problem,
    )


def _why(mandate: Mandate, spec: FieldSpec, typed: Typed) -> BadInput | None:
    said = from_typed(spec.type, typed.text)
    try:
        intake_from(written(mandate.intake, spec.path, said, status=typed.status, source=typed.source, as_of=""), name=spec.path)
    except BadInput as problem:
        return problem
    return None


def _step(name: str, boxes: list[Box]) -> Step:
    waiting = sum(1 for b in boxes if b.spec.needed == "draft" and b.state in ("empty", "held", "tbc"))
    return Step(id=name, done=sum(1 for b in boxes if b.state in ("stated", "inferred", "n_a")), total=len(boxes), open_for_draft=waiting)


def types(_actor: Actor) -> tuple[MandateType, ...]:
    """The types that a mandate can be of."""
    return tuple(mandate_types().values())
