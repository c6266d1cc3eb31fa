"""What changed in a text, as a reader follows it: nothing lost, no lone blank between changes, texts that differ throughout shown whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparing import readable_changes

OLD = "Bottom line: the present plan has this person in place on 24 May 2027."


def test_texts_with_little_in_common_are_shown_whole() -> None:
    found = readable_changes(OLD, "The plant needs a leader who has run two shifts.")
    assert [(w.op, w.text) for w in found] == [("removed", OLD), ("added", "The plant needs a leader who has run two shifts.")]


def test_neighbouring_changes_are_told_as_one() -> None:
    found = readable_changes(OLD, OLD.replace("24 May 2027", "1 June 2028"))
    assert [(w.op, w.text) for w in found if w.op != "same"] == [("removed", "24 May 2027"), ("added", "1 June 2028")]


@given(st.text(alphabet="ab ,.\n", max_size=30), st.text(alphabet="ab ,.\n", max_size=30))
def test_either_text_can_be_put_together_again(before: str, after: str) -> None:
    found = readable_changes(before, after)
    assert "".join(w.text for w in found if w.op != "added") == before
    assert "".join(w.text for w in found if w.op != "removed") == after
