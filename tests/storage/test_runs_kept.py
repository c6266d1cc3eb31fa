"""Runs in the store: the letter box between those who ask and the process that carries out."""

from __future__ import annotations

from app.storage.engine import Store
from app.storage.runs import RunStep

from .builders import ANA, NOON, fill, run


def test_a_run_moves_between_its_states_and_goes_with_its_mandate(store: Store) -> None:
    fill(store)
    with store.transaction() as work:
        assert [r.id for r in work.runs.to_attend()] == ["r1"]
        work.runs.move(run(), "running", at=NOON)
        assert (work.runs.to_attend(), [r.id for r in work.runs.running()]) == ((), ["r1"])
        work.runs.want("r1", "cancel", owner_id=ANA, at=NOON)
        assert work.runs.unfinished("e" * 24, owner_id=ANA) is None, "a run that is being stopped is not joined"
        work.runs.did(run(), RunStep(step="en:plan", outcome="refused", draft={"id": "role"}, created_at=NOON))
        assert [(s.outcome, s.draft) for s in work.runs.steps("r1", owner_id=ANA)] == [("refused", {"id": "role"})]
        work.runs.move(run(), "done", at=NOON, result=[("d1", 1)], failure=None)
        assert [s.draft for s in work.runs.steps("r1", owner_id=ANA)] == [None], "the words stand in the document"
    with store.reading() as work:
        done = work.runs.get("r1", owner_id=ANA)
        assert done is not None
        assert (done.state, done.wanted, done.result, done.is_finished) == ("done", "", (("d1", 1),), True)
    with store.transaction() as work:
        work.uploads.remove("u1", owner_id=ANA)
        work.mandates.remove("m1", owner_id=ANA)
        assert work.runs.every(owner_id=ANA) == ()
