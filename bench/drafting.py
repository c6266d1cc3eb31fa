"""How long a guided draft takes: the command as a whole, and the drafting alone after the start; peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.clock import call_s, command_s

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "juarez-operations.yaml"
_PEAK = """
import sys, psutil
sys.argv = ["puente", *sys.argv[1:]]
from app.cli.main import main
try:
    main()
except SystemExit:
    pass
info = psutil.Process().memory_info()
sys.stderr.write(f"PEAK {getattr(info, 'peak_wset', info.rss)}")
"""


def measure() -> dict[str, float]:
    """Seconds and megabytes; ratios are to an empty Python start in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PUENTE_DATA_DIR": folder, "PUENTE_TODAY": "2026-11-21"}
        python = command_s([sys.executable, "-c", "pass"], env=env)
        helped = command_s([sys.executable, "-m", "app", "--help"], env=env)
        drafted = command_s([sys.executable, "-m", "app", "draft", str(EXAMPLE), "--lang", "en"], env=env, repeat=3)
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, "draft", str(EXAMPLE), "--lang", "both"], env=env, capture_output=True, text=True, check=True
        )
        peak_mb = int(done.stderr.rsplit("PEAK ", 1)[1]) / 1e6
    return {
        "python_start_s": python,
        "help_s": helped,
        "help_ratio": helped / python,
        "draft_command_s": drafted,
        "draft_ratio": drafted / python,
        "guided_after_start_s": _after_start(),
        "memory_mb": peak_mb,
    }


def _after_start() -> float:
    from datetime import UTC, date, datetime

    from app.catalog.intake_reader import read_intake
    from app.catalog.kinds import document_kind
    from app.chains.draft_document import Order, draft_document
    from app.chains.guided_writer import GuidedWriter
    from app.chains.kind_facts import facts_of

    data = EXAMPLE.read_bytes()

    def work() -> object:
        intake = read_intake(data, name=EXAMPLE.name)
        facts = facts_of(intake, date(2026, 11, 21))
        order = Order(document_kind("mandate-brief"), "en", "internal", "d", "m", 1, datetime(2026, 11, 21, tzinfo=UTC))
        return draft_document(order, facts, GuidedWriter())

    return call_s(work)
