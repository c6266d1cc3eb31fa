"""Files that users brought, as rows: whose, where stored, how far read. Knows no file content and opens none."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, NonNegativeInt
from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.base import Value
from app.domain.guidance import Visibility
from app.storage.faults import reading_row
from app.storage.place import is_inside
from app.storage.rows import changed
from app.storage.tables import UPLOADS


def _inside(path: str) -> str:
    if not is_inside(path):
        raise ValueError("a stored path stays inside the data folder")
    return path


class Upload(Value):
    """An uploaded file. `stored_path` is relative to the data folder, with `/` between its parts, so that a backup can move."""

    id: str
    owner_id: str
    mandate_id: str | None = None
    visibility: Visibility
    filename: str
    media_type: str
    size: NonNegativeInt
    sha256: str
    state: str
    message: str = ""
    stored_path: Annotated[str, AfterValidator(_inside)]
    created_at: AwareDatetime


class Uploads:
    """One owner's uploads at a time, whatever their visibility."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, upload: Upload) -> None:
        """Keeps a new upload; a taken id, or a mandate that this owner does not have, ends the transaction with `store.conflict`."""
        self._session.execute(insert(UPLOADS).values(**upload.model_dump()))

    def get(self, upload_id: str, *, owner_id: str) -> Upload | None:
        """The upload, or None when this owner has none of that id."""
        row = self._session.execute(_of(owner_id).where(UPLOADS.c.id == upload_id)).first()
        return _upload(row) if row else None

    def every(self, *, owner_id: str, mandate_id: str | None = None) -> tuple[Upload, ...]:
        """The owner's uploads, newest first; with `mandate_id` only that mandate's."""
        wanted = _of(owner_id)
        if mandate_id is not None:
            wanted = wanted.where(UPLOADS.c.mandate_id == mandate_id)
        return tuple(_upload(row) for row in self._session.execute(wanted.order_by(UPLOADS.c.created_at.desc(), UPLOADS.c.id)))

    def with_content(self, sha256: str, *, owner_id: str) -> tuple[Upload, ...]:
        """The owner's uploads of exactly this content, oldest first."""
        wanted = _of(owner_id).where(UPLOADS.c.sha256 == sha256).order_by(UPLOADS.c.created_at, UPLOADS.c.id)
        return tuple(_upload(row) for row in self._session.execute(wanted))

    def set_state(self, upload_id: str, state: str, *, message: str = "", owner_id: str) -> bool:
        """Notes how far the upload came; False when this owner has none of that id."""
        mine = (UPLOADS.c.id == upload_id) & (UPLOADS.c.owner_id == owner_id)
        return changed(self._session, update(UPLOADS).where(mine).values(state=state, message=message)) == 1

    def remove(self, upload_id: str, *, owner_id: str) -> bool:
        """Forgets the row (the file is the caller's to remove); False when this owner has none of that id."""
        mine = (UPLOADS.c.id == upload_id) & (UPLOADS.c.owner_id == owner_id)
        return changed(self._session, delete(UPLOADS).where(mine)) == 1


def _of(owner_id: str) -> Select[Any]:
    return select(UPLOADS).where(UPLOADS.c.owner_id == owner_id)


def _upload(row: Row[Any]) -> Upload:
    with reading_row("uploads", row.id):
        return Upload(**row._mapping)
