"""Index terms asked for by two threads at once: the second asks in the middle of the first's answer."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from app.retrieval.analysis import terms

TEXT = "La rescisión sin causa obliga a indemnizar"
MANY = 300
"""More lists than the interpreter keeps for use again, so that the next one is made anew and may set off a collection."""


@contextmanager
def at_the_next_collection(act: Callable[[], None]) -> Iterator[None]:
    """Run `act` at the very next garbage collection, which the next new list sets off."""
    usual = gc.get_threshold()

    def start(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            gc.callbacks.remove(start)
            gc.set_threshold(*usual)
            act()

    gc.collect()
    gc.set_threshold(1_000_000)
    held: list[list[int]] = [[] for _ in range(MANY)]
    gc.callbacks.append(start)
    gc.set_threshold(1)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        if start in gc.callbacks:
            gc.callbacks.remove(start)
        held.clear()


def test_a_second_thread_may_ask_while_the_first_is_being_answered() -> None:
    alone = terms(TEXT, "es")
    asked: list[list[str]] = []
    with ThreadPoolExecutor(1) as pool:
        pool.submit(terms, TEXT, "es").result()
        with at_the_next_collection(lambda: asked.append(pool.submit(terms, TEXT, "es").result())):
            found = terms(TEXT, "es")
    assert found == alone
    assert asked == [alone]
