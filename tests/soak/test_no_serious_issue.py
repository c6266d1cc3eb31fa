"""axe-core finds nothing serious on any tab or view, and nothing runs off the page: both languages, both themes, screen and phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from app.domain.lang import LANGS, Lang
from tests.ui import consultant, editing, evaluator, executive
from tests.ui.driving import ALL_PICTURES, fits, no_serious_issue, opened, picture, sound, tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.soak


class Look(Protocol):
    """Judges what is shown now, or a part of it, and keeps a picture."""

    def __call__(self, name: str, within: str = "") -> None: ...


DRAFT: dict[Lang, str] = {"en": "Draft", "es": "Redactar"}
TOOLS = ("approve", "settle", "lock", "import-word")
SIZES = {"screen": (1280, 800), "phone": (390, 844)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_tab_and_every_view_of_the_desk(browser: Browser, address: str, lang: Lang, scheme: str, size: str, tmp_path: Path) -> None:
    width, height = SIZES[size]
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", width=width, height=height, scheme=scheme)

    def look(name: str, within: str = "") -> None:
        fits(page)
        no_serious_issue(page, within)
        picture(page, f"{size}-{name}-{lang}-{scheme}", ALL_PICTURES)

    look("draft-empty")
    _draft(page, look)
    _desk(page, look, lang)
    _library(page, look, lang, tmp_path)
    _practice(page, look, lang)
    _exams(page, look, lang, address)
    sound(page, asked, broken)


def _draft(page: Page, look: Look) -> None:
    page.click("#pu-example-juarez-operations")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.check("#pu-doc-lang input[value=both]")
    page.click("#pu-draft")
    page.wait_for_selector("#pu-result .pu-doc .pu-chip >> visible=true")
    page.locator("#pu-result .pu-chip >> visible=true").first.click()
    page.wait_for_selector("#pu-result .pu-panel", state="visible")
    look("draft-evidence")
    page.keyboard.press("Escape")
    page.click("#pu-result [data-view-wanted=both]")
    look("draft-both", "#pu-result .pu-views")


def _desk(page: Page, look: Look, lang: Lang) -> None:
    consultant.to_mandates(page)
    look("mandates")
    mandate = consultant.takes_a_file(page)
    look("mandate")
    for step in ("engagement", "role", "process", "compensation"):
        page.goto(f"{page.url.split('?')[0]}?lang={lang}&desk={mandate}/intake/{step}")
        page.wait_for_selector("#pu-desk .pu-boxes", state="visible")
        look(f"intake-{step}")
    page.click(f"#pu-desk .pu-on a[data-at='{mandate}']")
    page.click(f"#pu-desk a[data-at='{mandate}/email']")
    page.wait_for_selector("#pu-desk .pu-letter")
    look("letter")
    page.click(f"#pu-desk .pu-crumbs a[data-at='{mandate}']")
    consultant.drafts_by_rules(page)
    editing.edits(page, lang)
    look("desk-document")
    page.locator("#pu-desk button.pu-mark").first.click()
    page.wait_for_selector("#pu-desk .pu-panel", state="visible")
    look("desk-evidence")
    page.click("#pu-desk .pu-close")
    for action in TOOLS:
        editing.open_tool(page, f"form[data-do={action}]")
    editing.open_tool(page, "a[data-at*='/diff/']")
    editing.open_tool(page, "a[data-at*='/as/']")
    editing.open_tool(page, ".pu-picture")
    look("desk-tools", "#pu-desk .pu-tools")
    page.locator("#pu-desk .pu-st button.pu-mark").first.click()
    page.locator("#pu-desk .pu-panel .pu-st-tools summary").click()
    look("desk-edit", "#pu-desk .pu-panel")
    page.keyboard.press("Escape")
    page.click("#pu-desk a[data-at*='/diff/']")
    page.wait_for_selector("#pu-desk .pu-changes")
    look("desk-difference")
    page.go_back()
    page.wait_for_selector("#pu-desk .pu-tools")
    editing.open_tool(page, "a[data-at*='/as/']")
    page.click("#pu-desk a[data-at$='/as/client']")
    page.wait_for_selector("#pu-desk .pu-doc")
    look("desk-as-client")


def _library(page: Page, look: Look, lang: Lang, folder: Path) -> None:
    evaluator.searches(page, lang)
    page.click("#pu-search")
    page.wait_for_selector(".pu-hits")
    look("library")
    page.locator(".pu-hits [data-source]").first.click()
    page.wait_for_selector(".pu-source mark")
    look("source")
    evaluator.verifies_a_card(page, lang)
    look("cards")
    evaluator.adds_a_document(page, lang, folder)
    look("shelf")
    evaluator.removes_it(page)


def _practice(page: Page, look: Look, lang: Lang) -> None:
    executive.enter(page, lang)
    look("practice-empty")
    executive.coach(page, executive.MEMOS[lang])
    look("practice-coached")
    page.locator(".pu-mk").first.focus()
    page.wait_for_selector(".pu-tip")
    look("practice-mark")
    page.keyboard.press("Escape")
    _second_attempt(page, look, lang)
    executive.inner(page, 0)
    executive.coach(page, executive.STOPS[lang])
    look("practice-stop")


def _second_attempt(page: Page, look: Look, lang: Lang) -> None:
    executive.tries_again(page, lang)
    executive.play(page)
    look("practice-questions")
    executive.inner(page, 2)
    page.wait_for_selector("tr[data-attempt]")
    look("practice-mine")
    page.click("form[data-do=compare] button")
    page.wait_for_selector("#pu-mine-notice .pu-before")
    executive.compares_and_deletes(page)


def _exams(page: Page, look: Look, lang: Lang, address: str) -> None:
    evaluator.compares_two_runs(page, lang)
    look("exams-compare")
    evaluator.reads_the_verdict(page, lang, address)
    look("exams-verdict")
    for name, part in zip(evaluator.TABS[lang][6:], ("plans", "tried", "labels"), strict=True):
        tab(page, name)
        page.wait_for_selector(f"#pu-exam-{part} > * *")
        look(f"exams-{part}")
    evaluator.looks_at_the_state(page)
    look("state")


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_under_way(browser: Browser, modelled: str, lang: Lang) -> None:
    page, asked, broken = opened(browser, f"{modelled}/?lang={lang}")
    consultant.to_mandates(page)
    consultant.takes_a_file(page)
    consultant.asks_a_model(page)
    no_serious_issue(page)
    page.wait_for_selector("#pu-desk .pu-desk-view a.pu-first")
    no_serious_issue(page)
    sound(page, asked, broken)
