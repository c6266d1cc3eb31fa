"""Whole briefs by a model that fails in one call of five, in every way, in both languages: every one is whole. Run by `make soak`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.catalog.kinds import document_kind
from app.catalog.language import detect
from app.chains.model_document import Desk, model_document
from app.chains.model_steps import perform_here
from app.domain.lang import LANGS
from app.llm.purse import Budget, Purse
from app.llm.run_chat import RunChat
from tests.chains.builders import FULL_FILE, facts, model_writer, order
from tests.chains.test_model_document_faults import FAULTS
from tests.standin import standin

ROUNDS = 3


@pytest.mark.soak
def test_briefs_by_a_model_that_fails_once_in_five_are_all_whole(tmp_path: Path) -> None:
    known = facts(FULL_FILE)
    told: dict[str, Counter[str]] = {fault: Counter() for fault in FAULTS}
    wrong: list[str] = []
    with standin() as server:
        for turn in range(ROUNDS):
            for fault in FAULTS:
                for lang in LANGS:
                    server.clear()
                    server.one_in(5, fault)
                    folder = tmp_path / f"{turn}-{FAULTS.index(fault)}-{lang}"
                    chat = model_writer(server, folder, timeout_s=0.5 if "timeout" in fault else 20).chat
                    document = model_document(order(lang), known, Desk(RunChat(chat, Purse(Budget()))), perform_here)
                    whole = [s.id for s in document.sections] == [s.id for s in document_kind("mandate-brief").sections]
                    plain = all(detect(f.message) == lang for f in document.findings if f.check == "writer")
                    if not (whole and plain):
                        wrong.append(f"{fault} {lang}")
                    own = told[fault]
                    own["documents"] += 1
                    own["whole"] += whole
                    own["told plainly"] += plain
                    own["calls"] += len(document.calls)
                    own["repaired or failed"] += sum(c.outcome != "ok" for c in document.calls)
                    own["sections by rules"] += sum(f.check == "writer" for f in document.findings)
                    own["needs review"] += document.status == "needs_review"
    for fault, own in told.items():
        print(f"{fault:32}", ", ".join(f"{name} {count}" for name, count in own.items()), flush=True)
    print(f"not whole {len(wrong)}")
    assert wrong == []
