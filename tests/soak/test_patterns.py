"""Every regular expression that a day at a firm compiles, fed 4,000 characters of what it likes least, and 20,000 where it was slow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.test_patterns import try_all


@pytest.mark.soak
def test_no_pattern_outgrows_its_text(tmp_path: Path) -> None:
    told = try_all(4000, str(tmp_path))
    print(f"{told['patterns']} patterns, {told['texts']} texts, slow {len(told['slow'])}")
    assert told["slow"] == []
