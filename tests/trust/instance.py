"""An instance with everything of Ana's in it, words that stand nowhere else, and two others: a colleague and an administrator."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.catalog.intake_reader import read_intake
from app.chains.kind_facts import facts_of
from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.runs import Asked
from app.errors import PuenteError
from app.services import accounts, coaching, drafting, practice, practice_ledger, runs, uploads
from app.services.coaching import CoachRequest
from app.services.house import House
from tests.chains.builders import as_yaml, told
from tests.services.builders import house as built
from tests.services.builders import request

PASSWORD = "correct horse battery"
CODENAME, NOTES, PAPER, FILE_NAME = "Quimerazul", "zarandelona", "trompalina", "espinelada"
MEMO = f"""Subject: Phase two of {NOTES}

We will need to move the launch by two weeks. Ana Ruiz will send the new plan by 30 November 2026.
It is 60% to 70% likely that the cost grows by USD 200,000 to 300,000. I ask you to decide by Friday, 27 November 2026.
""".encode()
WORDS = (CODENAME, NOTES, PAPER, FILE_NAME)
"""What only Ana may read; invented, so that a hit is no accident."""


@dataclass(frozen=True)
class Ids:
    """What an outsider may have overheard: ids of Ana's things, or ids of nothing."""

    mandate: str = "man-000000000000"
    document: str = "doc-000000000000"
    upload: str = "U00000000"
    mandate_upload: str = "U00000001"
    memo: str = "A0000000000"
    entry: str = "L0000000000"
    run: str = "run-000000000000"

    @property
    def ref(self) -> str:
        """The document's first version."""
        return f"{self.document}.1"

    @property
    def sentence(self) -> str:
        """The private upload's first sentence."""
        return f"{self.upload}.1"


@dataclass(frozen=True)
class Instance:
    """A house, who is in it, and the ids of what Ana has."""

    house: House
    ana: Actor
    berta: Actor
    admin: Actor
    ids: Ids
    folder: Path

    @property
    def outsiders(self) -> dict[str, Actor]:
        """Who must not see anything of Ana's."""
        return {"colleague": self.berta, "administrator": self.admin}


def intake() -> dict[str, Any]:
    """Ana's confidential mandate."""
    return {
        **told(engagement={"client_codename": CODENAME, "mandate_reason": "confidential_replacement", "confidential_search": True}),
        "notes": f"The {NOTES} matter: the incumbent does not know that he is to be replaced.",
    }


def _user(house: House, name: str, *roles: str) -> Actor:
    made = accounts.add_user(house, LOCAL_ACTOR, name, PASSWORD, roles)
    return Actor(user_id=made.id, roles=made.roles)


def instance(folder: Path) -> Instance:
    """A fresh instance; whoever asked for it closes its store."""
    house = built(folder / "data")
    ana, berta = _user(house, "ana", "consultant", "executive"), _user(house, "berta", "consultant", "executive", "evaluator")
    admin = _user(house, "carmen", "admin")
    (document,) = drafting.draft(house, ana, request(intake()))
    paper = f"The note on {PAPER} is kept for the plant in Reynosa. It is read once a year by the {PAPER} committee.\n".encode()
    private = uploads.add(house, ana, paper, name=f"{FILE_NAME}.txt")
    shared = uploads.add(
        house, ana, paper + b"A second page.\n", name=f"{FILE_NAME}-2.txt", visibility="mandate", mandate_id=document.mandate_id
    )
    assert private.id
    assert shared.id
    memo, entry = _practised(house, ana)
    ids = Ids(
        mandate=document.mandate_id,
        document=document.id,
        upload=private.id,
        mandate_upload=shared.id,
        memo=memo,
        entry=entry,
        run=_run(house, ana),
    )
    return Instance(house, ana, berta, admin, ids, folder)


def _practised(house: House, ana: Actor) -> tuple[str, str]:
    coached = coaching.coach_memo(house, ana, CoachRequest(data=MEMO, name="memo.md", writer="guided"))
    attempt = practice.keep(house, ana, coached)
    assert attempt is not None, "an ordinary memo is no stop case"
    entries = practice_ledger.accept(house, ana, attempt.id)
    return attempt.id, entries[0].id


def _run(house: House, ana: Actor) -> str:
    data = as_yaml(intake())
    asked = Asked(data=data.decode(), name="i.yaml", kind="mandate-brief", langs=("en",), variant="internal", choice="auto")
    facts = facts_of(read_intake(data, name="i.yaml"), house.today())
    made = runs.start(house, ana, asked, facts, lambda work: work.mandates.every(owner_id=ana.user_id)[0].id)
    with house.store().transaction() as work:  # as a run that came to its end: nothing here executes any
        found = work.runs.get(made.id, owner_id=ana.user_id)
        assert found is not None, "it was just begun"
        work.runs.move(found, "cancelled", at=house.now())
    return made.id


@contextmanager
def opened(laid: Instance, folder: Path) -> Iterator[Instance]:
    """A copy of a closed instance for a block: people and things have the ids that they have there."""
    shutil.copytree(laid.house.data_dir, folder / "data")
    house = built(folder / "data")
    try:
        yield replace(laid, house=house, folder=folder)
    finally:
        house.store().close()


def secrets(of: Instance) -> tuple[str, ...]:
    """Everything that betrays Ana's things: the words, the ids, her own id."""
    return (*WORDS, *asdict(of.ids).values())


def nowhere(of: Instance) -> Instance:
    """The same instance, asked for ids that name nothing."""
    return replace(of, ids=Ids())


def as_text(value: Any) -> str:
    """Whatever a door gave, as text in which a word can be looked for; files are unpacked."""
    if isinstance(value, bytes):
        return _bytes(value)
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    if isinstance(value, dict):
        return " ".join(f"{as_text(k)}={as_text(v)}" for k, v in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(as_text(each) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(as_text(getattr(value, f.name)) for f in fields(value))
    return str(value)


def _bytes(data: bytes) -> str:
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return data.decode("utf-8", "replace")


def betrayed(of: Instance, text: str) -> tuple[str, ...]:
    """The secrets that stand in a text."""
    return tuple(s for s in secrets(of) if s.casefold() in text.casefold())


def told_error(error: PuenteError, ids: Ids) -> str:
    """An error without the ids that were asked for: what is left must not tell whether they exist."""
    text = f"{type(error).__name__} {error.key} {error.where} {json.dumps(dict(error.params), default=str, sort_keys=True)}"
    for each in sorted((*asdict(ids).values(), ids.ref, ids.sentence), key=len, reverse=True):
        text = text.replace(each, "ID")
    return text
