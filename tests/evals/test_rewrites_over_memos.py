"""Over memos written apart: a text against itself is blameless, a rewrite adds nothing, a graded memo is asked five questions.

Every twelfth memo here; all of them in tests/soak.
"""

from __future__ import annotations

from itertools import islice

from tests.evals.rewritten import added, blamed, coached, memos

EVERY = 37


def test_a_memo_compared_with_itself_has_no_fault() -> None:
    assert {name: found for name, lang, text, _ in islice(memos(), 0, None, EVERY) if (found := blamed(lang, text))} == {}


def test_a_rewrite_adds_no_figure_day_or_name_and_five_questions_are_asked() -> None:
    new, few = {}, {}
    for name, lang, text, kind in islice(memos(), 5, None, EVERY):
        found = coached(lang, text, kind)
        if found.overall is None:
            continue
        if found.rewrite and (more := added(text, found.rewrite.text)):
            new[name] = more
        if len(found.questions) != 5:
            few[name] = len(found.questions)
    assert new == {}
    assert few == {}
