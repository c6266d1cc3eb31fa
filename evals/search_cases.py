"""Queries become cases: one a query, answered in its own language and in the other. Knows the format of cases/retrieval.yaml only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.values import Case, Expect


def search_cases(data: Mapping[str, Any]) -> list[Case]:
    """A case a query; queries with the same answers are one cluster, so that a change of one note is not counted twice."""
    meanings = data["provenance"]
    return [
        Case(
            id=item["id"],
            lang=item["lang"],
            task="search",
            cluster="+".join(sorted(item["want"])) or item["id"],
            split="held_out" if item["split"] == "held_out" else "tuning",
            kind="normal" if item["kind"] == "normal" else "abstain",
            provenance=str(meanings.get(item["provenance"], item["provenance"])),
            tags=("low_overlap",) if item["low_overlap"] else (),
            input={"query": item["query"]},
            expect=Expect(answers=tuple(item["want"]), is_silent=None if item["want"] else True),
        )
        for item in data["cases"]
    ]
