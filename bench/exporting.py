"""How long a document takes to become Word and PDF. Knows the first and the next time."""

from __future__ import annotations

import time

from evals.briefs import EXAMPLES, guided_document


def measure() -> dict[str, float]:
    """Seconds for the first and the next export of the largest example, by format."""
    from app.export.files import export_bytes

    document = guided_document(EXAMPLES / "juarez-operations.yaml", "en")
    found: dict[str, float] = {}
    for suffix in (".docx", ".pdf", ".md", ".json"):
        for when in ("first", "next"):
            start = time.perf_counter()
            export_bytes(document, suffix)
            found[f"export_{suffix[1:]}_{when}_s"] = time.perf_counter() - start
    return found
