"""How people come in: the one local user, a password, or a proxy that has signed them in. Knows no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["local", "password", "proxy"]


@dataclass(frozen=True)
class Door:
    """`proxies` are the addresses or networks that may name a user in `header`; of use in mode proxy only."""

    mode: Mode
    proxies: tuple[str, ...] = ()
    header: str = "X-Forwarded-User"

    @property
    def forwarders(self) -> list[str]:
        """Whose word of the reader's address and of TLS is taken. In mode proxy nobody's: there the address must stay the proxy's own,
        or whoever may write a header could name a user."""
        return list(self.proxies) if self.mode == "password" else []


LOCAL = Door("local")
