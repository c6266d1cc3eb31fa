"""Plays become role-play cases: each with two memos, two personas and other answers of the same kinds, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.lang import LANGS
from evals.values import Case, Expect, Kind

PERSONAS = ("cfo", "ceo", "coo", "board_risk_chair")
TIMES = 2
"""So often is a play gone through, each time with another memo, persona and first answer."""
APART = 3
ORDER = "order"


def role_play_cases(data: Mapping[str, Any], memos: Mapping[str, Any]) -> list[Case]:
    """The cases of cases/role_play.yaml over the softened memos of `memos`; a play with its twin is one cluster."""
    families = {lang: [f for f in memos["families"] if f["lang"] == lang] for lang in LANGS}
    made = []
    for number, play in enumerate(data["plays"]):
        for time in range(TIMES):
            for lang in LANGS:
                at = number + time * len(data["plays"])
                family = families[lang][at % len(families[lang])]
                name = f"RP-{play['id']}-{time + 1}"
                used = set(play["plan"].values())
                kind: Kind = "injection" if ORDER in used else "normal"
                made.append(
                    Case(
                        id=f"{name}-{lang}",
                        lang=lang,
                        task="role_play",
                        cluster=name,
                        kind=kind,
                        provenance=str(data["provenance"]),
                        tags=(play["id"], family["id"]),
                        pair_id=f"{name}-{'es' if lang == 'en' else 'en'}",
                        input={
                            "text": family["softened"]["text"],
                            "kind": family["kind"],
                            "persona": PERSONAS[at % len(PERSONAS)],
                            "plan": play["plan"],
                            "first": time * APART,
                            "answers": {k: v for k, v in data["answers"][lang].items() if k in used},
                        },
                        expect=Expect(level=play["level"]),
                    )
                )
    return made


def memos_of(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The families of the memo files that a role-play file names."""
    from evals.suites import load

    return {"families": [f for name in data["memos"] for f in load(folder / name)["families"]]}
