"""The served page and the browser of tests/ui/fixtures.py."""

from tests.ui.fixtures import address, browser

__all__ = ["address", "browser"]
