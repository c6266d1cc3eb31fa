"""Every regular expression that the app compiles, from code and from data: by loading all of it, or while it does a bit of everything.

Run as `python -m tests.trust.patterns [FOLDER]`, which prints them as JSON: the hook on `re` belongs in a process of its own.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
ASKING = frozenset({"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"})


COMPILED: dict[tuple[str | bytes, int], re.Pattern[Any]] = {}
"""What `gathered` saw being compiled, so that it need not be done twice."""
_ASKS = re.compile(rf"\bre\.(?:{'|'.join(sorted(ASKING))})\(")
_WORD = re.compile(r"[A-Za-z_]\w*")


class Pattern(NamedTuple):
    """A pattern as it was compiled, and the line of the app that did it."""

    site: str
    text: str | bytes
    flags: int


def sites() -> frozenset[str]:
    """Every line of the app that hands a pattern to `re`, as `app/x.py:12`."""
    return frozenset(_line(path, node) for path in _asking() for node in _calls(path) if _asks_re(node))


@cache
def anchored() -> frozenset[str]:
    """Lines whose pattern is only ever asked at one place of a text: `re.match`, or a name of which nothing but `match` is asked."""
    names = {path: _names(path) for path in _asking()}
    known = {name for each in names.values() for name in each.values()}
    home = {("app", *path.relative_to(APP).with_suffix("").parts): path for path in _sources()}
    asked: dict[tuple[Path, str], set[str]] = {}
    for path, source in _sources().items():
        if known.isdisjoint(_WORD.findall(source)):
            continue
        imports = (n for n in _nodes(path) if isinstance(n, ast.ImportFrom) and n.module)
        bound = {n.name: home.get(tuple(str(node.module).split("."))) for node in imports for n in node.names}
        for name, method in _uses(path, known):
            asked.setdefault((bound.get(name) or path, name), set()).add(method)
    found = set()
    for path in _asking():
        for node in _calls(path):
            if _asks_re(node) in ("match", "fullmatch"):
                found.add(_line(path, node))
            elif _asks_re(node) == "compile":
                uses = asked.get((path, names[path].get(node.lineno, "")), set())
                if uses and uses <= {"match", "fullmatch"}:
                    found.add(_line(path, node))
    return frozenset(found)


@cache
def _sources() -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in sorted(APP.rglob("*.py"))}


@cache
def _asking() -> tuple[Path, ...]:
    """The files that hand something to `re`: the others need not be parsed."""
    return tuple(path for path, source in _sources().items() if _ASKS.search(source))


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(_sources()[path])))


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in _nodes(path) if isinstance(node, ast.Call))


def gathered(folder: Path | None = None) -> tuple[Pattern, ...]:
    """All patterns, in the order of their first use: those of modules, data and lines that say theirs plainly; with a folder also
    those that are made of what users give. Leaves the hook in place: for a process that ends afterwards."""
    found: dict[Pattern, None] = dict.fromkeys(_plainly_said())
    real = re._compile  # type: ignore[attr-defined]
    inside = str(APP)

    def noted(pattern: Any, flags: int) -> Any:
        frame = sys._getframe(2)
        path = frame.f_code.co_filename
        made = real(pattern, flags)
        if path.startswith(inside) and isinstance(pattern, str | bytes):
            site = f"{Path(path).relative_to(ROOT).as_posix()}:{frame.f_lineno}"
            found[Pattern(site, pattern, made.flags)] = None
            COMPILED[pattern, made.flags] = made
        return made

    re._compile = noted  # type: ignore[attr-defined]
    for name in _modules():
        _load(importlib.import_module(name))
    if folder is not None:
        from tests.trust.bit_of_everything import do_a_bit_of_everything

        do_a_bit_of_everything(folder)
    return tuple(found)


def _load(module: ModuleType) -> None:
    """Calls what reads a data file: the cached functions of the catalog, in both languages where they ask for one."""
    if not module.__name__.startswith(("app.catalog.", "app.llm.providers")):
        return
    for reads in (f for f in vars(module).values() if hasattr(f, "cache_info") and f.__module__ == module.__name__):
        asked = list(inspect.signature(reads).parameters)
        if asked == ["lang"]:
            for lang in ("en", "es"):
                reads(lang)
        elif not asked:
            reads()


def _plainly_said() -> Iterator[Pattern]:
    """Patterns that stand as they are in a call, whether or not anything calls it."""
    for path in _asking():
        for node in _calls(path):
            said = node.args[0] if _asks_re(node) and node.args else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str | bytes):
                yield Pattern(_line(path, node), said.value, re.compile(said.value).flags)


def _asks_re(call: ast.Call) -> str:
    """Which function of `re` is called, or ""."""
    asked = call.func
    if isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Name) and asked.value.id == "re" and asked.attr in ASKING:
        return asked.attr
    return ""


def _line(path: Path, node: ast.Call) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


def _names(path: Path) -> dict[int, str]:
    """The names that stand for one pattern alone, by the line of their `re.compile`."""
    module = _nodes(path)[0]
    assert isinstance(module, ast.Module)
    plain = (node for node in module.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call))
    return {n.value.lineno: n.targets[0].id for n in plain if len(n.targets) == 1 and isinstance(n.targets[0], ast.Name)}


def _uses(path: Path, known: set[str]) -> Iterator[tuple[str, str]]:
    """What is asked of each of these names; `handed on` where it is not asked but passed."""
    nodes = _nodes(path)
    asked = {id(n.value): n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)}
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in known:
            yield node.id, asked.get(id(node), "handed on")


def _modules() -> Iterator[str]:
    """Those that hand something to `re`, and what they import."""
    import app

    asking = {".".join(("app", *path.relative_to(APP).with_suffix("").parts)).removesuffix(".__init__") for path in _asking()}
    for each in pkgutil.walk_packages(app.__path__, "app."):
        if each.name in asking and ".versions" not in each.name and not each.name.endswith((".env", "__main__")):
            yield each.name


def main(folder: str | None = None) -> None:
    """Prints one JSON list: site, text, whether it is bytes, flags."""
    found = gathered(Path(folder) if folder else None)
    lines = [(p.site, p.text if isinstance(p.text, str) else p.text.decode("latin-1"), isinstance(p.text, bytes), p.flags) for p in found]
    print(json.dumps(lines))


if __name__ == "__main__":
    main(*sys.argv[1:2])
