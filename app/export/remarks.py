"""What stands in the margin beside a statement: the questions that are open in it, and what the checks found. Knows no file format.

Each gap is remarked once, where it first matters to the reader; the sign that something is open stands at every place.
"""

from __future__ import annotations

from typing import Literal

from app.catalog.text import say
from app.domain.base import Value
from app.domain.document import Citation, Document, Finding, Gap, Statement
from app.export.inline import clean


class Remark(Value):
    """A note in the margin."""

    kind: Literal["gap", "finding"]
    text: str


class Remarks:
    """The remarks of a document by statement; findings in internal copies only."""

    def __init__(self, document: Document) -> None:
        self._lang = document.lang
        self._gaps = document.gaps
        self._is_internal = document.variant == "internal"
        self._of: dict[str, list[Remark]] = {}
        settled: set[str] = set()
        for section in document.sections:
            for statement in section.statements():
                self._of[statement.id] = self._open_points(statement, settled)
        if self._is_internal:
            for finding in document.findings:
                if finding.statement_id in self._of:
                    self._of[finding.statement_id].append(self._found(finding))

    def of(self, statement: Statement) -> tuple[Remark, ...]:
        """The remarks beside a statement; mostly none."""
        return tuple(self._of.get(statement.id, ()))

    def is_open(self, statement: Statement) -> bool:
        """True when somebody still has to settle something in it."""
        return statement.basis == "gap" or any(self._gaps_at(c) for c in statement.citations)

    def _open_points(self, statement: Statement, settled: set[str]) -> list[Remark]:
        remarks = []
        open_paths = [c for c in statement.citations if c.intake_path and not c.withheld]
        for citation in open_paths:
            gaps = self._gaps_at(citation)
            for gap in gaps:
                if gap.path not in settled:
                    settled.add(gap.path)
                    remarks.append(self._asked(gap))
            path = citation.intake_path or ""
            if self._is_internal and statement.basis == "gap" and not gaps and not citation.quote and path not in settled:
                settled.add(path)
                remarks.append(Remark(kind="gap", text=say(self._lang, "export.comment.unasked", path=path)))
        return remarks

    def _gaps_at(self, citation: Citation) -> tuple[Gap, ...]:
        """The gaps of a cited field: the field itself, or where it is open a part of it or what it is part of."""
        path = citation.intake_path
        if not path or citation.withheld:
            return ()
        if citation.quote:
            return tuple(g for g in self._gaps if g.path == path)
        return tuple(g for g in self._gaps if g.path == path or _within(g.path, path) or _within(path, g.path))

    def _asked(self, gap: Gap) -> Remark:
        needed = say(self._lang, f"export.needed.{gap.needed_for}")
        text = say(self._lang, "export.comment.gap", question=clean(gap.question), ask=clean(gap.ask), needed=needed)
        return Remark(kind="gap", text=text)

    def _found(self, finding: Finding) -> Remark:
        word = say(self._lang, f"export.severity.{finding.severity}")
        return Remark(kind="finding", text=say(self._lang, "export.comment.finding", severity=word, message=clean(finding.message)))


def _within(part: str, whole: str) -> bool:
    return part.startswith((f"{whole}.", f"{whole}["))
