"""What the checks caught of the faults of meaning when it was last accepted: a check that catches less fails. Knows one file."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).parent / "baselines" / "mutate" / "rules.json"


def baseline() -> dict[str, int]:
    """Caught plantings by "kind/language"; empty when nothing was accepted yet."""
    if not FILE.exists():
        return {}
    loaded = json.loads(FILE.read_text("utf-8"))
    return {name: int(row["caught"]) for name, row in loaded["rows"].items()}
