"""A consultant begins at the desk, step by step, in either language: intake, letters, draft. Each step says what it must bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.lang import Lang
from tests.ui.driving import ready, tab
from tests.ui.served import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

EXAMPLE = ROOT / "examples" / "juarez-operations.yaml"
TYPED: dict[Lang, dict[str, str]] = {
    "en": {
        "role.title_en": "Plant Director",
        "role.location": "Silao, Guanajuato",
        "process.kickoff_date": "2027-01-18",
        "process.update_cadence": "Every Friday, in writing.",
    },
    "es": {
        "role.title_es": "Dirección de Planta",
        "role.location": "Silao, Guanajuato",
        "process.kickoff_date": "2027-01-18",
        "process.update_cadence": "Cada viernes, por escrito.",
    },
}
HALF = "mid January / a mediados de enero"


def to_mandates(page: Page) -> None:
    """Opens the tab."""
    tab(page, "Mandates" if page.locator("html").get_attribute("lang") == "en" else "Mandatos")
    page.wait_for_selector("#pu-desk .pu-desk-view")


def types_an_intake(page: Page, lang: Lang) -> str:
    """A mandate is begun and filled step by step; what is half a value is kept and told; a refresh loses nothing. Its id."""
    page.select_option("#pu-desk form[data-do=begin] select", "expatriate_general_manager")
    page.click("#pu-desk form[data-do=begin] button")
    page.wait_for_selector("#pu-desk .pu-boxes")
    for path, words in TYPED[lang].items():
        step = path.partition(".")[0]
        _step(page, step)
        if path == "process.kickoff_date":
            _box(page, path).fill(HALF)
            page.wait_for_selector(f"[data-save='{path}'] .pu-kept")
            page.reload()
            ready(page)
            page.wait_for_selector(f"[data-save='{path}'] .pu-kept")
            assert _box(page, path).input_value() == HALF
        _box(page, path).fill(words)
        page.wait_for_selector(f"[data-save='{path}'] .pu-saved")
    page.reload()
    ready(page)
    _step(page, "role")
    assert _box(page, "role.location").input_value() == TYPED[lang]["role.location"]
    mandate = here(page).partition("/")[0]
    page.click(f"#pu-desk .pu-on a[data-at='{mandate}']")
    page.wait_for_selector("#pu-desk .pu-asked")
    return mandate


def _step(page: Page, step: str) -> None:
    if page.locator(f"#pu-desk .pu-steps a[aria-current][data-at$='/{step}']").count() == 0:
        page.click(f"#pu-desk .pu-steps a[data-at$='/intake/{step}']")
        page.wait_for_selector(f"#pu-desk .pu-steps a[aria-current][data-at$='/{step}']")


def _box(page: Page, path: str) -> Locator:
    return page.locator(f"[data-save='{path}'] [name=text]")


def reads_the_letters(page: Page, mandate: str) -> None:
    """The gaps as an e-mail, in both languages at once."""
    page.click(f"#pu-desk a[data-at='{mandate}/email']")
    page.wait_for_selector("#pu-desk .pu-letter")
    for number in (0, 1):
        assert len(page.input_value(f"#pu-desk .pu-letter >> nth={number}")) > 100
    page.click("#pu-desk [data-copy] >> nth=0")
    page.click(f"#pu-desk .pu-crumbs a[data-at='{mandate}']")
    page.wait_for_selector("#pu-desk form[data-do=draft]")


def takes_a_file(page: Page) -> str:
    """An intake from a file becomes a mandate. Its id."""
    home = page.locator("#pu-desk .pu-crumbs a[data-at='']")
    if home.count():
        home.click()
    page.wait_for_selector("#pu-desk form[data-do=take-file]")
    page.set_input_files("#pu-desk form[data-do=take-file] input[type=file]", EXAMPLE)
    assert EXAMPLE.name in page.inner_text("#pu-desk form[data-do=take-file] .pu-file-name")
    page.click("#pu-desk form[data-do=take-file] button")
    page.wait_for_selector("#pu-desk form[data-do=draft]")
    return here(page)


def drafts_by_rules(page: Page) -> None:
    """A guided draft is there at once."""
    page.click("#pu-desk form[data-do=draft] button")
    page.wait_for_selector("#pu-desk .pu-doc .pu-st")
    assert re.search("desk=doc-", page.url)


def asks_a_model(page: Page) -> str:
    """Cost and time are told, nothing is sent without consent; then a run is under way. Its id."""
    page.select_option("#pu-desk form[data-do=draft] [name=writer]", "model")
    page.wait_for_selector("#pu-desk .pu-cost .pu-expected")
    told = page.inner_text("#pu-desk .pu-sending")
    assert re.search(r"\d+,000 tokens", told)
    assert re.search(r"about \d+ (seconds|minutes)|unos \d+ (segundos|minutos)", told)
    assert "127.0.0.1" in told
    page.click("#pu-desk form[data-do=draft] button")
    page.wait_for_selector("#pu-desk form[data-do=draft] .pu-told .pu-alert")
    page.check("#pu-desk form[data-do=draft] [name=send_to]")
    page.click("#pu-desk form[data-do=draft] button")
    page.wait_for_selector("#pu-desk .pu-live")
    return here(page)


def reads_what_the_model_wrote(page: Page) -> None:
    """The run ends, wherever it was begun, and leads to its document."""
    page.wait_for_selector("#pu-desk .pu-desk-view a.pu-first")
    assert page.locator("#pu-desk .pu-live [data-state=written]").count() > 5
    page.click("#pu-desk .pu-desk-view a.pu-first")
    page.wait_for_selector("#pu-desk .pu-doc .pu-st")


def here(page: Page) -> str:
    """The address of what the desk shows."""
    return str(page.get_attribute("#pu-desk .pu-desk-view", "data-here"))
