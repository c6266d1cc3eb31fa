"""What a door is, and the kinds of doors: some show things of Ana's, some change them, behind some nothing of hers lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.trust.instance import Instance

Try = Callable[[Instance, Any], Any]


@dataclass(frozen=True)
class Door:
    """`tries` are calls with Ana's ids. `shows`: by Ana herself the first of them gives something of hers, so that it can fail.

    `compares`: what comes back for Ana's ids must be what comes back for ids of nothing.
    `admin_may`: what an administrator is for; an administrator is then held to nothing but the words.
    """

    tries: tuple[Try, ...]
    shows: bool = True
    compares: bool = True
    admin_may: bool = False


def shows(*tries: Try) -> Door:
    """A door to things of Ana's."""
    return Door(tries)


def changes(*tries: Try) -> Door:
    """A door by which things of Ana's are changed: to others her ids name nothing."""
    return Door(tries, shows=False)


def plain(*tries: Try, admin_may: bool = False) -> Door:
    """A door behind which nothing of a user's lies; tried all the same."""
    return Door(tries, shows=False, compares=False, admin_may=admin_may)
