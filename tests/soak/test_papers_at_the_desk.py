"""A profile read at the desk in the other language and theme; tests/ui drives it in English by day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.test_papers_browser import profile_becomes_answers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.soak


def test_a_profile_becomes_answers_in_spanish_by_night(browser: Browser, address: str, tmp_path: Path) -> None:
    profile_becomes_answers(browser, address, tmp_path, "es", "dark")
