"""Where a mandate would go if a model wrote: what its owner is shown before turning that on. Sends nothing."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.lang import LocalText
from app.services.house import House


class Destination(Value):
    """The endpoint of the configured model: its host, and what its operator keeps as far as we know."""

    host: str
    retention: LocalText
    is_local: bool


def destination(house: House, _actor: Actor) -> Destination | None:
    """The host that a model's request goes to, or None when no model is configured and nothing can leave.

    Raises: BadSetting when the base URL is no address.
    """
    if not (house.is_model_configured or house.configured_roles):
        return None
    from app.llm.address import checked_url, host_of
    from app.llm.providers import provider_for

    address = checked_url(house.model_host or None)
    provider = provider_for(address)
    return Destination(host=host_of(address), retention=provider.retention, is_local=provider.is_local)
