"""Whoever keeps the library and whoever evaluates: their first ten minutes, step by step, in either language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.lang import Lang
from tests.ui.driving import picture, ready, tab
from tests.ui.served import get

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABS: dict[Lang, tuple[str, ...]] = {
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
QUESTIONS: dict[Lang, str] = {"en": "How many days of aguinaldo are due?", "es": "¿Cuántos días de aguinaldo corresponden?"}
OWN: dict[Lang, tuple[str, str]] = {
    "en": ("Plant directors in the Bajío region earn a car allowance of MXN 12,000 a month.", "car allowance in the Bajío"),
    "es": ("La dirección de planta en el Bajío recibe un apoyo de auto de 12,000 MXN al mes.", "apoyo de auto en el Bajío"),
}


def looks_at_the_state(page: Page) -> None:
    """The bar opens and tells who writes, where text goes, health."""
    page.wait_for_selector(".pu-standing details")
    page.click(".pu-standing summary")
    assert page.is_visible(".pu-standing dl")


def closes_the_state(page: Page) -> None:
    """The bar is one line again."""
    page.click(".pu-standing summary")
    page.wait_for_selector(".pu-standing dl", state="hidden")


def searches(page: Page, lang: Lang) -> None:
    """An answer with its source: context, twin and dates open beneath it; what was asked is there after a refresh."""
    tab(page, TABS[lang][0])
    _ask(page, QUESTIONS[lang])
    assert "aguinaldo" in page.inner_text(".pu-hits").lower()
    page.locator(".pu-hits details summary").first.click()
    assert page.locator(".pu-hits details[open] dl dd").first.inner_text()
    page.locator(".pu-hits [data-source]").first.click()
    page.wait_for_selector(".pu-source mark")
    assert page.locator(".pu-source-row").count() > 1
    page.click("[data-back]")
    page.wait_for_selector(".pu-hits")
    page.reload()
    ready(page)
    tab(page, TABS[lang][0])
    page.wait_for_function("words => document.querySelector('#pu-query textarea, #pu-query input').value === words", arg=QUESTIONS[lang])


def _ask(page: Page, words: str) -> None:
    page.fill("#pu-query input, #pu-query textarea", words)
    page.click("#pu-search")
    page.wait_for_selector(".pu-hits")


def verifies_a_card(page: Page, lang: Lang) -> None:
    """Refused without a source, and what was typed stays; then kept and shown in the list."""
    tab(page, TABS[lang][0])
    tab(page, TABS[lang][1])
    page.locator("[data-card]").first.click()
    page.wait_for_selector("#pu-card-shown .pu-item")
    _fill(page, "pu-by", "Ana Ruiz")
    page.click("#pu-keep")
    page.wait_for_selector("#pu-card-shown .pu-alert")
    assert page.input_value("#pu-by textarea, #pu-by input") == "Ana Ruiz"
    _fill(page, "pu-source", "Diario Oficial, 2026")
    page.click("#pu-keep")
    page.wait_for_selector("#pu-card-shown .pu-done")
    page.wait_for_selector(".pu-due td span[title='Diario Oficial, 2026']")
    picture(page, f"cards-{lang}")


def adds_a_document(page: Page, lang: Lang, folder: Path) -> None:
    """Two files are offered; what became of each is told; the one that was read is found by a search."""
    tab(page, TABS[lang][2])
    page.wait_for_selector("#pu-shelf > * *")
    notes = folder / f"notes-{lang}.md"
    notes.write_text(f"# Bajío\n\n{OWN[lang][0]}\n", "utf-8")
    (folder / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page.set_input_files("input[type=file][multiple]", [str(notes), str(folder / "scan.png")])
    page.wait_for_selector(".pu-outcomes .pu-refused")
    assert page.locator(".pu-outcomes .pu-read").count() == 1
    page.wait_for_selector("#pu-shelf [data-remove]")
    picture(page, f"documents-{lang}")
    page.locator("#pu-library [role=tab]").nth(0).click()
    _ask(page, OWN[lang][1])
    page.wait_for_function("words => document.querySelector('.pu-hits')?.innerText.includes(words)", arg=OWN[lang][0][:40])
    tab(page, TABS[lang][2])


def removes_it(page: Page) -> None:
    """It goes after a second click, and is found no longer."""
    page.wait_for_selector("#pu-shelf [data-remove]")
    page.click("[data-remove]")
    page.click("[data-remove]")
    page.wait_for_selector("#pu-offered .pu-done")
    page.wait_for_selector("#pu-shelf .pu-empty")


def compares_two_runs(page: Page, lang: Lang) -> None:
    """The difference of scores beside that of the prompts, the worst cases side by side."""
    tab(page, TABS[lang][3])
    page.wait_for_selector("#pu-exam-runs .pu-listing")
    picture(page, f"runs-{lang}")
    tab(page, TABS[lang][4])
    for box, name in (("pu-before", "briefs/20260101-a"), ("pu-after", "briefs/20260102-b")):
        page.click(f"#{box} input")
        page.locator(f"#{box}").get_by_role("option", name=name).click()
    page.click("#pu-compare")
    page.wait_for_selector("#pu-compared .pu-sides del")
    assert "-37.5" in page.inner_text("#pu-compared .pu-fell")
    picture(page, f"compare-{lang}")


def reads_the_verdict(page: Page, lang: Lang, address: str) -> None:
    """The gate's verdict in words, and its report."""
    tab(page, TABS[lang][5])
    page.wait_for_selector("#pu-exam-gate .pu-outcome-regression")
    picture(page, f"verdicts-{lang}")
    assert get(f"{address}/{page.get_attribute('.pu-report a', 'href')}")[0] == 200


def reads_the_rest(page: Page, lang: Lang) -> None:
    """Plans, tried checks, labels."""
    for name, part in zip(TABS[lang][6:], ("plans", "tried", "labels"), strict=True):
        tab(page, name)
        page.wait_for_selector(f"#pu-exam-{part} > * *")


def labels_an_item(page: Page, lang: Lang) -> None:
    """A level that is chosen is kept under the rater's name; what two raters see differently is offered to a third alone."""
    tab(page, TABS[lang][8])
    page.wait_for_selector("#pu-exam-labels .pu-verdict")
    _fill(page, "pu-rater", f"Eva {lang}")
    page.press("#pu-rater textarea, #pu-rater input", "Enter")
    page.wait_for_function("name => document.querySelector('#pu-exam-labels').innerText.includes(name)", arg=f"Eva {lang}")
    assert page.locator("#pu-exam-labels [data-settles=yes]").count() > 0
    item = str(page.locator("#pu-exam-labels [data-label]:not([data-settles])").first.get_attribute("data-label"))
    page.check(f"#pu-exam-labels [data-label='{item}']:not([data-settles]) input[value='2']")
    page.wait_for_selector("#pu-labels-told .pu-done")
    assert item in page.inner_text("#pu-labels-told .pu-done")
    tab(page, TABS[lang][7])
    tab(page, TABS[lang][8])
    page.wait_for_function("item => !document.querySelector(`#pu-exam-labels [data-label='${item}']:not([data-settles])`)", arg=item)


def _fill(page: Page, box: str, words: str) -> None:
    page.fill(f"#{box} textarea, #{box} input", words)
