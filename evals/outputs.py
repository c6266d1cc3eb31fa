"""What the app gave for one case in one epoch: its data, the words that a reader sees, what it cost, and a hash of all that is shown."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.domain.base import Value

UNSHOWN = ("calls", "provenance", "created_at", "id", "mandate_id", "findings_spans")
"""Keys that no reader sees or that differ between two runs of the same words: they are no part of the hash."""


class Output(Value):
    """One output. `error` is set, and `data` empty, where the app or the model failed: that case scores as failed, never as absent."""

    data: dict[str, Any]
    words: str
    tokens: int | None = None
    cost_usd: float | None = None
    latency_ms: int = 0
    error: str | None = None
    is_missing: bool = False
    """True where recorded answers were lacking: not the app's failure, and not scored."""

    @property
    def sha(self) -> str:
        """The sha256 of what is shown, sixteen hex digits; two outputs with the same hash need no comparing."""
        shown = {k: v for k, v in self.data.items() if k not in UNSHOWN}
        told = json.dumps([shown, self.error], sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
