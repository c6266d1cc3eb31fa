"""The pipeline of a model-written document: which steps there are, in which order, and what becomes of their results.

    plan ∥ sections
             each section as soon as it is written → its revision, where the rules refute it
             each group of sections as soon as it is written → its verification
             all sections → coherence
    then revision of what else blocks ∥ verification of what the first revisions changed → verification of what the others changed

A section goes back to its writer once.

Reads no database and keeps nothing; who performs the steps, and whether they survive a crash, is the business of `perform`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from app.chains.model_steps import Done, Failure, Perform, StepResult, Task, drafts_in, firm_in, is_written
from app.chains.plan_step import plan_step
from app.chains.ports import Written
from app.chains.second_reading import blocking, carried, changed
from app.chains.section_steps import Source, revision_step, section_step
from app.chains.verify_step import groups, together, verify_step
from app.domain.document import Document, Finding, ModelCall, SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Sentence
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
        first = self._do(self._first_round())
        plan, sections = first["plan"], {s.id: first[f"section:{s.id}"] for s in self._asked}
        drafts = {i: Written(r.draft, r.calls, r.remarks) for i, r in sections.items() if r.draft is not None}
        if self._asked and not drafts:
            return self._without_model(plan, list(sections.values()))
        remarks = [*plan.remarks, *(self._by_rules(i, r) for i, r in sections.items() if i not in drafts)]
        verified = tuple(f for name, r in first.items() if name.startswith("verify:") for f in r.remarks)
        mended = {i: first[f"revise:{i}"] for i in drafts}
        taken, findings = self._revised(drafts, {i: r for i, r in mended.items() if r.calls or r.failure or r.draft}, verified)
        settled_drafts, told = self._ordered(drafts, taken, findings, first["coherence"].data)
        document = self._built(settled_drafts)
        rules = self._findings(document)
        said = [r for w in settled_drafts.values() for r in w.remarks]
        return settled(document, (*remarks, *told, *said), together(rules, findings))

    def _do(self, tasks: list[Task]) -> dict[str, StepResult]:
        done = self._perform(tasks)
        for result in done:
            self._calls.extend(result.calls)
            self.firm.sentences.update({s.id: s for s in result.firm})
        return {task.name: result for task, result in zip(tasks, done, strict=True)}

    def _first_round(self) -> list[Task]:
        """Everything that depends on nothing but sections as they are written."""
        names = tuple(f"section:{s.id}" for s in self._asked)
        parts = groups([self._dry(s) for s in self._asked])
        return [
            Task("plan", lambda _: plan_step(self._facts, self._order.lang, self._desk.chat)),
            *(self._section(s) for s in self._asked),
            *(self._mending(s) for s in self._asked),
            *(self._reading(f"verify:{n}", tuple(s.id for s in part)) for n, part in enumerate(parts, 1)),
            Task("coherence", lambda done: coherence_step(drafts_in(done), self._order.lang, self._desk.chat), names, is_written),
        ]

    def _dry(self, spec: SectionSpec) -> SectionDraft:
        return write_section(spec, self._facts, self._order.lang, GuidedWriter(), None).draft

    def _section(self, spec: SectionSpec) -> Task:
        name = f"section:{spec.id}"
        return Task(name, lambda _: section_step(name, spec, self._source()))

    def _source(self) -> Source:
        return Source(self._facts, self._order.lang, self._desk.chat, self._desk.look, self.firm.sources)

    def _mending(self, spec: SectionSpec) -> Task:
        """The revision of a section that the rules refute as it stands; it waits for no verifier."""
        name, before = f"revise:{spec.id}", f"section:{spec.id}"
        seen: dict[str, tuple[Finding, ...]] = {}

        def is_due(done: Done) -> bool:
            seen[name] = self._refuted(spec, done[before])
            return bool(seen[name])

        def work(done: Done) -> StepResult:
            draft = done[before].draft
            return revision_step(name, spec, self._source(), draft, seen[name]) if draft else StepResult(step=name)

        return Task(name, work, (before,), is_due)

    def _refuted(self, spec: SectionSpec, result: StepResult) -> tuple[Finding, ...]:
        """What blocks a section by rules alone, read by itself."""
        if result.draft is None:
            return ()
        alone = unchecked(self._order, self._facts, "model", [spec], [Written(result.draft)], self.firm)
        return blocking(findings_in(alone, self._facts, {s.id: s for s in result.firm}), spec.id)

    def _reading(self, name: str, sections: tuple[str, ...]) -> Task:
        """The verification of neighbouring sections, as soon as the last of them is written."""
        return Task(
            name, lambda done: self._verified(name, drafts_in(done), firm_in(done)), tuple(f"section:{i}" for i in sections), is_written
        )

    def _verified(self, name: str, drafts: tuple[SectionDraft, ...], firm: Mapping[str, Sentence]) -> StepResult:
        specs = [next(s for s in self._specs if s.id == d.id) for d in drafts]
        part = unchecked(self._order, self._facts, "model", specs, [Written(d) for d in drafts], self.firm)
        return verify_step(name, part, drafts, self._facts, firm, self._desk.chat)

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

    def _revised(
        self, drafts: Drafts, mended: Mapping[str, StepResult], verified: tuple[Finding, ...]
    ) -> tuple[Drafts, tuple[Finding, ...]]:
        """The sections that were written again and are no worse for it, and what the verifier says of the document with them.

        `mended` are those which went back already. What still blocks goes back now; of what comes back, only what changed is verified.
        """
        before = together(self._findings(self._built(drafts)), verified)
        late = [s for s in self._asked if s.id in drafts and s.id not in mended and blocking(before, s.id)]
        again = _written(mended)
        if not again and not late:
            return {}, verified
        done = self._do([*self._readings("verify-again", drafts, again), *(self._revision(s, drafts[s.id].draft, before) for s in late)])
        told = [f for name, r in done.items() if not name.startswith("revise:") for f in r.remarks]
        later = _written({name.removeprefix("revise:"): r for name, r in done.items() if name.startswith("revise:")})
        told += [f for r in self._do(self._readings("verify-last", drafts, later)).values() for f in r.remarks]
        again.update(later)
        held = [f for i, w in again.items() for f in carried([f for f in verified if f.section == i], drafts[i].draft, w.draft)]
        after = together(self._findings(self._built({**drafts, **again})), [*held, *told])
        better = {i: w for i, w in again.items() if len(blocking(after, i)) <= len(blocking(before, i))}
        kept = [f for f in verified if f.section not in better]
        return better, (*kept, *(f for f in (*held, *told) if f.section in better or f.section is None))

    def _readings(self, name: str, drafts: Drafts, again: Drafts) -> list[Task]:
        """The verification of what changed in sections that were written again."""
        news = [changed(drafts[i].draft, w.draft) for i, w in again.items()]
        return [self._again(f"{name}:{n}", part) for n, part in enumerate(groups(news), 1)]

    def _again(self, name: str, part: tuple[SectionDraft, ...]) -> Task:
        return Task(name, lambda _: self._verified(name, part, self.firm.sentences))

    def _revision(self, spec: SectionSpec, draft: SectionDraft, findings: Sequence[Finding]) -> Task:
        name = f"revise:{spec.id}"
        return Task(name, lambda _: revision_step(name, spec, self._source(), draft, blocking(findings, spec.id)))

    def _ordered(self, drafts: Drafts, taken: Drafts, findings: Sequence[Finding], proposed: object) -> tuple[Drafts, list[Finding]]:
        """The drafts as the coherence pass would have them read; a section that was written again keeps the order of its writer."""
        faulted = frozenset(f.statement_id for f in findings if f.statement_id)
        placed: Drafts = {}
        told: list[Finding] = []
        for section, written in drafts.items():
            if section in taken:
                placed[section] = taken[section]
                continue
            draft, said = with_order(written.draft, proposed, self._order.lang, faulted)
            placed[section] = written._replace(draft=draft)
            told.extend(said)
        return placed, told


def _written(results: Mapping[str, StepResult]) -> Drafts:
    return {i: Written(r.draft, r.calls, r.remarks) for i, r in results.items() if r.draft is not None}
