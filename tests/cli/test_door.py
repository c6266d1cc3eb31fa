"""The one door: what goes out as an exit code, and that no error leaves as a traceback or in no words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import app.errors as errors
from app import __version__
from app.catalog.text import table
from app.cli.door import door
from app.errors import EndpointDown, PuenteError
from tests.cli.conftest import ROOT, Run, refused

ROOMS = ("cli", "services", "chains")


def one(action: object) -> typer.Typer:
    """A program of one command that ends as a test wants."""
    program = typer.Typer(add_completion=False)

    @program.command()
    def only() -> None:
        if isinstance(action, BaseException):
            raise action

    return program


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (None, 0),
        (typer.Exit(0), 0),
        (typer.Exit(1), 1),
        (typer.Exit(3), 3),
        (typer.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (errors.BadInput("input.empty", where="x"), 2),
        (errors.Held("store.held"), 2),
        (EndpointDown("endpoint.timeout", where="x"), 3),
        (ZeroDivisionError("no\nwords"), 2),
        (MemoryError(), 2),
    ],
)
def test_every_end_has_its_exit_code_and_at_most_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, action: object, code: int
) -> None:
    monkeypatch.setattr("sys.argv", ["puente"])
    assert door(one(action)) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") <= 1
    assert "Traceback" not in said.err
    assert not said.err.isspace()


def tree(of: type[PuenteError]) -> Iterator[type[PuenteError]]:
    """A class of errors and all below it."""
    yield of
    for below in of.__subclasses__():
        yield from tree(below)


def test_endpoints_alone_exit_3() -> None:
    for each in tree(PuenteError):
        assert each.exit_code == (3 if issubclass(each, errors.EndpointError) else 2)


def raised(path: Path) -> Iterator[str]:
    """The keys of the errors that a file raises."""
    names = {each.__name__ for each in tree(PuenteError)}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value


def files() -> list[Path]:
    """The files whose errors are this room's."""
    app = ROOT / "app"
    return [*(p for room in ROOMS for p in sorted((app / room).rglob("*.py"))), app / "settings.py", app / "bootstrap.py"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_error_of_these_rooms_has_a_sentence_in_both_languages(lang: str) -> None:
    keys = {key for path in files() for key in raised(path)}
    assert len(keys) > 20
    assert {k for k in keys if f"error.{k}" not in table(lang)} == set()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_name_alone_shows_its_help_and_exits_2(run: Run, lang: str) -> None:
    for args in ((), ("library",)):
        ran = run(*args, PUENTE_LANG=lang)
        assert (ran.code, ran.out) == (2, "")
        assert "Usage: puente" in ran.err
        assert "\n\n  " in ran.err


def test_help_and_version_go_to_standard_output(run: Run) -> None:
    assert run("--version").out == f"{__version__}\n"
    helped = run("--help")
    assert (helped.code, helped.err) == (0, "")
    assert all(word in helped.out for word in ("draft", "check", "library", "doctor", "serve", "eval"))


@pytest.mark.parametrize(
    "args", [("nothing",), ("library", "nothing"), ("library", "show"), ("check",), ("doctor", "--fast"), ("check", "a", "b")]
)
def test_a_command_typed_wrong_is_one_line_in_the_readers_language(run: Run, args: tuple[str, ...]) -> None:
    english, spanish = run(*args), run(*args, PUENTE_LANG="es")
    refused(english, "see --help")
    refused(spanish, "vea --help")
