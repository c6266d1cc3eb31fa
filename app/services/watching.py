"""What whoever runs the instance may know: is it ready, and how much is there of what. Shows no row and names nobody."""

from __future__ import annotations

from app.catalog.corpus import corpus
from app.domain.actor import Actor
from app.errors import NotPermitted
from app.retrieval.generations import index_folder, pointed_at, read_manifest
from app.services.house import House
from app.storage.figures import InstanceFigures
from app.storage.looking import readable


def figures(house: House, actor: Actor) -> InstanceFigures:
    """The counts and sums of this moment, over everybody. Only for an admin.

    Raises: NotPermitted; StoreError.
    """
    if not actor.may("admin"):
        raise NotPermitted("actor.needs_admin")
    with house.store().reading() as work:
        return work.figures.all()


def is_ready(house: House) -> None:
    """Returns when both databases, library and index can be read; cheap enough to be asked every few seconds. An index
    that was never built keeps nobody waiting: the first search builds it.

    Raises: PuenteError saying what is not.
    """
    with house.store().reading() as work:
        work.users.named("")
    if house.runs_database_url:
        readable(house.runs_database_url)
    corpus()
    folder = index_folder(house.data_dir)
    name = pointed_at(folder)
    if name is not None:
        read_manifest(folder, name)
