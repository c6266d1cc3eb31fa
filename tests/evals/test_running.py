"""Running a suite: cache, resume, errors that stay in the count, recordings, budget, a dead model; and inspect giving the same scores."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.document import ModelCall
from app.errors import EndpointDown
from app.llm.ports import ChatReply, ChatRequest
from evals.app_adapter import Adapter, output_of
from evals.faults import EvalFault, Undecided
from evals.orders import RunOrder
from evals.outputs import Output
from evals.recordings import Ledger, MeteredChat, RecordedChat, Recordings, blank, request_key
from evals.run_files import read_run
from evals.running import row_of, run_suite
from evals.suites import read_suite
from evals.values import Case

MEMOS = tuple(c for c in read_suite("memos") if c.task == "memo")[:3]
SCHEMA = {"type": "object", "properties": {"a": {"type": "array"}}}
REQUEST = ChatRequest(role="drafter", prompt_ref="p@1", messages=(("user", "Write."),), schema=SCHEMA)


def order(**given: object) -> RunOrder:
    return RunOrder.model_validate({"suite": "memos", "concurrency": 1, **given})


def quiet(line: str) -> None:
    del line


def test_a_second_run_takes_every_output_from_the_cache_and_scores_the_same(tmp_path: Path) -> None:
    first = run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet)
    again = run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet)
    assert [r.cached for r in first.rows] == [False] * 3
    assert [r.cached for r in again.rows] == [True] * 3
    assert [(r.output_sha, r.hard, r.soft) for r in first.rows] == [(r.output_sha, r.hard, r.soft) for r in again.rows]
    assert first.manifest.is_complete
    assert read_run(again.folder.path).words


def test_a_half_written_output_in_the_cache_is_made_again(tmp_path: Path) -> None:
    run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet)
    for path in (tmp_path / "cache").glob("*/*.json"):
        path.write_text(path.read_text("utf-8")[:50], "utf-8")
    assert [r.cached for r in run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet).rows] == [False] * 3


def test_a_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    first = run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet)
    scores = first.folder.path / "scores.jsonl"
    scores.write_text(scores.read_text("utf-8")[:-30], "utf-8")
    again = run_suite(order(), runs=tmp_path, cases=MEMOS, resume=first.folder.path.name, tell=quiet)
    assert len(read_run(again.folder.path).rows) == 3
    with pytest.raises(EvalFault, match="no run"):
        run_suite(order(), runs=tmp_path, cases=MEMOS, resume="nowhere", tell=quiet)
    with pytest.raises(EvalFault, match="other dataset"):
        run_suite(order(), runs=tmp_path, cases=MEMOS[:2], resume=first.folder.path.name, tell=quiet)


def test_whatever_breaks_in_the_app_is_a_failed_row_and_not_a_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(case: Case, chat: object) -> Output:
        raise ZeroDivisionError("no base")

    monkeypatch.setattr("evals.memo_task.memo_output", broken)
    done = run_suite(order(), runs=tmp_path, cases=MEMOS, tell=quiet)
    assert [r.hard["ran"] for r in done.rows] == [0.0] * 3
    assert done.manifest.errors == 3
    assert "ZeroDivisionError" in done.rows[0].details["ran"]


def test_an_output_that_cannot_be_read_is_unscored_with_its_reason() -> None:
    row = row_of(MEMOS[0], 1, Output(data={"memo": {"nonsense": 1}}, words=""))
    assert row.hard == {"ran": 0.0}
    assert "could not be scored" in row.unscored["all"]


def test_a_model_that_dies_half_way_ends_undecided_and_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(case: Case, chat: object) -> Output:
        raise EndpointDown("endpoint.down", where="x")

    monkeypatch.setattr("evals.memo_task.memo_output", dead)
    cases = tuple(c for c in read_suite("memos") if c.task == "memo")[:6]
    with pytest.raises(Undecided, match="--resume") as told:
        run_suite(order(), runs=tmp_path, cases=cases, tell=quiet)
    assert told.value.code == 3


class Scripted:
    """Answers every request with the same data, and counts."""

    def __init__(self, cost: str | None = None) -> None:
        self.asked = 0
        self.cost = cost

    def complete(self, request: ChatRequest) -> ChatReply:
        self.asked += 1
        call = ModelCall.model_validate(
            {"role": request.role, "prompt_ref": "p", "model": "m", "latency_ms": 1, "cost_usd": self.cost, "outcome": "ok"}
        )
        return ChatReply(text="{}", data={"a": []}, call=call)


def test_recorded_answers_replay_and_missing_ones_are_counted_never_guessed(tmp_path: Path) -> None:
    kept, ledger, live = Recordings(tmp_path), Ledger(), Scripted()
    assert RecordedChat(kept, ledger, "m", 1).complete(REQUEST).data == {"a": []}
    assert len(ledger.missing) == 1
    RecordedChat(kept, ledger, "m", 1, live).complete(REQUEST)  # type: ignore[arg-type]
    replay = Ledger()
    RecordedChat(kept, replay, "m", 1).complete(REQUEST)
    assert (live.asked, replay.missing) == (1, {})
    assert len({request_key(REQUEST, "m", 1), request_key(REQUEST, "m", 2), request_key(REQUEST, "n", 1)}) == 3


def test_a_half_written_recording_is_named_and_an_orphan_is_told_apart(tmp_path: Path) -> None:
    kept = Recordings(tmp_path)
    key = request_key(REQUEST, "m", 1)
    kept.put(key, REQUEST, Scripted().complete(REQUEST))
    assert Recordings(tmp_path).orphans() == (key,)
    assert kept.get(key) is not None
    assert kept.orphans() == ()
    path = next(tmp_path.glob("*/*.json"))
    path.write_text("{", "utf-8")
    with pytest.raises(EvalFault, match="half-written"):
        kept.get(key)


def test_a_spent_budget_stops_before_the_next_call() -> None:
    chat = MeteredChat(Scripted(cost="0.6"), Ledger(1.0))  # type: ignore[arg-type]
    chat.complete(REQUEST)
    chat.complete(REQUEST)
    with pytest.raises(Undecided, match="budget"):
        chat.complete(REQUEST)


def test_recorded_mode_without_recordings_is_undecided_with_the_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.writers.Recordings", lambda: Recordings(tmp_path / "none"))
    brief = tuple(c for c in read_suite("briefs") if c.id == "B-expatriate-plain-en")
    with pytest.raises(Undecided, match=r"recorded answers are missing .*--record"):
        run_suite(order(suite="briefs", writer="recorded"), runs=tmp_path, cases=brief, tell=quiet)


def test_the_emptiest_data_of_a_schema_satisfies_its_types() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}, "e": {"enum": ["x", "y"]}}}
    assert blank(schema) == {"n": 1, "e": "x"}


def test_nothing_to_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalFault, match="none of the cases"):
        run_suite(order(only=("X-1",)), runs=tmp_path, tell=quiet)


def test_inspect_gives_the_same_scores(tmp_path: Path) -> None:
    names = [c.id for c in MEMOS[:2]]
    ours = run_suite(order(only=tuple(names)), runs=tmp_path / "ours", tell=quiet)
    # A process of its own: inspect leaves streams open that pytest would blame on whatever test comes next.
    command = [
        sys.executable,
        "-m",
        "evals",
        "run",
        "memos",
        "--inspect",
        "--runs",
        str(tmp_path / "theirs"),
        *(f"--only={n}" for n in names),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = read_run(next(p for p in (tmp_path / "theirs" / "memos").iterdir()))
    told = [[(r.case_id, r.output_sha, r.hard, r.soft) for r in rows] for rows in (theirs.rows, ours.rows)]
    assert told[0] == told[1]
    assert list((tmp_path / "theirs" / "inspect").glob("*.eval"))


def test_the_adapter_opens_no_index_for_what_needs_none(tmp_path: Path) -> None:
    from evals.writers import Writers

    adapter = Adapter(Writers("guided", "", Ledger()), tmp_path)
    assert output_of(MEMOS[0], 1, adapter).error is None
    adapter.close()
    assert list(tmp_path.iterdir()) == []
