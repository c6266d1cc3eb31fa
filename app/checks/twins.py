"""Do two documents of one intake, in two languages, say the same? Statement by statement; knows no translation, only what must agree.

Statements are aligned by id. Where a model wrote both sides (ids of its own), figures, dates and citations are compared by section.
The client's words that one side quotes in the other language are exempt from the rules on wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from app.catalog.kinds import document_kinds
from app.catalog.text import say
from app.checks.names_known import common_words, house_words, known_words
from app.checks.wording import NAME_LIKE, Said, modes, same_unit, says_no, without_shared_quotes
from app.domain.comparing import unmoved
from app.domain.composed import composed
from app.domain.document import Document, Finding, SectionDraft, Severity, Statement
from app.domain.letters import unaccented

NAME = "drift"
BILINGUAL = ("terms",)
"""Sections that set both languages side by side."""
_MODEL = re.compile(r"\.m\d+$")


def drift(mine: Document, twin: Document) -> tuple[Finding, ...]:
    """What of `mine` does not agree with its twin, in the language of `mine`; empty for documents in one language.

    What only the twin has is told as missing here; run it both ways to mark both documents.
    """
    if mine.lang == twin.lang:
        return ()
    return tuple(_Pair(mine, twin).findings())


def are_twins(first: Document, second: Document) -> bool:
    """True for two languages of one kind, variant and mandate."""
    same = (first.kind, first.variant, first.mandate_id) == (second.kind, second.variant, second.mandate_id)
    return same and first.lang != second.lang


class _Pair:
    def __init__(self, mine: Document, twin: Document) -> None:
        self._mine, self._twin = mine, twin
        self._own = {s.id: (section, s) for section in mine.sections for s in section.statements()}
        self._other = {s.id: s for section in twin.sections for s in section.statements()}
        names = _names_of(mine.intake or {}) | _names_of(twin.intake or {})
        texts = " ".join(s.text for d in (mine, twin) for section in d.sections for s in section.statements())
        self._names = names - {unaccented(w) for w in NAME_LIKE.findall(texts) if w[0].islower()} - known_words() - house_words()
        kind = document_kinds().get(mine.kind)
        self._composed = {s.id for s in kind.sections if s.composed} if kind else set()
        self._is_by_model = any(_by_model(section) for each in (mine, twin) for section in each.sections)

    def findings(self) -> Iterator[Finding]:
        for section in self._mine.sections:
            if section.id in BILINGUAL or (self._is_by_model and section.id in self._composed):
                continue  # a composed annex lists what the body cites, and a model's body is compared section by section
            counterpart = self._twin.section(section.id)
            if counterpart is None:
                yield self._found("block", "extra_section", section, None, section=section.id)
            elif _by_model(section) or _by_model(counterpart):
                yield from self._whole(section, counterpart)
            else:
                yield from self._section(section, counterpart)
        for section in self._twin.sections:
            if self._mine.section(section.id) is None:
                yield self._found("block", "missing_section", None, None, section=section.id)
        yield from self._gaps()

    def _section(self, section: SectionDraft, counterpart: SectionDraft) -> Iterator[Finding]:
        own, theirs = [s.id for s in section.statements()], [s.id for s in counterpart.statements()]
        for statement_id in (i for i in theirs if i not in own):
            yield self._found("block", "missing", section, None, id=statement_id)
        for statement in section.statements():
            if statement.id not in theirs:
                yield self._found("block", "extra", section, statement)
        staying = unmoved([i for i in theirs if i in own], [i for i in own if i in theirs])
        for statement in section.statements():
            # An annex that code composes is in the alphabet's order, which the languages do not share.
            if statement.id in theirs and statement.id not in staying and section.id not in self._composed:
                yield self._found("warn", "order", section, statement)
        shapes = [[(b.type, len(b.header or ())) for b in s.blocks] for s in (section, counterpart)]
        if shapes[0] != shapes[1] and set(own) == set(theirs):
            yield self._found("warn", "form", section, None)
        for statement in section.statements():
            if statement.id in theirs:
                yield from self._statement(section, statement, self._other[statement.id])

    def _statement(self, section: SectionDraft, statement: Statement, twin: Statement) -> Iterator[Finding]:
        mine, theirs = Said(statement, self._mine.lang), Said(twin, self._twin.lang)
        if statement.basis != twin.basis:
            yield self._found("block", "basis", section, statement, mine=statement.basis, twin=twin.basis)
        if _cited(statement) != _cited(twin):
            yield self._found("block", "citations", section, statement)
        formulas = [s.computed.formula if s.computed else None for s in (statement, twin)]
        if formulas[0] != formulas[1]:
            yield self._found("block", "computed", section, statement)
        if len(statement.cells or ()) != len(twin.cells or ()):
            yield self._found("block", "cells", section, statement)
        yield from self._cells(section, statement, twin)
        yield from self._numbers(section, statement, mine, theirs, "block")
        if mine.text.count("†") != theirs.text.count("†"):
            yield self._found("warn", "mark", section, statement)
        # The rows of a composed annex name laws and sources, whose names have a wording in each language.
        if not (mine.is_foreign or theirs.is_foreign or section.id in self._composed):
            yield from self._wording(section, statement, mine, theirs)

    def _cells(self, section: SectionDraft, statement: Statement, twin: Statement) -> Iterator[Finding]:
        """A cell that is empty on one side only."""
        empty = ("", "—")
        for at, (mine, theirs) in enumerate(zip(statement.cells or (), twin.cells or (), strict=False), 1):
            if (mine.strip() in empty) != (theirs.strip() in empty):
                yield self._found("block", "cell", section, statement, number=at)

    def _numbers(
        self, section: SectionDraft, statement: Statement | None, mine: Said, theirs: Said, severity: Severity
    ) -> Iterator[Finding]:
        for day in mine.dates:
            if not any(day.agrees(d) and (day.day is None) == (d.day is None) for d in theirs.dates):
                yield self._found(severity, "date", section, statement, (day.start, day.end), date=day.text)
        for figure in mine.figures:
            same = [f for f in theirs.all_figures if f.values & figure.values]
            is_year = not figure.unit and any(d.year in figure.values for d in theirs.dates)
            if not same and not is_year:
                yield self._found(severity, "figure", section, statement, (figure.start, figure.end), figure=figure.text)
            elif same and not any(same_unit(figure, f) for f in same):
                yield self._found(severity, "unit", section, statement, (figure.start, figure.end), figure=figure.text)

    def _wording(self, section: SectionDraft, statement: Statement, mine: Said, theirs: Said) -> Iterator[Finding]:
        theirs_names = {unaccented(w) for w in NAME_LIKE.findall(theirs.text)}
        for match in NAME_LIKE.finditer(mine.text):
            word = unaccented(match.group().removesuffix("’s").removesuffix("'s"))
            if match.group()[0].isupper() and word in self._names and word not in theirs_names:
                yield self._found("warn", "name", section, statement, match.span(), name=match.group())
        mine, theirs = without_shared_quotes(mine, theirs)
        own, others = modes(mine), modes(theirs)
        if own and others and not own & others:
            yield self._found("warn", "modality", section, statement)
        if says_no(mine, theirs):
            yield self._found("warn", "polarity", section, statement)

    def _whole(self, section: SectionDraft, counterpart: SectionDraft) -> Iterator[Finding]:
        """A section by a model: what it says in all, since its statements were cut in its own way."""
        texts = [" ; ".join(s.text for s in each.statements()) for each in (section, counterpart)]
        base = Statement(id=section.id, text=texts[0], basis="judgement")
        mine, theirs = Said(base, self._mine.lang), Said(base.model_copy(update={"text": texts[1]}), self._twin.lang)
        for finding in self._numbers(section, None, mine, theirs, "warn"):
            yield finding.model_copy(update={"start": None, "end": None})
        cited = [{c for s in each.statements() for c in _cited(s)} for each in (section, counterpart)]
        if cited[0] != cited[1]:
            yield self._found("warn", "citations", section, None)

    def _gaps(self) -> Iterator[Finding]:
        own, others = ({(g.path, g.needed_for) for g in d.gaps} for d in (self._mine, self._twin))
        for path, _ in sorted(own ^ others):
            yield self._found("warn", "gap", None, None, path=path)

    def _found(
        self,
        severity: Severity,
        key: str,
        section: SectionDraft | None,
        statement: Statement | None,
        span: tuple[int, int] | None = None,
        /,
        **params: object,
    ) -> Finding:
        has_span = span is not None and statement is not None and "**" not in statement.text and composed(statement.text) == statement.text
        return Finding(
            check=NAME,
            severity=severity,
            section=section.id if section else None,
            statement_id=statement.id if statement else None,
            start=span[0] if span and has_span else None,
            end=span[1] if span and has_span else None,
            message=say(self._mine.lang, f"finding.drift_{key}", **params),
        )


def _by_model(section: SectionDraft) -> bool:
    return any(_MODEL.search(s.id) for s in section.statements())


def _cited(statement: Statement) -> frozenset[tuple[str, ...]]:
    """The citations without their language: the Spanish twin of G12.3 is G12.3-es."""
    return frozenset(
        ("withheld",) if c.withheld else ((c.sentence_id or "").removesuffix("-es"), c.intake_path or "") for c in statement.citations
    )


def _names_of(raw: Any) -> frozenset[str]:
    """Words of an intake that begin with a capital and are the same in both languages: in plain values, not in texts of one language."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value and set(value) <= {"en", "es"}:
                words = [{w for w in NAME_LIKE.findall(str(t)) if w[0].isupper()} for t in value.values()]
                found.update(words[0] & words[1] if len(words) == 2 else ())
            else:
                for key, inner in value.items():
                    if key not in ("source", "status", "as_of", "country", "language", "title_en", "title_es"):
                        walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.update(w for w in NAME_LIKE.findall(value) if w[0].isupper() and not w.isupper())

    walk(raw)
    return frozenset(
        unaccented(w) for w in found if len(w) > 3 and w.casefold() not in common_words() and unaccented(w) not in common_words()
    )
