"""Houses without vectors; no setting of the machine is heard."""

from tests.services.conftest import calm, house

__all__ = ["calm", "house"]
