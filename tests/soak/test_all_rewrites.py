"""All memos of the evals: none is blamed against itself, no rewrite adds a figure, day or name, five questions each."""

from __future__ import annotations

import pytest

from tests.evals.rewritten import added, blamed, coached, memos


@pytest.mark.soak
def test_nothing_is_added_or_blamed_over_all_memos() -> None:
    wrong = {}
    count = 0
    for name, lang, text, kind in memos():
        count += 1
        found = coached(lang, text, kind)
        faults = [*blamed(lang, text), *(added(text, found.rewrite.text) if found.rewrite else ())]
        if found.overall is not None and len(found.questions) != 5:
            faults.append(("questions", str(len(found.questions))))
        if faults:
            wrong[name] = faults
    assert count >= 250
    assert wrong == {}
