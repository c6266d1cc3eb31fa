"""The memo suite on memos of its own: spans, justified markers, and the half on which rules are tuned."""

from __future__ import annotations

import pytest

from evals.memos import CASES, lines, spans_of, tally


def test_a_marker_is_found_and_justified_where_spans_share_a_character() -> None:
    assert tally([(0, 5), (10, 12)], [(4, 8), (20, 22)]) == (2, 1, 2, 1)


def test_the_second_time_that_words_occur_can_be_meant() -> None:
    assert spans_of("soon, very soon", [{"text": "soon", "occurrence": 2}]) == ((11, 15),)


def test_labelled_words_that_are_not_in_the_memo_are_an_error() -> None:
    with pytest.raises(ValueError):
        spans_of("all is said", [{"text": "soon"}])


def test_softened_memos_stand_below_direct_ones_and_stops_stop() -> None:
    told = "\n".join(lines(CASES / "memos.yaml"))
    assert "families in order: 62 of 62" in told
    assert "stuffed above 1.0: 0" in told
    assert "stop cases not stopped: 0" in told
    assert "near misses stopped: 0" in told
