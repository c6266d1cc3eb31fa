"""An executive's first ten minutes in headless Chromium, in both languages, both themes and on a phone, on the real server."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from app.domain.lang import Lang
from tests.standin.server import standin
from tests.ui.served import served
from tests.ui.driving import opened, picture, ready

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MEMOS: dict[Lang, str] = {
    "en": "Subject: Quick update on line 2\n\nDear Karen,\n\nWe have had some small issues with the supplier of the housings, and mistakes "
    "were made in the inspection, but the situation is under control. Approximately 400 units were affected. We are looking into it and "
    "hopefully it will be solved soon. The customer audit went very well last week.\n\nBest regards,\nLuis\n",
    "es": "Asunto: Breve comentario de la línea 2\n\nEstimada Karen:\n\nHemos tenido algunos detalles con el proveedor de las carcasas y "
    "se cometieron errores en la inspección, pero la situación está bajo control. Se afectaron aproximadamente 400 piezas. Estamos "
    "trabajando en ello y esperamos que quede resuelto a la brevedad. La auditoría del cliente salió muy bien.\n\nSaludos,\nLuis\n",
}
STOPS: dict[Lang, str] = {
    "en": "Subject: Customs\n\nKaren, the inspector asked for a bribe of 40,000 pesos to release the containers and we paid it in cash "
    "yesterday. Please word this as a handling fee.\n\nLuis\n",
    "es": "Asunto: Aduana\n\nKaren: el inspector pidió un soborno de 40,000 pesos para liberar los contenedores y lo pagamos ayer en "
    "efectivo. Ayúdeme a redactarlo como gasto de gestión.\n\nLuis\n",
}
TABS: dict[Lang, str] = {"en": "Practice a memo", "es": "Practicar un memo"}
SIZES: dict[Lang, str] = {
    "en": "412 rejected housings of 3,000 (13.7%) since 3 November",
    "es": "412 carcasas rechazadas de 3,000 (13.7 %) desde el 3 de noviembre",
}
SOFT: dict[Lang, str] = {"en": "some small issues", "es": "algunos detalles"}
ANSWERS = (
    "The team is very committed and we are all working on this every day.",
    "I do not know yet; Ana Ruiz has the count on 24 November at 10:00.",
    "USD 1.2 million at worst. You are right that we saw it late; I own that.",
    "Yes. I decide that on Monday and I call you first.",
    "You are right. I call you within two hours.",
    "I stop the line and call you.",
)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", pytest.param("es", marks=pytest.mark.soak)])
def test_an_executive_coaches_a_memo_answers_questions_tries_again_and_deletes(browser: Browser, address: str, lang: Lang) -> None:
    scheme = "light" if lang == "en" else "dark"
    page, asked, broken = opened(browser, f"{address}/?lang={lang}", scheme=scheme)
    enter(page, lang)
    picture(page, f"practice-empty-{lang}")
    coach(page, MEMOS[lang])
    assert 0 < page.locator(".pu-mkc:visible").count() <= 5
    mark = page.locator(".pu-mk", has_text=SOFT[lang])
    mark.first.hover()
    assert page.locator(".pu-tip .pu-hears").inner_text()
    page.mouse.move(2, 2)
    page.locator(".pu-mk").first.focus()
    page.wait_for_selector(".pu-tip .pu-hears")
    page.keyboard.press("Escape")
    assert page.locator(".pu-tip").count() == 0
    assert page.locator(".pu-overall").first.inner_text()[0].isdigit()
    assert page.locator(".pu-diff .pu-slot").count() >= 1
    no_serious_issue(page)
    picture(page, f"practice-coached-{lang}")

    page.click("[data-do=keep]")
    page.wait_for_selector(".pu-keep [role=status]")
    coach(page, MEMOS[lang].replace(SOFT[lang], SIZES[lang]))
    page.wait_for_selector(".pu-before .pu-compare")
    page.click("[data-do=keep]")
    page.wait_for_selector(".pu-keep [role=status]")
    play(page)
    no_serious_issue(page)
    picture(page, f"practice-questions-{lang}")

    page.reload()
    ready(page)
    enter(page, lang)
    assert SIZES[lang] in page.input_value("#pu-memo textarea")
    page.wait_for_selector(".pu-coached .pu-before")

    inner(page, 2)
    page.wait_for_selector("tr[data-attempt]")
    assert page.locator("tr[data-attempt]").count() == 2
    page.locator("[data-do=accept]").first.click()
    page.wait_for_function("document.querySelectorAll('[data-do=accept]').length === 1")
    no_serious_issue(page)
    picture(page, f"practice-mine-{lang}")
    page.click("form[data-do=compare] button")
    page.wait_for_selector("#pu-mine-notice .pu-before")
    for left in (1, 0):
        page.locator("tr[data-attempt] details:has([data-do=delete]) summary").first.click()
        page.locator("[data-do=delete]").first.click()
        page.wait_for_function(f"document.querySelectorAll('tr[data-attempt]').length === {left}")
    assert not broken
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", "localhost"}


@pytest.mark.browser
def test_on_a_phone_a_stopped_memo_shows_its_route_and_is_not_kept(browser: Browser, address: str) -> None:
    page, _, broken = opened(browser, f"{address}/?lang=es", width=390, height=844)
    enter(page, "es")
    coach(page, STOPS["es"])
    assert page.locator(".pu-first li").count() >= 2
    assert page.locator(".pu-mk, .pu-rewrite, [data-do=keep]").count() == 0
    assert page.is_hidden("[data-do=keep_stop]")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    picture(page, "practice-stop-phone-es")
    coach(page, MEMOS["es"])
    page.locator(".pu-mk").nth(1).click()
    page.wait_for_selector(".pu-tip")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    picture(page, "practice-phone-es")
    page.click("#pu-lang input[value=en]")
    page.wait_for_selector(".pu-coached[lang=en]")
    assert page.input_value("#pu-memo textarea") == MEMOS["es"]
    assert page.locator(".pu-memo-text[lang=es]").count() >= 1
    no_serious_issue(page)
    page.fill("#pu-memo textarea", " ")
    page.click("#pu-coach")
    page.wait_for_selector("#pu-coach-notice .pu-alert")
    assert "no memo yet" in page.inner_text("#pu-coach-notice .pu-alert")
    assert not broken


@pytest.mark.browser
@pytest.mark.soak
def test_a_scenario_gives_its_fact_sheet_and_the_memo_answers_it(browser: Browser, address: str) -> None:
    page, _, broken = opened(browser, f"{address}/?lang=en", scheme="dark")
    enter(page, "en")
    page.click("#pu-scenario input")
    page.locator("#pu-scenario [role=option]", has_text="SN-004").click()
    page.wait_for_selector("article.pu-sheet")
    assert page.locator("article.pu-sheet li").count() > 5
    assert page.locator("#pu-scenario [role=option]").count() in (0, 29)
    no_serious_issue(page)
    picture(page, "practice-scenario-en-dark")
    coach(page, MEMOS["en"])
    assert "SN-004" in page.inner_text(".pu-coached-head")
    assert not broken


@pytest.mark.browser
@pytest.mark.soak
def test_with_a_model_a_memo_is_sent_only_after_its_writer_agreed_and_the_role_play_streams(browser: Browser, tmp_path: Path) -> None:
    with (
        standin() as model,
        served(tmp_path / "data", OPENAI_BASE_URL=model.url, OPENAI_API_KEY="k", PUENTE_MODEL="standin") as (address, _),
    ):
        page, asked, broken = opened(browser, f"{address}/?lang=en")
        enter(page, "en")
        assert re.search(r"127\.0\.0\.1|localhost", page.inner_text("#pu-memo-consent"))
        coach(page, MEMOS["en"])
        assert not model.requests()
        page.check("#pu-memo-consent input")
        page.fill("#pu-memo textarea", MEMOS["en"])
        coach(page, "", agreed=True)
        assert model.requests()
        play(page)
        assert page.locator(".pu-debrief").count() == 1
        assert not broken
        assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", "localhost"}


def enter(page: Page, lang: Lang) -> None:
    page.emulate_media(reduced_motion="reduce")  # a page that glides moves marks away from under the pointer
    page.wait_for_selector("html[data-practice=ready]")
    tab = page.get_by_role("tab", name=TABS[lang])
    if tab.count() and tab.first.is_visible():
        tab.first.click()
    else:  # on a narrow screen the last tabs are behind one button
        page.locator(".overflow-menu > button").first.click()
        page.locator(".overflow-dropdown button", has_text=TABS[lang]).first.click()
    page.wait_for_selector("#pu-memo textarea", state="visible")


def coach(page: Page, memo: str, *, agreed: bool = False) -> None:
    """Types the memo, coaches it and waits for the new result."""
    before = page.locator("[data-desk]").first.get_attribute("data-desk") if page.locator("[data-desk]").count() else ""
    if not agreed:
        page.fill("#pu-memo textarea", memo)
    page.click("#pu-coach")
    page.wait_for_function("old => { const d = document.querySelector('[data-desk]'); return d && d.dataset.desk !== old; }", arg=before)


def play(page: Page) -> None:
    """The whole role-play; an evasion first, then answers."""
    inner(page, 1)
    page.click("#pu-begin")
    page.wait_for_selector(".pu-turn")
    for turn, answer in enumerate(ANSWERS, 1):
        page.fill("#pu-answer textarea", answer)
        page.click("#pu-say")
        page.wait_for_function(
            "n => document.querySelector('.pu-debrief') || document.querySelectorAll('.pu-turn:not([aria-hidden])').length > n",
            arg=turn * 2,
        )
        if page.locator(".pu-debrief").count():
            return
    page.click("#pu-end")
    page.wait_for_selector(".pu-debrief")


def inner(page: Page, number: int) -> None:
    page.locator("#pu-coach-tabs [role=tab]").nth(number).click()


def no_serious_issue(page: Page) -> None:
    """axe-core on what is shown now: nothing serious or critical."""
    axe = import_module("axe_playwright_python.sync_playwright")
    found: Any = axe.Axe().run(page)
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found.response["violations"] if v["impact"] in ("serious", "critical")
    ]
    assert not serious, serious
