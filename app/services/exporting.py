"""Documents become files: whole or not at all, one name a language."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.errors import BadInput, StoreError
from app.services.leaks import Guard, refuse_leaks

SUFFIXES = (".json", ".md", ".docx", ".pdf")


def check_outputs(
    outputs: tuple[Path, ...], *, source: Path | None = None, suffixes: tuple[str, ...] = SUFFIXES, langs: tuple[Lang, ...] = LANGS
) -> None:
    """Refuse an ending that cannot be written, a folder that is not there or not ours, and `source` itself, before any work is done.

    `langs` are those whose code the name of a file may get, as documents in both languages do.

    Raises: BadInput, StoreError.
    """
    for path in outputs:
        if path.suffix.lower() not in suffixes:
            raise BadInput("export.suffix", where=str(path), suffix=path.suffix or "—", known=", ".join(suffixes))
        if path.is_dir():
            raise BadInput("input.is_folder", where=str(path))
        if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
            raise StoreError("store.unwritable", where=str(path))
        names = (path, *(output_name(path, lang, is_one_of_two=True) for lang in langs))
        if source is not None and any(n.exists() and n.samefile(source) for n in names):
            raise BadInput("export.over_source", where=str(path))


def output_name(path: Path, lang: str, *, is_one_of_two: bool) -> Path:
    """The file's name: `x.docx`, or `x.en.docx` where two languages are written."""
    return path.with_suffix(f".{lang}{path.suffix}") if is_one_of_two else path


def write_outputs(
    documents: tuple[Document, ...], outputs: tuple[Path, ...], *, guard: Guard | None = None, template: Path | None = None
) -> tuple[Path, ...]:
    """Writes every document in every form asked for and names the files: all of them, or none where one would leak.

    `guard` finds the intake whose secrets a variant's file must not show.

    Raises: StoreError when a file cannot be written; BadInput `export.leaks`.
    """
    if not outputs:
        return ()
    from app.export.files import export_bytes
    from app.storage.atomic_files import write_whole

    ready = [
        (output_name(path, d.lang, is_one_of_two=len(documents) > 1), export_bytes(d, path.suffix.lower(), template=template))
        for path in outputs
        for d in documents
    ]
    for d, (path, data) in zip(documents * len(outputs), ready, strict=True):
        refuse_leaks(d, guard(d) if guard else None, str(path), data)
    for path, data in ready:
        write_whole(path, data)
    return tuple(path for path, _ in ready)
