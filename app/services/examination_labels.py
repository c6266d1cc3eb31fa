"""Labels of people as a rater gives and reads them: blinded items in the rater's own order, where two raters differ, how far they agree.

A label is kept by the examinations themselves (`python -m evals label`); here nothing is written. Other raters' levels are told only where
somebody must settle them, and never with a name.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import ValidationError

from app.catalog.yaml_lines import plain, read_bytes
from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.base import Value
from app.errors import BadInput, PuenteError, UnknownId
from app.services.examination_files import Told, read, text
from app.services.examinations import folder
from app.services.house import House

MOST_NAME = 40
ENOUGH_RATERS = 2
"""Labels an item gets before it is settled; a third person only settles."""
WAIT_S = 60
_NAME = re.compile(r"[\w][\w .@-]*")
_LEVEL = re.compile(r"^[0-3]\. +(.+)$", re.MULTILINE)


class Item(Told):
    """A labelled item as a rater sees it: text and evidence; neither the writer nor what anybody said."""

    id: str
    lang: str
    text: str
    evidence: str = ""


class Differing(Value):
    """An item on which raters differ, with the levels they gave, lowest first; nobody is named."""

    item: Item
    levels: tuple[int, ...]


class Agreed(Told):
    """How far two raters agree in a language; `qwk` None where it is not defined."""

    n: int
    qwk: float | None = None


class Rubric(Value):
    """A rubric's labels for one rater: what is still to be labelled, in an order of the rater's own, and how far all raters are.

    `differ` are items for somebody to settle who has not labelled them; `to_settle` counts all of them.
    """

    name: str
    provenance: str
    rater: str
    items: int
    todo: tuple[Item, ...]
    differ: tuple[Differing, ...]
    anchors: tuple[str, ...]
    raters: int
    settled: int
    to_settle: int
    status: str
    why: str
    between_raters: dict[str, Agreed] = {}


class _Status(Told):
    status: str = ""
    why: str = ""
    between_raters: dict[str, Agreed] = {}


def rater_of(actor: Actor, typed: str = "") -> str:
    """Who labels: whoever signed in; where nobody signs in, the name that was typed.

    Raises: BadInput for a name that is none.
    """
    if actor.user_id != LOCAL_ACTOR.user_id or not typed.strip():
        return actor.user_id
    name = typed.strip()
    if len(name) > MOST_NAME or not _NAME.fullmatch(name):
        raise BadInput("exams.rater", where=name[:MOST_NAME])
    return name


def rubrics(house: House, actor: Actor, typed: str = "") -> tuple[Rubric, ...]:
    """The rubrics that have labels; the order of the items is the same each time for a rater, another for another one.

    Raises: NotPermitted; BadInput.
    """
    base = folder(house, actor)
    return tuple(_rubrics(base, rater_of(actor, typed))) if base else ()


def keep(house: House, actor: Actor, rubric: str, item: str, level: int, *, typed: str = "", settles: bool = False) -> None:
    """Keeps one label, or settles an item on which raters differ.

    Raises: NotPermitted; BadInput with what the examinations say; UnknownId for an unknown rubric.
    """
    base = folder(house, actor)
    rater = rater_of(actor, typed)
    if base is None or rubric not in {p.parent.name for p in (base / "judges").glob("*/labels.yaml")}:
        raise UnknownId("id.exam_rubric", where=rubric, name=rubric)
    who = ["--adjudicate"] if settles else ["--rater", rater]
    levels = json.dumps({item: level})
    command = [sys.executable, "-m", "evals", "label", rubric, *who, "--levels", levels, "--folder", str(base / "judges")]
    root = Path(__file__).resolve().parents[2]
    with FileLock(house.data_dir / "labels.lock", timeout=WAIT_S, mode=0o600):  # each label reads and writes the whole file
        done = subprocess.run(  # noqa: S603 - our own module; the words are arguments, not a shell's
            command, cwd=root, capture_output=True, text=True, timeout=WAIT_S, check=False
        )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [str(done.returncode)]
        raise BadInput("exams.label", where=item, reason=said[-1][:300])


def _rubrics(base: Path, rater: str) -> Iterator[Rubric]:
    for path in sorted((base / "judges").glob("*/labels.yaml")):
        try:
            raw = plain(read_bytes(text(path).encode(), name=path.parent.name, limit=5_000_000))
            given = [(Item.model_validate(one), _levels(one), one.get("adjudicated")) for one in raw["items"]]
        except (PuenteError, ValidationError, KeyError, TypeError, AttributeError, ValueError):
            continue
        todo = [item for item, said, _ in given if rater not in said and len(said) < ENOUGH_RATERS]
        random.Random(f"{rater}/{path.parent.name}").shuffle(todo)  # noqa: S311 - an order, not a secret
        kept = read(path.with_name("calibration.json"), _Status) or _Status()
        yield Rubric(
            name=path.parent.name,
            provenance=str(raw.get("provenance", "")),
            rater=rater,
            items=len(given),
            todo=tuple(todo),
            differ=tuple(
                Differing(item=item, levels=tuple(sorted(set(said.values()))))
                for item, said, settled in given
                if len(set(said.values())) > 1 and settled is None and rater not in said
            ),
            to_settle=sum(len(set(said.values())) > 1 and settled is None for _, said, settled in given),
            anchors=tuple(_LEVEL.findall(text(path.with_name("prompt.md")))),
            raters=len({name for _, said, _ in given for name in said}),
            settled=sum(settled is not None or len(set(said.values())) == 1 for _, said, settled in given),
            status=kept.status,
            why=kept.why,
            between_raters=kept.between_raters,
        )


def _levels(item: Any) -> dict[str, int]:
    return {str(name): int(level) for name, level in dict(item.get("labels") or {}).items()}
