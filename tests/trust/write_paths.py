"""Every way in which something is written: how it is done once, what is acknowledged, and how to see later that it is there."""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.actor import LOCAL_ACTOR
from app.errors import PuenteError
from app.services import (
    accounts,
    approving,
    deciding,
    documents,
    drafting,
    erasure,
    holds,
    intakes,
    keeping,
    people,
    practice,
    practice_ledger,
    revisions,
    runs,
    settling,
    uploads,
)
from app.services.coaching import CoachRequest, coach_memo
from app.services.downloads import copy_bytes
from app.services.house import House
from app.storage.archive import unpack
from tests.chains.builders import told
from tests.services.builders import ANA, request
from tests.storage.builders import coaching
from tests.trust.instance import MEMO as PROMISING
from tests.trust.instance import PASSWORD
from tests.trust.short_write_paths import SHORT_PATHS
from tests.trust.struck_values import TEXTS, Before, WritePath, imported, run_asked_for


def prepared(house: House) -> Before:
    """A brief, its Word file and a kept memo."""
    (document,) = drafting.draft(house, ANA, request(told()))
    promising = coach_memo(house, ANA, CoachRequest(data=PROMISING, name="memo.md", writer="guided"))
    kept = practice.keep(house, ANA, promising)
    assert kept is not None, "an ordinary memo is no stop case"
    return Before(
        mandate=document.mandate_id,
        document=document.id,
        word=copy_bytes(house, ANA, f"{document.id}@1", "internal", ".docx"),
        statement=document.sections[0].statements()[0].id,
        sections=tuple(s.id for s in document.sections if not approving.standing(document, s.id)),
        memo=kept.id,
        promising=promising,
    )


def _save(house: House, given: Before) -> str:
    number = time.time_ns()
    intakes.save(house, ANA, given.mandate, "role.location", f"Nave {number}")
    return str(number)


def _saved(house: House, given: Before, said: str) -> bool:
    with house.store().reading() as work:
        kept = str(intakes.own(work, ANA, given.mandate).intake)
    found = re.search(r"Nave (\d+)", kept)  # each answer takes the place of the one before
    return found is not None and int(found[1]) >= int(said)


def _memo(house: House, _given: Before) -> str:
    kept = practice.keep(house, ANA, coaching())
    assert kept is not None, "an ordinary memo is no stop case"
    return kept.id


def _promise(house: House, given: Before) -> str:
    kept = practice.keep(house, ANA, given.promising)
    assert kept is not None, "an ordinary memo is no stop case"
    return " ".join(entry.id for entry in practice_ledger.accept(house, ANA, kept.id))


def _upload(house: House, _given: Before) -> str:
    word = f"palabra{secrets.token_hex(4)}"
    made = uploads.add(house, ANA, f"The note on {word} is kept for the plant. It is read once a year.\n".encode(), name=f"{word}.txt")
    return f"{made.id}"


def _draft(house: House, _given: Before) -> str:
    (document,) = drafting.draft(house, ANA, request(told(role={"title_en": f"Manager {secrets.token_hex(3)}", "title_es": "Gerencia"})))
    return f"{document.id}@{document.version}"


def _edit(house: House, given: Before) -> str:
    made = revisions.edit(house, ANA, given.document, given.statement, f"The plant in {secrets.choice(TEXTS)} {secrets.token_hex(4)}.")
    return f"{made.id}@{made.version}"


def _approve(house: House, given: Before) -> str:
    section = secrets.choice(given.sections)
    before = len(documents.show(house, ANA, given.document).events)
    approving.approve(house, ANA, given.document, section)
    return f"{before + 1}"


def _comment(house: House, given: Before) -> str:
    words = secrets.token_hex(6)
    revisions.comment(house, ANA, given.document, given.statement, words)
    return words


def _settle(house: House, given: Before) -> str:
    words = f"Director {secrets.token_hex(4)}"
    made = settling.settle(house, ANA, given.document, "role.legal_representation", words, source="call")
    return f"{made.documents[0].id}@{made.documents[0].version}"


def _user(house: House, _given: Before) -> str:
    return accounts.add_user(house, LOCAL_ACTOR, f"u{secrets.token_hex(4)}", PASSWORD, ["consultant"]).name


def _let_in(house: House, given: Before) -> str:
    name = accounts.add_user(house, LOCAL_ACTOR, f"v{secrets.token_hex(4)}", None, ["consultant"]).name
    people.let_in(house, ANA, given.mandate, name)
    return name


def _backup(house: House, _given: Before) -> str:
    target = house.data_dir.parent / f"b-{secrets.token_hex(4)}.zip"
    keeping.backup(house, LOCAL_ACTOR, target)
    return target.name


def _unpacks(house: House, _given: Before, name: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        unpack(house.data_dir.parent / name, Path(folder))
    return True


def _hold(house: House, given: Before) -> str:
    return holds.add(house, LOCAL_ACTOR, "memo", given.memo, by="Lic. Vega", reason="claim").id


def _erase(house: House, _given: Before) -> str:
    kept = practice.keep(house, ANA, coaching())
    assert kept is not None, "an ordinary memo is no stop case"
    erasure.erase_memo(house, ANA, kept.id)
    return kept.id


def _is_there(read: Callable[[], object]) -> bool:
    try:
        read()
    except PuenteError:
        return False
    return True


def _document(house: House, _given: Before, ref: str) -> bool:
    return _is_there(lambda: documents.document(house, ANA, ref))


WRITE_PATHS: dict[str, WritePath] = {
    **SHORT_PATHS,
    "an answer of an intake": WritePath(_save, _saved),
    "a memo": WritePath(_memo, lambda h, _, said: _is_there(lambda: practice.attempt(h, ANA, said))),
    "a promise in the ledger": WritePath(_promise, lambda h, _, said: set(said.split()) <= {e.id for e in practice_ledger.ledger(h, ANA)}),
    "an upload": WritePath(_upload, lambda h, _, said: said in {u.id for u in uploads.list_uploads(h, ANA)}),
    "a new document": WritePath(_draft, _document),
    "an edit": WritePath(_edit, _document),
    "an approval": WritePath(_approve, lambda h, given, said: len(documents.show(h, ANA, given.document).events) >= int(said)),
    "an imported Word file": WritePath(
        imported,
        lambda h, given, said: (
            said == "none" or set(said.split()) <= {str(p.number) for p in deciding.proposals(h, ANA, given.document, every=True)}
        ),
    ),
    "a comment": WritePath(_comment, lambda h, given, said: said in str(documents.show(h, ANA, given.document).events)),
    "a settled gap": WritePath(_settle, _document),
    "a user": WritePath(_user, lambda h, _, said: said in {u.name for u in accounts.users(h, LOCAL_ACTOR)}),
    "somebody let in": WritePath(_let_in, lambda h, given, said: said in str(people.people(h, ANA, given.mandate))),
    "a run asked for": WritePath(lambda h, _: run_asked_for(h), lambda h, _, said: _is_there(lambda: runs.show(h, ANA, said))),
    "a backup": WritePath(_backup, _unpacks),
    "a legal hold": WritePath(_hold, lambda h, _, said: said in {x.id for x in holds.every(h, LOCAL_ACTOR)}),
    "an erased memo": WritePath(_erase, lambda h, _, said: not _is_there(lambda: practice.attempt(h, ANA, said))),
}
"""An owner's consent to send something to a model is given with each request and stored nowhere, so that it has no line here."""

STRUCK_IN: dict[str, str] = {
    "accounts._session": "a session", "accounts.add_user": "a user", "accounts.disable": "a closed account",
    "accounts.set_password": "a new password", "accounts.sign_in": "a session", "accounts.sign_out": "an ended session",
    "approving.approve": "an approval", "deciding._settle": "a rejected proposal", "drafting.draft": "a new document",
    "erasure._erased": "an erased memo", "holds.add": "a legal hold", "holds.lift": "a lifted hold", "intakes._new": "a new mandate",
    "intakes.save": "an answer of an intake", "keeping.backup": "a backup", "mandate_papers.begin_with": "papers read",
    "mandate_papers.forget": "papers forgotten", "mandate_papers.read_into": "papers read for a mandate",
    "mandate_papers.refuse": "a value of papers refused", "mandate_papers.take": "a value accepted from papers",
    "mandates.set_state": "a closed mandate", "next_version.kept": "an edit", "people.let_in": "somebody let in",
    "people.shut_out": "somebody shut out", "practice.delete": "a deleted memo",
    "practice.delete_all": "all of somebody's practice deleted", "practice.keep": "a memo", "practice.share": "a shared memo",
    "practice_ledger.accept": "a promise in the ledger", "practice_ledger.record": "what became of a promise",
    "practice_ledger.remove": "a promise removed", "reviews.verify": "a card's review", "revisions.comment": "a comment",
    "runs.cancel": "a cancelled run", "runs.start": "a run asked for", "runs.want_on": "a run wanted on",
    "settling.clone": "a copied mandate", "settling.into": "a settled gap", "upload_keeping._insert": "an upload",
    "upload_shelf.put": "an upload", "upload_shelf.staged": "an upload", "uploads.remove": "a removed upload",
    "word_return.import_word": "an imported Word file",
}  # fmt: skip
"""Every use case that changes the database or writes a file of the data folder, and the path by which it is struck."""
NOT_STRUCK: dict[str, str] = {
    "accounts.actor_of": "when a session was last used: nobody is told of it",
    "coaching.write_coaching": "writes where the user says, each file whole or not at all: tests/storage/test_atomic_files.py",
    "exporting.write_outputs": "the same",
    "keeping.restore": "what fails on the way is undone, and what was there stays beside it: tests/storage/test_backup.py; not killed",
    "translating.propose": "keeps proposals as an imported Word file does, and needs a model",
    "upload_keeping.keep": "takes the row back when the file could not be kept; the rest of it is struck as an upload",
}
