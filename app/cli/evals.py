"""`puente eval`: starts the examinations, which live beside the app and not in it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import typer

from app.errors import BadSetting


def evals(context: typer.Context) -> None:
    """Run, compare and gate the eval suites (see `puente eval --help`)."""
    if not _is_here():
        raise BadSetting("setting.no_evals", where="puente eval")
    done = subprocess.run([sys.executable, "-m", "evals", *context.args], check=False)  # noqa: S603 - our own module
    raise typer.Exit(done.returncode)


def _is_here() -> bool:
    """True when `python -m evals` has something to start; a folder of that name alone is not enough."""
    try:
        return find_spec("evals.__main__") is not None
    except ModuleNotFoundError:
        return False
