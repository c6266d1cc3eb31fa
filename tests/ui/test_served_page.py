"""The page as it is served: health, guard, downloads, the named endpoints, and one drive through it in a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from app.errors import BadSetting
from app.ui.server import listen, run
from tests.ui.builders import house
from tests.ui.served import FLAGS, ROOT, chromium, environment, is_browser_required, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = ROOT / "docs" / "pictures"
INTAKE = "role: {title_en: 'Plant Director'}\nprocess: {kickoff_date: 2026-12-07}\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("served") / "data") as (address, _):
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        reason = "Chromium is not installed (apt-get install chromium)"
        if is_browser_required():
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


def get(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), dict(refused.headers)


def test_a_taken_port_is_refused_by_name() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting) as error:
            listen("127.0.0.1", port)
    assert error.value.key == "setting.port"
    assert error.value.params["port"] == port


def test_a_taken_port_ends_the_command_with_one_line_in_the_readers_language(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "app", "serve", "--port", port],
            cwd=ROOT,
            env=environment(tmp_path, PUENTE_LANG="es"),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"puente: --port {port}: no se puede usar el puerto {port}")
    assert ended.stderr.count("\n") == 1


def test_an_address_that_others_can_reach_is_refused_while_there_is_no_sign_in(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as error:
        run(house(tmp_path), host="0.0.0.0", port=0)
    assert error.value.key == "setting.no_sign_in"


def test_health_answers_with_the_guarding_headers(address: str) -> None:
    status, body, headers = get(f"{address}/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert "default-src 'self'" in headers["content-security-policy"]


def test_a_foreign_host_name_is_not_answered(address: str) -> None:
    assert get(f"{address}/healthz", Host="evil.example")[0] == 400


@pytest.mark.parametrize("path", ["documents/doc-000000000000.1/x.json", "documents/x/..%2f..%2fetc%2fpasswd", "puente/..%2fserver.py"])
def test_what_is_not_a_document_or_a_file_of_ours_is_not_found(address: str, path: str) -> None:
    assert get(f"{address}/{path}")[0] == 404


def test_other_programs_draft_check_and_search_by_name(address: str) -> None:
    from gradio_client import Client  # type: ignore[import-untyped]
    from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

    client = Client(address, verbose=False)
    try:
        assert set(client.view_api(return_format="dict", print_info=False)["named_endpoints"]) == {"/draft", "/search", "/check"}
        drafted: str = client.predict(intake=INTAKE, lang="both", writer="guided", api_name="/draft")
        documents = json.loads(drafted)["documents"]
        assert [d["lang"] for d in documents] == ["en", "es"]
        checked: dict[str, Any] = json.loads(client.predict(drafted, api_name="/check"))
        assert [d["id"] for d in checked["documents"]] == [d["id"] for d in documents]
        answer = json.loads(client.predict("How many days of aguinaldo are due?", "", 3, api_name="/search"))
        assert 0 < len(answer["hits"]) <= 3
        with pytest.raises(AppError, match=r"intake\.yaml:1: .*titel_en"):
            client.predict("role: {titel_en: x}", "en", api_name="/draft")
        with pytest.raises(AppError, match="no model is configured"):
            client.predict(INTAKE, "en", "model", "api.openai.com", api_name="/draft")
    finally:
        client.close()


@pytest.mark.browser
def test_a_consultant_drafts_in_both_languages_and_opens_what_a_statement_rests_on(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, address)
    assert page.inner_text("#pu-result h2") == "Nothing drafted yet"
    picture(page, "empty-en")

    page.click("#pu-example-juarez-operations")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.check("#pu-doc-lang input[value=both]")
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc[data-lang=en] .pu-cover h2", state="visible")
    assert page.locator(".pu-doc").count() == 2
    assert not page.is_visible(".pu-doc[data-lang=es]")
    assert page.locator(".pu-doc[data-lang=en] table th[scope=col]").count() > 5
    assert page.inner_text(".pu-lists[data-lang=en] summary >> nth=0").startswith("Findings (")
    assert page.locator(".pu-lists[data-lang=en] .pu-asked li").count() > 0
    picture(page, "brief-en")

    chip = page.locator(".pu-doc[data-lang=en] .pu-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pu-panel", state="visible")
    sentence = page.inner_text(".pu-panel mark")
    assert len(sentence) > 20
    assert page.locator(".pu-panel .pu-twin[lang=es]").count() >= 1
    assert page.evaluate("document.activeElement.closest('.pu-panel') !== null")
    picture(page, "evidence-en")
    page.keyboard.press("Escape")
    assert page.is_hidden(".pu-panel")
    assert page.evaluate("document.activeElement.classList.contains('pu-chip')")

    page.click("[data-view-wanted=both]")
    assert page.is_visible(".pu-doc[data-lang=es] .pu-cover h2")
    picture(page, "side-by-side")

    page.check("#pu-lang input[value=es]")
    page.wait_for_function("document.querySelector('#pu-draft').innerText.startsWith('Redactar')")
    page.wait_for_selector(".pu-result[lang=es]")
    assert page.get_attribute(".pu-result", "data-view") == "both"
    assert page.input_value("#pu-text textarea").count("\n") > 20
    page.click("[data-view-wanted=es]")
    page.locator(".pu-doc[data-lang=es] button.pu-mark.pu-client").first.click()
    assert page.inner_text(".pu-panel h2") == "En qué se apoya"
    assert page.inner_text(".pu-panel .pu-word") == "Cliente"
    picture(page, "evidence-es")

    page.reload()
    ready(page)
    page.wait_for_selector(".pu-result[lang=es] .pu-doc[data-lang=en] h2", state="visible")
    assert not broken
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", "localhost"}


@pytest.mark.browser
def test_a_mistake_is_told_in_spanish_and_what_was_typed_stays(browser: Browser, address: str) -> None:
    page, asked, broken = opened(browser, f"{address}/?lang=es")
    typed = "role:\n  titel_en: '<img src=x onerror=document.title=1>'\n"
    page.fill("#pu-text textarea", typed)
    page.click("#pu-draft")
    page.wait_for_selector(".pu-alert")
    assert page.inner_text(".pu-alert").startswith("Línea 2: «role.titel_en» no es una clave conocida")
    assert page.input_value("#pu-text textarea") == typed

    contradictory = "process: {kickoff_date: 2026-12-07, deadline: 2026-12-01}"
    page.fill("#pu-text textarea", typed.replace("titel_en", "title_en") + contradictory)
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc")
    assert page.is_hidden("#pu-notice")
    assert page.inner_text(".pu-doc h2") == "<img src=x onerror=document.title=1>"
    assert page.title() == "Puente"
    assert page.inner_text(".pu-noticed .pu-severity.pu-block >> nth=0") == "Debe corregirse"
    assert "anterior al arranque" in page.inner_text(".pu-noticed")

    page.click("button[role=tab] >> nth=1")
    page.fill("#pu-query input, #pu-query textarea", "¿Cuántos días de aguinaldo corresponden?")
    page.click("#pu-search")
    page.wait_for_selector(".pu-hits")
    assert "aguinaldo" in page.inner_text(".pu-hits").lower()
    picture(page, "library-es")
    assert not broken
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", "localhost"}


@pytest.mark.browser
def test_a_phone_shows_the_brief_without_scrolling_sideways(browser: Browser, address: str) -> None:
    page, _, broken = opened(browser, f"{address}/?lang=es", width=390, height=844, scheme="dark")
    page.click("#pu-example-sparse-expatriate")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.includes('mandate_type')")
    page.click("#pu-draft")
    page.wait_for_selector(".pu-doc[data-lang=es]")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("button.pu-mark.pu-gap").first.click()
    assert page.is_visible(".pu-panel dl")
    picture(page, "phone-es-dark")
    page.click(".pu-close")
    assert page.is_hidden(".pu-panel")
    assert not broken


def opened(
    browser: Browser, address: str, *, width: int = 1280, height: int = 800, scheme: Any = "light"
) -> tuple[Page, list[str], list[str]]:
    """A fresh visitor's page, every address that it asked for, and every error of its script."""
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    page.set_default_timeout(30_000)
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(("data:", "blob:")) else asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(address)
    ready(page)
    return page, asked, broken


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-puente=ready]")


def picture(page: Page, name: str) -> None:
    if os.environ.get("PUENTE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(900)  # the page glides to the document; a picture on the way shows half of it
        page.screenshot(path=PICTURES / f"{name}.png")
