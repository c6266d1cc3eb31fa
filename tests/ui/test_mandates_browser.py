"""A consultant's first ten minutes on the mandates, in headless Chromium against the real server: English and Spanish, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.ui.served import ROOT, get
from tests.ui.driving import opened, picture, ready

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.mark.browser
def test_a_consultant_takes_an_intake_drafts_edits_approves_and_compares(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, address)
    to_mandates(page)
    page.wait_for_selector(".pu-desk-view[data-here='']")
    picture(page, "mandates-empty-en")
    sound(page)

    page.set_input_files("#pu-desk form[data-do=take-file] input[type=file]", ROOT / "examples" / "juarez-operations.yaml")
    page.click("#pu-desk form[data-do=take-file] button")
    page.wait_for_selector("#pu-desk form[data-do=draft]")
    assert page.locator("#pu-desk .pu-asked").count() > 1
    picture(page, "mandate-en")
    sound(page)

    page.click("#pu-desk form[data-do=draft] button")
    page.wait_for_selector("#pu-desk .pu-doc .pu-st")
    assert "desk=doc-" in page.url
    picture(page, "desk-document-en")
    sound(page)

    statement = page.locator("#pu-desk .pu-doc .pu-para .pu-st").first
    key = statement.get_attribute("data-st")
    statement.locator("button").first.click()
    page.locator("#pu-desk .pu-st-tools summary").click()
    page.fill("#pu-desk .pu-st-tools form[data-do=edit] textarea", "The plant needs a leader who has run two shifts.")
    picture(page, "desk-edit-en")
    page.click("#pu-desk .pu-st-tools form[data-do=edit] button")
    page.wait_for_function("location.search.includes('@2')")
    assert "two shifts" in page.inner_text(f"#pu-desk .pu-doc [data-st='{key}']")

    page.click("#pu-desk .pu-tools summary:has-text('Versions (2)')")
    page.click("#pu-desk .pu-tools a:has-text('compare')")
    page.wait_for_selector("#pu-desk .pu-changes ins")
    assert "shifts" in " ".join(page.locator("#pu-desk .pu-changes ins").all_inner_texts())
    page.go_back()
    page.wait_for_selector("#pu-desk .pu-tools")

    page.click("#pu-desk .pu-tools summary:has-text('Approval')")
    page.fill("#pu-desk form[data-do=approve] [name=by]", "Ana Ruiz")
    page.click("#pu-desk form[data-do=approve] button")
    page.wait_for_selector("#pu-desk .pu-tools details[open] :text('approved by Ana Ruiz')")
    page.reload()
    ready(page)
    page.wait_for_selector("#pu-desk .pu-tools")  # the address brings the document back, and its tab with it
    assert not broken
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", "localhost"}


@pytest.mark.browser
def test_an_intake_is_saved_as_typed_half_values_are_kept_and_told_in_spanish(browser: Browser, address: str) -> None:
    page, _, broken = opened(browser, f"{address}/?lang=es", scheme="dark")
    to_mandates(page)
    page.wait_for_selector("#pu-desk form[data-do=begin]")
    page.select_option("#pu-desk form[data-do=begin] select", "expatriate_general_manager")
    page.click("#pu-desk form[data-do=begin] button")
    page.wait_for_selector("#pu-desk .pu-boxes")
    page.click("#pu-desk .pu-steps a:has-text('Proceso')")
    page.wait_for_selector("[data-save='process.kickoff_date']")
    box = page.locator("[data-save='process.kickoff_date']")
    box.locator("[name=text]").fill("a mediados de enero")
    page.wait_for_selector("[data-save='process.kickoff_date'] .pu-kept")
    page.locator("[data-save='process.update_cadence'] [name=text]").fill("Cada viernes, por escrito.")
    page.wait_for_selector("[data-save='process.update_cadence'] .pu-saved")
    picture(page, "intake-es-dark")
    sound(page)

    page.reload()
    ready(page)
    page.wait_for_selector("[data-save='process.kickoff_date']")
    assert page.input_value("[data-save='process.kickoff_date'] [name=text]") == "a mediados de enero"
    assert page.is_visible("[data-save='process.kickoff_date'] .pu-kept")
    assert page.input_value("[data-save='process.update_cadence'] [name=text]") == "Cada viernes, por escrito."
    page.locator("[data-save='process.kickoff_date'] [name=text]").fill("2027-01-18")
    page.click("#pu-desk .pu-on a:has-text('Volver')")  # what is not saved yet is saved on the way out
    page.wait_for_selector("#pu-desk .pu-asked")
    picture(page, "mandate-es-dark")
    sound(page)
    page.click("#pu-desk a:has-text('Como correo')")
    page.wait_for_selector("#pu-desk .pu-letter")
    assert len(page.input_value("#pu-desk .pu-letter >> nth=1")) > 100
    sound(page)
    assert not broken


@pytest.mark.browser
def test_the_desk_answers_no_other_site(address: str) -> None:
    assert get(f"{address}/desk?at=")[0] == 403
    assert get(f"{address}/desk?at=", **{"X-Puente-Desk": "1"})[0] == 200
    status, body, _ = get(f"{address}/desk?at=man-nobody&lang=es", **{"X-Puente-Desk": "1"})
    assert status == 422
    assert "man-nobody" in body.decode()


def to_mandates(page: Page) -> None:
    page.click("#pu-tab-mandates-button")


def sound(page: Page) -> None:
    """No serious finding of axe on the desk."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types

    found: dict[str, Any] = Axe().run(page, context="#pu-desk").response
    worst = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not worst, [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in worst]
