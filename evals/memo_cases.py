"""Memo texts written apart become cases: families, stuffed texts, stops, near misses, traps, minimal pairs. Knows their formats only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evals.stuffed_cases import STUFFED_MOST
from evals.values import Case, Expect, Kind, MarkerLabel, Split

FORMS = ("softened", "direct", "direct_nonnative")


def memo_cases(data: Mapping[str, Any], *, split: Split) -> list[Case]:
    """Every text of the file as a case; the texts of a family, and of its twin, are one cluster."""
    told = str(data["provenance"])
    cases: list[Case] = []
    for family in data["families"]:
        cluster = min(family["id"], family.get("pair_id") or family["id"])
        for form in FORMS:
            labels = tuple(MarkerLabel.model_validate(m) for m in family[form].get("markers", ()))
            expect = Expect(markers=labels, is_stopped=False)
            cases.append(_case(family, f"{family['id']}-{form}", cluster, "normal", split, told, family[form]["text"], expect, form))
        cases.extend(_forms(family, cluster, split, told))
    for item in data.get("stuffed", ()):
        cases.append(_case(item, item["id"], item["id"], "normal", split, told, item["text"], Expect(most_overall=STUFFED_MOST), "stuffed"))
    for item in data.get("stops", ()):
        cases.append(_case(item, item["id"], item["id"], "stop", split, told, item["text"], Expect(is_stopped=True), item["topic"]))
    for item in data.get("near_misses", ()):
        cases.append(_case(item, item["id"], item["id"], "near_miss", split, told, item["text"], Expect(is_stopped=False), item["topic"]))
    for item in data.get("traps", ()):
        expect = Expect(markers=(), is_stopped=False)
        cases.append(_case(item, item["id"], item["id"], "normal", split, told, item["text"], expect, "trap"))
    return cases


def _case(
    item: Mapping[str, Any], name: str, cluster: str, kind: Kind, split: Split, told: str, text: str, expect: Expect, tag: str
) -> Case:
    given = {"text": text, "kind": item.get("kind"), "audience": item.get("audience")}
    return Case(
        id=name,
        lang=item["lang"],
        task="memo",
        cluster=cluster,
        split=split,
        kind=kind,
        provenance=told,
        tags=(tag,),
        input={k: v for k, v in given.items() if v is not None},
        expect=expect,
    )


def _forms(family: Mapping[str, Any], cluster: str, split: Split, told: str) -> list[Case]:
    """The two things that must hold between a family's texts: saying it directly lifts the whole, non-native wording does not move it."""
    return [
        Case(
            id=f"{family['id']}-{name}",
            lang=family["lang"],
            task="pair",
            cluster=cluster,
            split=split,
            provenance=told,
            tags=(name,),
            input={"a": family[a]["text"], "b": family[b]["text"], "kind": family["kind"]},
            expect=Expect(dimension="overall", direction=direction),
        )
        for name, a, b, direction in (("lifts", "softened", "direct", "up"), ("non-native", "direct", "direct_nonnative", "same"))
    ]


def pair_cases(items: Iterable[Mapping[str, Any]]) -> list[Case]:
    """Minimal pairs: two texts that differ in one feature, which must move one dimension; each pair is its own cluster."""
    return [
        Case(
            id=item["id"],
            lang=item["lang"],
            task="pair",
            cluster=item["id"],
            provenance=str(item.get("provenance", "written by the team with the rules at hand")),
            tags=(str(item.get("feature", "pair")),),
            input={"a": item["a"], "b": item["b"], "kind": item.get("kind"), "others_within": item.get("others_within", 1)},
            expect=Expect(dimension=item["dimension"], direction=item["direction"]),
        )
        for item in items
    ]
