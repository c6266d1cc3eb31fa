"""The library and the evaluator in headless Chromium. tests/soak lives their first ten minutes in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui import evaluator
from tests.ui.driving import ALL_PICTURES, no_serious_issue, opened, picture, sound

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.browser
def test_a_card_is_verified_a_document_comes_and_goes_and_two_runs_are_compared(browser: Browser, address: str, tmp_path: Path) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=en")
    evaluator.looks_at_the_state(page)
    picture(page, "state-en", ALL_PICTURES)
    evaluator.closes_the_state(page)
    evaluator.verifies_a_card(page, "en")
    no_serious_issue(page)
    evaluator.adds_a_document(page, "en", tmp_path)
    evaluator.removes_it(page)
    evaluator.compares_two_runs(page, "en")
    evaluator.reads_the_verdict(page, "en", address)
    evaluator.reads_the_rest(page, "en")
    evaluator.labels_an_item(page, "en")
    picture(page, "labels-en")
    sound(page, asked, broken)
