"""The served pages and the browser of tests/ui/fixtures.py, for the long drives."""

from tests.ui.fixtures import address, browser, model, modelled

__all__ = ["address", "browser", "model", "modelled"]
