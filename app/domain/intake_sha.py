"""The fingerprint of an intake, by which a document names what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def sha_of(raw: Mapping[str, Any]) -> str:
    """The sha256 of a normalised intake, sixteen hex digits; the order of keys does not matter."""
    return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]
