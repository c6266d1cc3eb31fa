"""The instance that trials copy, made once a process; passwords that are hashed cheaply."""

from __future__ import annotations

import pytest

from tests.passwords import cheap_passwords
from tests.trust.instance import Instance, instance

__all__ = ["cheap_passwords"]


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """An instance whose store is closed, for `opened` to copy; nothing is changed in it."""
    made = instance(tmp_path_factory.mktemp("laid"))
    made.house.store().close()
    return made
