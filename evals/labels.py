"""Labels of a rubric by people: read, shuffled for a blinded rater, compared, adjudicated. Knows no model.

A rater sees text and evidence only, in an order of his own: neither the writer nor what the other rater said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from app.domain.base import Value
from app.domain.lang import Lang
from evals.agreement import Agreement, by_language
from evals.faults import EvalFault
from evals.judging import JUDGES, Item

ENOUGH = 100
TEAM = "team"


class Labelled(Value):
    """An item with what each rater said of it; `writer` is hidden from raters. `adjudicated` settles where they differ."""

    id: str
    lang: Lang
    text: str
    evidence: str = ""
    writer: str
    labels: dict[str, int] = {}
    adjudicated: int | None = None

    @property
    def item(self) -> Item:
        """What a judge or rater sees."""
        return Item(id=self.id, lang=self.lang, text=self.text, evidence=self.evidence)

    @property
    def level(self) -> int | None:
        """The level that counts: adjudicated, else the one that all raters gave, else the only one; None while raters differ."""
        if self.adjudicated is not None:
            return self.adjudicated
        given = set(self.labels.values())
        return given.pop() if len(given) == 1 else None


class Canary(Value):
    """A good item and what was made of it; the first five must lose at least a level, the last must keep its own."""

    id: str
    lang: Lang
    text: str
    evidence: str
    swapped: str
    negated: str
    shuffled_evidence: str
    softened: str
    nonnative: str


class Labels(Value):
    """A rubric's labels: who gave them, the items, the canaries."""

    provenance: str
    items: tuple[Labelled, ...]
    canaries: tuple[Canary, ...] = ()


def read_labels(rubric: str, folder: Path = JUDGES) -> Labels:
    """Raises EvalFault naming file and item when they do not hold."""
    path = folder / rubric / "labels.yaml"
    if not path.exists():
        raise EvalFault(f"{rubric}/labels.yaml is missing; a rubric without labels grades nothing")
    try:
        found = Labels.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, ValidationError) as bad:
        raise EvalFault(f"{rubric}/labels.yaml: {str(bad).splitlines()[0]}") from None
    for item in found.items:
        if any(not 0 <= level <= 3 for level in (*item.labels.values(), item.adjudicated or 0)):
            raise EvalFault(f"{rubric}/labels.yaml: {item.id}: a level is 0, 1, 2 or 3")
    return found


def write_labels(rubric: str, labels: Labels, folder: Path = JUDGES) -> None:
    """Writes them, whole or not at all."""
    path = folder / rubric / "labels.yaml"
    part = path.with_suffix(".part")
    data = labels.model_dump(mode="json", exclude_defaults=True)
    part.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=140), "utf-8")
    part.replace(path)


def order_for(rater: str, items: Sequence[Labelled]) -> list[Labelled]:
    """The items in a rater's own order: always the same for one rater, different for two."""
    shuffled = list(items)
    random.Random(rater).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    return shuffled


def ask_rater(rubric: str, rater: str, ask: Callable[[Labelled, int, int], int | None], folder: Path = JUDGES) -> int:
    """Asks a rater for what he has not labelled yet, keeping each answer at once; None stops. Gives how many were answered."""
    todo = [i for i in order_for(rater, read_labels(rubric, folder).items) if rater not in i.labels]
    return _ask_each(todo, ask, lambda item, level: _keep(rubric, item.id, folder, rater=rater, level=level))


def adjudicate(rubric: str, ask: Callable[[Labelled, int, int], int | None], folder: Path = JUDGES) -> int:
    """Asks a third person where two raters differ and nobody has settled it. Gives how many were settled."""
    todo = [i for i in read_labels(rubric, folder).items if len(set(i.labels.values())) > 1 and i.adjudicated is None]
    return _ask_each(todo, ask, lambda item, level: _keep(rubric, item.id, folder, rater=None, level=level))


def keep_all(rubric: str, levels: Mapping[str, int], folder: Path = JUDGES, *, rater: str | None) -> int:
    """Keeps what a rater said elsewhere, all or nothing; without a rater it settles where raters differ. Gives how many were kept.

    Raises: EvalFault for an unknown item, a level that is none, or an item about which nobody differs.
    """
    known = {item.id: item for item in read_labels(rubric, folder).items}
    for item_id, level in levels.items():
        if item_id not in known:
            raise EvalFault(f"{rubric}/labels.yaml: there is no item {item_id}")
        if level not in (0, 1, 2, 3):
            raise EvalFault(f"{item_id}: a level is 0, 1, 2 or 3")
        if rater is None and len(set(known[item_id].labels.values())) < 2:
            raise EvalFault(f"{item_id}: no two raters differ about it")
    for item_id, level in levels.items():
        _keep(rubric, item_id, folder, rater=rater, level=level)
    return len(levels)


def _ask_each(todo: Sequence[Labelled], ask: Callable[[Labelled, int, int], int | None], keep: Callable[[Labelled, int], None]) -> int:
    for number, item in enumerate(todo, 1):
        level = ask(item, number, len(todo))
        if level is None:
            return number - 1
        keep(item, level)
    return len(todo)


def _keep(rubric: str, item_id: str, folder: Path, *, rater: str | None, level: int) -> None:
    labels = read_labels(rubric, folder)
    changed = []
    for item in labels.items:
        if item.id == item_id:
            update = {"adjudicated": level} if rater is None else {"labels": {**item.labels, rater: level}}
            item = item.model_copy(update=update)
        changed.append(item)
    write_labels(rubric, labels.model_copy(update={"items": tuple(changed)}), folder)


def between_raters(labels: Labels) -> dict[str, Agreement]:
    """Agreement of the first two raters by language; empty while there is one."""
    raters = sorted({r for i in labels.items for r in i.labels})
    if len(raters) < 2:
        return {}
    one, other = raters[:2]
    both = [(i.lang, i.labels[one], i.labels[other]) for i in labels.items if one in i.labels and other in i.labels]
    return dict(by_language(both))
