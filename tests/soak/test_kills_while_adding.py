"""Twenty kills while documents are added and indexed: nothing that was acknowledged is lost. Run by `make soak`, not by `make test`."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS = 20
LONGEST_S = 6.0


def _puente(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "app", *words]


def _env(folder: Path) -> dict[str, str]:
    return {**os.environ, "PUENTE_DATA_DIR": str(folder / "data"), "PUENTE_TODAY": "2026-11-21", "PUENTE_EMBEDDINGS": "none"}


def _said(folder: Path, *words: str) -> dict[str, object]:
    done = subprocess.run(_puente(folder, *words, "--json"), env=_env(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.soak
def test_nothing_acknowledged_is_lost_by_twenty_kills(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    acknowledged: list[str] = []
    killed = 0
    number = 0
    while killed < KILLS and number < KILLS * 4:
        number += 1
        word = f"zarandaja{number:03d}"
        paper = tmp_path / f"{word}.txt"
        paper.write_text(f"The firm keeps a note on {word} for the plant in Reynosa. It is read once a year.\n", "utf-8")
        process = subprocess.Popen(
            _puente(tmp_path, "library", "add", str(paper), "--visibility", "firm"),
            env=_env(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=chance.uniform(0.2, LONGEST_S))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
            continue
        if process.returncode == 0:
            acknowledged.append(word)
        time.sleep(0.05)
    assert killed == KILLS
    listed = json.dumps(_said(tmp_path, "library", "list"))
    lost = [w for w in acknowledged if w not in listed]
    unfound = [w for w in acknowledged if w not in json.dumps(_said(tmp_path, "library", "search", w, "--lang", "en"))]
    print(f"kills {killed}, acknowledged {len(acknowledged)}, lost {len(lost)}, not found {len(unfound)}")
    assert (lost, unfound) == ([], [])
