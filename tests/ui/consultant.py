"""A consultant's first ten minutes at the desk, step by step, in either language; each step says what it must bring."""

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
from tests.ui.driving import downloaded, ready
from tests.ui.served import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

EXAMPLE = ROOT / "examples" / "juarez-operations.yaml"
CHANGED: dict[Lang, str] = {
    "en": "The plant needs a leader who has run two shifts.",
    "es": "La planta necesita a alguien que haya dirigido dos turnos.",
}
UNBACKED: dict[Lang, str] = {
    "en": "The plant lost 37.5 % of its margin in 2025.",
    "es": "La planta perdió 37.5 % de su margen en 2025.",
}
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
    page.click("#pu-tab-mandates-button")
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


def here(page: Page) -> str:
    """The address of what the desk shows."""
    return str(page.get_attribute("#pu-desk .pu-desk-view", "data-here"))


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
