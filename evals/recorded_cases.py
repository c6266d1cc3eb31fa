"""Which cases are recorded, by whom and in how many epochs: recordings/manifest.json. Knows that file only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from app.domain.base import Value
from evals.faults import EvalFault

MANIFEST = "manifest.json"
STANDIN_NOTE = (
    "Answers of the stand-in server (tests/standin), which copies evidence and understands nothing: they prove that requests, answers, "
    "citations and checks fit together, and say nothing of any model's quality."
)


class Recorded(Value):
    """The cases of each suite whose answers are kept."""

    made_by: str
    note: str = ""
    epochs: int = 1
    suites: dict[str, tuple[str, ...]] = {}


def read_recorded(folder: Path) -> Recorded | None:
    """What is recorded; None where nothing is. Raises: EvalFault for a manifest that cannot be read."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        return Recorded.model_validate_json(path.read_text("utf-8"))
    except ValidationError:
        raise EvalFault(f"{path.name} of the recordings is half-written or changed by hand; restore it or record again") from None


def note_recorded(folder: Path, suite: str, names: Iterable[str], epochs: int, made_by: str, *, is_standin: bool) -> None:
    """Adds cases to the manifest. Raises: EvalFault when the answers that are there were given by another model."""
    before = read_recorded(folder) or Recorded(made_by=made_by, note=STANDIN_NOTE if is_standin else "")
    if before.made_by != made_by:
        raise EvalFault(f"the recordings were made by {before.made_by}, not by {made_by}; take the folder recordings/ away to begin anew")
    known = {**before.suites, suite: tuple(sorted({*before.suites.get(suite, ()), *names}))}
    told = before.model_copy(update={"suites": dict(sorted(known.items())), "epochs": max(before.epochs, epochs)})
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{MANIFEST}.part"
    part.write_text(told.model_dump_json(indent=1) + "\n", "utf-8")
    part.replace(folder / MANIFEST)
