"""Practice: private even from an administrator, shared by one explicit act, erased for good, never part of a search."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import app
from app.domain.actor import Actor
from app.domain.coaching import CODES, Blocker, Code, DimensionLevel, Level, Notice
from app.domain.practice import is_stop
from app.errors import BadInput, UnknownId
from app.services import practice, practice_ledger, practice_progress
from app.services.house import House
from tests.services.builders import ANA, BERTA
from tests.storage.builders import coaching, user

ADMIN = Actor(user_id="root", roles=frozenset({"consultant", "executive", "evaluator", "admin"}))
MEMO = "The line stops on 4 December.\n\nI will send the count by 24 November 2026. A recall is 20–45 % likely and would cost USD 0.6–2.1 million.\n"


def kept(house: House, actor: Actor = ANA, **said: Any) -> str:
    """The id of a new attempt."""
    found = practice.keep(house, actor, coaching(**said))
    assert found is not None
    return found.id


def levels(**said: Level | None) -> tuple[DimensionLevel, ...]:
    """Levels of the codes named; the others do not apply."""
    codes: tuple[Code, ...] = CODES
    return tuple(DimensionLevel(dimension=c, code=c, level=said.get(c), reason="x") for c in codes)


@pytest.fixture
def ticking(house: House) -> House:
    """A house whose clock goes on by an hour at each look."""
    from dataclasses import replace

    hours = iter(range(10_000))
    return replace(house, now=lambda: datetime(2026, 11, 21, 8, tzinfo=UTC) + timedelta(hours=next(hours)))


def test_an_attempt_is_seen_by_its_writer_only_and_a_role_opens_nothing(house: House) -> None:
    attempt_id = kept(house)
    assert [a.id for a in practice.attempts(house, ANA)] == [attempt_id]
    assert practice.attempt(house, ANA, attempt_id).text == coaching().text
    for other in (BERTA, ADMIN):
        assert practice.attempts(house, other) == ()
        assert practice.lines(house, other) == ()
        acts: tuple[Callable[[], object], ...] = (
            lambda other=other: practice.attempt(house, other, attempt_id),  # type: ignore[misc]
            lambda other=other: practice.delete(house, other, attempt_id),  # type: ignore[misc]
            lambda other=other: practice.share(house, other, attempt_id, "root@example.mx"),  # type: ignore[misc]
            lambda other=other: practice_ledger.accept(house, other, attempt_id),  # type: ignore[misc]
            lambda other=other: practice_progress.compare(house, other, attempt_id, attempt_id),  # type: ignore[misc]
        )
        for act in acts:
            with pytest.raises(UnknownId):
                act()
    assert practice.attempt(house, ANA, attempt_id).accepted_at is None


def test_sharing_is_one_act_for_one_reader_and_can_be_taken_back(house: House) -> None:
    attempt_id, other_id = kept(house), kept(house)
    with house.store().transaction() as work:
        work.users.add(user("berta"))
    shared = practice.share(house, ANA, attempt_id, "berta@example.mx")
    assert shared.shared_with == ("berta",)
    assert practice.attempt(house, BERTA, attempt_id).text == coaching().text
    assert [(line.id, line.is_own) for line in practice.lines(house, BERTA)] == [(attempt_id, False)]
    for hidden in (lambda: practice.attempt(house, BERTA, other_id), lambda: practice.attempt(house, ADMIN, attempt_id)):
        with pytest.raises(UnknownId):
            hidden()
    with pytest.raises(UnknownId):
        practice.share(house, BERTA, attempt_id, "berta@example.mx")
    assert practice.share(house, ANA, attempt_id, "berta@example.mx", takes_back=True).shared_with == ()
    with pytest.raises(UnknownId):
        practice.attempt(house, BERTA, attempt_id)
    with pytest.raises(UnknownId):
        practice.share(house, ANA, attempt_id, "berta@example.mx", takes_back=True)


def test_nobody_that_does_not_sign_in_here_can_be_shared_with(house: House) -> None:
    attempt_id = kept(house)
    with house.store().transaction() as work:
        work.users.add(user("ana"))
        work.users.add(user("gone", disabled=True))
    for name in ("nobody@example.mx", "gone@example.mx", ""):
        with pytest.raises(UnknownId):
            practice.share(house, ANA, attempt_id, name)
    with pytest.raises(BadInput):
        practice.share(house, ANA, attempt_id, "ana@example.mx")


def test_what_is_deleted_leaves_no_trace_in_the_database_file(house: House) -> None:
    secret = "Zafiro-77 no llega el viernes"
    attempt_id = kept(house, text=f"{secret}. Lo enviaré el 24 de noviembre de 2026.")
    assert len(practice_ledger.accept(house, ANA, attempt_id)) == 1
    assert practice.delete(house, ANA, attempt_id) == 1
    assert practice.attempts(house, ANA) == ()
    assert practice_ledger.ledger(house, ANA) == ()
    with pytest.raises(UnknownId):
        practice.delete(house, ANA, attempt_id)
    house.store().close()
    files = [path.read_bytes() for path in house.data_dir.rglob("puente.db*") if path.is_file()]
    assert files
    assert not any(secret.encode() in content for content in files)


def test_everything_can_be_deleted_at_once_and_only_ones_own(house: House) -> None:
    for _ in range(3):
        kept(house)
    others = kept(house, BERTA)
    assert practice.delete_all(house, ANA) == 3
    assert [a.id for a in practice.attempts(house, BERTA)] == [others]
    assert practice.delete_all(house, ANA) == 0


@pytest.mark.parametrize(
    "said", [{"blockers": (Blocker(id="STOP", message="x"),)}, {"notices": (Notice(id="stop_extortion", message="x"),)}]
)
def test_a_stop_case_is_kept_only_when_the_writer_chooses(house: House, said: dict[str, Any]) -> None:
    stopped = coaching(**said)
    assert is_stop(stopped)
    assert practice.keep(house, ANA, stopped) is None
    assert practice.attempts(house, ANA) == ()
    assert practice.keep(house, ANA, stopped, keeps_stop=True) is not None
    assert not is_stop(coaching(blockers=(Blocker(id="KNOWN_LATE", message="x"),)))


def test_the_ledger_takes_what_an_accepted_memo_says_once_and_records_what_happened(house: House) -> None:
    attempt_id = kept(house, text=MEMO, lang="en")
    assert practice_ledger.ledger(house, ANA) == (), "nothing is read before the writer accepts"
    entries = practice_ledger.accept(house, ANA, attempt_id)
    assert [e.kind for e in entries] == ["commitment", "estimate"]
    assert entries[0].due == date(2026, 11, 24)
    assert practice_ledger.accept(house, ANA, attempt_id) == entries
    done = practice_ledger.record(house, ANA, entries[0].id, "late", note=" two days ")
    assert (done.outcome, done.outcome_note, done.outcome_on) == ("late", "two days", date(2026, 11, 21))
    for act in (
        lambda: practice_ledger.record(house, ADMIN, entries[0].id, "kept"),
        lambda: practice_ledger.remove(house, ADMIN, entries[0].id),
    ):
        with pytest.raises(UnknownId):
            act()
    practice_ledger.remove(house, ANA, entries[1].id)
    assert [e.id for e in practice_ledger.ledger(house, ANA)] == [entries[0].id]
    assert practice_ledger.ledger(house, ADMIN) == ()


def test_the_calendar_holds_open_commitments_only(house: House) -> None:
    entries = practice_ledger.accept(house, ANA, kept(house, text=MEMO, lang="en"))
    assert practice_ledger.calendar(house, ANA, lang="es").count(b"BEGIN:VEVENT") == 1
    practice_ledger.record(house, ANA, entries[0].id, "kept")
    assert practice_ledger.calendar(house, ANA, lang="es").count(b"BEGIN:VEVENT") == 0
    assert practice_ledger.calendar(house, ADMIN, lang="en").count(b"BEGIN:VEVENT") == 0


def test_two_attempts_are_compared_with_the_earlier_first(ticking: House) -> None:
    first = kept(ticking, levels=levels(D1=0, D3=1, D6=2), overall=1.0)
    second = kept(ticking, levels=levels(D1=2, D3=1), overall=1.5, markers=())
    found = practice_progress.compare(ticking, ANA, second, first)
    assert (found.before, found.after, found.markers_before, found.markers_after) == (first, second, 1, 0)
    changes = {c.code: c.change for c in found.levels}
    assert (changes["D1"], changes["D3"], changes["D6"], changes["D2"]) == (2, 0, None, None)
    assert found.is_same_scenario
    with pytest.raises(UnknownId):
        practice_progress.compare(ticking, ANA, first, "A0")


def test_the_next_exercise_trains_the_weakest_dimension_and_was_done_least(ticking: House) -> None:
    assert practice_progress.progress(ticking, ANA).weakest is None
    assert practice_progress.progress(ticking, ANA).next_scenario == "SN-001"
    kept(ticking, levels=levels(D1=0, D3=3), scenario="SN-001")
    for _ in range(3):
        kept(ticking, levels=levels(D1=2, D3=3, D5=1), scenario="SN-005")
    stand = practice_progress.progress(ticking, ANA)
    assert stand.weakest == "D5", "an old weakness that was mended does not count"
    assert stand.next_scenario == "SN-007", "the first that trains D5 and was never tried"
    assert len(stand.points) == 4
    assert stand.attempts_to_plot == 1


def test_a_picture_needs_five_graded_attempts_and_a_known_ending(ticking: House) -> None:
    for n in range(4):
        kept(ticking, overall=n / 2)
    kept(ticking, overall=None)
    with pytest.raises(BadInput) as refused:
        practice_progress.picture(ticking, ANA, suffix=".png", lang="en")
    assert refused.value.params["count"] == 4
    kept(ticking, overall=2.5)
    png = practice_progress.picture(ticking, ANA, suffix=".PNG", lang="en")
    svg = practice_progress.picture(ticking, ANA, suffix=".svg", lang="es")
    assert png.startswith(b"\x89PNG")
    assert b"<svg" in svg
    assert svg == practice_progress.picture(ticking, ANA, suffix=".svg", lang="es"), "the same attempts give the same file"
    with pytest.raises(BadInput):
        practice_progress.picture(ticking, ANA, suffix=".gif", lang="en")


def test_no_other_use_case_reads_practice() -> None:
    """Attempts and ledger are touched by the practice services alone: no mandate, document or appraisal can come by them."""
    seen = set()
    for path in Path(app.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("attempts", "ledger") and ast.unparse(node.value) == "work":
                seen.add(path.name)
    assert seen == {"practice.py", "practice_ledger.py", "practice_progress.py"}
