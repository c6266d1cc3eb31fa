"""A consultant's first ten minutes on the mandates, in headless Chromium on the real server. tests/soak lives them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui import consultant, editing
from tests.ui.driving import no_serious_issue, opened, picture, ready, sound
from tests.ui.served import get

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.browser
def test_a_consultant_takes_a_file_drafts_edits_approves_and_compares(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, address)
    consultant.to_mandates(page)
    consultant.takes_a_file(page)
    assert page.locator("#pu-desk .pu-asked").count() > 1
    no_serious_issue(page, "#pu-desk")
    consultant.drafts_by_rules(page)
    editing.opens_the_evidence(page)
    editing.is_told_of_an_unbacked_figure(page, "en")
    editing.compares(page, "en")
    editing.approves(page)
    editing.open_tool(page, "form[data-do=settle]")
    page.fill("#pu-desk form[data-do=settle] textarea >> nth=0", "Up to USD 2 million, with a second signature.")
    page.reload()
    ready(page)
    page.wait_for_selector("#pu-desk .pu-tools")  # the address brings the document back, and its tab with it
    page.wait_for_selector("#pu-desk form[data-do=settle] textarea", state="visible")
    assert "second signature" in page.input_value("#pu-desk form[data-do=settle] textarea >> nth=0")
    sound(page, asked, broken)


@pytest.mark.browser
def test_an_intake_is_saved_as_typed_half_values_are_kept_and_told_in_spanish(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=es", scheme="dark")
    consultant.to_mandates(page)
    mandate = consultant.types_an_intake(page, "es")
    no_serious_issue(page, "#pu-desk")
    picture(page, "mandate-es-dark")
    consultant.reads_the_letters(page, mandate)
    page.route("**/desk?*", lambda route: route.fulfill(status=422, body='<p class="pu-alert">La base de datos no abre.</p>'))
    page.reload()
    page.wait_for_selector("#pu-desk .pu-alert")  # why nothing can be shown stands where it would be
    sound(page, asked, broken)


@pytest.mark.browser
def test_the_desk_answers_no_other_site(address: str) -> None:
    assert get(f"{address}/desk?at=")[0] == 403
    assert get(f"{address}/desk?at=", **{"X-Puente-Desk": "1"})[0] == 200
    status, body, _ = get(f"{address}/desk?at=man-nobody&lang=es", **{"X-Puente-Desk": "1"})
    assert status == 422
    assert "man-nobody" in body.decode()
