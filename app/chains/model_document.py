"""The pipeline of a model-written document: which steps there are, in which order, and what becomes of their results.

    plan ∥ sections → coherence ∥ verification → revision of what blocks → verification of what was revised

Reads no database and keeps nothing; who performs the steps, and whether they survive a crash, is the business of `perform`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.catalog.kinds import SectionSpec
from app.catalog.text import say
from app.chains.annexes import compose
from app.chains.checked_document import findings_in, settled
from app.chains.coherence_step import coherence_step, with_order
from app.chains.draft_document import Firm, Order, in_variant, unchecked, write_section
from app.chains.gather_evidence import Look
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import for_kind
from app.chains.model_steps import Failure, Perform, StepResult, Task
from app.chains.plan_step import plan_step
from app.chains.ports import Written
from app.chains.section_steps import Source, revision_step, section_step
from app.chains.verify_step import groups, together, verify_step
from app.domain.document import Document, Finding, ModelCall, SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Source as FirmSource
from app.llm.ports import Chat

Choice = Literal["auto", "model"]
Drafts = dict[str, Written]
"""What the model wrote, by section; a section that is not in it is composed by rules."""


@dataclass(frozen=True)
class Desk:
    """What a model-written document is made with. `choice` model refuses a document that no model wrote; auto does not."""

    chat: Chat
    look: Look | None = None
    firm_sources: Mapping[str, FirmSource] | None = None
    choice: Choice = "model"


def is_drafted_by_model(spec: SectionSpec) -> bool:
    """True for a section that a model drafts: not an annex, not of the house alone, not a plan of computed dates."""
    is_plan = any(block.type == "timeline" for block in spec.guided["en"])
    return spec.model_prompt is not None and not (spec.internal or spec.annex or spec.composed or is_plan)


def model_document(order: Order, facts: Facts, desk: Desk, perform: Perform) -> Document:
    """The document with what every check found; sections that no model could write are composed by rules, and say so.

    Raises: EndpointError when nothing could be had from the endpoint and `choice` is model.
    """
    making = _Making(order, for_kind(facts, order.kind), desk, perform)
    return in_variant(making.document(), order, facts, making.firm)


class _Making:
    """One document in the making: the order of steps, and the results so far."""

    def __init__(self, order: Order, facts: Facts, desk: Desk, perform: Perform) -> None:
        self._order, self._facts, self._desk, self._perform = order, facts, desk, perform
        self._specs = list(order.kind.sections)
        self._asked = [s for s in self._specs if is_drafted_by_model(s)]
        self.firm = Firm(dict(desk.firm_sources or {}), {})
        self._calls: list[ModelCall] = []

    def document(self) -> Document:
        """The whole pipeline."""
        plan, *written = self._do([Task("plan", self._plan), *(self._section(s) for s in self._asked)])
        results = {s.id: r for s, r in zip(self._asked, written, strict=True)}
        drafts = {i: Written(r.draft, r.calls, r.remarks) for i, r in results.items() if r.draft is not None}
        if self._asked and not drafts:
            return self._without_model(plan, written)
        remarks = [*plan.remarks, *(self._by_rules(i, r) for i, r in results.items() if i not in drafts)]
        drafts, told, verified = self._read_together(drafts)
        drafts, document, findings = self._revised(drafts, verified)
        said = [r for w in drafts.values() for r in w.remarks]
        return settled(document, (*remarks, *told, *said), findings)

    def _do(self, tasks: list[Task]) -> tuple[StepResult, ...]:
        done = self._perform(tasks)
        for result in done:
            self._calls.extend(result.calls)
            self.firm.sentences.update({s.id: s for s in result.firm})
        return done

    def _plan(self) -> StepResult:
        return plan_step(self._facts, self._order.lang, self._desk.chat)

    def _section(self, spec: SectionSpec) -> Task:
        name = f"section:{spec.id}"
        return Task(name, lambda: section_step(name, spec, self._source()))

    def _source(self) -> Source:
        return Source(self._facts, self._order.lang, self._desk.chat, self._desk.look, self.firm.sources)

    def _without_model(self, plan: StepResult, written: list[StepResult]) -> Document:
        failures = [r.failure for r in written if r.failure is not None]
        first = next((f for f in failures if not f.is_of_budget), failures[0])
        if self._desk.choice == "model" and not first.is_of_budget:
            raise first.error()
        key = "over_budget" if first.is_of_budget else "model_down" if first.is_down else "model_unusable"
        document = self._built({})
        return settled(document, (*plan.remarks, self._finding(key, first)), self._findings(document))

    def _by_rules(self, section: str, result: StepResult) -> Finding:
        failure = result.failure or Failure(kind="EndpointGarbled", key="model.empty", where=section)
        return self._finding("section_over_budget" if failure.is_of_budget else "section_by_rules", failure, section)

    def _finding(self, key: str, failure: Failure, section: str | None = None) -> Finding:
        reason = say(self._order.lang, f"runs.reason.{failure.reason}")
        return Finding(check="writer", severity="warn", section=section, message=say(self._order.lang, f"finding.{key}", reason=reason))

    def _read_together(self, drafts: Drafts) -> tuple[Drafts, list[Finding], tuple[Finding, ...]]:
        """The drafts as the coherence pass would have them read, what it said, and what verification found in them."""
        written = tuple(w.draft for w in drafts.values())
        ordering = Task("coherence", lambda: coherence_step(written, self._order.lang, self._desk.chat))
        result, *found = self._do([ordering, *self._verifications("verify", self._built(drafts), tuple(drafts))])
        verified = tuple(f for r in found for f in r.remarks)
        faulted = frozenset(f.statement_id for f in verified if f.statement_id)
        placed = {i: with_order(w.draft, result.data, self._order.lang, faulted) for i, w in drafts.items()}
        ordered = {i: drafts[i]._replace(draft=draft) for i, (draft, _) in placed.items()}
        return ordered, [f for _, said in placed.values() for f in said], verified

    def _verifications(self, name: str, document: Document, sections: tuple[str, ...]) -> list[Task]:
        parts = groups([s for s in document.sections if s.id in sections])
        return [Task(f"{name}:{n}", self._verification(f"{name}:{n}", document, part)) for n, part in enumerate(parts, 1)]

    def _verification(self, name: str, document: Document, part: tuple[SectionDraft, ...]) -> Callable[[], StepResult]:
        return lambda: verify_step(name, document, part, self._facts, self.firm.sentences, self._desk.chat)

    def _built(self, drafts: Drafts) -> Document:
        written: list[Written] = []
        for spec in self._specs:
            if spec.composed:
                written.append(Written(compose(spec, tuple(w.draft for w in written), self._order.lang)))
            elif spec.id in drafts:
                written.append(drafts[spec.id])
            else:
                written.append(write_section(spec, self._facts, self._order.lang, GuidedWriter(), None))
        name = "model" if drafts else "guided"
        return unchecked(self._order, self._facts, name, self._specs, written, self.firm, tuple(self._calls))

    def _findings(self, document: Document) -> tuple[Finding, ...]:
        return findings_in(document, self._facts, self.firm.sentences)

    def _revised(self, drafts: Drafts, verified: tuple[Finding, ...]) -> tuple[Drafts, Document, tuple[Finding, ...]]:
        """Sections that block go back once with the reasons, and are verified again; one that comes back worse is not taken."""
        document = self._built(drafts)
        findings = together(self._findings(document), verified)
        specs = [s for s in self._asked if s.id in drafts and _blocking(findings, s.id)]
        if not specs:
            return drafts, document, findings
        tasks = [self._revision(s, drafts[s.id].draft, _blocking(findings, s.id)) for s in specs]
        again = {s.id: Written(r.draft, r.calls, r.remarks) for s, r in zip(specs, self._do(tasks), strict=True) if r.draft is not None}
        tried = self._built({**drafts, **again})
        checked_again = [f for r in self._do(self._verifications("verify-again", tried, tuple(again))) for f in r.remarks]
        after = together(self._findings(tried), checked_again)
        better = {i for i in again if len(_blocking(after, i)) <= len(_blocking(findings, i))}
        taken = {**drafts, **{i: again[i] for i in better}}
        document = self._built(taken)
        kept = [f for f in verified if f.section not in better] + [f for f in checked_again if f.section in better or f.section is None]
        return taken, document, together(self._findings(document), kept)

    def _revision(self, spec: SectionSpec, draft: SectionDraft, reasons: tuple[Finding, ...]) -> Task:
        name = f"revise:{spec.id}"
        return Task(name, lambda: revision_step(name, spec, self._source(), draft, reasons))


def _blocking(findings: tuple[Finding, ...], section: str) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.severity == "block" and f.section == section)
