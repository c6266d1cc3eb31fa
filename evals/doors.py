"""The door of the commands: a fault becomes one line on standard error and its exit code. Knows no command."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

import typer

from app.errors import PuenteError
from evals.faults import EvalFault

P = ParamSpec("P")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """The command with its return value as exit code; a fault, a missing package or an error of the app says what to do."""

    @functools.wraps(command)
    def door(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except EvalFault as fault:
            typer.echo(str(fault), err=True)
            raise typer.Exit(fault.code) from None
        except PuenteError as error:
            typer.echo(f"{error.key} {error.where}".strip(), err=True)
            raise typer.Exit(2) from None
        except ModuleNotFoundError as missing:
            if (missing.name or "").split(".")[0] in ("app", "evals"):
                raise
            typer.echo(f"{missing.name} is not installed: the examinations need the optional packages of the group evals", err=True)
            raise typer.Exit(2) from None
        raise typer.Exit(code)

    return door
