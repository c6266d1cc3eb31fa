"""A real file as the app takes it in: read by its reader in a process of its own, cut into sentences. Keeps nothing, knows no case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.chains.draft_document import Firm
from app.domain.guidance import Sentence, Source
from app.domain.lang import Lang
from app.ingest.citable import to_passages
from app.ingest.reading import read_file
from evals.faults import EvalFault

AS_OF, REVIEW_BY = date(2026, 10, 1), date(2027, 10, 1)
UPLOAD_ID = "U0000e7a2"


def uploaded(path: Path, lang: Lang) -> Firm:
    """The file as one source of the firm with all its sentences, those of hidden text too where the reader gives them.

    Raises: EvalFault when it is not there; IngestError as the app does.
    """
    if not path.is_file():
        raise EvalFault(f"there is no upload {path.name}; the files lie in cases/uploads/")
    extract = read_file(path, ending=path.suffix.lstrip("."))
    texts = [text for passage in to_passages(extract, lang) for text, _ in passage.sentences()]
    common = {"lang": lang, "as_of": AS_OF, "review_by": REVIEW_BY, "visibility": "firm"}
    source = Source.model_validate({"id": UPLOAD_ID, "title": path.stem, "publisher": path.name, **common})
    sentences = {}
    for number, text in enumerate(texts, 1):
        name = f"{UPLOAD_ID}.{number}"
        sentences[name] = Sentence.model_validate(
            {"id": name, "source_id": UPLOAD_ID, "text": text, "confidence": "from-knowledge", **common}
        )
    return Firm({UPLOAD_ID: source}, sentences)
