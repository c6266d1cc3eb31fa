"""How much there is of what, over everybody: for whoever runs the instance. Knows counts and sums; shows no row and names nobody."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.storage.run_tables import RUNS
from app.storage.tables import DOCUMENTS, MODEL_CALLS, UPLOADS


class Counted(Value):
    """A count under two labels, such as role and outcome."""

    labels: tuple[str, ...]
    count: int


class InstanceFigures(Value):
    """What /metrics shows of the database. Costs are those of calls with a known price; `unpriced` counts the others."""

    documents: tuple[Counted, ...]
    uploads: tuple[Counted, ...]
    runs: tuple[Counted, ...]
    calls: tuple[Counted, ...]
    prompt_tokens: int
    completion_tokens: int
    cost_usd: Decimal
    unpriced: int


class Figures:
    """Reads the figures of one moment."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> InstanceFigures:
        """Documents (versions) by kind and writer, uploads and runs by state, model calls by role and outcome; tokens and costs summed."""
        calls = MODEL_CALLS.c
        spent = self._session.execute(
            select(func.coalesce(func.sum(calls.prompt_tokens), 0), func.coalesce(func.sum(calls.completion_tokens), 0))
        ).one()
        # Costs are exact decimals kept as text: few different ones, so each is read once with its count.
        costs = self._session.execute(select(calls.cost_usd, func.count()).group_by(calls.cost_usd)).all()
        return InstanceFigures(
            documents=self._counted(DOCUMENTS.c.kind, DOCUMENTS.c.writer),
            uploads=self._counted(UPLOADS.c.state),
            runs=self._counted(RUNS.c.state),
            calls=self._counted(calls.role, calls.outcome),
            prompt_tokens=int(spent[0]),
            completion_tokens=int(spent[1]),
            cost_usd=sum((Decimal(cost) * count for cost, count in costs if cost is not None), Decimal(0)),
            unpriced=sum(count for cost, count in costs if cost is None),
        )

    def newest(self) -> datetime | None:
        """When the newest document version was kept; None when there is none."""
        found: datetime | None = self._session.execute(select(func.max(DOCUMENTS.c.created_at))).scalar_one()
        return found

    def _counted(self, *columns: ColumnElement[Any]) -> tuple[Counted, ...]:
        found = self._session.execute(select(*columns, func.count()).group_by(*columns).order_by(*columns)).all()
        return tuple(Counted(labels=tuple(str(v) for v in row[:-1]), count=row[-1]) for row in found)
