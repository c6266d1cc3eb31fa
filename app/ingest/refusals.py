"""Why a file was not read: one error, one key a cause. Knows no file."""

from __future__ import annotations

from app.errors import BadInput


class IngestError(BadInput):
    """A file that ends in a message instead of text. Its key, `ingest.*`, says what is wrong and what to do."""

    code = "ingest"


CANNOT_PARSE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, NotImplementedError)
"""What parsers raise on damaged files besides their own errors. In the reader process only, around one page or one part."""
