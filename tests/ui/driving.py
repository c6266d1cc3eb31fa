"""What every drive through the page needs: a fresh visitor, a picture, axe's verdict, a downloaded file. Knows no tab."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.ui.served import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = ROOT / "docs" / "pictures"
ALL_PICTURES = ROOT / "out" / "pictures"
CALM = """() => !document.querySelector("#pu-tabs .pending")
    && document.getAnimations().every((each) => each.playState !== "running" || each.effect.getTiming().iterations === Infinity)"""
"""Nothing is being fetched and nothing fades in: half-faded words have too little contrast, and pictures of them are blurred."""
OWN_HOSTS = {"127.0.0.1", "localhost"}


def opened(
    browser: Browser, address: str, *, width: int = 1280, height: int = 800, scheme: Any = "light"
) -> tuple[Page, list[str], list[str]]:
    """A fresh visitor's page, every address that it asked for, and every error of its script.

    Visitors share one context, so that the browser reads the page's own files once; what is typed is kept in the tab alone, and cookies
    are forgotten between two visitors.
    """
    context = browser.contexts[0] if browser.contexts else browser.new_context()
    if not context.pages:
        context.clear_cookies()
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_default_timeout(150_000)  # a busy machine is slow, not wrong
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(("data:", "blob:")) else asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(address)
    ready(page)
    return page, asked, broken


def ready(page: Page) -> None:
    """Waits until the page has answered for the first time and knows whose it is."""
    page.wait_for_selector("html[data-puente=ready][data-practice=ready]")


def sound(page: Page, asked: list[str], broken: list[str]) -> None:
    """The drive asked no other host and broke no script; the visitor leaves."""
    assert not broken
    assert {urlsplit(url).hostname for url in asked} <= OWN_HOSTS
    page.close()


def picture(page: Page, name: str, folder: Path = PICTURES) -> None:
    """Keeps a picture where PUENTE_PICTURES=1."""
    if os.environ.get("PUENTE_PICTURES") == "1":
        folder.mkdir(parents=True, exist_ok=True)
        page.wait_for_function(CALM)
        page.screenshot(path=folder / f"{name}.png")


def tab(page: Page, name: str) -> None:
    """Opens a tab by its words; on a narrow screen the last ones stand behind one button."""
    found = page.get_by_role("tab", name=name, exact=True)
    if found.count() and found.first.is_visible():
        found.first.click()
        return
    menu = page.locator(".overflow-menu", has=page.locator(".overflow-dropdown button", has_text=name))
    menu.locator("> button").click()
    menu.locator(".overflow-dropdown button", has_text=name).first.click()


def no_serious_issue(page: Page, within: str = "") -> None:
    """axe-core on what is shown now, or on a part of it: nothing serious or critical."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types

    page.wait_for_function(CALM)
    options = {"resultTypes": ["violations"]}  # what passes is not listed: on a long document that takes most of the time
    found: Any = Axe().run(page, context=within or None, options=options).response["violations"]
    worst = [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")]
    assert not worst, worst


def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide = page.evaluate(
        """() => {
        const most = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= most) return [];
        return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > most + 1)
            .slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
        }"""
    )
    assert wide == [], wide


def downloaded(page: Page, link: Any, folder: Path) -> bytes:
    """The bytes of the file that a click on this link brings."""
    with page.expect_download() as coming:
        link.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path.read_bytes()
