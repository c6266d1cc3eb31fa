"""Where uploads lie: `uploads/<sha256>/<id><ending>`, the original, and `<id>.jsonl`, its text. Knows files; knows no actor and no row.

The first line of the text file is its label, every other line a passage. An upload whose row is absent is nobody's: it is never read.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from app.domain.base import Value
from app.errors import StoreError
from app.ingest.citable import Passage
from app.ingest.passages import Kind, Remark
from app.storage.atomic_files import TEMPORARY_PREFIX, write_whole
from app.storage.faults import of_disk
from app.storage.place import UPLOADS_NAME, make_private_folder

FORMAT = 1
STALE_S = 3600.0
_TEXT = ".jsonl"


class Label(Value):
    """What the shelf knows of an upload without reading its text."""

    format: int = FORMAT
    id: str
    owner_id: str
    kind: Kind
    as_of: date
    sentences: int
    languages: dict[str, int]
    remarks: tuple[Remark, ...] = ()


def folder_of(data_dir: Path) -> Path:
    """The folder of all uploads."""
    return data_dir / UPLOADS_NAME


def put(data_dir: Path, sha256: str, label: Label, passages: tuple[Passage, ...], *, ending: str, original: bytes) -> None:
    """Keeps the original and then its text, each whole or not at all; only the user of this process may read them.

    Raises: StoreError.
    """
    place = folder_of(data_dir) / sha256
    make_private_folder(folder_of(data_dir))
    make_private_folder(place)
    write_whole(place / f"{label.id}{ending}", original, private=True)
    lines = [label.model_dump_json(), *(passage.model_dump_json(exclude_defaults=True) for passage in passages)]
    write_whole(place / f"{label.id}{_TEXT}", "\n".join(lines).encode(), private=True)


@contextmanager
def staged(data_dir: Path, data: bytes) -> Iterator[Path]:
    """A private file with these bytes on the same disk, gone after the block: what is being read is not yet kept.

    Raises: StoreError.
    """
    folder = folder_of(data_dir)
    make_private_folder(folder)
    _sweep(folder)
    try:
        place = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=folder))
    except OSError as error:
        raise of_disk(error, folder) from error
    try:
        path = place / f"{TEMPORARY_PREFIX}file"  # by this name a backup knows that it is none of its own
        write_whole(path, data, private=True)
        yield path
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Removes what a killed process left behind."""
    for place in folder.glob(f"{TEMPORARY_PREFIX}*"):
        with suppress(OSError):
            if time.time() - place.stat().st_mtime > STALE_S:
                shutil.rmtree(place)


def texts(data_dir: Path) -> dict[str, Path]:
    """Upload id → text file, of every upload; empty when there are none."""
    return {path.stem: path for path in sorted(folder_of(data_dir).glob(f"*/U*{_TEXT}"))}


def text_of(data_dir: Path, upload_id: str) -> Path | None:
    """The text file of an upload, or None."""
    return next(folder_of(data_dir).glob(f"*/{upload_id}{_TEXT}"), None)


def label(path: Path) -> Label | None:
    """The label of a text file; None when it is gone or damaged."""
    try:
        with path.open(encoding="utf-8") as stream:
            return Label.model_validate_json(stream.readline())
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def label_of(data_dir: Path, upload_id: str) -> Label | None:
    """The label of an upload; None when it is not here or damaged."""
    path = text_of(data_dir, upload_id)
    return label(path) if path else None


def passages(path: Path) -> tuple[Passage, ...] | None:
    """The passages of a text file; None when it is gone or damaged."""
    try:
        lines = path.read_text("utf-8").split("\n")[1:]  # not splitlines(): a text may hold other separators
        return tuple(Passage.model_validate_json(line) for line in lines)
    except (OSError, ValidationError, UnicodeDecodeError):
        return None


def drop(data_dir: Path, sha256: str, upload_id: str) -> None:
    """Removes the text and the original of an upload, and their folder when it is empty.

    Raises: StoreError `store.unwritable` naming what could not be removed.
    """
    place = folder_of(data_dir) / sha256
    for path in (place / f"{upload_id}{_TEXT}", *place.glob(f"{upload_id}.*")):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("store.unwritable", where=str(path)) from error
    with suppress(OSError):
        place.rmdir()


def fingerprint(corpus_fingerprint: str, upload_ids: frozenset[str]) -> str:
    """Names what the index must hold: the corpus and these uploads; without uploads the corpus' own fingerprint."""
    if not upload_ids:
        return corpus_fingerprint
    return hashlib.sha256("\n".join((corpus_fingerprint, *sorted(upload_ids))).encode()).hexdigest()[:16]
