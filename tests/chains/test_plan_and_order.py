"""What the planner may say and what the coherence pass may do: questions and orders, and nothing else."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from typing import Any

import pytest

from app.chains.coherence_step import coherence_request, with_order
from app.chains.estimate import estimate
from app.chains.plan_step import MOST_QUESTIONS, plan_request, plan_step
from app.domain.document import Basis, Block, Citation, Finding, ModelCall, SectionDraft, Statement
from app.llm.ports import ChatReply, ChatRequest
from tests.chains.builders import FULL_FILE, facts, order, told


class Saying:
    """A chat that gives one answer to everything."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def complete(self, request: ChatRequest) -> ChatReply:
        """The answer."""
        call = ModelCall(role=request.role, prompt_ref=request.prompt_ref, model="m", latency_ms=1, outcome="ok")
        return ChatReply(text="", data=self._data, call=call)

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """The answer's text."""
        yield ""
        return self.complete(request).call


def read(*, contradictions: Any = (), questions: Any = ()) -> tuple[Finding, ...]:
    """What a planner's answer becomes."""
    data = {"contradictions": list(contradictions), "questions": list(questions)}
    return plan_step(facts(told()), "en", Saying(data)).remarks


def test_a_question_is_asked_as_such_with_the_answers_that_raised_it() -> None:
    (asked,) = read(questions=[{"text": "Who signs the customs filings?", "ids": ["I.role.mission"]}])
    assert (asked.check, asked.severity) == ("question", "info")
    assert "Who signs the customs filings?" in asked.message
    assert "role.mission" in asked.message


@pytest.mark.parametrize(
    "noted",
    [
        {"text": "The salary is MXN 4,000,000.", "ids": ["I.role.mission"]},
        {"text": "Who decides?", "ids": ["I.made.up"]},
        {"text": "Who decides?", "ids": []},
        {"text": "  ", "ids": ["I.role.mission"]},
    ],
)
def test_an_answer_in_the_guise_of_a_question_and_one_that_rests_on_nothing_shown_are_dropped(noted: Any) -> None:
    assert read(questions=[noted]) == ()


def test_at_most_five_questions_are_asked() -> None:
    many = [{"text": f"What of point {n}?", "ids": ["I.role.mission"]} for n in range(9)]
    assert len(read(questions=many)) == MOST_QUESTIONS


def test_a_contradiction_needs_two_answers_and_only_warns() -> None:
    both = {"text": "The plan ends before it begins.", "ids": ["I.process.kickoff_date", "I.process.deadline"]}
    alone = {"text": "Odd.", "ids": ["I.process.deadline", "I.process.deadline"]}
    (told_of,) = read(contradictions=[both, alone])
    assert (told_of.check, told_of.severity) == ("contradiction", "warn")


def test_the_planner_is_shown_every_answer_and_the_questions_already_open() -> None:
    request = plan_request(facts(FULL_FILE), "es")
    shown = request.messages[-1][1]
    assert request.role == "planner"
    assert all(f"[I.{path}" in shown for path in ("role.mission", "process.deadline", "compensation.base"))
    assert "de usted" in shown


def statement(own_id: str, text: str, basis: Basis = "judgement") -> Statement:
    return Statement(id=own_id, text=text, basis=basis, citations=(Citation(intake_path=f"role.{own_id[-1]}"),))


def section(*statements: Statement) -> SectionDraft:
    """One block of bullets."""
    return SectionDraft(id="role", title="Role", blocks=(Block(type="bullets", statements=statements),))


A, B, C = statement("role.m1", "First."), statement("role.m2", "Second."), statement("role.m3", "Third.")


def test_statements_are_put_in_the_order_proposed() -> None:
    placed, told_of = with_order(section(A, B, C), {"role/0": [["role.m3"], ["role.m1"], ["role.m2"]]}, "en")
    assert [s.id for s in placed.statements()] == ["role.m3", "role.m1", "role.m2"]
    assert told_of == ()


@pytest.mark.parametrize(
    "proposed",
    [
        [["role.m1"], ["role.m2"]],
        [["role.m1"], ["role.m2"], ["role.m3"], ["role.m3"]],
        [["role.m1"], ["role.m2"], ["role.x"]],
        "nonsense",
        [],
    ],
)
def test_an_order_that_loses_adds_or_doubles_a_statement_is_dropped_and_said(proposed: Any) -> None:
    placed, told_of = with_order(section(A, B, C), {"role/0": proposed}, "es")
    assert placed == section(A, B, C)
    assert [f.check for f in told_of] == ["coherence"]


def test_neighbours_are_joined_word_for_word_with_the_citations_of_both() -> None:
    placed, _ = with_order(section(A, B, C), {"role/0": [["role.m1", "role.m2"], ["role.m3"]]}, "en")
    joined = placed.statements()[0]
    assert (joined.text, joined.citations) == ("First. Second.", A.citations + B.citations)


def test_what_was_faulted_or_is_open_is_joined_with_nothing() -> None:
    groups = {"role/0": [["role.m1", "role.m2"], ["role.m3"]]}
    placed, _ = with_order(section(A, B, C), groups, "en", frozenset({"role.m2"}))
    assert [s.text for s in placed.statements()] == ["First.", "Second.", "Third."]
    gap = statement("role.m2", "Who signs?", "gap")
    placed, _ = with_order(section(A, gap, C), groups, "en")
    assert len(placed.statements()) == 3


def test_rows_of_tables_are_not_shown_for_ordering() -> None:
    table = SectionDraft(id="pay", title="Pay", blocks=(Block(type="table", header=("A",), statements=(A, B)),))
    assert coherence_request((table,), "en") is None
    request = coherence_request((table, section(A, B, C)), "en")
    assert request is not None
    assert "pay/0" not in request.messages[0][1]


def test_an_estimate_counts_every_request_and_prices_it_where_a_price_is_known() -> None:
    known = facts(FULL_FILE)
    priced = estimate(order(), known, lambda role, asked, answered: Decimal(asked + answered) / 1_000_000)
    assert priced.calls > 12
    assert priced.cost_usd is not None
    assert estimate(order(), known, lambda *_: None).cost_usd is None
