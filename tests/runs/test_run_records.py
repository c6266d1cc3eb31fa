"""What a run leaves behind: every call with its cost, also when it fails or is stopped; and no key, no prompt and no name in a log."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import run_ports
from app.errors import EndpointRefused, UnknownId
from app.llm.purse import Budget
from app.runs.direct import DirectRunner
from app.runs.holder import Holder
from app.services import drafting, runs
from app.services.house import House
from app.settings import Settings
from tests.chains.builders import model_writer, told
from tests.services.builders import ANA, BERTA, house, request
from tests.standin import StandIn

KEY = "sk-canary-0123456789abcdef"
NAME = "Escolástica Villaseñor"


def modelled(folder: Path, server: StandIn, budget: Budget | None = None) -> House:
    """A house with the stand-in for a model; its runs are carried out at once."""
    chat = model_writer(server, folder).chat
    made = replace(house(folder / "data"), is_model_configured=True, chat=lambda: chat)
    limit = budget or Budget()
    return replace(made, run_budget=limit, runner=lambda: DirectRunner(run_ports(made, limit)))


def test_every_call_is_kept_with_its_run_and_its_document(tmp_path: Path, server: StandIn) -> None:
    of = modelled(tmp_path, server)
    documents = drafting.draft(of, ANA, request(writer="model", lang="both"))
    (run,) = runs.every(of, ANA)
    with of.store().reading() as work:
        stored = work.model_calls.of_run(run.id, owner_id=ANA.user_id)
        for document in documents:
            mine = work.model_calls.of_document(document.id, owner_id=ANA.user_id)
            assert sorted(c.call.prompt_ref for c in mine) == sorted(c.prompt_ref for c in document.calls)
    assert len(stored) == len(server.requests()) == run.calls
    assert all(c.prompt_sha and c.call.latency_ms >= 0 for c in stored)
    assert run.documents == tuple(f"{d.id}.{d.version}" for d in documents)
    assert runs.show(of, ANA, run.id).steps
    with pytest.raises(UnknownId):
        runs.show(of, BERTA, run.id)


def test_the_calls_of_a_run_that_fails_are_kept_and_a_resumed_run_begins_anew(tmp_path: Path, server: StandIn) -> None:
    of = modelled(tmp_path, server)
    server.always("401")
    with pytest.raises(EndpointRefused):
        drafting.draft(of, ANA, request(writer="model"))
    (run,) = runs.every(of, ANA)
    assert (run.state, run.calls) == ("failed", len(server.requests()))
    server.clear()
    again = runs.resume(of, ANA, run.id)
    assert (again.state, again.attempt, again.failure) == ("done", 2, None)


def test_who_asks_twice_for_the_same_while_it_is_under_way_gets_one_run(tmp_path: Path, server: StandIn) -> None:
    of = modelled(tmp_path, server)
    one, two = drafting.begin(of, ANA, request(writer="model")), drafting.begin(of, ANA, request(writer="model"))
    other = drafting.begin(of, BERTA, request(writer="model"))
    assert one.id == two.id != other.id
    assert one.estimate.calls > 10
    assert one.estimate.cost_usd is None, "the stand-in has no price"


def test_a_stopped_run_asks_nothing(tmp_path: Path, server: StandIn) -> None:
    of = modelled(tmp_path, server)
    run = drafting.begin(of, ANA, request(writer="model"))
    assert runs.cancel(of, ANA, run.id).state == "cancelled"
    assert server.requests() == []
    with pytest.raises(UnknownId):
        runs.documents_of(of, ANA, runs.show(of, ANA, run.id))
    assert runs.resume(of, ANA, run.id).state == "done"


def test_no_log_holds_the_key_the_name_or_the_prompt(tmp_path: Path, server: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    intake = told(engagement={"sponsor_and_final_decider": f"{NAME}, COO"})
    settings = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        embeddings="none",
        model="puente-standin",
        OPENAI_BASE_URL=server.url,
        OPENAI_API_KEY=KEY,
    )
    of = replace(house(tmp_path / "data"), is_model_configured=True, chat=lambda: model_writer(server, tmp_path).chat)
    server.one_in(5, "401")
    holder = Holder(tmp_path / "data", settings.runs_database(), run_ports(of, Budget()))
    of = replace(of, runner=lambda: holder)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("dbos").addHandler(caplog.handler)
        try:
            (document,) = drafting.draft(of, ANA, request(intake, writer="auto"))
        finally:
            holder.close()
            logging.getLogger("dbos").removeHandler(caplog.handler)
    assert any(NAME in str(r["body"]) for r in server.requests()), "the canary went to the model"
    assert document.sections
    for canary in (KEY, NAME, "You are the most senior consultant"):
        assert canary not in caplog.text
