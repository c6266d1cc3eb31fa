"""A consultant works on a document at the desk, step by step, in either language. Each step says what it must bring."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.document import Document
from app.domain.lang import Lang
from tests.services.word_scripts import WordScript
from tests.ui.consultant import here
from tests.ui.driving import downloaded

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHANGED: dict[Lang, str] = {
    "en": "The plant needs a leader who has run two shifts.",
    "es": "La planta necesita a alguien que haya dirigido dos turnos.",
}
UNBACKED: dict[Lang, str] = {
    "en": "The plant lost 37.5 % of its margin in 2025.",
    "es": "La planta perdió 37.5 % de su margen en 2025.",
}


def opens_the_evidence(page: Page) -> None:
    """A citation opens the sentence of the source, by keyboard too, and Escape gives the focus back."""
    chip = page.locator("#pu-desk .pu-doc .pu-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#pu-desk .pu-panel", state="visible")
    assert len(page.inner_text("#pu-desk .pu-panel mark >> nth=0")) > 20
    page.keyboard.press("Escape")
    assert page.is_hidden("#pu-desk .pu-panel")
    assert page.evaluate("document.activeElement.classList.contains('pu-chip')")


def edits(page: Page, lang: Lang, words: str = "") -> str:
    """A statement is changed in place; the checks run again. Its key."""
    version = _version(page)
    statement = page.locator("#pu-desk .pu-doc .pu-para .pu-st").first
    key = str(statement.get_attribute("data-st"))
    statement.locator("button").first.click()
    tools = page.locator("#pu-desk .pu-panel .pu-st-tools")
    if not tools.locator("form[data-do=edit]").is_visible():
        tools.locator("summary").click()
    page.fill("#pu-desk .pu-panel form[data-do=edit] textarea", words or CHANGED[lang])
    page.click("#pu-desk .pu-panel form[data-do=edit] button")
    _reached(page, version + 1)
    assert (words or CHANGED[lang]) in page.inner_text(f"#pu-desk .pu-doc [data-st='{key}']")
    page.locator(f"#pu-desk .pu-doc [data-st='{key}'] button").first.click()
    assert page.is_visible("#pu-desk .pu-panel .pu-hand")  # the citations are those of the words before: it is said
    page.keyboard.press("Escape")
    return key


def is_told_of_an_unbacked_figure(page: Page, lang: Lang) -> None:
    """A figure that nothing bears is noticed at once, and no longer when it is gone."""
    before = _noticed(page)
    edits(page, lang, UNBACKED[lang])
    assert _noticed(page) > before
    edits(page, lang)
    assert _noticed(page) == before


def locks_and_writes_anew(page: Page) -> None:
    """A locked section cannot be written anew; an open one is, by whoever wrote the document."""
    version = _version(page)
    open_tool(page, "form[data-do=lock]")
    row = page.locator("#pu-desk .pu-tool-row", has=page.locator("[name=section][value=role]"))
    row.locator("form[data-do=lock] button").click()
    _reached(page, version + 1)
    assert row.locator("form[data-do=regenerate]").count() == 0
    row.locator("form[data-do=lock] button").click()
    _reached(page, version + 2)
    row.locator("details summary").click()
    if row.locator("[name=send_to]").is_visible():
        row.locator("[name=send_to]").check()
    row.locator("form[data-do=regenerate] button").click()
    _reached(page, version + 3)


def compares(page: Page, lang: Lang) -> None:
    """The first version against this one, word by word; the way back leads to the document."""
    open_tool(page, "a[data-at*='/diff/']")
    page.locator("#pu-desk .pu-tools a[data-at*='/diff/1']").click()
    page.wait_for_selector("#pu-desk .pu-changes ins")
    shown = " ".join(page.locator("#pu-desk .pu-changes ins").all_inner_texts())
    assert CHANGED[lang].split()[-2] in shown
    page.go_back()
    page.wait_for_selector("#pu-desk .pu-tools")


def approves(page: Page) -> None:
    """Refused for a section against which a gap stands, in words; allowed for those that are in order."""
    open_tool(page, "form[data-do=approve]")
    form = page.locator("#pu-desk form[data-do=approve]")
    form.locator("[name=by]").fill("Ana Ruiz")
    refused = ""
    with_gaps = page.locator("#pu-desk .pu-section:has(.pu-mark.pu-gap) > h3").evaluate_all("all => all.map(each => each.id.slice(7))")
    for section in with_gaps:
        form.locator("select").select_option(section)
        form.locator("button").click()
        page.wait_for_function(
            "document.querySelector('#pu-desk form[data-do=approve] .pu-told .pu-alert')"
            " || document.querySelector('#pu-desk form[data-do=approve] [name=by]').value === ''"
        )
        if form.locator(".pu-told .pu-alert").count():
            refused = form.locator(".pu-told .pu-alert").inner_text()
            break
        form.locator("[name=by]").fill("Ana Ruiz")
    assert refused, "no section with a gap was refused"
    assert form.locator("[name=by]").input_value() == "Ana Ruiz"
    form.locator("select").select_option("all")
    form.locator("button").click()
    page.wait_for_function("/Ana Ruiz/.test([...document.querySelectorAll('#pu-desk .pu-tools .pu-runs')].map(e => e.innerText).join())")


def downloads(page: Page, lang: Lang, folder: Path) -> dict[str, bytes]:
    """All four files, each opened and read: the changed words stand in each."""
    links = page.locator("#pu-desk .pu-aside .pu-downloads a")
    files = {str(link.get_attribute("data-suffix")): downloaded(page, link, folder) for link in links.all() if link.is_visible()}
    assert sorted(files) == [".docx", ".json", ".md", ".pdf"]
    words = CHANGED[lang]
    assert words in files[".md"].decode("utf-8")
    assert any(words == st.text for section in document_of(files).sections for st in section.statements())
    with zipfile.ZipFile(io.BytesIO(files[".docx"])) as word:
        assert words in re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode("utf-8"))
    from pypdf import PdfReader

    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(files[".pdf"])).pages).split())
    assert words.split(",")[0] in text
    return files


def document_of(files: dict[str, bytes]) -> Document:
    """The document in the JSON file."""
    told: Any = json.loads(files[".json"])
    return Document.model_validate(told)


def brings_word_back(page: Page, files: dict[str, bytes], lang: Lang, folder: Path) -> None:
    """A tracked change made in the exported Word file comes back as a proposal, and stands in the text once it is accepted."""
    document = document_of(files)
    version = _version(page)
    changed = next(st for section in document.sections for st in section.statements() if st.text == CHANGED[lang])
    script = WordScript(document, files[".docx"])
    old, new = CHANGED[lang].split()[-1], "nights." if lang == "en" else "noches."
    script.replace(changed.id, old, new, tracked=True)
    path = folder / "edited.docx"
    path.write_bytes(script.saved())
    open_tool(page, "form[data-do=import-word]")
    page.set_input_files("#pu-desk form[data-do=import-word] input[type=file]", path)
    page.click("#pu-desk form[data-do=import-word] button")
    page.wait_for_selector("#pu-desk .pu-proposal")
    assert page.locator("#pu-desk .pu-proposal").count() == 1
    assert new in page.inner_text("#pu-desk .pu-proposal ins")
    page.click("#pu-desk form[data-do=accept] button")
    _reached(page, version + 1)
    assert new in page.inner_text("#pu-desk .pu-doc .pu-para .pu-st >> nth=0")


def _version(page: Page) -> int:
    return int(here(page).partition("@")[2].partition("/")[0].partition(",")[0])


def _reached(page: Page, version: int) -> None:
    page.wait_for_function(
        "v => document.querySelector('#pu-desk .pu-desk-view')?.dataset.here.includes('@' + v)",
        arg=str(version),
    )


def _noticed(page: Page) -> int:
    return page.locator("#pu-desk .pu-noticed li").count()


def open_tool(page: Page, holds: str) -> None:
    """Opens the tool of the document that holds this."""
    tool = page.locator("#pu-desk .pu-tools > details", has=page.locator(holds))
    if tool.get_attribute("open") is None:
        tool.locator("> summary").click()
