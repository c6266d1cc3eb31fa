"""Each person's first ten minutes in headless Chromium on a real server: English and Spanish, with the stand-in model and with none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.lang import LANGS, Lang
from tests.standin import StandIn
from tests.ui import consultant, editing, evaluator, executive
from tests.ui.driving import ALL_PICTURES, opened, picture, ready, sound

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.soak
SCHEMES = {"en": "light", "es": "dark"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_consultant_without_a_model(browser: Browser, address: str, lang: Lang, tmp_path: Path) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", scheme=SCHEMES[lang])
    consultant.to_mandates(page)
    picture(page, f"mandates-{lang}")
    mandate = consultant.types_an_intake(page, lang)
    picture(page, f"mandate-typed-{lang}")
    consultant.reads_the_letters(page, mandate)
    consultant.takes_a_file(page)
    picture(page, f"mandate-{lang}")
    consultant.drafts_by_rules(page)
    picture(page, f"desk-document-{lang}")
    editing.opens_the_evidence(page)
    editing.is_told_of_an_unbacked_figure(page, lang)
    editing.locks_and_writes_anew(page)
    if editing.CHANGED[lang] not in page.inner_text("#pu-desk .pu-doc"):
        editing.edits(page, lang)
    editing.compares(page, lang)
    editing.approves(page)
    picture(page, f"desk-approved-{lang}")
    files = editing.downloads(page, lang, tmp_path)
    editing.brings_word_back(page, files, lang, tmp_path)
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_a_consultant_with_a_model_on_two_devices(browser: Browser, modelled: str, lang: Lang, tmp_path: Path) -> None:
    page, asked, broken = opened(browser, f"{modelled}/?lang={lang}", scheme=SCHEMES[lang])
    consultant.to_mandates(page)
    consultant.takes_a_file(page)
    run = consultant.asks_a_model(page)
    picture(page, f"run-{lang}")
    sound(page, asked, broken)  # the tab is closed; the run goes on

    page, asked, broken = opened(browser, f"{modelled}/?lang={lang}&desk={run}", scheme=SCHEMES[lang])  # another device
    consultant.reads_what_the_model_wrote(page)
    editing.opens_the_evidence(page)
    editing.locks_and_writes_anew(page)
    editing.edits(page, lang)
    editing.compares(page, lang)
    editing.approves(page)
    second = page.context.new_page()  # a second tab sees the same document
    second.goto(page.url)
    ready(second)
    second.wait_for_selector("#pu-desk .pu-doc .pu-st")
    assert consultant.here(second) == consultant.here(page)
    second.close()
    files = editing.downloads(page, lang, tmp_path)
    editing.brings_word_back(page, files, lang, tmp_path)
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_a_pasted_intake_goes_to_a_model_only_with_consent_and_leads_to_its_run(
    browser: Browser, modelled: str, model: StandIn, lang: Lang
) -> None:
    page, asked, broken = opened(browser, f"{modelled}/?lang={lang}", scheme=SCHEMES[lang])
    page.click("#pu-example-sparse-expatriate")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.check("#pu-who-writes input[value=model]")
    page.wait_for_selector("#pu-cost .pu-expected")
    picture(page, f"draft-model-{lang}")
    before = len(model.requests())
    page.click("#pu-draft")
    page.wait_for_selector("#pu-notice .pu-alert")
    assert len(model.requests()) == before
    page.check("#pu-consent input")
    page.click("#pu-draft")
    page.wait_for_selector("#pu-desk .pu-live")
    consultant.reads_what_the_model_wrote(page)
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_an_executive_without_a_model(browser: Browser, address: str, lang: Lang) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", scheme=SCHEMES[lang])
    executive.enter(page, lang)
    picture(page, f"practice-empty-{lang}")
    executive.coach(page, executive.MEMOS[lang])
    executive.sees_what_headquarters_hears(page, lang)
    picture(page, f"practice-coached-{lang}")
    executive.tries_again(page, lang)
    executive.play(page)
    picture(page, f"practice-questions-{lang}")
    executive.comes_back(page, lang)
    executive.looks_at_the_practice(page)
    picture(page, f"practice-mine-{lang}")
    elsewhere, _, _ = opened(browser, f"{address}/?lang={lang}")  # what was kept is there on another device
    executive.enter(elsewhere, lang)
    executive.inner(elsewhere, 2)
    elsewhere.wait_for_selector("tr[data-attempt]")
    assert elsewhere.locator("tr[data-attempt]").count() == 2
    assert elsewhere.input_value("#pu-memo textarea") == ""  # what was only typed stays where it was typed
    elsewhere.close()
    executive.compares_and_deletes(page)
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_an_executive_with_a_model(browser: Browser, modelled: str, model: StandIn, lang: Lang) -> None:
    page, asked, broken = opened(browser, f"{modelled}/?lang={lang}", scheme=SCHEMES[lang])
    executive.enter(page, lang)
    assert re.search(r"127\.0\.0\.1|localhost", page.inner_text("#pu-memo-consent"))
    before = len(model.requests())
    executive.coach(page, executive.MEMOS[lang])
    assert len(model.requests()) == before
    page.check("#pu-memo-consent input")
    executive.coach(page, "", agreed=True)
    assert len(model.requests()) > before
    executive.play(page)
    assert page.locator(".pu-debrief").count() == 1
    executive.inner(page, 0)
    page.fill("#pu-memo textarea", executive.MEMOS[lang] + "P. S.")
    page.wait_for_function("!document.querySelector('#pu-memo-consent input').checked")  # another memo is another consent
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_a_scenario_gives_its_fact_sheet_and_the_memo_answers_it(browser: Browser, address: str, lang: Lang) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", scheme="dark")
    executive.enter(page, lang)
    page.click("#pu-scenario input")
    page.locator("#pu-scenario [role=option]", has_text="SN-004").click()
    page.wait_for_selector("article.pu-sheet")
    assert page.locator("article.pu-sheet li").count() > 5
    picture(page, f"practice-scenario-{lang}-dark")
    executive.coach(page, executive.MEMOS[lang])
    assert "SN-004" in page.inner_text(".pu-coached-head")
    sound(page, asked, broken)


@pytest.mark.parametrize("lang", LANGS)
def test_whoever_keeps_the_library_and_whoever_evaluates(browser: Browser, address: str, lang: Lang, tmp_path: Path) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", scheme=SCHEMES[lang])
    evaluator.looks_at_the_state(page)
    picture(page, f"state-{lang}", ALL_PICTURES)  # it names the folder of the trial
    evaluator.closes_the_state(page)
    evaluator.searches(page, lang)
    picture(page, f"library-{lang}")
    evaluator.verifies_a_card(page, lang)
    evaluator.adds_a_document(page, lang, tmp_path)
    evaluator.removes_it(page)
    evaluator.compares_two_runs(page, lang)
    evaluator.reads_the_verdict(page, lang, address)
    evaluator.reads_the_rest(page, lang)
    evaluator.labels_an_item(page, lang)
    picture(page, f"labels-{lang}")
    sound(page, asked, broken)
