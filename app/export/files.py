"""A document as the bytes of a file, by the file's ending. Knows which endings there are; each form has its own module."""

from __future__ import annotations

from app.domain.document import Document
from app.errors import BadInput

SUFFIXES = (".json", ".md", ".docx", ".pdf")


def export_bytes(document: Document, suffix: str) -> bytes:
    """The document in one form; case of the ending does not matter.

    Raises: BadInput `export.suffix`; what the form itself raises.
    """
    kind = suffix.lower()
    if kind == ".json":
        return (document.model_dump_json(exclude_none=True, indent=2) + "\n").encode("utf-8")
    if kind == ".md":
        from app.export.markdown import to_markdown

        return to_markdown(document).encode("utf-8")
    if kind == ".docx":
        from app.export.docx import to_docx

        return to_docx(document)
    if kind == ".pdf":
        from app.export.pdf import to_pdf

        return to_pdf(document)
    raise BadInput("export.suffix", where=document.id, suffix=suffix or "—", known=", ".join(SUFFIXES))
