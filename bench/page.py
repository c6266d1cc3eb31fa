"""How long the page takes to be usable and to answer a click, what 25 users who watch a run cost, what a session holds in memory.

Run with `python -m bench.page`; needs Chromium. The stand-in model proves the seam only: here it keeps a run under way.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.standin import standin
from tests.ui.served import FLAGS, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VISITS = 5
DRAFTS = 10
CLICKS = 10
SESSIONS = 10
USERS, WATCHED_S, EVERY_S = 25, 30, 1.5
EXAMPLE = "juarez-operations"
CLICK = """([selector, seen]) => new Promise((done) => {
    const began = performance.now();
    const look = () => document.querySelector(seen) ? done(performance.now() - began) : requestAnimationFrame(look);
    document.querySelector(selector).click();
    look();
})"""


def measure() -> dict[str, float | int]:
    """Seconds, milliseconds and megabytes. `interactive_s`: median of fresh visits until the page has answered for the first time;
    `draft_s`: from the click to the document, median; `…_ms`: from a click to what it brings; memory is the server's resident set, its
    children included; `load_1` is the machine's load while it was measured, to be read beside everything else.

    Raises: RuntimeError without Chromium.
    """
    found = chromium()
    if found is None:
        raise RuntimeError("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        began = time.perf_counter()
        with served(Path(folder) / "data") as (address, process):
            up = time.perf_counter() - began
            at_start = _resident_mb(process.pid)
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
            visits = [_visit(browser, address) for _ in range(VISITS)]
            drafts, clicks = _drafts(browser, address)
            after = _resident_mb(process.pid)
            session = _session_mb(browser, address, process.pid)
            browser.close()
        return {
            "server_up_s": round(up, 2),
            "interactive_first_s": round(visits[0], 2),
            "interactive_s": round(statistics.median(visits[1:]), 2),
            "draft_first_s": round(drafts[0], 2),
            "draft_s": round(statistics.median(drafts[1:]), 2),
            **clicks,
            "memory_at_start_mb": at_start,
            "memory_after_drafts_mb": after,
            "memory_a_session_mb": session,
            **_watched(Path(folder) / "watched"),
            "load_1": round(os.getloadavg()[0], 1),
            "visits": VISITS,
            "drafts": DRAFTS,
        }


def _visit(browser: Browser, address: str) -> float:
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("html[data-puente=ready]")
    took = time.perf_counter() - began
    page.context.close()
    return took


def _drafts(browser: Browser, address: str) -> tuple[list[float], dict[str, float]]:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_selector("html[data-puente=ready]")
    page.click(f"#pu-example-{EXAMPLE}")
    page.wait_for_function("document.querySelector('#pu-text textarea').value.length > 100")
    page.check("#pu-doc-lang input[value=both]")
    took = []
    for number in range(1, DRAFTS + 1):
        began = time.perf_counter()
        page.click("#pu-draft")
        page.wait_for_function(f"(document.querySelector('.pu-result') || {{dataset: {{}}}}).dataset.documents?.includes('.{number},')")
        took.append(time.perf_counter() - began)
    return took, _clicks(page)


def _clicks(page: Page) -> dict[str, float]:
    """Milliseconds from a click to what it brings: the evidence beside a statement, another view of the desk, a coached memo."""
    evidence = []
    for _ in range(CLICKS):
        evidence.append(float(page.evaluate(CLICK, ["#pu-result .pu-doc .pu-mark", "#pu-result .pu-panel:not([hidden]) .pu-item"])))
        page.keyboard.press("Escape")
    page.click("#pu-tab-mandates-button")
    page.wait_for_selector("#pu-desk .pu-card a")
    views = []
    for _ in range(CLICKS):
        views.append(float(page.evaluate(CLICK, ["#pu-desk .pu-cards > .pu-card a", "#pu-desk form[data-do=draft]"])))
        views.append(float(page.evaluate(CLICK, ["#pu-desk .pu-crumbs a", "#pu-desk .pu-cards > .pu-card a"])))
    return {"click_evidence_ms": round(statistics.median(evidence)), "click_desk_ms": round(statistics.median(views))}


def _session_mb(browser: Browser, address: str, pid: int) -> float:
    """What a visitor who has the page open adds to the server, as the mean of ten."""
    before = _resident_mb(pid)
    pages = [browser.new_context().new_page() for _ in range(SESSIONS)]
    for page in pages:
        page.set_default_timeout(120_000)
        page.goto(address)
        page.wait_for_selector("html[data-puente=ready]")
    added = (_resident_mb(pid) - before) / SESSIONS
    for page in pages:
        page.context.close()
    return round(added, 1)


def _watched(folder: Path) -> dict[str, float | int]:
    """25 users who watch a run under way, each asking as the page does; how long an answer takes, and how many came to nothing."""
    folder.mkdir()
    with standin() as model:
        model.always("slow=25000")
        with served(folder / "data", OPENAI_BASE_URL=model.url, PUENTE_MODEL="puente-standin") as (address, process):
            run = _begun(address)
            before = psutil.Process(process.pid).cpu_times()
            took: list[float] = []
            failed: list[str] = []
            until = time.monotonic() + WATCHED_S

            def watch(number: int) -> None:
                time.sleep(number * EVERY_S / USERS)
                while time.monotonic() < until:
                    began = time.perf_counter()
                    try:
                        _desk(address, at=run)
                    except OSError as failure:
                        failed.append(str(failure))
                    took.append(time.perf_counter() - began)
                    time.sleep(EVERY_S)

            users = [threading.Thread(target=watch, args=(n,)) for n in range(USERS)]
            for user in users:
                user.start()
            for user in users:
                user.join()
            after = psutil.Process(process.pid).cpu_times()
            used = after.user + after.system - before.user - before.system
            ordered = sorted(took)
            return {
                "watch_p50_ms": round(1000 * statistics.median(ordered)),
                "watch_p95_ms": round(1000 * ordered[int(0.95 * len(ordered))]),
                "watch_answers": len(ordered),
                "watch_failed": len(failed),
                "watch_cpu_share": round(used / WATCHED_S, 2),
                "watch_cpu_ms_an_answer": round(1000 * used / len(ordered), 1),
            }


def _begun(address: str) -> str:
    shown = _desk(address, do="begin", type="")
    mandate = str(re.search(r'data-here="(man-[0-9a-f]+)', shown).group(1))  # type: ignore[union-attr]  # the server gave the view
    _desk(address, do="save", mandate=mandate, path="role.title_en", text="Plant director")
    host = str(re.search(r'name="send_to" value="([^"]+)"', _desk(address, at=mandate)).group(1))  # type: ignore[union-attr]
    order = {"kind": "mandate-brief", "doc_lang": "en", "variant": "internal", "writer": "model", "send_to": host}
    return str(re.search(r"run-[0-9a-f]+", _desk(address, do="draft", mandate=mandate, **order)).group())  # type: ignore[union-attr]


def _desk(address: str, *, at: str = "", **fields: str) -> str:
    data = urllib.parse.urlencode({"lang": "en", **fields}).encode() if fields else None
    request = urllib.request.Request(f"{address}/desk" + ("" if data else f"?lang=en&at={at}"), data=data)
    request.add_header("X-Puente-Desk", "1")
    with urllib.request.urlopen(request, timeout=120) as answer:
        return str(answer.read().decode())


def _resident_mb(pid: int) -> int:
    server = psutil.Process(pid)
    return round(sum(p.memory_info().rss for p in (server, *server.children(recursive=True))) / 1e6)


def main() -> None:
    """Prints the figures: one JSON object on standard output, the same as text on standard error."""
    found = measure()
    print(json.dumps(found))
    for name, value in found.items():
        print(f"{name:>24}  {value}", file=sys.stderr)


if __name__ == "__main__":
    main()
