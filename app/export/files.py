"""A document as the bytes of a file, by the file's ending. Knows which endings there are; each form has its own module."""

from __future__ import annotations

from pathlib import Path

from app.domain.document import Document
from app.errors import BadInput

SUFFIXES = (".json", ".md", ".docx", ".pdf")


def check_template(template: Path) -> None:
    """A firm's own Word template can be filled.

    Raises: BadInput `export.template_broken…` naming it and what is wrong.
    """
    from app.export.docx import check_template as check

    check(template)


def export_bytes(document: Document, suffix: str, *, template: Path | None = None) -> bytes:
    """The document in one form; case of the ending does not matter. `template` is the firm's own, for Word (None: the one that ships).

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

        return to_docx(document, template=template)
    if kind == ".pdf":
        from app.export.pdf import to_pdf

        return to_pdf(document)
    raise BadInput("export.suffix", where=document.id, suffix=suffix or "—", known=", ".join(SUFFIXES))
