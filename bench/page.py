"""How long the page takes to be usable and what its server holds in memory. Run with `python -m bench.page`; needs Chromium."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.ui.served import FLAGS, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VISITS = 5
DRAFTS = 10
EXAMPLE = "juarez-operations"


def measure() -> dict[str, float | int]:
    """Seconds and megabytes. `interactive_s`: median of fresh visits until the page has answered for the first time; `draft_s`: from
    the click to the document, median; memory is the server's resident set, its children included.

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
            drafts = _drafts(browser, address)
            browser.close()
            return {
                "server_up_s": round(up, 2),
                "interactive_first_s": round(visits[0], 2),
                "interactive_s": round(statistics.median(visits[1:]), 2),
                "draft_first_s": round(drafts[0], 2),
                "draft_s": round(statistics.median(drafts[1:]), 2),
                "memory_at_start_mb": at_start,
                "memory_after_drafts_mb": _resident_mb(process.pid),
                "visits": VISITS,
                "drafts": DRAFTS,
            }


def _visit(browser: Browser, address: str) -> float:
    page = browser.new_context().new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("html[data-puente=ready]")
    took = time.perf_counter() - began
    page.context.close()
    return took


def _drafts(browser: Browser, address: str) -> list[float]:
    page = browser.new_context().new_page()
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
    return took


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
