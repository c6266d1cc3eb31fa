"""Erasure of a mandate, a memo or a user: rows, files, index, free pages of the database; and of old copies. Shows no content.

For the owner, and for an administrator who acts on a person's request. A legal hold suspends it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.actor import Actor
from app.domain.base import Value
from app.errors import BadInput, NotPermitted, PuenteError, StoreError, UnknownId
from app.ingest.passages import Remark
from app.services import upload_shelf as shelf
from app.services.holds import refuse_held
from app.services.house import House
from app.services.upload_reports import told
from app.storage.place import BACKUPS_NAME, DATABASE_NAME, UPLOADS_NAME
from app.storage.run_payloads import forget_runs
from app.storage.unit_of_work import UnitOfWork
from app.storage.uploads import Upload

Hanging = tuple[tuple[Upload, ...], frozenset[str]]
"""What hangs on a thing outside the database: its files, and its runs' stored steps."""
WINDOW_DAYS = 30
"""Within so many days nothing that was erased may be left in a copy."""


class Erased(Value):
    """What went. `copies` are older copies of the database or the uploads that may still hold it."""

    rows: int
    files: int
    copies: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Copy(Value):
    """A copy that Puente itself made beside the data: before a migration, or of what a restore replaced."""

    path: str
    days: int


def erase_mandate(house: House, actor: Actor, mandate_id: str) -> Erased:
    """A mandate with its documents, their life, runs, model calls and papers.

    Raises: UnknownId for one that is not here, or not the actor's unless he is an admin; BadInput where it is held; StoreError.
    """

    def look(work: UnitOfWork) -> Hanging:
        owner = work.erasing.owner_of_mandate(mandate_id)
        if owner is None or (owner != actor.user_id and not actor.may("admin")):
            raise UnknownId("id.mandate", where=mandate_id, name=mandate_id)
        refuse_held(work, user_id=owner, mandates=frozenset({mandate_id}))
        return work.erasing.uploads(mandate_id=mandate_id), work.erasing.runs(mandate_id=mandate_id)

    return _erased(house, look, lambda work: work.erasing.mandate(mandate_id))


def erase_memo(house: House, actor: Actor, memo_id: str) -> Erased:
    """A memo with its coaching, shares and ledger entries.

    Raises: UnknownId as for a mandate; BadInput where it is held; StoreError.
    """

    def look(work: UnitOfWork) -> Hanging:
        owner = work.erasing.owner_of_memo(memo_id)
        if owner is None or (owner != actor.user_id and not actor.may("admin")):
            raise UnknownId("id.attempt", where=memo_id, name=memo_id)
        refuse_held(work, user_id=owner, memos=frozenset({memo_id}))
        return (), frozenset()

    return _erased(house, look, lambda work: work.erasing.memo(memo_id))


def erase_user(house: House, actor: Actor, name: str) -> Erased:
    """An account with everything that it owns: mandates, memos, papers, sessions, choices.

    Raises: UnknownId as for a mandate; BadInput where the user or anything of his is held, and for the last admin; StoreError.
    """
    found: list[str] = []

    def look(work: UnitOfWork) -> Hanging:
        user = work.users.named(name.strip())
        if user is None or (user.id != actor.user_id and not actor.may("admin")):
            raise UnknownId("id.user", where=name, name=name)
        refuse_held(work, user_id=user.id, mandates=work.erasing.mandates_of(user.id), memos=work.erasing.memos_of(user.id))
        if "admin" in user.roles and not any(u.id != user.id and "admin" in u.roles and not u.disabled for u in work.users.everyone()):
            raise BadInput("account.last_admin", where=name)
        found[:] = [user.id]
        return work.erasing.uploads(user_id=user.id), work.erasing.runs(user_id=user.id)

    name_hash = hashlib.sha256(name.strip().encode("utf-8", "surrogatepass")).hexdigest()
    return _erased(house, look, lambda work: work.erasing.user(found[0], name.strip(), name_hash))


def copies(house: House, actor: Actor) -> tuple[Copy, ...]:
    """The copies beside the data, oldest first, with their age in days; archives of `puente backup` lie where their maker put them.

    Raises: NotPermitted for anybody but an admin.
    """
    if not actor.may("admin"):
        raise NotPermitted("actor.needs_admin")
    return _copies(house)


def erase_copies(house: House, actor: Actor, *, older_than: int = WINDOW_DAYS) -> tuple[Copy, ...]:
    """Removes the copies that are older than so many days, and says which went. Refused while anything is held: a copy may be evidence.

    Raises: NotPermitted; BadInput; StoreError `store.unwritable`.
    """
    found = copies(house, actor)
    with house.store().reading() as work:
        held = next((h for h in work.holds.every() if h.lifted_at is None), None)
    if held is not None:
        raise BadInput("trust.held", where=held.id, by=held.by_name)
    old = tuple(c for c in found if timedelta(days=c.days) >= timedelta(days=older_than))
    for each in old:
        path = Path(each.path)
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as error:
            raise StoreError("store.unwritable", where=each.path) from error
    return old


def _copies(house: House) -> tuple[Copy, ...]:
    folder = house.data_dir
    kept = [
        *(folder / BACKUPS_NAME).glob("*"),
        *folder.glob(f"{Path(DATABASE_NAME).stem}-replaced-*"),
        *folder.glob(f"{UPLOADS_NAME}-replaced-*"),
    ]
    now = datetime.now(UTC)
    found = [Copy(path=str(p), days=(now - datetime.fromtimestamp(p.stat().st_mtime, UTC)).days) for p in kept if p.exists()]
    return tuple(sorted(found, key=lambda c: (-c.days, c.path)))


def _erased(house: House, look: Callable[[UnitOfWork], Hanging], erase: Callable[[UnitOfWork], int]) -> Erased:
    """Files first: what a kill in between leaves is a row without a file, which the next try erases."""
    with house.store().reading() as work:
        uploads, runs = look(work)
    for upload in uploads:
        shelf.drop(house.data_dir, upload.sha256, upload.id)
    with house.store().transaction() as work:
        look(work)
        rows = erase(work)
    remarks: list[Remark] = []
    if uploads:
        try:
            house.reindex(None)
        except PuenteError as error:
            remarks += [Remark(key="ingest.waiting"), told(error)]
    try:
        forget_runs(house.runs_database_url, runs)
        house.store().scrub()
    except StoreError as error:
        remarks.append(told(error))
    left = tuple(c.path for c in _copies(house))
    return Erased(rows=rows, files=len(uploads), copies=left, remarks=tuple(remarks))
