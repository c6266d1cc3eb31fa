"""How the suite is shared out over processes, and what is spared of the garbage collector's work. Knows no test.

The drives through the page take a server and a browser beside the process that tests: two of them at once would wait for each other, and
each would start its own. So all of tests/ui is one piece of work, and the first, so that no worker is left alone with it at the end.
"""

from __future__ import annotations

import gc
from typing import Any

import pytest

PAGE = "tests/ui"
LAZY = (10_000, 20, 20)
"""Thresholds of the collector: what drafting makes is freed by its counts, and looking for rings a tenth as often loses nothing."""


def scope_of(nodeid: str) -> str:
    """The piece of work that a test belongs to: all of the page, else its file."""
    path = nodeid.split("::", 1)[0]
    return PAGE if path.startswith(f"{PAGE}/") else path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: scope_of(item.nodeid) != PAGE)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # thousands of collected tests stay to the end: nobody need look through them again
    gc.set_threshold(*LAZY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile`, file by file, but the page as one; else what was asked for."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # it ships no types

    made = LoadFileScheduling(config, log)
    made._split_scope = scope_of
    return made
