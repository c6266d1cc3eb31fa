"""Vectors for the embeddings route: words hashed into a fixed number of places, so that texts with common words lie near each other."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import struct
import unicodedata

DIMENSIONS = 64


def vector(text: str) -> list[float]:
    """A deterministic vector of length one; the same for the same words in any order, case or accent."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    places = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", plain) or [""]:
        digest = hashlib.sha256(word.encode("utf-8")).digest()
        for at in (0, 4, 8):
            places[digest[at] % DIMENSIONS] += 1.0 if digest[at + 1] % 2 else -1.0
    length = math.sqrt(sum(p * p for p in places))
    if length == 0:
        places[0] = length = 1.0
    return [p / length for p in places]


def packed(values: list[float]) -> str:
    """A vector as base64 of little-endian float32, the other encoding of the route."""
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode("ascii")
