"""Does a document still hold what it was made from: the intake that its provenance names, and every open point of it?"""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.given import Given
from app.domain.document import Finding
from app.domain.intake_sha import sha_of

NAME = "intake_kept"
KIND = "mandate-brief"
"""Only this kind lists every open point; others list those of their own sections."""


def check(given: Given) -> Iterator[Finding]:
    """An intake that is not the one of the provenance blocks, and so does an open point that the document no longer lists.

    A variant that carries no intake cannot be recomputed and is passed over.
    """
    document = given.document
    if document.intake is None:
        return
    if sha_of(document.intake) != document.provenance.intake_sha:
        yield given.finding(NAME, "block", "intake_differs")
    if given.facts is None or document.variant != "internal" or document.kind != KIND:
        return
    listed = {g.path for g in document.gaps}
    for path in dict.fromkeys(p.path for p in given.facts.open_points):
        if path not in listed:
            yield given.finding(NAME, "block", "gap_dropped", path=path)
