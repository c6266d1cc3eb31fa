"""Files of the sample, each written once a run."""

from __future__ import annotations

import pytest

from app.domain.document import Document
from app.domain.lang import LANGS, Lang
from app.export.files import export_bytes
from tests.export.sample import sample


@pytest.fixture(scope="session")
def samples() -> dict[Lang, Document]:
    """The sample in each language."""
    return {lang: sample(lang) for lang in LANGS}


@pytest.fixture(scope="session")
def word_files(samples: dict[Lang, Document]) -> dict[Lang, bytes]:
    return {lang: export_bytes(made, ".docx") for lang, made in samples.items()}


@pytest.fixture(scope="session")
def pdf_files(samples: dict[Lang, Document]) -> dict[Lang, bytes]:
    return {lang: export_bytes(made, ".pdf") for lang, made in samples.items()}
