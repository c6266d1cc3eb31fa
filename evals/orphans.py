"""Which recordings nothing asks for any more: found by asking for every recorded case again. Judges nothing."""

from __future__ import annotations

from pathlib import Path

from evals.recordings import FOLDER, Recordings


def orphan_recordings(folder: Path = FOLDER) -> tuple[str, ...]:
    """Keys that no recorded case asks for; empty where nothing was recorded. Cases and epochs stand in recordings/cases.json."""
    import json

    from evals.app_adapter import Adapter, output_of
    from evals.recordings import Ledger
    from evals.suites import read_suite
    from evals.writers import RECORDED, Writers

    told = folder / "cases.json"
    if not told.exists():
        return Recordings(folder).orphans()
    kept = Recordings(folder)
    recorded = json.loads(told.read_text("utf-8"))
    made = Writers("recorded", recorded.get("model", RECORDED), Ledger(), kept=kept)
    adapter = Adapter(made, folder)
    for suite, names in recorded["suites"].items():
        for case in read_suite(suite):
            if case.id in names:
                for epoch in range(1, recorded["epochs"] + 1):
                    output_of(case, epoch, adapter)
    return kept.orphans()
