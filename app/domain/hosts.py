"""Which hosts are this machine, and which are near it. Knows names and addresses; asks nobody."""

from __future__ import annotations

import ipaddress

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine can ask."""


def is_near(host: str) -> bool:
    """True for a host of this machine, of a private network, or named without a dot."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host
