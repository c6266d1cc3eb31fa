"""Base URLs: the default, the check of a set one, and how it may be shown. Knows no provider and asks nobody."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.errors import BadSetting

DEFAULT_BASE_URL = "https://api.openai.com/v1"


def checked_url(base_url: str | None) -> str:
    """The base URL, OpenAI's own when None or empty.

    Raises: BadSetting `endpoint.base_url` when it is no http(s) address.
    """
    url = (base_url or DEFAULT_BASE_URL).strip()
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    if not is_usable or any(c.isspace() for c in url):
        raise BadSetting("endpoint.base_url", where="OPENAI_BASE_URL", example=DEFAULT_BASE_URL)
    return url


def shown_url(base_url: str) -> str:
    """A base URL as it may be stored and shown: without user, password, query and fragment."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"


def host_of(base_url: str | None) -> str:
    """The host, with its port where one is named: what the owner of a mandate sees before turning sending on."""
    return urlsplit(base_url or DEFAULT_BASE_URL).netloc.rpartition("@")[2]
