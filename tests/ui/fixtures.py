"""One served page and one browser for all tests of a folder that drive the page; another page with the stand-in model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.standin import StandIn, standin
from tests.ui.desk_builders import examinations
from tests.ui.served import FLAGS, chromium, is_browser_required, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page without a model, beside which examinations lie."""
    base = tmp_path_factory.mktemp("served")
    folder = examinations(base / "evals")
    with served(base / "data", ("--mcp",), ("tests.ui.serve_examined", str(folder))) as (address, _):
        yield address


@pytest.fixture(scope="package")
def model() -> Iterator[StandIn]:
    """The stand-in model, a little slow, so that what is under way can be seen."""
    with standin() as server:
        server.always("slow=250")
        yield server


@pytest.fixture(scope="package")
def modelled(tmp_path_factory: pytest.TempPathFactory, model: StandIn) -> Iterator[str]:
    """A page with the stand-in model."""
    base = tmp_path_factory.mktemp("modelled")
    folder = examinations(base / "evals")
    module = ("tests.ui.serve_examined", str(folder))
    with served(base / "data", (), module, OPENAI_BASE_URL=model.url, OPENAI_API_KEY="k", PUENTE_MODEL="puente-standin") as (address, _):
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Headless Chromium; a machine without it skips, unless it must be there."""
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
