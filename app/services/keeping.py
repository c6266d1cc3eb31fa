"""Backup and restore of the data folder: the archive's whole way, for the owner of the machine."""

from __future__ import annotations

from pathlib import Path

from app.domain.actor import Actor
from app.errors import NotPermitted
from app.services.house import House
from app.storage.archive import Manifest
from app.storage.backup import Restored
from app.storage.backup import backup as write_archive
from app.storage.backup import restore as read_archive


def backup(house: House, actor: Actor, target: Path) -> Manifest:
    """Writes one archive of the database, the steps of runs and the uploads; Puente may be running. It appears whole or not at all.

    Raises: NotPermitted, StoreError.
    """
    _must_be_admin(actor)
    house.store()  # an old database is migrated, a broken one is told, before it is copied
    return write_archive(house.database_url, house.data_dir, target, runs_url=house.runs_database_url, today_stamp=house.now)


def restore(house: House, actor: Actor, archive: Path) -> Restored:
    """Puts an archive in the place of the database and the uploads; what was there is kept beside it, dated.

    Raises: NotPermitted; StoreError, with nothing changed, when the archive is not whole or a server is running.
    """
    _must_be_admin(actor)
    return read_archive(archive, house.data_dir, store_url=house.database_url, runs_url=house.runs_database_url, today_stamp=house.now)


def _must_be_admin(actor: Actor) -> None:
    if not actor.may("admin"):
        raise NotPermitted("actor.needs_admin")
