"""One drive through the real page in headless Chromium, in both languages, both themes and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.driving import fits, opened, picture, ready, sound
from tests.ui.served import get

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.browser
def test_a_consultant_drafts_in_both_languages_and_opens_what_a_statement_rests_on(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, address)
    assert page.inner_text("#pu-result h2") == "Nothing drafted yet"
    picture(page, "empty-en")

    page.click("#pu-example-juarez-operations")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.check("#pu-doc-lang input[value=both]")
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc[data-lang=en] .pu-cover h2", state="visible")
    assert page.locator(".pu-doc").count() == 2
    assert not page.is_visible(".pu-doc[data-lang=es]")
    assert page.locator(".pu-doc[data-lang=en] table th[scope=col]").count() > 5
    assert page.inner_text(".pu-lists[data-lang=en] summary >> nth=0").startswith("Findings (")
    assert page.locator(".pu-lists[data-lang=en] .pu-asked li").count() > 0
    for link in page.locator(".pu-lists[data-lang=en] a.pu-download").all():
        assert get(f"{address}/{link.get_attribute('href')}")[0] == 200
    picture(page, "brief-en")

    chip = page.locator(".pu-doc[data-lang=en] .pu-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pu-panel", state="visible")
    sentence = page.inner_text(".pu-panel mark")
    assert len(sentence) > 20
    assert page.locator(".pu-panel .pu-twin[lang=es]").count() >= 1
    assert page.evaluate("document.activeElement.closest('.pu-panel') !== null")
    picture(page, "evidence-en")
    page.keyboard.press("Escape")
    assert page.is_hidden(".pu-panel")
    assert page.evaluate("document.activeElement.classList.contains('pu-chip')")

    page.click("[data-view-wanted=both]")
    assert page.is_visible(".pu-doc[data-lang=es] .pu-cover h2")
    picture(page, "side-by-side")

    page.check("#pu-lang input[value=es]")
    page.wait_for_function("document.querySelector('#pu-draft').innerText.startsWith('Redactar')")
    page.wait_for_selector(".pu-result[lang=es]")
    assert page.get_attribute(".pu-result", "data-view") == "both"
    assert page.input_value("#pu-text textarea").count("\n") > 20
    page.click("[data-view-wanted=es]")
    page.locator(".pu-doc[data-lang=es] button.pu-mark.pu-client").first.click()
    assert page.inner_text(".pu-panel h2") == "En qué se apoya"
    assert page.inner_text(".pu-panel .pu-word") == "Cliente"
    picture(page, "evidence-es")

    page.reload()
    ready(page)
    page.wait_for_selector(".pu-result[lang=es] .pu-doc[data-lang=es] h2", state="visible")
    sound(page, asked, broken)


@pytest.mark.browser
def test_a_mistake_is_told_in_spanish_and_what_was_typed_stays(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=es")
    typed = "role:\n  titel_en: '<img src=x onerror=document.title=1>'\n"
    page.fill("#pu-text textarea", typed)
    page.click("#pu-draft")
    page.wait_for_selector(".pu-alert")
    assert page.inner_text(".pu-alert").startswith("Línea 2: «role.titel_en» no es una clave conocida")
    assert page.input_value("#pu-text textarea") == typed

    contradictory = "process: {kickoff_date: 2026-12-07, deadline: 2026-12-01}"
    page.fill("#pu-text textarea", typed.replace("titel_en", "title_en") + contradictory)
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc")
    assert page.is_hidden("#pu-notice")
    assert page.inner_text(".pu-doc h2") == "<img src=x onerror=document.title=1>"
    assert page.title() == "Puente"
    assert page.inner_text(".pu-noticed .pu-severity.pu-block >> nth=0") == "Debe corregirse"
    assert "anterior al arranque" in page.inner_text(".pu-noticed")

    page.click("button[role=tab]:has-text('Biblioteca')")
    page.fill("#pu-query input, #pu-query textarea", "¿Cuántos días de aguinaldo corresponden?")
    page.click("#pu-search")
    page.wait_for_selector(".pu-hits")
    assert "aguinaldo" in page.inner_text(".pu-hits").lower()
    picture(page, "library-es")
    sound(page, asked, broken)


@pytest.mark.browser
def test_a_phone_shows_the_brief_without_scrolling_sideways(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=es", width=390, height=844, scheme="dark")
    page.click("#pu-example-sparse-expatriate")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc[data-lang=es]")
    fits(page)
    page.locator("button.pu-mark.pu-gap").first.click()
    assert page.is_visible(".pu-panel dl")
    picture(page, "phone-es-dark")
    page.click(".pu-close")
    assert page.is_hidden(".pu-panel")
    sound(page, asked, broken)
