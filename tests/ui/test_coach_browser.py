"""An executive's first ten minutes in headless Chromium on the real server, and on a phone. tests/soak lives them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import executive
from tests.ui.driving import fits, no_serious_issue, opened, picture, sound
from tests.ui.executive import MEMOS, STOPS, coach, enter

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.browser
def test_an_executive_coaches_a_memo_answers_questions_tries_again_and_deletes(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=en")
    enter(page, "en")
    picture(page, "practice-empty-en")
    coach(page, MEMOS["en"])
    executive.sees_what_headquarters_hears(page, "en")
    picture(page, "practice-coached-en")
    executive.tries_again(page, "en")
    executive.play(page)
    picture(page, "practice-questions-en")
    executive.comes_back(page, "en")
    executive.looks_at_the_practice(page)
    no_serious_issue(page)
    picture(page, "practice-mine-en")
    executive.compares_and_deletes(page)
    sound(page, asked, broken)


@pytest.mark.browser
def test_on_a_phone_a_stopped_memo_shows_its_route_and_is_not_kept(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=es", width=390, height=844)
    enter(page, "es")
    coach(page, STOPS["es"])
    assert page.locator(".pu-first li").count() >= 2
    assert page.locator(".pu-mk, .pu-rewrite, [data-do=keep]").count() == 0
    assert page.is_hidden("[data-do=keep_stop]")
    fits(page)
    picture(page, "practice-stop-phone-es")
    coach(page, MEMOS["es"])
    page.locator(".pu-mk").nth(1).click()
    page.wait_for_selector(".pu-tip")
    fits(page)
    no_serious_issue(page)
    picture(page, "practice-phone-es")
    page.click("#pu-lang input[value=en]")
    page.wait_for_selector(".pu-coached[lang=en]")
    assert page.input_value("#pu-memo textarea") == MEMOS["es"]
    assert page.locator(".pu-memo-text[lang=es]").count() >= 1
    page.fill("#pu-memo textarea", " ")
    page.click("#pu-coach")
    page.wait_for_selector("#pu-coach-notice .pu-alert")
    assert "no memo yet" in page.inner_text("#pu-coach-notice .pu-alert")
    sound(page, asked, broken)
