"""A gap is settled: the answer goes into the mandate's intake with its source, and its documents follow. A mandate can be cloned empty."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from app.catalog.intake_schema import intake_schema
from app.catalog.intake_writing import with_answers
from app.catalog.text import say
from app.catalog.variants import variants
from app.catalog.yaml_lines import plain, read_bytes
from app.chains.kind_facts import facts_of, intake_sha
from app.checks.secrets import secrets_of, spotted
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import Document
from app.domain.intake import Intake, is_path
from app.errors import BadInput, UnknownId
from app.services.composing import recomposed, with_sources
from app.services.house import House
from app.services.leaks import intake_from
from app.services.next_version import kept
from app.services.revisions import latest
from app.storage.mandates import Mandate

STATUSES = ("stated", "inferred", "tbc", "n_a")
_STEP = re.compile(r"([a-z0-9_]+)((?:\[\d+\])*)")
_WRAPPING = frozenset({"value", "status", "source", "as_of"})
FIRMS_OWN = (
    "engagement.guarantee_months",
    "process.update_cadence",
    "process.onboarding_checkins",
    "privacy.retention_months",
    "privacy.ai_disclosure",
)
"""What a clone keeps: the search firm's own terms, no fact of the client; a work sample is written for one client and stays there."""


class Settled(Value):
    """The new versions, and per document the sections that could not follow."""

    documents: tuple[Document, ...]
    left: dict[str, tuple[str, ...]]


def settle(
    house: House, actor: Actor, document_id: str, path: str, value: str, *, source: str, status: str = "stated", by: str = ""
) -> Settled:
    """Writes an answer into the mandate's intake and brings the document, and its twin, up to it: a new version of each.

    `value` is YAML: a text, number, date, list or mapping, as it would stand in the intake file.

    Raises: UnknownId; BadInput for a path that is no answer, a value of the wrong type, no source, or a copy without intake.
    """
    found = latest(house, actor, document_id)
    if found.intake is None:
        raise BadInput("input.no_master", where=document_id, variant=found.variant)
    if not source.strip() or status not in STATUSES:
        raise BadInput("input.settle_source", where=path)
    return into(
        house, actor, found, _answered(house, found.intake, path, value, source.strip(), status), note=f"{path}: {source.strip()}", by=by
    )


def into(house: House, actor: Actor, found: Document, intake: Intake, *, note: str, by: str = "") -> Settled:
    """Brings a document, its twin and their mandate to a changed intake."""
    before = facts_of(intake_from(found.intake), house.today())
    after = facts_of(intake, house.today())
    with house.store().reading() as work:
        lines = work.documents.lines(owner_id=actor.user_id, mandate_id=found.mandate_id)
        mandate = work.mandates.get(found.mandate_id, owner_id=actor.user_id)
        same = [n.id for n in lines if n.kind == found.kind and n.variant == "internal" and n.id != found.id]
        twins = [d for i in same for d in (work.documents.get(i, owner_id=actor.user_id),) if d is not None and d.intake == found.intake]
    made: list[Document] = []
    left: dict[str, tuple[str, ...]] = {}
    for each in (found, *twins):
        new, behind = recomposed(each, before, after)
        made.append(kept(house, actor, with_sources(house, actor, new), "settled", by=by, note=note))
        left[each.id] = behind
    if mandate is not None:
        with house.store().transaction() as work:
            update = {"intake": after.intake.raw, "intake_sha": intake_sha(after.intake), "updated_at": house.now()}
            work.mandates.update(mandate.model_copy(update={**update, "mandate_type": after.intake.mandate_type}))
    return Settled(documents=tuple(made), left=left)


def _answered(house: House, raw: dict[str, Any], path: str, value: str, source: str, status: str) -> Intake:
    """The intake with the answer, read as YAML where that fits the field, else as a text."""
    day = house.today().isoformat()
    refused: BadInput | None = None
    for said in (_yaml(value), value):
        new = written(raw, path, said, source=source, status=status, as_of=day)
        try:
            return intake_from(new, name=path)
        except BadInput as bad:
            refused = refused or bad
    assert refused is not None
    raise refused


def _yaml(text: str) -> Any:
    """What a text says as a YAML value; the text itself where it is none."""
    try:
        read = read_bytes(f"value: {text}".encode(), name="value.yaml")
    except BadInput:
        return text
    return json.loads(json.dumps(plain(read), default=str))["value"]


def written(raw: dict[str, Any], path: str, value: Any, *, source: str, status: str, as_of: str) -> dict[str, Any]:
    """The normalised intake with an answer at a path; a part of an answer is set inside it, and its source is added to the field's.

    Raises: BadInput for a path that leads nowhere.
    """
    new = copy.deepcopy(raw)
    if path == "mandate_type":
        return {**new, path: value}
    steps = path.split(".")
    if not is_path(path) or len(steps) < 2 or (".".join(steps[:2]).split("[")[0] not in intake_schema().fields and steps[0] != "mandate"):
        raise BadInput("input.settle_path", where=path)
    field = steps[1].split("[")[0]
    group = new.setdefault(steps[0], {})
    held = group.get(field)
    is_wrapped = isinstance(held, dict) and ("status" in held or set(held) <= _WRAPPING)
    wrapped: dict[str, Any] = dict(held) if is_wrapped and isinstance(held, dict) else {"value": held, "status": "stated"}
    inner = _inner(path)
    if not inner:
        said = {"value": value} if status not in ("tbc", "n_a") else {}
        group[field] = {**said, "status": status, "source": source, "as_of": as_of}
        return new
    holder: Any = wrapped
    key: Any = "value"
    for step in inner:
        if holder[key] is None:
            holder[key] = {}
        holder, key = holder[key], step
        fits_list = isinstance(holder, list) and isinstance(key, int) and key < len(holder)
        if not fits_list and not (isinstance(holder, dict) and isinstance(key, str)):
            raise BadInput("input.settle_path", where=path)
        if isinstance(holder, dict):
            holder.setdefault(key, None)
    holder[key] = value
    wrapped["source"] = "; ".join(s for s in (wrapped.get("source"), source) if s)
    wrapped["as_of"] = as_of
    wrapped["status"] = "stated" if wrapped.get("status") in (None, "tbc", "n_a") else wrapped["status"]
    group[field] = wrapped
    return new


def _inner(path: str) -> list[str | int]:
    """The steps behind group and field: "role.outcomes[2].baseline" → [2, "baseline"]."""
    found: list[str | int] = []
    for at, step in enumerate(path.split(".")[1:]):
        match = _STEP.fullmatch(step)
        assert match is not None  # is_path holds
        if at:
            found.append(match.group(1))
        found.extend(int(n) for n in re.findall(r"\d+", match.group(2)))
    return found


def clone(house: House, actor: Actor, mandate_id: str, *, title: str = "") -> Mandate:
    """A new mandate of the same type with the client's facts emptied: only the firm's own terms and methods stay.

    They stay as inferred, without the source that bore them out there, for the new client to confirm; a text that names
    anything of the old client is left out.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        found = work.mandates.get(mandate_id, owner_id=actor.user_id)
    if found is None:
        raise UnknownId("id.mandate", where=mandate_id, name=mandate_id)
    kept_fields: dict[str, Any] = {"mandate_type": found.mandate_type} if found.mandate_type else {}
    for path, value in _firms_own(intake_from(found.intake)):
        group, field = path.split(".")
        kept_fields.setdefault(group, {})[field] = {
            "value": value,
            "status": "inferred",
            "source": say(house.lang, "documents.cloned"),
            "as_of": house.today().isoformat(),
        }
    intake = intake_from(kept_fields) if kept_fields else None
    raw = json.loads(json.dumps(intake.raw, default=str)) if intake else {}
    now = house.now()
    made = found.model_copy(
        update={
            "id": f"man-{uuid4().hex[:12]}",
            "title": title or "—",
            "intake": raw,
            "intake_sha": intake_sha(intake) if intake else "",
            "state": "open",
            "created_at": now,
            "updated_at": now,
        }
    )
    with house.store().transaction() as work:
        work.mandates.add(made)
    return made


def _firms_own(intake: Intake) -> Iterator[tuple[str, Any]]:
    """The firm's own answers of an intake, as its file has them, but for those that name the client, its people, places or amounts."""
    rules = variants().rules["codename"]
    secrets = secrets_of(intake, rules.guard.with_more(rules.guard_if_confidential), ())
    for path in FIRMS_OWN:
        group, field = path.split(".")
        raw = intake.raw.get(group, {}).get(field)
        wrapped = isinstance(raw, dict) and raw and set(raw) <= _WRAPPING
        value = raw.get("value") if wrapped and isinstance(raw, dict) else raw
        if value is not None and not spotted(json.dumps(value, ensure_ascii=False, default=str), secrets):
            yield path, value


def intake_file(mandate: Mandate) -> bytes:
    """A mandate's intake as a YAML file, to be filled in by hand."""
    groups = {group: held for group, held in mandate.intake.items() if isinstance(held, dict)}
    answers = {f"{group}.{field}": answer for group, held in groups.items() for field, answer in held.items()}
    wrapped = {path: answer if isinstance(answer, dict) else {"value": answer} for path, answer in answers.items()}
    head = f"mandate_type: {mandate.mandate_type}\n" if mandate.mandate_type else ""
    return with_answers(head.encode(), wrapped, name="intake.yaml")[0]
