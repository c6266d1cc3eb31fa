"""What of the settings and the machine the doctor is told: values only, without a key or a password. Reads nothing itself."""

from __future__ import annotations

from datetime import date

from app.domain.base import Value


class Surroundings(Value):
    """The settings as they were given, in words that may be shown."""

    auth: str = "local"
    proxy_addresses: tuple[str, ...] = ()
    chroma_url: str = ""
    runs_url: str = ""
    is_runs_url_given: bool = False
    models: tuple[tuple[str, str], ...] = ()
    """Setting and model of each role that has one."""
    has_endpoint: bool = False
    base_url: str = ""
    budget_usd: float | None = None
    budget_tokens: int | None = None
    fixed_today: date | None = None
    unknown: tuple[tuple[str, str], ...] = ()
    """Names that no setting has, each with the nearest that one has, or an empty text."""
    web_proxies: tuple[tuple[str, str], ...] = ()
    """Environment name and host of each web proxy."""
    allowed_hosts: tuple[str, ...] = ()
    is_key_odd: bool = False
    """The key has a blank, a quotation mark or another sign that no key has."""
    time_zone: str = ""
    """What TZ says, where no time zone has that name."""
    past_proxy: tuple[str, ...] = ()
    """Hosts that are asked without it."""
