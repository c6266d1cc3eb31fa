"""Recorded answers: who made them stands beside them, what a changed prompt lacks is told with its cost, orphans are found and dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.document import ModelCall
from app.llm.ports import ChatReply, ChatRequest
from evals.cost import MissingCall, missing_told
from evals.faults import EvalFault, Undecided
from evals.orders import RunOrder
from evals.orphans import orphan_recordings
from evals.recorded_cases import note_recorded, read_recorded
from evals.recordings import FOLDER, IN_TEXT, Recordings, request_key
from evals.running import run_suite
from evals.suites import read_suite
from evals.values import Case
from evals.writers import STANDIN, writers

RECORDED = read_recorded(FOLDER)
MISSING = {"k": MissingCall(prompt_ref="steps/draft_section.v3@ab12", role="drafter", read=3_000, written=1_000)}


def one_memo() -> tuple[Case, ...]:
    return tuple(c for c in read_suite("memos") if c.id == "F-EN-01-softened")


def ordered(**given: object) -> RunOrder:
    return RunOrder.model_validate({"suite": "memos", "writer": "recorded", "concurrency": 1, "use_cache": False, **given})


def quiet(line: str) -> None:
    del line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "recordings"
    monkeypatch.setattr("evals.writers.Recordings", lambda: Recordings(place))
    return place


def test_what_ships_says_that_the_stand_in_made_it_and_is_small() -> None:
    assert RECORDED is not None
    assert RECORDED.made_by == STANDIN
    assert "no model's quality" in RECORDED.note or "nothing of any model's quality" in RECORDED.note
    assert {"briefs", "memos", "rewrites", "role_play"} <= set(RECORDED.suites)
    assert sum(p.stat().st_size for p in FOLDER.rglob("*.json")) < 1_500_000


def test_recording_over_http_then_replay_gives_the_same_words_and_a_changed_prompt_tells_what_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run_suite(ordered(record=True), runs=tmp_path / "runs", cases=one_memo(), tell=quiet)
    told = read_recorded(folder)
    assert told is not None
    assert (told.made_by, dict(told.suites)) == (STANDIN, {"memos": ("F-EN-01-softened",)})
    replayed = run_suite(ordered(), runs=tmp_path / "runs", cases=one_memo(), tell=quiet)
    assert replayed.rows[0].output_sha == made.rows[0].output_sha

    def changed(request: ChatRequest, model: str, epoch: int) -> str:
        messages = tuple((who, text.replace("memo", "note")) for who, text in request.messages)
        return request_key(ChatRequest(**{**request.__dict__, "messages": messages}), model, epoch)

    monkeypatch.setattr("evals.recordings.request_key", changed)
    with pytest.raises(Undecided, match=r"recorded answers are missing \(.*tokens read and .*no cost: the stand-in.*--record") as fault:
        run_suite(ordered(), runs=tmp_path / "runs", cases=one_memo(), tell=quiet)
    assert fault.value.code == 3
    run_suite(ordered(record=True), runs=tmp_path / "runs", cases=one_memo(), tell=quiet)
    run_suite(ordered(), runs=tmp_path / "runs", cases=one_memo(), tell=quiet)
    monkeypatch.undo()
    orphans = orphan_recordings(folder)
    assert orphans
    assert Recordings(folder).drop(orphans) == len(orphans)
    assert orphan_recordings(folder) == ()


def test_missing_calls_are_told_with_their_price_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no cost" in missing_told(MISSING, is_free=True)
    monkeypatch.setenv("PUENTE_MODEL", "gpt-4o")
    assert "about USD 0.02" in missing_told(MISSING, is_free=False)
    monkeypatch.setenv("PUENTE_MODEL", "a-model-of-our-own")
    assert "price not known" in missing_told(MISSING, is_free=False)
    assert "1 × steps/draft_section.v3" in missing_told(MISSING, is_free=False)


def test_recordings_of_one_model_are_not_filled_by_another(folder: Path) -> None:
    note_recorded(folder, "memos", ["F-EN-01-softened"], 1, "drafter=some-model", is_standin=False)
    with pytest.raises(EvalFault, match="some-model"), writers("recorded", record=True):
        pass
    with pytest.raises(EvalFault, match="made by"):
        note_recorded(folder, "memos", ["x"], 1, STANDIN, is_standin=True)


def test_a_half_written_manifest_of_recordings_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"made_by": 3', "utf-8")
    with pytest.raises(EvalFault, match="half-written"):
        read_recorded(tmp_path)


def test_an_answer_is_kept_once_and_comes_back_whole(tmp_path: Path) -> None:
    request = ChatRequest(role="drafter", prompt_ref="p@1", messages=(("user", "Write."),), schema={"type": "object"})
    call = ModelCall(role="drafter", prompt_ref="p@1", model="m", latency_ms=812, outcome="ok")
    kept = Recordings(tmp_path)
    kept.put("ab12", request, ChatReply(text='{"a": [1]}', data={"a": [1]}, call=call))
    kept.put("ab13", request, ChatReply(text="Here: {}", data={}, call=call))
    on_disk = json.loads((tmp_path / "ab" / "ab12.json").read_text("utf-8"))
    assert on_disk[IN_TEXT]
    assert "data" not in on_disk
    first, second = kept.get("ab12"), kept.get("ab13")
    assert first is not None
    assert second is not None
    assert (first.data, second.data, first.call.latency_ms) == ({"a": [1]}, {}, 0)
