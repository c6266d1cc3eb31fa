"""The intake: answers with their status. Knows paths and gaps; knows no file format and no question wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from app.domain.base import Value
from app.domain.lang import LocalText
from app.domain.money import Money, Pay

Status = Literal["stated", "inferred", "tbc", "n_a"]
Scalar = LocalText | Money | Pay | date | Decimal | int | bool | str
Item = Mapping[str, Any]
"""A list item or record: key → Scalar. Values were typed by the reader against the schema."""

_STEP = re.compile(r"([a-z0-9_]+)((?:\[\d+\])*)$")


class IntakeField(Value):
    """One answer. `value` is None for tbc and n_a; a list is a tuple, a record a mapping."""

    path: str
    value: Any = None
    status: Status = "stated"
    source: str | None = None
    as_of: date | None = None

    @property
    def is_open(self) -> bool:
        """True when somebody still has to answer."""
        return self.status == "tbc"


class Override(Value):
    """A consultant's reasoned answer to a finding of the kick-off."""

    finding: str
    reason: LocalText
    by: str | None = None


class Intake(Value):
    """All answers given; a field that is absent is simply not in `fields`."""

    mandate_type: str | None = None
    notes: LocalText | None = None
    fields: dict[str, IntakeField]
    overrides: tuple[Override, ...] = ()
    raw: dict[str, Any]
    """The normalised answers as plain JSON: group → key → {value, status, source?, as_of?}."""

    def field(self, path: str) -> IntakeField | None:
        """The field that a path lies in ("role.outcomes[2].baseline" → the field role.outcomes), or None."""
        group, _, rest = path.partition(".")
        key = rest.split(".")[0].split("[")[0]
        return self.fields.get(f"{group}.{key}")

    def get(self, path: str) -> Any | None:
        """The value at a path, or None where it is absent, open, does not apply, or is no path."""
        if path == "mandate_type":
            return self.mandate_type
        if path == "notes":
            return self.notes
        found = self.field(path)
        if found is None or found.value is None or not is_path(path):
            return None
        value: Any = found.value
        rest = path[len(found.path) :]
        for key, index in re.findall(r"\.([a-z0-9_]+)|\[(\d+)\]", rest):
            if value is None:
                return None
            if index:
                position = int(index)
                value = value[position] if isinstance(value, tuple) and position < len(value) else None
            elif isinstance(value, Mapping):
                value = value.get(key)
            elif isinstance(value, Money | Pay):
                value = getattr(value, key, None)
            else:
                value = None
        return value

    def present(self, path: str) -> bool:
        """True when there is a value to print (an empty list counts as none)."""
        value = self.get(path)
        return value is not None and value != () and value != ""

    def status(self, path: str) -> Status | None:
        """The status of the field that a path lies in; None when the field is absent."""
        found = self.field(path)
        return found.status if found else None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every wording with its path, for matching names, numbers and quotes."""
        if self.notes:
            for text in self.notes.all():
                yield "notes", text
        for path, found in self.fields.items():
            yield from _texts(path, found.value)
            if found.source:
                yield path, found.source


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, LocalText):
        for text in value.all():
            yield path, text
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(f"{path}[{index}]", item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(f"{path}.{key}", item)
    elif isinstance(value, Money | Pay):
        yield path, f"{value.currency} {value.amount}"
    elif isinstance(value, date):
        yield path, value.isoformat()
    elif value is not None and not isinstance(value, bool):
        yield path, str(value)


_COUNTED = {
    "days": "days", "day": "days", "hours": "hours", "weeks": "weeks", "week": "weeks", "months": "months", "month": "months", "pct": "%",
}  # fmt: skip


def unit_of(path: str) -> str:
    """The unit that the name of a counted answer carries ("guarantee_months" → "months", "…_pct" → "%"); "" for none."""
    return _COUNTED.get(path.rpartition(".")[2].rpartition("_")[2], "")


def counts_of(path: str, value: Any) -> str:
    """A value as words, its numbers with the unit that their path carries: for comparing figures."""
    return "; ".join(f"{text} {unit_of(inner)}" if _is_count(text) else text for inner, text in _texts(path, value))


def _is_count(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def words_of(value: Any) -> str:
    """A value as the client's words for a quote: texts joined by "; ", numbers and dates in plain form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(text for _, text in _texts("", value))


def is_path(text: str) -> bool:
    """True when a text has the form of an intake path."""
    return all(_STEP.fullmatch(step) for step in text.split("."))
