"""An executive practises memos on the instance where his own replacement is a confidential mandate. Nothing tells him: no use case, no
search, no count, no refusal, no command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.domain.actor import Actor
from app.errors import NotPermitted, PuenteError
from app.services import (
    checking,
    coaching,
    drafting,
    freshness,
    library,
    mandates,
    people,
    practice,
    practice_desk,
    practice_progress,
    reading,
    role_playing,
    runs,
    scenarios,
    standing,
    uploads,
    watching,
)
from app.services.coaching import CoachRequest
from app.services.house import House
from app.services.practice_desk import Desk
from tests.chains.builders import told
from tests.cli.process import puente
from tests.services.builders import house as built
from tests.services.builders import request
from tests.trust.instance import Ids as NoIds
from tests.trust.instance import _user, as_text, told_error
from tests.trust.people_doors import _start

HIM, PLANT, CODENAME, SUCCESSOR = "Valdespino", "Zacatlanejo", "Ocelotilla", "Brambilla"
PAPER = f"Rodrigo {HIM} does not know that {SUCCESSOR} is to lead {PLANT}. The board meets on it once a year.\n".encode()
WORDS = (CODENAME, SUCCESSOR)
"""What he cannot have said himself."""
MEMO = f"Subject: {PLANT}\n\nThe line in {PLANT} stops on 4 December. I, Rodrigo {HIM}, will send the count by 24 November 2026.\n"


@dataclass(frozen=True)
class Story:
    """The instance, who searches, who is to be replaced, and who administers."""

    house: House
    ana: Actor
    rodrigo: Actor
    admin: Actor
    mandate: str


def _set_up(folder: Path, *, with_mandate: bool) -> Story:
    house = built(folder / "data")
    ana, rodrigo = _user(house, "ana", "consultant"), _user(house, "rodrigo", "executive", "consultant")
    admin = _user(house, "carmen", "admin")
    mandate = ""
    if with_mandate:
        intake = {
            **told(engagement={"client_codename": CODENAME, "mandate_reason": "confidential_replacement", "confidential_search": True}),
            "notes": f"Rodrigo {HIM} of {PLANT} does not know. {SUCCESSOR} is the first choice.",
        }
        (document,) = drafting.draft(house, ana, request(intake))
        mandate = document.mandate_id
        uploads.add(house, ana, PAPER, name=f"{SUCCESSOR}.txt", visibility="mandate", mandate_id=mandate)
        uploads.add(house, ana, PAPER + b"And a page of her own.\n", name=f"{HIM}.txt")
        run = _start(type("Of", (), {"house": house})(), ana)
        with house.store().transaction() as work:
            found = work.runs.get(run.id, owner_id=ana.user_id)
            assert found is not None, "it was just begun"
            work.runs.move(found, "cancelled", at=house.now())
    return Story(house, ana, rodrigo, admin, mandate)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    made = _set_up(tmp_path_factory.mktemp("story"), with_mandate=True)
    yield made
    made.house.store().close()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The same instance without the mandate: what he is told there is what he must be told here."""
    made = _set_up(tmp_path_factory.mktemp("blank"), with_mandate=False)
    yield made
    made.house.store().close()


def his_day(of: Story) -> dict[str, Callable[[], Any]]:
    """All that he can do, with his own name and his plant's in every question."""
    house, he, desk = of.house, of.rodrigo, Desk()
    asked = CoachRequest(data=MEMO.encode(), name="memo.txt", lang="en")

    def play() -> Any:
        found = practice_desk.coach(house, he, desk, asked)
        begun = role_playing.begin(house, he, desk, found.id, "cfo")
        return [t.text for t in begun.exchange.turns] if begun.exchange else None

    return {
        "search": lambda: [
            h.sentence.text for q in (HIM, PLANT, f"who replaces {HIM}") for h in library.search(house, he, q, lang="en").hits
        ],
        "search of the page": lambda: reading.search(house, he, f"{HIM} {PLANT}", lang="en"),
        "papers": lambda: uploads.list_uploads(house, he),
        "mandates for papers": lambda: uploads.mandates_of(house, he),
        "mandates": lambda: mandates.every(house, he),
        "runs": lambda: runs.every(house, he),
        "the state bar": lambda: standing.standing(house, he, "en"),
        "freshness": lambda: freshness.freshness(house, he),
        "scenarios": lambda: scenarios.listed(house, he, lang="es"),
        "coaching": lambda: coaching.coach_memo(house, he, asked).model_dump_json(),
        "role-play": play,
        "progress": lambda: practice_progress.progress(house, he),
        "attempts": lambda: practice.lines(house, he),
        "a check": lambda: [d.findings for d in checking.check_documents(house, he, _own(house, he), name="d.json")],
        "the metrics": lambda: watching.figures(house, he),
        "people": lambda: people.people(house, he, of.mandate or "man-000000000000"),
        "a mandate by its id": lambda: mandates.show(house, he, of.mandate or "man-000000000000"),
        "a document by a guessed id": lambda: reading.open_document(house, he, "doc-000000000000.1"),
    }


def _own(house: House, he: Actor) -> bytes:
    (document,) = drafting.draft(house, he, request(told(notes=f"{HIM} leads {PLANT}.")))
    return document.model_dump_json().encode()


def heard(ask: Callable[[], Any], of: Story) -> str:
    """What he hears, without ids and times of day, which differ between any two instances."""
    try:
        return as_text(ask())
    except PuenteError as error:
        return told_error(error, NoIds(mandate=of.mandate or NoIds().mandate))


def test_he_hears_what_he_would_hear_if_there_were_no_such_mandate(story: Story, blank: Story) -> None:
    here, there = his_day(story), his_day(blank)
    for name in here:
        told_here, told_there = heard(here[name], story), heard(there[name], blank)
        assert [w for w in WORDS if w.casefold() in told_here.casefold()] == [], name
        assert len(told_here.split()) == len(told_there.split()), f"{name}: a count or a line tells that something is there"


def test_the_same_paper_from_his_own_hand_is_new_to_the_instance_and_its_removal_takes_nothing_of_hers(story: Story) -> None:
    made = uploads.add(story.house, story.rodrigo, PAPER, name="mine.txt")
    assert (made.state, story.mandate in as_text(made)) == ("read", False)
    assert made.id
    uploads.remove(story.house, story.rodrigo, made.id)
    hers = library.search(story.house, story.ana, SUCCESSOR, lang="en").hits
    assert any(SUCCESSOR in h.sentence.text for h in hers)
    assert library.search(story.house, story.rodrigo, SUCCESSOR, lang="en").hits == ()


def test_the_administrator_is_told_counts_and_no_names(story: Story) -> None:
    assert [w for w in (*WORDS, HIM) if w in as_text(watching.figures(story.house, story.admin))] == []
    with pytest.raises(NotPermitted):
        watching.figures(story.house, story.rodrigo)


@pytest.mark.parametrize("command", ["document list", "runs list", "library list", "practice list", f"library search {HIM}"])
def test_a_command_shows_its_own_user_nothing_of_the_accounts_of_the_page(command: str, story: Story, tmp_path: Path) -> None:
    done = puente(*command.split(), "--json", data_dir=story.house.data_dir, cwd=tmp_path, PUENTE_AUTH="password", PUENTE_USER="ana")
    assert done.returncode == 0, done.stderr
    assert [w for w in (*WORDS, story.mandate) if w in done.stdout + done.stderr] == []
    json.loads(done.stdout)
