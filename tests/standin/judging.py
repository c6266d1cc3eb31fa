"""The stand-in as a verifier by a rule of its own: figures, denials and words compared. Proves the wiring, no model's judgement."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_PAIR = re.compile(r"^\[(P\d+)\] (.*)\n((?:- .*(?:\n|$))+)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NOT = frozenset("not no never nor neither cannot without none nobody nunca ni sin nadie ningun ninguna tampoco jamas".split())
SAME = "- ="
MOST = 0.75
"""The part of a statement's longer words that its evidence lacks, from which the stand-in calls it unsupported."""
SOME = 0.35
"""With less lacking the two are near enough to compare figures and denials."""
LETTERS = 5


def judged(asked: str) -> dict[str, Any]:
    """A verdict for every pair of a verifier's request."""
    return {"verdicts": [_verdict(*found) for found in _PAIR.findall(asked)]}


def _verdict(own_id: str, statement: str, evidence: str) -> dict[str, str]:
    lines = evidence.strip().split("\n")
    if SAME in lines:
        return {"id": own_id, "verdict": "supported", "why": ""}
    whole = " ".join(line.removeprefix("- ") for line in lines)
    for verdict, why in _reasons(_folded(statement), _folded(whole)):
        return {"id": own_id, "verdict": verdict, "why": why}
    return {"id": own_id, "verdict": "supported", "why": ""}


def _reasons(said: str, there: str) -> list[tuple[str, str]]:
    words, known = _WORD.findall(said), _WORD.findall(there)
    longer = [w for w in words if len(w) >= LETTERS]
    starts = {w[:LETTERS] for w in known}
    lacking = [w for w in longer if w[:LETTERS] not in starts]
    share = len(lacking) / len(longer) if longer else 0.0
    if share > MOST:
        return [("unsupported", f"the source has no {', '.join(lacking[:4])}")]
    if share > SOME:
        return [("partly", f"the source has no {', '.join(lacking[:4])}")]
    found = [("unsupported", f"the source has no {f}") for f in _FIGURE.findall(said) if f not in _FIGURE.findall(there)]
    if longer and sum(w in _NOT for w in words) != sum(w in _NOT for w in known):
        found.append(("unsupported", "one of the two denies"))
    return found


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
