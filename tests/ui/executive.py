"""An executive's first ten minutes on the practice tab, step by step, in either language; each step says what it must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.lang import Lang
from tests.ui.driving import fits, ready, tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

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


def enter(page: Page, lang: Lang) -> None:
    """Opens the tab."""
    tab(page, TABS[lang])
    page.wait_for_selector("#pu-memo textarea", state="visible")


def sees_what_headquarters_hears(page: Page, lang: Lang) -> None:
    """At most five marks are open; one tells on hover and on focus what its reader hears, and Escape closes it."""
    assert 0 < page.locator(".pu-mkc:visible").count() <= 5
    page.locator(".pu-mk", has_text=SOFT[lang]).first.hover()
    assert page.locator(".pu-tip .pu-hears").inner_text()
    page.mouse.move(2, 2)
    page.locator(".pu-mk").first.focus()
    page.wait_for_selector(".pu-tip .pu-hears")
    page.keyboard.press("Escape")
    assert page.locator(".pu-tip").count() == 0
    assert page.locator(".pu-overall").first.inner_text()[0].isdigit()
    assert page.locator(".pu-diff .pu-slot").count() >= 1


def tries_again(page: Page, lang: Lang) -> None:
    """The first attempt is kept, a second one is set against it, and kept too."""
    page.click("[data-do=keep]")
    page.wait_for_selector(".pu-keep [role=status]")
    coach(page, MEMOS[lang].replace(SOFT[lang], SIZES[lang]))
    page.wait_for_selector(".pu-before .pu-compare")
    page.click("[data-do=keep]")
    page.wait_for_selector(".pu-keep [role=status]")


def comes_back(page: Page, lang: Lang) -> None:
    """After a refresh the memo, its coaching and the comparison are there again."""
    page.reload()
    ready(page)
    enter(page, lang)
    assert SIZES[lang] in page.input_value("#pu-memo textarea")
    page.wait_for_selector(".pu-coached .pu-before")


def looks_at_the_practice(page: Page) -> None:
    """Both attempts are listed; one thing to do is accepted."""
    inner(page, 2)
    page.wait_for_selector("tr[data-attempt]")
    assert page.locator("tr[data-attempt]").count() == 2
    left = page.locator("[data-do=accept]").count() - 1
    page.locator("[data-do=accept]").first.click()
    page.wait_for_function(f"document.querySelectorAll('[data-do=accept]').length === {left}")


def compares_and_deletes(page: Page) -> None:
    """The attempts side by side; then each is erased."""
    page.click("form[data-do=compare] button")
    page.wait_for_selector("#pu-mine-notice .pu-before")
    for left in (1, 0):
        page.locator("tr[data-attempt] details:has([data-do=delete]) summary").first.click()
        page.locator("[data-do=delete]").first.click()
        page.wait_for_function(f"document.querySelectorAll('tr[data-attempt]').length === {left}")
    fits(page)


def coach(page: Page, memo: str, *, agreed: bool = False) -> None:
    """Types the memo, coaches it and waits for the new result."""
    before = (
        page.locator("#pu-coached [data-desk]").first.get_attribute("data-desk") if page.locator("#pu-coached [data-desk]").count() else ""
    )
    if not agreed:
        page.fill("#pu-memo textarea", memo)
    page.click("#pu-coach")
    page.wait_for_function(
        "old => { const d = document.querySelector('#pu-coached [data-desk]'); return d && d.dataset.desk !== old; }", arg=before
    )


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
    """Opens one of the tabs within the tab."""
    page.locator("#pu-coach-tabs [role=tab]").nth(number).click()
