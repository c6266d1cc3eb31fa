"""Which use cases write, as their code says; and which did while something was done: each that changed a row or wrote a file.

Knows the services by their frames only. Writes nothing itself.
"""

from __future__ import annotations

import ast
import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, event

import app.services
from app.storage.engine import Store
from app.storage.unit_of_work import UnitOfWork

SERVICES = Path(app.services.__path__[0])
ROWS = "app.runs.keeping"
WRITERS = {ROWS: {"written"}, "app.storage.backup": {"backup", "restore"}, "app.storage.atomic_files": {"write_whole"}}
"""What writes when it is called, by the module that has it; beside `transaction` of the store."""
CHANGES = ("INSERT", "UPDATE", "DELETE")


def that_write() -> frozenset[str]:
    """Every use case that writes rows or files, as `module.function`."""
    return frozenset(f"{path.stem}.{name}" for path in SERVICES.glob("*.py") for name in _writing(path))


def _writing(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module in WRITERS]
    named = {each.asname or each.name for node in imports for each in node.names if each.name in WRITERS[str(node.module)]}
    for made in (n for n in tree.body if isinstance(n, ast.FunctionDef)):
        inside = list(ast.walk(made))
        is_transaction = any(isinstance(n, ast.Attribute) and n.attr == "transaction" for n in inside)
        if is_transaction or any(isinstance(n, ast.Name) and n.id in named for n in inside):
            yield made.name


@contextmanager
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The use cases that change a row or write a file in the block."""
    found, here, real = set[str](), threading.local(), Store.transaction  # runs have threads of their own, which write meanwhile

    @contextmanager
    def watched(store: Store, asking: str) -> Iterator[UnitOfWork]:
        here.asking = asking
        try:
            with real(store) as work:
                yield work
        finally:
            here.asking = ""

    def transaction(store: Store) -> AbstractContextManager[UnitOfWork]:
        return watched(store, _use_case(sys._getframe(1)))

    def executed(_connection: Any, cursor: Any, statement: str, *_more: Any) -> None:
        if getattr(here, "asking", "") and statement.lstrip().upper().startswith(CHANGES) and cursor.rowcount != 0:
            found.add(here.asking)

    event.listen(Engine, "after_cursor_execute", executed)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "transaction", transaction)
        for module, name, writes in _of_files():
            patched.setattr(module, name, _telling(writes, found))
        try:
            yield found
        finally:
            event.remove(Engine, "after_cursor_execute", executed)


def _of_files() -> list[tuple[ModuleType, str, Callable[..., Any]]]:
    """What writes a file, wherever the services have a name for it."""
    writers = [getattr(importlib.import_module(home), name) for home in WRITERS if home != ROWS for name in WRITERS[home]]
    rooms = [module for name, module in sys.modules.items() if name.startswith("app.services.")]
    return [(room, name, value) for room in rooms for name, value in vars(room).items() if any(value is each for each in writers)]


def _telling(writes: Callable[..., Any], found: set[str]) -> Callable[..., Any]:
    def told(*given: Any, **named: Any) -> Any:
        found.add(_use_case(sys._getframe(1)))
        return writes(*given, **named)

    return told


def _use_case(frame: FrameType | None) -> str:
    """The function of the services that is nearest to who asks; "" where none is."""
    while frame is not None and not frame.f_code.co_filename.startswith(str(SERVICES)):
        frame = frame.f_back
    return "" if frame is None else f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_qualname.partition('.')[0]}"
