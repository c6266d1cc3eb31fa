"""One offered file, from its bytes to a kept upload: read, told apart from what is here already, stored. Knows nothing of the index."""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Literal

from app.domain.actor import Actor
from app.domain.guidance import Visibility
from app.errors import StoreError
from app.ingest.citable import languages, to_passages
from app.ingest.limits import LIMITS
from app.ingest.media import MEDIA_TYPES
from app.ingest.passages import Extract, Kind, Remark
from app.ingest.reading import read_file
from app.ingest.refusals import IngestError
from app.services import upload_shelf as shelf
from app.services.house import House
from app.services.upload_reports import Outcome, told
from app.storage.place import UPLOADS_NAME
from app.storage.uploads import Upload

LONGEST_NAME = 200
EARLIEST = date(1980, 1, 1)
"""Dates before this one are those of clocks that were never set."""


@dataclass(frozen=True)
class Offered:
    """A file that a user offers: its path or its bytes, and the name that the user knows it by."""

    content: Path | bytes
    name: str


def keep(house: House, actor: Actor, offered: Offered, visibility: Visibility, mandate_id: str | None) -> Outcome:
    """What becomes of a file: kept, here already, or refused with the reason; nothing is kept of a refused one.

    Raises: StoreError.
    """
    name = shown_name(offered.name)
    try:
        data, changed_on = _bytes_of(offered.content)
        sha256 = hashlib.sha256(data).hexdigest()
        known = _kept_before(house, actor, sha256, mandate_id)
        if known is not None:
            label = shelf.label_of(house.data_dir, known.id)
            if label is not None:
                return _already(name, known, label)
        with shelf.staged(house.data_dir, data) as path:
            extract = read_file(path, ending=Path(name).suffix.lstrip(".").lower())
        passages = to_passages(extract, house.lang)
        if not passages:
            raise IngestError("ingest.blank")
    except IngestError as refusal:
        return Outcome(name=name, state="refused", remarks=(told(refusal),))
    counted = languages(passages)
    foreign = (Remark(key="ingest.other_language", params={"count": counted["other"]}),) if "other" in counted else ()
    row = known or _row(house, actor, name, extract.kind, data, sha256, visibility, mandate_id)
    label = shelf.Label(
        id=row.id,
        owner_id=actor.user_id,
        kind=extract.kind,
        as_of=_as_of(house, extract, changed_on),
        sentences=sum(counted.values()),
        languages=counted,
        remarks=(*extract.remarks, *foreign),
    )
    if known is None and not _insert(house, row):
        return _already(name, row, label)
    try:
        shelf.put(house.data_dir, sha256, label, passages, ending=MEDIA_TYPES[extract.kind][1], original=data)
    except StoreError:
        with house.store().transaction() as work:
            work.uploads.remove(row.id, owner_id=actor.user_id)
        raise
    return _outcome(name, "read", row, label, label.remarks)


def _bytes_of(content: Path | bytes) -> tuple[bytes, date | None]:
    """The bytes within the limit and the day the file was changed.

    Raises: IngestError.
    """
    limit = LIMITS.size_bytes
    if isinstance(content, bytes):
        if len(content) > limit:
            raise _too_large(len(content))
        return content, None
    try:
        if content.is_symlink():
            raise IngestError("ingest.link")
        about = content.stat()
        if stat.S_ISDIR(about.st_mode):
            raise IngestError("ingest.folder")
        if not stat.S_ISREG(about.st_mode):
            raise IngestError("ingest.not_a_file")
        if about.st_size > limit:
            raise _too_large(about.st_size)
        with content.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as gone:
        raise IngestError("ingest.no_file") from gone
    except (OSError, ValueError) as bad:  # ValueError: a name that no file system has
        raise IngestError("ingest.unreadable", reason=getattr(bad, "strerror", None) or type(bad).__name__) from bad
    if len(data) > limit:
        raise _too_large(len(data))
    return data, datetime.fromtimestamp(about.st_mtime, UTC).date()


def _too_large(size: int) -> IngestError:
    return IngestError("ingest.too_large", size=f"{size / 1e6:.0f}", limit=LIMITS.size_bytes // 1_000_000)


def _kept_before(house: House, actor: Actor, sha256: str, mandate_id: str | None) -> Upload | None:
    """The actor's upload of the same content for the same mandate (or for none)."""
    with house.store().reading() as work:
        return next((row for row in work.uploads.with_content(sha256, owner_id=actor.user_id) if row.mandate_id == mandate_id), None)


def _row(
    house: House, actor: Actor, name: str, kind: Kind, data: bytes, sha256: str, visibility: Visibility, mandate_id: str | None
) -> Upload:
    media_type, ending = MEDIA_TYPES[kind]
    upload_id = _free_id(house.data_dir, (actor.user_id, sha256, visibility, mandate_id or ""))
    return Upload(
        id=upload_id,
        owner_id=actor.user_id,
        mandate_id=mandate_id,
        visibility=visibility,
        filename=name,
        media_type=media_type,
        size=len(data),
        sha256=sha256,
        state="read",
        stored_path=f"{UPLOADS_NAME}/{sha256}/{upload_id}{ending}",
        created_at=house.now(),
    )


def _free_id(data_dir: Path, parts: Iterable[str]) -> str:
    """An id made of owner, content and place, so that the same file added anew has the same sentence ids; another one if it is taken."""
    key = "\n".join(parts)
    for salt in count():
        found = "U" + hashlib.sha256(f"{salt}\n{key}".encode()).hexdigest()[:8]
        if shelf.text_of(data_dir, found) is None:
            return found
    raise AssertionError("count() has no end")


def _insert(house: House, row: Upload) -> bool:
    """False when another process has just kept the same file."""
    try:
        with house.store().transaction() as work:
            work.uploads.add(row)
    except StoreError as error:
        with house.store().reading() as work:
            if error.key == "store.conflict" and work.uploads.get(row.id, owner_id=row.owner_id) is not None:
                return False
        raise
    return True


def _as_of(house: House, extract: Extract, changed_on: date | None) -> date:
    """The date that the file bears, else that of the file, else today; a date to come is not believed."""
    today = house.today()
    return next((day for day in (extract.dated, changed_on) if day is not None and EARLIEST <= day <= today), today)


def shown_name(name: str) -> str:
    """A file's name as it is kept and shown: its last part, on one line, without characters that are not seen."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    seen = "".join(c if not unicodedata.category(c).startswith("C") else " " for c in unicodedata.normalize("NFC", last))
    return " ".join(seen.split())[:LONGEST_NAME] or "?"


def _already(name: str, row: Upload, label: shelf.Label) -> Outcome:
    said = Remark(key="ingest.already", params={"id": row.id, "name": row.filename, "visibility": row.visibility})
    return _outcome(name, "already", row, label, (said,)).model_copy(update={"is_indexed": True})


def _outcome(name: str, state: Literal["read", "already"], row: Upload, label: shelf.Label, remarks: tuple[Remark, ...]) -> Outcome:
    return Outcome(
        name=name,
        state=state,
        id=row.id,
        kind=label.kind,
        visibility=row.visibility,
        mandate_id=row.mandate_id,
        sentences=label.sentences,
        languages=label.languages,
        remarks=remarks,
    )
