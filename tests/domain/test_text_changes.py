"""A memo beside its rewrite, sentence by sentence: what moved goes and comes whole; nothing is lost or said twice."""

from __future__ import annotations

import pytest

from app.domain.comparing import text_changes

BEFORE = "El equipo cerró bien octubre.\n\nLa línea 3 corre las piezas de GM. No quisiera preocuparte de más.\n\nSaludos,\nHéctor"
AFTER = "La línea 3 corre todas las piezas de GM.\n\nEl equipo cerró bien octubre.\n\nSaludos,\nHéctor"


@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), ("", AFTER), (BEFORE, ""), ("", ""), ("a. b? 3.5\n\nx", "b? a.\nx.")])
def test_what_stays_and_goes_is_the_first_text_and_what_stays_and_comes_the_second(before: str, after: str) -> None:
    found = text_changes(before, after)
    assert "".join(w.text for w in found if w.op != "added") == before
    assert "".join(w.text for w in found if w.op != "removed") == after


def test_a_sentence_that_moved_is_not_mixed_with_the_one_in_its_place() -> None:
    found = [(w.op, w.text.strip()) for w in text_changes(BEFORE, AFTER) if w.text.strip()]
    assert ("added", "todas") in found
    assert ("removed", "El equipo cerró bien octubre.") in found
    assert ("added", "El equipo cerró bien octubre.") in found
    assert ("removed", "No quisiera preocuparte de más.") in found
