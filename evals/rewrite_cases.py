"""Families of memos become rewrite cases: the softened text in its own language and in the other, the direct one left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.lang import Lang
from evals.values import Case

FORMS = (("own", "softened"), ("across", "softened"), ("direct", "direct"))


def rewrite_cases(data: Mapping[str, Any]) -> list[Case]:
    """Three cases a family; a family and its twin are one cluster."""
    made = []
    for family in data["families"]:
        lang: Lang = family["lang"]
        other: Lang = "es" if lang == "en" else "en"
        given = {"kind": family["kind"], "audience": family.get("audience")}
        for tag, form in FORMS:
            into = {"into": other} if tag == "across" else {}
            made.append(
                Case(
                    id=f"W-{family['id']}-{tag}",
                    lang=lang,
                    task="rewrite",
                    cluster=min(family["id"], family.get("pair_id") or family["id"]),
                    provenance=str(data["provenance"]),
                    tags=(tag,),
                    input={"text": family[form]["text"], **{k: v for k, v in given.items() if v is not None}, **into},
                )
            )
    return made
