"""The server is killed in the middle of a model's draft and started again: the run ends, the open page shows it, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn, standin
from tests.ui import consultant
from tests.ui.driving import opened, ready
from tests.ui.served import free_port, served

if TYPE_CHECKING:
    import subprocess
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

pytestmark = pytest.mark.soak
TYPED = "Four plants within two hours’ drive."


def test_a_killed_server_finishes_the_run_and_the_open_page_shows_it(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    with standin() as model:
        model.always("slow=4000")
        with _served(tmp_path, port, model) as (address, process):
            page, _, broken = opened(browser, f"{address}/?lang=en")
            consultant.to_mandates(page)
            mandate = consultant.takes_a_file(page)
            other = page.context.new_page()  # a second tab, in the intake
            other.goto(f"{address}/?lang=en&desk={mandate}/intake/role")
            ready(other)
            other.wait_for_selector("[data-save='role.location'] [name=text]")
            run = consultant.asks_a_model(page)
            page.wait_for_selector("#pu-desk .pu-live [data-state=written]")
            process.kill()
            process.wait(20)
            asked = len(model.requests())
            other.locator("[data-save='role.location'] [name=text]").fill(TYPED)  # typed while nobody listens
            page.wait_for_timeout(2500)
            assert page.locator("#pu-desk .pu-live").count() == 1  # what was shown stays
        with _served(tmp_path, port, model) as (address, _):
            page.wait_for_selector("#pu-desk .pu-desk-view a.pu-first")  # without a reload
            assert consultant.here(page) == run
            assert len(model.requests()) > asked
            other.wait_for_selector("[data-save='role.location'] .pu-saved")
            assert other.locator("[data-save='role.location'] [name=text]").input_value() == TYPED
            consultant.reads_what_the_model_wrote(page)
            fresh, _, _ = opened(browser, f"{address}/?lang=es&desk={mandate}/intake/role")
            fresh.wait_for_selector("[data-save='role.location'] [name=text]")
            assert fresh.locator("[data-save='role.location'] [name=text]").input_value() == TYPED
            assert not broken


def _served(folder: Path, port: int, model: StandIn) -> AbstractContextManager[tuple[str, subprocess.Popen[str]]]:
    return served(folder / "data", port=port, OPENAI_BASE_URL=model.url, OPENAI_API_KEY="k", PUENTE_MODEL="puente-standin")
