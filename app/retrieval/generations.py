"""Generations of the index: folders, manifests and the pointer. Knows what is complete and what to sweep; knows no sentence.

`<data_dir>/index/` holds `CURRENT`, the name of the generation to read, replaced in one step; `namespace`, this installation's prefix on
a shared Chroma server; and a folder per generation, `gen-<id>/`, with `tantivy/`, `chroma/`, `vectors-<n>.bin` and, written last,
`manifest.json`: without it a generation is half-built.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from app.domain.base import Value
from app.domain.lang import Lang
from app.errors import StoreError

SCHEMA_VERSION = 2
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
_NAME = re.compile(r"gen-[0-9a-f]{12}")

Store = Literal["none", "embedded", "server"]


class Manifest(Value):
    """What one complete generation holds and what it was made with."""

    schema_version: int = SCHEMA_VERSION
    generation: str
    previous: str | None = None
    fingerprint: str
    embedder: str
    dimensions: int
    store: Store
    rooms: Mapping[str, int]
    """Sentences a room."""
    twinless: Mapping[Lang, int]
    """Sentences a language that have no twin in the other one."""
    sentences: int
    reused: int
    """Sentences whose vector came from an earlier generation."""
    built_at: datetime
    complete: bool = True


def index_folder(data_dir: Path) -> Path:
    """Where all generations of a data dir lie."""
    return data_dir / "index"


def begin(folder: Path) -> str:
    """Make the folder of a new generation and give its name.

    Raises: StoreError `index.disk`.
    """
    name = f"gen-{secrets.token_hex(6)}"
    try:
        (folder / name).mkdir()
    except OSError as error:
        raise StoreError("index.disk", where=str(folder), reason=error.strerror or str(error)) from error
    return name


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that readers see the old text or the new one, never a part.

    Raises: StoreError `index.disk`.
    """
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        for attempt in range(5):
            try:
                os.replace(temporary, path)
                return
            except PermissionError:
                # Windows refuses while a reader has the file open, which lasts microseconds.
                if attempt == 4:
                    raise
                time.sleep(0.05)
    except OSError as error:
        raise StoreError("index.disk", where=str(path), reason=error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def pointed_at(folder: Path) -> str | None:
    """The generation that readers open; None when nothing was ever indexed.

    Raises: StoreError `index.broken` when the pointer holds no name or names a folder that is not there.
    """
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("index.broken", where=str(folder / CURRENT), reason=type(error).__name__) from error
    if not _NAME.fullmatch(name) or not (folder / name).is_dir():
        raise StoreError("index.broken", where=str(folder / CURRENT), reason=repr(name[:40]))
    return name


def point_at(folder: Path, name: str) -> None:
    """Make a complete generation the one that readers open."""
    replace_text(folder / CURRENT, f"{name}\n")


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Declare a generation complete; nothing is written into it afterwards."""
    replace_text(folder / manifest.generation / MANIFEST, manifest.model_dump_json(indent=1))


def read_manifest(folder: Path, name: str) -> Manifest:
    """The manifest of a generation.

    Raises: StoreError `index.broken` when it is absent, unreadable or incomplete; `index.schema` when another version wrote it.
    """
    path = folder / name / MANIFEST
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError("index.broken", where=str(path), reason=type(error).__name__) from error
    if manifest.schema_version != SCHEMA_VERSION:
        raise StoreError("index.schema", where=str(path), found=manifest.schema_version, expected=SCHEMA_VERSION)
    if not manifest.complete:
        raise StoreError("index.broken", where=str(path), reason="complete: false")
    return manifest


def all_names(folder: Path) -> tuple[str, ...]:
    """Every generation folder, whole or half-built, newest first."""
    found = [path for path in folder.glob("gen-*") if path.is_dir() and _NAME.fullmatch(path.name)]
    return tuple(path.name for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))


def complete_names(folder: Path) -> frozenset[str]:
    """The generations that could be read; what is not among them is half-built, broken or another version's."""
    found = set()
    for name in all_names(folder):
        with contextlib.suppress(StoreError):
            found.add(read_manifest(folder, name).generation)
    return frozenset(found)


def sweep(folder: Path, keep: Collection[str]) -> None:
    """Remove every other generation and stray part; what the system will not let go of waits for the next sweep."""
    for name in all_names(folder):
        if name not in keep:
            # First the manifest: a generation half removed must not look complete.
            with contextlib.suppress(OSError):
                (folder / name / MANIFEST).unlink()
            shutil.rmtree(folder / name, ignore_errors=True)
    for part in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            part.unlink()


def namespace(folder: Path) -> str:
    """This installation's prefix on a shared Chroma server, made at first use; it keeps two installations out of each other's way."""
    path = folder / "namespace"
    with contextlib.suppress(OSError):
        known = path.read_text("utf-8").strip()
        if re.fullmatch(r"puente[0-9a-f]{8}", known):
            return known
    made = f"puente{secrets.token_hex(4)}"
    replace_text(path, made)
    return made
