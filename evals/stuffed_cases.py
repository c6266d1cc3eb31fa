"""Stuffed texts by recombination: one fragment of each part, by a fixed rule. Knows the format of cases/stuffed.yaml only.

The parts have 11, 13, 7, 8, 9 and 6 fragments, so no two texts of a language take the same six. They share fragments and are therefore not
as independent as texts written one by one: what a suite can find with them is told as an upper bound (docs/evals.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.lang import LANGS
from evals.values import Case, Expect

STUFFED_MOST = 1.0
"""A text with every surface feature and no content stays at or under this overall."""


def stuffed_cases(data: Mapping[str, Any]) -> list[Case]:
    """The recombined texts, English and Spanish in turn; each is a cluster."""
    made = []
    for number in range(int(data["texts"])):
        for lang in LANGS:
            # The Spanish texts take other combinations than the English ones.
            step = 2 * number + (lang == "es")
            kind = data["kinds"][number % len(data["kinds"])]
            fragments = [part[step % len(part)] for part in data["parts"][lang].values()]
            turned = fragments[:1] + _turned(fragments[1:-1], number) + fragments[-1:]
            name = f"STR-{lang.upper()}-{number + 1:03}"
            made.append(
                Case(
                    id=name,
                    lang=lang,
                    task="memo",
                    cluster=name,
                    provenance=str(data["provenance"]),
                    tags=("stuffed", "recombined"),
                    input={"text": " ".join(turned) + "\n", "kind": kind},
                    expect=Expect(most_overall=STUFFED_MOST),
                )
            )
    return made


def _turned(parts: list[str], by: int) -> list[str]:
    at = by % len(parts)
    return parts[at:] + parts[:at]
