"""A stored document as the bytes of a file. Knows which forms can be written here."""

from __future__ import annotations

from app.domain.actor import Actor
from app.errors import BadInput
from app.services.exporting import SUFFIXES
from app.services.house import House
from app.services.reading import open_document


def suffixes(_actor: Actor) -> tuple[str, ...]:
    """The forms that can be written; empty when the writers of files are not installed."""
    try:
        import app.export.files  # noqa: F401 - only whether it is there
    except ImportError:
        return ()
    return SUFFIXES


def file_bytes(house: House, actor: Actor, ref: str, suffix: str) -> bytes:
    """The document `id.version` in one form.

    Raises: UnknownId; BadInput for a form that cannot be written.
    """
    document = open_document(house, actor, ref)
    if suffix not in suffixes(actor):
        raise BadInput("export.suffix", where=ref, suffix=suffix or "—", known=", ".join(suffixes(actor)))
    from app.export.files import export_bytes

    return export_bytes(document, suffix, template=house.template)
