"""What a model does wrong, over real HTTP: dropped and reported, found by a check, repaired, or ended in its class of error."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from app.chains.model_writer import ModelWriter
from app.chains.ports import Written
from app.domain.document import Document, ModelCall
from app.errors import EndpointDown, EndpointError, EndpointGarbled, EndpointRefused
from app.llm.ports import Chat, ChatReply, ChatRequest, failed_call
from tests.chains.builders import FULL_FILE, drafted, evidence, facts, found, model_writer, order, spec, statements
from tests.standin import StandIn

BY_MODEL = re.compile(r"\.m\d+$")


def whole(server: StandIn, writer: ModelWriter, fault: str) -> Document:
    """A document for which every request meets the fault."""
    server.always(fault)
    return drafted(FULL_FILE, writer)


def section(writer: ModelWriter) -> Written:
    """One section of the full intake."""
    known, of = facts(FULL_FILE), spec("role")
    return writer.write(of, known, evidence(of, known, "en"), "en")


def test_a_model_document_of_honest_answers_has_nothing_blocking(model: ModelWriter) -> None:
    document = drafted(FULL_FILE, model)
    assert document.writer == "model"
    # The stand-in gives every computed value and every yes or no for the client's words; a model that does so is told.
    told = {f.statement_id for f in found(document, "citations_resolve")}
    assert all(s.basis == "client" and not any(c.quote for c in s.citations) for s in statements(document) if s.id in told)
    assert [(f.statement_id, f.message) for f in document.blocking() if f.statement_id not in told] == []
    assert document.provenance.models == {"drafter": "puente-standin"}
    assert len(document.calls) == sum(1 for s in order().kind.sections if s.model_prompt and not s.internal)


def test_ids_that_were_not_shown_are_dropped_reported_and_block_where_nothing_is_left(server: StandIn, model: ModelWriter) -> None:
    document = whole(server, model, "unknown_ids")
    cited = {c.sentence_id for s in statements(document) for c in s.citations}
    assert "G999.9" not in cited
    reported = {f.statement_id for f in found(document, "closed_list") if "G999.9" in f.message and f.severity == "warn"}
    by_model = {s.id for s in statements(document) if BY_MODEL.search(s.id)}
    assert by_model
    assert reported == by_model
    bare = {s.id for s in statements(document) if s.basis == "guidance" and not s.citations}
    assert bare
    assert bare <= {f.statement_id for f in found(document, "citations_resolve") if f.severity == "block"}
    assert document.status == "needs_review"


def test_a_wrong_figure_of_the_model_blocks_at_its_place(server: StandIn, model: ModelWriter) -> None:
    document = whole(server, model, "wrong_number")
    wrong = [f for f in found(document, "figures_agree") if f.severity == "block"]
    assert wrong
    texts = {s.id: s.text for s in statements(document)}
    for finding in wrong:
        assert finding.start is not None
        assert finding.end is not None
        assert any(c.isdigit() for c in texts[finding.statement_id or ""][finding.start : finding.end])
        assert finding.statement_id is not None
        assert BY_MODEL.search(finding.statement_id)


@pytest.mark.parametrize(
    ("fault", "kind", "outcome"),
    [
        ("cut_stream", EndpointDown, "down"),
        ("500", EndpointDown, "down"),
        ("503", EndpointDown, "down"),
        ("429", EndpointDown, "down"),
        ("401", EndpointRefused, "refused"),
        ("404", EndpointRefused, "refused"),
        ("429=insufficient_quota", EndpointRefused, "refused"),
        ("refusal", EndpointRefused, "refused"),
        ("content_filter", EndpointRefused, "filtered"),
        ("truncated", EndpointGarbled, "truncated"),
        ("html_200", EndpointGarbled, "garbled"),
        ("half_json", EndpointGarbled, "garbled"),
        ("not_json", EndpointGarbled, "garbled"),
        ("empty", EndpointGarbled, "garbled"),
        ("wrong_shape", EndpointGarbled, "garbled"),
        ("no_choices", EndpointGarbled, "garbled"),
    ],
)
def test_an_answer_that_cannot_be_used_ends_in_its_class_of_error(
    server: StandIn, model: ModelWriter, fault: str, kind: type[EndpointError], outcome: str
) -> None:
    with pytest.raises(EndpointError) as ended:
        whole(server, model, fault)
    assert type(ended.value) is kind
    assert ended.value.exit_code == 3
    call = failed_call(ended.value)
    assert call is not None
    assert (call.role, call.outcome) == ("drafter", outcome)


def test_a_model_that_never_answers_is_down_and_says_so(server: StandIn, tmp_path: Path) -> None:
    server.always("timeout=5")
    with pytest.raises(EndpointDown) as ended:
        drafted(FULL_FILE, model_writer(server, tmp_path, timeout_s=0.15))
    assert ended.value.key == "endpoint.timeout"


def test_an_endpoint_that_nobody_serves_is_down(tmp_path: Path) -> None:
    with pytest.raises(EndpointDown):
        drafted(FULL_FILE, model_writer("http://127.0.0.1:9/v1", tmp_path))


@pytest.mark.parametrize("fault", ["string_for_list", "half_json", "wrong_shape", "not_json"])
def test_one_unusable_answer_is_repaired_by_asking_once_more(server: StandIn, model: ModelWriter, fault: str) -> None:
    honest = section(model)
    server.next_faults(fault, "ok")
    repaired = section(model)
    assert [c.outcome for c in repaired.calls] == ["repaired"]
    assert repaired.draft == honest.draft


@pytest.mark.parametrize("fault", ["fenced_json", "prose_json"])
def test_an_answer_with_words_around_its_json_is_used_without_asking_again(server: StandIn, model: ModelWriter, fault: str) -> None:
    honest = section(model)
    server.clear()
    server.always(fault)
    assert section(model).draft == honest.draft
    assert len(server.requests()) == 1


@pytest.mark.parametrize("fault", ["reject_json_schema", "reject_json_schema+reject_tools", "reject_parameter=temperature"])
def test_an_endpoint_that_can_do_less_still_drafts(server: StandIn, model: ModelWriter, fault: str) -> None:
    honest = section(model)
    server.always(fault)
    assert section(model).draft == honest.draft


def test_an_answer_without_token_counts_is_kept_without_inventing_them(server: StandIn, model: ModelWriter) -> None:
    server.always("no_usage")
    (call,) = section(model).calls
    assert (call.prompt_tokens, call.completion_tokens, call.cost_usd) == (None, None, None)


class Scripted:
    """A chat that gives one answer, for shapes that the stand-in does not make."""

    def __init__(self, blocks: list[dict[str, Any]], through: Chat) -> None:
        self._blocks = blocks
        self._through = through

    def complete(self, request: ChatRequest) -> ChatReply:
        """The scripted blocks, in the reply of a true request."""
        reply = self._through.complete(request)
        return ChatReply(text=json.dumps(self._blocks), data={"blocks": self._blocks}, call=reply.call)

    def stream(self, request: ChatRequest) -> Generator[str, None, ModelCall]:
        """As of the chat behind it."""
        return self._through.stream(request)


def one(basis: str, ids: list[str], *, text: str = "", cells: list[str] | None = None) -> dict[str, Any]:
    """A statement as a model returns it."""
    return {"text": text, "cells": cells or [], "basis": basis, "ids": ids}


def written(model: ModelWriter, *blocks: dict[str, Any]) -> Written:
    """The section `role` as a model with this answer would have it."""
    return section(ModelWriter(Scripted(list(blocks), model.chat)))


def test_a_table_without_a_header_becomes_points_and_loses_no_word(model: ModelWriter) -> None:
    row = one("client", ["I.role.mission"], cells=["One plan", "", "one voice"])
    bare = written(model, {"type": "table", "header": ["", " "], "statements": [row, one("judgement", [], text="We suggest both.")]})
    assert [(b.type, b.header) for b in bare.draft.blocks] == [("bullets", None)]
    assert [(s.text, s.cells) for s in bare.draft.statements()] == [("One plan; one voice", None), ("We suggest both.", None)]


def test_a_row_given_as_text_stands_in_the_first_cell(model: ModelWriter) -> None:
    table = written(model, {"type": "table", "header": ["One", "Two"], "statements": [one("judgement", [], text="We suggest both.")]})
    assert [s.cells for s in table.draft.statements()] == [("We suggest both.", "")]


def test_characters_that_no_file_takes_are_left_out(model: ModelWriter) -> None:
    said = one("judgement", [], text="One\x00 plan,\ud800\nand\x07 one\tvoice.")
    (statement,) = written(model, {"type": "paragraph", "header": [], "statements": [said]}).draft.statements()
    assert statement.text == "One plan, and one voice."


def test_marks_of_the_lists_shown_are_no_words_of_a_document(model: ModelWriter) -> None:
    said = one("client", ["I.role.title_en"], text="One operation [I.role.mission, C.dates.start]. [to be verified]")
    kept = one("judgement", [], text="Name the plant [site] and [G999.9].")
    first, second = written(model, {"type": "bullets", "header": [], "statements": [said, kept]}).draft.statements()
    assert first.text == "One operation."
    assert {"role.title_en", "role.mission"} <= {c.intake_path for c in first.citations}
    assert second.text == "Name the plant [site] and [G999.9]."


def test_rows_of_another_width_are_brought_to_that_of_the_header_without_losing_words(model: ModelWriter) -> None:
    rows = [one("client", ["I.role.mission"], cells=["a"]), one("client", ["I.role.mission"], cells=["b", "c", "d"])]
    table = written(model, {"type": "table", "header": ["One", "Two"], "statements": rows})
    assert [s.cells for s in table.draft.statements()] == [("a", ""), ("b", "c d")]


def test_an_id_given_twice_is_one_citation_and_an_empty_statement_is_none(model: ModelWriter) -> None:
    said = one("client", ["I.role.mission", "I.role.mission", "C.dates.start"], text="It is one operation.")
    paragraph = written(model, {"type": "paragraph", "header": [], "statements": [said, one("judgement", [], text="  ")]})
    (statement,) = paragraph.draft.statements()
    assert len(set(statement.citations)) == len(statement.citations)
    assert statement.citations[0].intake_path == "role.mission"


def test_a_section_of_empty_blocks_is_reported_as_empty(model: ModelWriter) -> None:
    empty = ModelWriter(Scripted([{"type": "bullets", "header": [], "statements": []}], model.chat))
    document = drafted(FULL_FILE, empty)
    assert {f.severity for f in found(document, "sections_complete")} == {"block"}
