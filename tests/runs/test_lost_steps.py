"""A run that is said to be under way, and whose steps are not there any more (a restore of other days), fails visibly."""

from __future__ import annotations

from pathlib import Path

from app.bootstrap import run_ports
from app.llm.purse import Budget
from app.runs.holder import STEPS_VERSION, Holder
from tests.services.builders import house
from tests.storage.builders import mandate, run


def test_a_run_without_its_steps_is_failed_and_not_said_to_go_on_for_ever(tmp_path: Path) -> None:
    here = house(tmp_path / "data")
    with here.store().transaction() as work:
        work.mandates.add(mandate())
        work.runs.add(run(state="running", steps_version=STEPS_VERSION))
    holder = Holder(tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'runs.db'}", run_ports(here, Budget()))
    assert holder.attend()
    holder.close()
    with here.store().reading() as work:
        found = work.runs.for_executor("r1")
    here.store().close()
    assert found is not None
    assert found.state == "failed"
    assert found.failure is not None
    assert found.failure["key"] == "runs.broke_off"
