"""The case files that weights are learned from, and their memos one by one. Knows the files' form and who may be learned from; no features.

Each file is one writer's. Those named heldout were opened on 2026-11-22 and 23 and are tuning files since; one that is to be opened once is
not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.catalog.yaml_files import load
from evals.memos import CASES, VERSIONS

MEMO_FILES = (
    *("memos.yaml", "memos_heldout.yaml", "memos_heldout2.yaml", "memos_dev3.yaml", "memos_dev4.yaml"),
    *("memos_heldout3.yaml", "memos_heldout4.yaml", "memos_heldout5.yaml", "memos_learn6.yaml", "memos_learn7.yaml"),
    *("memos_learn8.yaml", "memos_learn9.yaml", "memos_learn10.yaml", "memos_heldout6.yaml", "memos_learn11.yaml", "memos_learn12.yaml"),
    *("memos_learn13.yaml", "memos_learn14.yaml", "memos_learn15.yaml", "memos_learn16.yaml", "memos_learn17.yaml", "memos_learn18.yaml"),
    *("memos_heldout7.yaml", "memos_learn19.yaml", "memos_learn20.yaml", "memos_learn21.yaml"),
    *("memos_learn22.yaml", "memos_learn23.yaml", "memos_learn24.yaml", "memos_heldout8.yaml"),
    *("memos_heldout9.yaml", "memos_learn25.yaml", "memos_learn26.yaml", "memos_learn27.yaml"),
    *("memos_heldout10.yaml", "memos_heldout11.yaml", "memos_learn28.yaml", "memos_learn29.yaml", "memos_learn30.yaml"),
    *("memos_heldout12.yaml", "memos_heldout13.yaml"),
)
"""Memos of ordinary business with their kinds and markers."""
SENTENCE_FILES = ("sentences_learn.yaml", "sentences_learn2.yaml", "sentences_learn3.yaml", "sentences_learn4.yaml")
"""Single sentences of such memos in pairs: one with its markers, and a plain one of the same matter."""
STOP_FILES = (
    *("stops_learn.yaml", "stops_learn2.yaml", "stops_learn3.yaml", "stops_learn4.yaml", "stops_learn5.yaml", "stops_learn6.yaml"),
    *("stops_learn7.yaml", "stops_learn8.yaml", "stops_learn9.yaml", "stops_learn10.yaml", "stops_learn11.yaml"),
    *("stops_dev.yaml", "stops_heldout.yaml", "stops_heldout3.yaml", "stops_heldout4.yaml", "stops_heldout5.yaml"),
    *("stops_heldout6.yaml", "stops_heldout7.yaml", "stops_heldout8.yaml", "stops_heldout12.yaml"),
    "stops_heldout13.yaml",
)
"""Matters for counsel, and near misses."""


class MemoText(NamedTuple):
    """One memo of a file: its case (id, lang, kind), which of its versions it is, its text and the markers labelled in it."""

    case: Mapping[str, Any]
    version: str
    text: str
    labels: Sequence[Mapping[str, Any]]


def cases_of(file: str) -> Mapping[str, list[Mapping[str, Any]]]:
    """What a case file holds, by its parts. Raises: BadData for a file that is missing or no YAML."""
    found: Mapping[str, list[Mapping[str, Any]]] = load(CASES / file)
    return found


def memo_texts(file: str) -> Iterator[MemoText]:
    """Every memo of a file: its families in three versions, single memos (`memo`), and traps, in which nothing is to be marked (`trap`).

    Of a file of sentences, each sentence (`sentence`): the soft one of a pair, then the plain one.
    """
    cases = cases_of(file)
    for family in cases.get("families") or ():
        for version in VERSIONS:
            yield MemoText(family, version, family[version]["text"], family[version].get("markers") or ())
    for single in cases.get("memos") or ():
        yield MemoText(single, "memo", single["text"], single.get("markers") or ())
    for pair in cases.get("sentences") or ():
        yield MemoText(pair, "sentence", pair["soft"], pair["markers"])
        yield MemoText(pair, "sentence", pair["plain"], ())
    for trap in cases.get("traps") or ():
        yield MemoText(trap, "trap", trap["text"], ())
