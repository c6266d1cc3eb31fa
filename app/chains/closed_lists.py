"""The closed lists that a drafter is shown: guidance, client answers, computed values, open points. The only ids that count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.catalog.kinds import SectionSpec
from app.catalog.mandate_types import mandate_types
from app.catalog.render import show
from app.catalog.text import has, say
from app.chains.expressions import Scope
from app.chains.gather_evidence import fitting
from app.chains.guided_writer import client
from app.domain.document import Citation, SectionDraft
from app.domain.facts import Derived, Facts
from app.domain.guidance import TO_BE_VERIFIED, Evidence
from app.domain.intake import words_of
from app.domain.lang import Lang, LocalText

_FENCE = re.compile(r"<{3,}|>{3,}")


@dataclass(frozen=True)
class ShownValue:
    """A computed value with its wording in the document's language."""

    derived: Derived
    text: str
    rests_on: tuple[Citation, ...] = ()
    """What the value was computed from: cited wherever the value is."""


@dataclass(frozen=True)
class ClosedLists:
    """What may be cited, by the id shown: sentences (`G12.3`), answers and open points (`I.path`), computed values (`C.name`)."""

    evidence: Evidence
    answers: dict[str, str]
    open_points: dict[str, str]
    computed: dict[str, ShownValue]
    citations: dict[str, Citation]
    baseline: SectionDraft

    def ids(self) -> tuple[str, ...]:
        """Every id that may be cited, once each."""
        return tuple(dict.fromkeys((*self.citations, *self.computed)))

    def evidence_lines(self) -> str:
        """One guidance sentence a line, with what is to be verified marked."""
        return id_lines((s.id, f"{s.text}{' [to be verified]' if s.confidence in TO_BE_VERIFIED else ''}") for s in self.evidence.sentences)

    def answer_lines(self) -> str:
        """One answer a line, in the client's words; what the dry draft says word for word under its id is not said twice."""
        said: dict[str, str] = {}
        for statement in self.baseline.statements():
            for path in {c.intake_path for c in statement.citations if c.intake_path}:
                said[f"I.{path}"] = f"{said.get(f'I.{path}', '')} {_plain(statement.text)}"
        return id_lines((i, text) for i, text in self.answers.items() if not _is_said(text, said.get(i, "")))

    def computed_lines(self) -> str:
        """One computed value a line; those of the dry draft stand in its lines, and are not said twice."""
        return id_lines((i, v.text) for i, v in self.computed.items() if i not in self._of_baseline())

    def _of_baseline(self) -> frozenset[str]:
        return frozenset(f"C.{s.id}" for s in self.baseline.statements() if s.computed)

    def open_lines(self) -> str:
        """One open point a line."""
        return id_lines(self.open_points.items())

    def baseline_lines(self) -> str:
        """The dry draft, one statement a line, with its ids."""
        lines = []
        for block in self.baseline.blocks:
            head = f"{block.type}: {' | '.join(block.header)}" if block.header else block.type
            lines.append(f"# {head}")
            for s in block.statements:
                ids = [c.sentence_id or f"I.{c.intake_path}" for c in s.citations]
                if s.computed:
                    ids.append(f"C.{s.id}")
                lines.append(f"- ({s.basis}; {', '.join(ids)}) {fenced(s.text)}")
        return "\n".join(lines)


def _is_said(answer: str, words: str) -> bool:
    """True when words hold an answer, or each value of a record or list, word for word."""
    values = (part.partition(": ")[2] or part for part in answer.split("; "))
    return bool(words) and (_plain(answer) in words or all(_plain(v) in words for v in values))


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def id_lines(pairs: Any) -> str:
    """One `[id] text` a line, fenced; "(none)" for nothing."""
    return "\n".join(f"[{i}] {fenced(text)}" for i, text in pairs) or "(none)"


def fenced(text: str) -> str:
    """A text that cannot close the fence around it: one line, no runs of angle brackets."""
    return _FENCE.sub("…", " ".join(text.split()))


def closed_lists(spec: SectionSpec, facts: Facts, evidence: Evidence, lang: Lang, baseline: SectionDraft) -> ClosedLists:
    """The lists of one section; empty lists are allowed. Evidence of guided items that do not fit this mandate is left out."""
    evidence = fitting(spec, evidence, lang, baseline)
    answers: dict[str, str] = {}
    citations = {s.id: Citation.of(s) for s in evidence.sentences}
    own = _own_paths(spec, facts)
    for path in dict.fromkeys((*spec.paths, *own)):
        for place, value in _spread(path, facts.intake.get(path)):
            answers[f"I.{place}"] = _wording(value, lang, path.rsplit(".", 1)[-1])
            citations[f"I.{place}"] = client(Scope(facts), place)
    wanted = tuple(p for p in facts.open_points if not spec.paths or any(_covers(path, p.path) for path in (*spec.paths, *own)))
    open_points = {f"I.{p.path}": f"{p.question.own(lang)} → {p.ask.own(lang)}" for p in wanted}
    for shown in open_points:
        citations.setdefault(shown, Citation(intake_path=shown.removeprefix("I."), quote=""))
    for statement in baseline.statements():
        for c in statement.citations:
            if c.intake_path:
                citations.setdefault(f"I.{c.intake_path}", c)
    computed = {**_computed(spec, facts, lang), **_of_baseline(baseline)}
    for value in computed.values():
        for path in value.derived.inputs:
            if "." in path and facts.intake.present(path):
                citations.setdefault(f"I.{path}", client(Scope(facts), path))
    return ClosedLists(evidence, answers, open_points, computed, citations, baseline)


def every_answer(facts: Facts, lang: Lang) -> dict[str, str]:
    """Every answer of the intake by the id shown (`I.path`), in the client's words; a list of records item by item."""
    paths = (*facts.intake.fields, *(("notes",) if facts.intake.notes else ()))
    spread = ((place, value, path) for path in paths for place, value in _spread(path, facts.intake.get(path)))
    return {f"I.{place}": _wording(value, lang, path.rsplit(".", 1)[-1]) for place, value, path in spread}


def _own_paths(spec: SectionSpec, facts: Facts) -> tuple[str, ...]:
    """The fields of the mandate's type, in the sections that the type has something of its own to say in."""
    kind = mandate_types().get(facts.intake.mandate_type or "")
    is_concerned = kind is not None and spec.calibrated and any(section == spec.id for section, _, _ in kind.own_items())
    return tuple(kind.fields) if kind and is_concerned else ()


def _covers(path: str, point: str) -> bool:
    return point == path or point.startswith((f"{path}.", f"{path}["))


def _spread(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A list of records as its items, everything else whole; nothing for what is absent."""
    if value is None or value == ():
        return
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        for index, item in enumerate(value):
            yield f"{path}[{index}]", item
    else:
        yield path, value


def _wording(value: Any, lang: Lang, field: str) -> str:
    if isinstance(value, LocalText):
        own = value.own(lang)
        return own if own is not None else say(lang, "words.foreign_quote", text=value.foreign(lang) or "")
    if isinstance(value, Mapping):
        return "; ".join(f"{_key(k, lang)}: {show(v, lang, field=k)}" for k, v in value.items() if k != "id")
    return show(value, lang, field=field) or words_of(value)


def _key(key: str, lang: Lang) -> str:
    """What a record's key is called: a drafter may copy it, and no key of ours belongs in a document."""
    named = f"page.desk.key.{key}"
    return (say(lang, named) if has(named) else key.replace("_", " ")).partition(" (")[0]


def _of_baseline(baseline: SectionDraft) -> dict[str, ShownValue]:
    """What the dry draft computed, row by row, so that its dates and amounts can be cited too."""
    return {
        f"C.{s.id}": ShownValue(Derived(value=s.text, formula=s.computed.formula, inputs=s.computed.inputs), s.text, s.citations)
        for s in baseline.statements()
        if s.computed
    }


def _computed(spec: SectionSpec, facts: Facts, lang: Lang) -> dict[str, ShownValue]:
    found: dict[str, ShownValue] = {}
    for call in spec.computed:
        value = Scope(facts).value(call)
        if isinstance(value, Derived) and (value.formula or value.inputs):
            found[f"C.{call}"] = ShownValue(value, show(value.value, lang))
    return found
