"""What an executive sees, in both interface languages. `pytest --snapshot-update` renews the pictures; read the difference before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.lang import LANGS, Lang, both
from app.domain.practice import Point
from app.domain.rewrites import as_rewrite
from app.errors import BadInput, UnknownId
from app.services.practice_desk import Desk, OnDesk, comparison, on_desk
from app.services.practice_progress import Progress
from app.services.sending import Destination
from app.ui.memo_orders import memo_order, owner_tag, restored
from app.ui.presenters.coach_before import privacy, sending
from app.ui.presenters.coach_mine import mine
from app.ui.presenters.coach_rewrite import difference
from app.ui.presenters.coach_roleplay import conversation
from app.ui.presenters.coached import coached, empty
from tests.ui import coach_builders as made
from tests.ui.builders import DAY, house, lines

both_interfaces = pytest.mark.parametrize("lang", LANGS)
HOST = Destination(host="api.example", retention=both("Kept 30 days.", "Se conserva 30 días."), is_local=False)


@both_interfaces
def test_a_coached_memo_is_shown_with_marks_levels_rewrite_and_questions(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(coached(lang, made.on_desk(), None)) == snapshot


@both_interfaces
def test_a_stopped_memo_shows_the_route_and_nothing_about_style(lang: Lang, snapshot: SnapshotAssertion) -> None:
    shown = coached(lang, made.on_desk(made.stopped()), None)
    assert lines(shown) == snapshot
    assert "pu-mk" not in shown
    assert "pu-rewrite" not in shown
    assert 'data-do="keep"' not in shown
    assert shown.index("Go to counsel first.") < shown.index('data-do="keep_stop"')


@both_interfaces
def test_a_second_attempt_is_set_beside_the_first(lang: Lang, snapshot: SnapshotAssertion, tmp_path: Path) -> None:
    found = made.on_desk(made.coaching(level=2, blocked=False), before=made.coaching())
    compared = comparison(house(tmp_path), found)
    assert compared is not None
    shown = coached(lang, found, compared)
    assert lines(shown[shown.index('<section class="pu-part pu-before"') : shown.index('<div class="pu-coach-grid"')]) == snapshot


@both_interfaces
def test_a_role_play_ends_in_its_debrief(lang: Lang, snapshot: SnapshotAssertion) -> None:
    shown = conversation(lang, made.on_desk(exchange=made.exchange(), debrief=made.debrief()))
    assert lines(shown) == snapshot
    assert "<i>units" not in shown


@both_interfaces
def test_a_role_play_without_a_memo_says_what_to_do(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(conversation(lang, None) + conversation(lang, made.on_desk())) == snapshot


@both_interfaces
def test_own_practice_is_listed_with_what_can_be_done(lang: Lang, snapshot: SnapshotAssertion) -> None:
    attempts = (made.line(3, shared_with=("ana",)), made.line(4, scenario="SN-004", is_accepted=True), made.line(5, is_own=False))
    stand = Progress(
        points=(Point(attempt_id="A3", scenario=None, on=DAY, overall=0.3),), weakest="D5", next_scenario="SN-007", attempts_to_plot=3
    )
    assert lines(mine(lang, attempts, stand, (made.entry(),), plot=b"", calendar=b"BEGIN:VCALENDAR")) == snapshot


@both_interfaces
def test_an_empty_practice_and_an_empty_page_say_what_to_do(lang: Lang, snapshot: SnapshotAssertion) -> None:
    nothing = Progress(points=(), attempts_to_plot=5)
    assert lines(empty(lang) + mine(lang, (), nothing, (), plot=b"", calendar=b"")) == snapshot


@both_interfaces
def test_who_runs_the_instance_and_where_a_memo_could_go_is_said(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(privacy(lang, "Lindero A.C.", None) + privacy(lang, "", HOST) + sending(lang, HOST)) == snapshot


def test_five_marks_are_open_at_once_the_gravest_first() -> None:
    shown = coached("en", made.on_desk(), None)
    cards = re.findall(r'<li id="pu-mk-(\d)" class="pu-mkc"( hidden)?', shown)
    assert [int(n) for n, hidden in cards if not hidden] == [0, 3, 1, 2, 4]
    assert [int(n) for n, hidden in cards if hidden] == [5]
    assert "Show all 6" in shown


def test_the_mean_never_stands_without_its_lowest_dimensions_and_blockers() -> None:
    shown = coached("en", made.on_desk(), None)
    verdict = shown[shown.index("pu-overall") : shown.index("The twelve dimensions")]
    assert "0.9" in verdict
    assert "D1 Bottom line first" in verdict
    assert "Blockers: 1" in verdict


def test_a_marked_stretch_is_exactly_the_words_of_the_memo_and_mark_up_stays_text() -> None:
    shown = coached("en", made.on_desk(), None)
    memo = shown[shown.index('<div class="pu-memo-text"') :]
    memo = memo[: memo.index("</div>")]
    bare = re.sub(r'<span class="pu-unseen">.*?</span>|<[^>]+>', "", memo)
    assert bare == made.MEMO.replace("<", "&lt;").replace(">", "&gt;")


def test_a_slot_is_one_piece_of_the_difference_even_where_its_words_were_there() -> None:
    memo = "The day is open. We close soon.\n"
    shown = difference("en", memo, as_rewrite(memo, "The day is open. We close on [the day?].\n", "en"))
    assert '<span class="pu-slot">[the day?]</span>' in shown


def test_a_text_with_letters_of_the_private_area_is_shown_as_it_is() -> None:
    memo = "We close \U000f0000 soon.\n"
    assert "\U000f0000" in difference("en", memo, as_rewrite(memo, "We close \U000f0000 on [which day?].\n", "en"))


def test_what_lies_on_one_desk_is_not_on_anothers() -> None:
    desk, stranger = Desk(), Actor(user_id="u2", roles=frozenset({"executive", "admin"}))
    desk.put(LOCAL_ACTOR, made.on_desk())
    assert isinstance(on_desk(desk, LOCAL_ACTOR, "desk-1"), OnDesk)
    with pytest.raises(UnknownId):
        on_desk(desk, stranger, "desk-1")


def test_deleting_takes_it_off_the_desk_too() -> None:
    desk = Desk()
    desk.put(LOCAL_ACTOR, made.on_desk(attempt_id="A1"))
    desk.clear(LOCAL_ACTOR, "A1")
    assert desk.get(LOCAL_ACTOR, "desk-1") is None


def test_a_draft_is_given_back_to_the_same_user_only() -> None:
    kept = f'{{"owner": "{owner_tag(LOCAL_ACTOR)}", "memo": "Karen:", "desk": 3}}'
    assert restored(kept, LOCAL_ACTOR)["memo"] == "Karen:"
    assert set(restored(kept, Actor(user_id="u2")).values()) == {""}
    for broken in ("", "[]", "{", "null"):
        assert set(restored(broken, LOCAL_ACTOR).values()) == {""}


def test_a_memo_goes_to_a_model_only_when_its_writer_agreed() -> None:
    given = {"scenario": "", "kind": "", "audience": "cfo", "side": "writer", "rewrite_lang": "", "charter": ""}
    assert memo_order("Karen: 3 units.", **given, may_send=False).writer == "guided"
    assert memo_order("Karen: 3 units.", **given, may_send=True).writer == "model"
    with pytest.raises(BadInput):
        memo_order(" \n", **given, may_send=False)
