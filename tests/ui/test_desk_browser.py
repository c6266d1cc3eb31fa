"""The library and the evaluator in headless Chromium: verify a card, add and remove a document, compare two runs, read a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.desk_builders import examinations
from tests.ui.served import get, served
from tests.ui.driving import opened, picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TABS = {
    "en": ("Library", "What falls due", "Our documents", "Examinations", "Compare", "Verdicts", "Plans", "Tried checks", "Labels"),
    "es": (
        "Biblioteca",
        "Lo que vence",
        "Nuestros documentos",
        "Exámenes",
        "Comparar",
        "Dictámenes",
        "Planes",
        "Revisiones a prueba",
        "Etiquetas",
    ),
}


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served page beside which examinations lie."""
    base = tmp_path_factory.mktemp("examined")
    folder = examinations(base / "evals")
    with served(base / "data", module=("tests.ui.serve_examined", str(folder))) as (address, _):
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("es", "dark")])
def test_a_card_is_verified_a_document_comes_and_goes_and_two_runs_are_compared(
    browser: Browser, examined: str, lang: str, scheme: str, tmp_path: Path
) -> None:
    library, due, own, exams, compare, gate, *others = TABS[lang]
    page, asked, broken = opened(browser, f"{examined}/?lang={lang}", scheme=scheme)
    page.wait_for_selector(".pu-standing details")
    page.click(".pu-standing summary")
    assert page.is_visible(".pu-standing dl")
    picture(page, f"state-{lang}")
    accessible(page)
    page.click(".pu-standing summary")

    tab(page, library)
    tab(page, due)
    page.locator("[data-card]").first.click()
    page.wait_for_selector("#pu-card-shown .pu-item")
    fill(page, "pu-by", "Ana Ruiz")
    page.click("#pu-keep")
    page.wait_for_selector("#pu-card-shown .pu-alert")
    assert value(page, "pu-by") == "Ana Ruiz"
    fill(page, "pu-source", "Diario Oficial, 2026")
    page.click("#pu-keep")
    page.wait_for_selector("#pu-card-shown .pu-done")
    page.wait_for_selector(".pu-due td span[title='Diario Oficial, 2026']")
    picture(page, f"cards-{lang}")
    accessible(page)

    tab(page, own)
    page.wait_for_selector("#pu-shelf > * *")
    notes = tmp_path / f"notes-{lang}.md"
    notes.write_text("# Pay in Bajío\n\nPlant directors in the Bajío region earn a car allowance of MXN 12,000 a month.\n", "utf-8")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page.set_input_files("input[type=file][multiple]", [str(notes), str(tmp_path / "scan.png")])
    page.wait_for_selector(".pu-outcomes .pu-refused")
    assert page.locator(".pu-outcomes .pu-read").count() == 1
    page.wait_for_selector("#pu-shelf [data-remove]")
    picture(page, f"documents-{lang}")
    accessible(page)
    page.click("[data-remove]")
    page.click("[data-remove]")
    page.wait_for_selector("#pu-offered .pu-done")
    page.wait_for_selector("#pu-shelf .pu-empty")

    tab(page, exams)
    page.wait_for_selector("#pu-exam-runs .pu-listing")
    picture(page, f"runs-{lang}")
    accessible(page)
    tab(page, compare)
    for box, name in (("pu-before", "briefs/20260101-a"), ("pu-after", "briefs/20260102-b")):
        page.click(f"#{box} input")
        page.locator(f"#{box}").get_by_role("option", name=name).click()
    page.click("#pu-compare")
    page.wait_for_selector("#pu-compared .pu-sides del")
    assert "-37.5" in page.inner_text("#pu-compared .pu-fell")
    picture(page, f"compare-{lang}")
    accessible(page)
    tab(page, gate)
    page.wait_for_selector("#pu-exam-gate .pu-outcome-regression")
    picture(page, f"verdicts-{lang}")
    assert get(f"{examined}/{page.get_attribute('.pu-report a', 'href')}")[0] == 200
    accessible(page)
    for name, part in zip(others, ("plans", "tried", "labels"), strict=True):
        tab(page, name)
        page.wait_for_selector(f"#pu-exam-{part} > * *")
    accessible(page)
    assert not broken
    assert all(url.startswith(examined) for url in asked)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def fill(page: Page, box: str, words: str) -> None:
    page.fill(f"#{box} textarea, #{box} input", words)


def value(page: Page, box: str) -> str:
    return page.input_value(f"#{box} textarea, #{box} input")


def accessible(page: Page) -> None:
    """axe-core finds nothing serious in what is ours, and in gradio's parts around it."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    found: Any = Axe().run(page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert not serious
