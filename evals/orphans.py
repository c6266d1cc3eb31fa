"""Which recordings nothing asks for any more: found by asking for every recorded case again. Judges nothing."""

from __future__ import annotations

from pathlib import Path

from evals.recordings import FOLDER, Recordings


def orphan_recordings(folder: Path = FOLDER) -> tuple[str, ...]:
    """Keys that no recorded case asks for; empty where nothing was recorded. Cases and epochs stand in recordings/manifest.json.

    Raises: EvalFault for a recording or a manifest that cannot be read.
    """
    from evals.app_adapter import Adapter, output_of
    from evals.recorded_cases import read_recorded
    from evals.recordings import Ledger
    from evals.suites import read_suite
    from evals.writers import Writers

    kept = Recordings(folder)
    recorded = read_recorded(folder)
    if recorded is None:
        return kept.orphans()
    adapter = Adapter(Writers("recorded", recorded.made_by, Ledger(), kept=kept), folder)
    for suite, names in recorded.suites.items():
        for case in read_suite(suite):
            if case.id in names:
                for epoch in range(1, recorded.epochs + 1):
                    output_of(case, epoch, adapter)
    return kept.orphans()
