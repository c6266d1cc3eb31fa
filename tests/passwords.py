"""Passwords hashed with the least of work in the tests' own process. tests/services/test_accounts.py tries them as they are shipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.services import accounts

AS_SHIPPED = accounts._hasher
"""How passwords are hashed in earnest."""


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """The same algorithm with the least of work: what is tried is what becomes of the hash. For a conftest to take up."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", lambda: cheap)
        yield
