"""A stored document as the bytes of a file. Knows which forms can be written here."""

from __future__ import annotations

from app.domain.actor import Actor
from app.errors import BadInput
from app.services.copies import copy_of
from app.services.documents import document
from app.services.exporting import SUFFIXES
from app.services.house import House
from app.services.leaks import guard, refuse_leaks
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

    Raises: UnknownId; BadInput for a form that cannot be written, or a variant that would leak.
    """
    document = open_document(house, actor, ref)
    if suffix not in suffixes(actor):
        raise BadInput("export.suffix", where=ref, suffix=suffix or "—", known=", ".join(suffixes(actor)))
    from app.export.files import export_bytes

    data = export_bytes(document, suffix, template=house.template)
    refuse_leaks(document, guard(house, actor)(document), f"{document.id}{suffix}", data)
    return data


def copy_bytes(house: House, actor: Actor, ref: str, variant: str, suffix: str) -> bytes:
    """The document `ID@VERSION` as one of its copies, in one form.

    Raises: UnknownId; BadSetting for a variant that there is not; BadInput for a form that cannot be written, or a copy that would leak.
    """
    copy = copy_of(house, actor, ref, variant)
    if suffix not in suffixes(actor):
        raise BadInput("export.suffix", where=ref, suffix=suffix or "—", known=", ".join(suffixes(actor)))
    from app.export.files import export_bytes

    data = export_bytes(copy, suffix, template=house.template)
    refuse_leaks(copy, guard(house, actor)(copy), f"{copy.id}{suffix}", data)
    return data


def timeline(house: House, actor: Actor, ref: str) -> tuple[bytes, str]:
    """The timeline of a document `ID@VERSION` as a picture, and the same in words; empty for a document without dated gates.

    Raises: UnknownId.
    """
    from app.export.timeline import described, gates
    from app.export.timeline_picture import timeline_png

    found = document(house, actor, ref)
    blocks = (b for s in found.sections for b in s.blocks if b.type == "timeline")
    dated = next((g for g in map(gates, blocks) if g), ())
    return timeline_png(dated, found.lang, house.today()) or b"", described(dated, found.lang)
