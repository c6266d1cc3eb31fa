"""The served page and the browser of tests/ui/fixtures.py; passwords that are hashed cheaply."""

from tests.passwords import cheap_passwords
from tests.ui.fixtures import address, browser

__all__ = ["address", "browser", "cheap_passwords"]
