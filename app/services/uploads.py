"""The firm's own documents: add, list, remove. Who may keep, see and erase which is decided here; reading and files are elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.domain.actor import Actor
from app.domain.guidance import Visibility
from app.errors import BadSetting, PuenteError, UnknownId
from app.ingest.passages import Remark
from app.services import upload_shelf as shelf
from app.services.holds import refuse_held
from app.services.house import House
from app.services.people import mandates_shared_with
from app.services.upload_keeping import Offered, keep
from app.services.upload_reports import Listed, Outcome, Removed, told
from app.storage.uploads import Upload

VISIBILITIES: tuple[Visibility, ...] = ("private", "mandate", "firm")
Progress = Callable[[int, int], None]


def add(
    house: House,
    actor: Actor,
    content: Path | bytes,
    *,
    name: str | None = None,
    visibility: Visibility = "private",
    mandate_id: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """One file, as in add_all; `name` is needed for bytes."""
    shown = name if name is not None else str(content) if isinstance(content, Path) else ""
    return add_all(house, actor, [Offered(content, shown)], visibility=visibility, mandate_id=mandate_id, progress=progress)[0]


def add_all(
    house: House,
    actor: Actor,
    offered: Sequence[Offered],
    *,
    visibility: Visibility = "private",
    mandate_id: str | None = None,
    progress: Progress | None = None,
) -> tuple[Outcome, ...]:
    """Reads and keeps each file, then indexes once. A file that cannot be read is an outcome, not an error.

    Raises: BadSetting for a visibility that does not fit; UnknownId for a mandate that is not the actor's; StoreError.
    """
    _check_place(house, actor, visibility, mandate_id)
    outcomes = [keep(house, actor, each, visibility, mandate_id) for each in offered]
    if not any(outcome.state == "read" for outcome in outcomes):
        return tuple(outcomes)
    is_indexed, remarks = _index(house, progress)
    return tuple(
        o.model_copy(update={"is_indexed": is_indexed, "remarks": (*o.remarks, *remarks)}) if o.state == "read" else o for o in outcomes
    )


def files_in(path: Path) -> Iterator[Path]:
    """The path itself, or every file below a folder in name order, those with a hidden name left out; links are not followed."""
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from files_in(entry)


def list_uploads(house: House, actor: Actor) -> tuple[Listed, ...]:
    """The actor's uploads, the firm's, and the papers of mandates into which the actor was let; newest first."""
    labels = {upload_id: shelf.label(path) for upload_id, path in shelf.texts(house.data_dir).items()}
    others = {label.owner_id for label in labels.values() if label is not None} - {actor.user_id}
    with house.store().reading() as work:
        rows = list(work.uploads.every(owner_id=actor.user_id))
        rows += [row for owner in sorted(others) for row in work.uploads.every(owner_id=owner) if row.visibility == "firm"]
        shared = mandates_shared_with(work, actor).items()
        rows += [row for mandate, owner in shared for row in work.uploads.every(owner_id=owner, mandate_id=mandate)]
    found = [_listed(row, labels.get(row.id), actor) for row in rows]
    return tuple(sorted(found, key=lambda each: each.added_at, reverse=True))


def mandates_of(house: House, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Id and name of each mandate that the actor may add documents to."""
    with house.store().reading() as work:
        return tuple((each.id, each.title or each.id) for each in work.mandates.every(owner_id=actor.user_id))


def remove(house: House, actor: Actor, upload_id: str, *, progress: Progress | None = None) -> Removed:
    """Erases an upload of the actor's: its files, its row, and every generation of the index that holds it.

    Raises: UnknownId for one that is not here or not the actor's; BadInput where it is held; StoreError.
    """
    with house.store().reading() as work:
        row = work.uploads.get(upload_id, owner_id=actor.user_id)
        if row is None:
            raise UnknownId("ingest.unknown_upload", where=upload_id)
        refuse_held(work, user_id=actor.user_id, mandates=frozenset({row.mandate_id} if row.mandate_id else ()))
    shelf.drop(house.data_dir, row.sha256, row.id)
    with house.store().transaction() as work:
        work.uploads.remove(row.id, owner_id=actor.user_id)
    is_indexed, remarks = _index(house, progress)
    return Removed(id=row.id, name=row.filename, is_indexed=is_indexed, remarks=remarks)


def _check_place(house: House, actor: Actor, visibility: Visibility, mandate_id: str | None) -> None:
    if visibility not in VISIBILITIES:
        raise BadSetting("setting.value", where="--visibility", value=visibility, known=", ".join(VISIBILITIES))
    if (visibility == "mandate") != (mandate_id is not None):
        raise BadSetting("ingest.mandate_absent" if mandate_id is None else "ingest.mandate_needless", where="--mandate")
    if mandate_id is not None:
        with house.store().reading() as work:
            if work.mandates.get(mandate_id, owner_id=actor.user_id) is None:
                raise UnknownId("ingest.unknown_mandate", where=mandate_id)


def _index(house: House, progress: Progress | None) -> tuple[bool, tuple[Remark, ...]]:
    """What is kept stays kept when indexing fails: the next search sees that the index is behind and builds it anew."""
    try:
        house.reindex(progress)
    except PuenteError as error:
        return False, (Remark(key="ingest.waiting"), told(error))
    return True, ()


def _listed(row: Upload, label: shelf.Label | None, actor: Actor) -> Listed:
    return Listed(
        id=row.id,
        name=row.filename,
        kind=label.kind if label else None,
        visibility=row.visibility,
        mandate_id=row.mandate_id,
        is_own=row.owner_id == actor.user_id,
        size=row.size,
        added_at=row.created_at,
        as_of=label.as_of if label else None,
        sentences=label.sentences if label else 0,
        languages=label.languages if label else {},
        remarks=label.remarks if label else (Remark(key="ingest.damaged"),),
    )
