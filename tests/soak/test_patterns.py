"""Every regular expression that a day at a firm compiles, fed 4,000 characters of what it likes least, and 20,000 where it was slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.patterns import sites
from tests.trust.test_patterns import try_all

OF_A_MODEL = frozenset({"app/chains/model_quotes.py", "app/chains/paper_model.py", "app/checks/memos/charter.py", "app/llm/providers.py"})
"""Where patterns are made of escaped words that a model or a charter said: plain words with blanks between them."""


@pytest.mark.soak
def test_no_pattern_outgrows_its_text(tmp_path: Path) -> None:
    told = try_all(4000, str(tmp_path))
    print(f"{told['patterns']} patterns, {told['texts']} texts, slow {len(told['slow'])}")
    assert told["slow"] == []
    assert {site.partition(":")[0] for site in sites() - set(told["sites"])} <= OF_A_MODEL
