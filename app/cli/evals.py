"""`puente eval`: starts the examinations, which live beside the app and not in it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import typer

from app.errors import BadSetting


def evals(context: typer.Context) -> None:
    """Run, compare and gate the eval suites (see `puente eval --help`)."""
    if find_spec("evals") is None:
        raise BadSetting("setting.no_evals", where="puente eval")
    done = subprocess.run([sys.executable, "-m", "evals", *context.args], check=False)  # noqa: S603 - our own module
    raise typer.Exit(done.returncode)
