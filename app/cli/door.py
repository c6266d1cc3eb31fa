"""Where errors leave the program: one clear line in the reader's language, never a traceback. The command line's only broad except."""

from __future__ import annotations

import logging
import os
import sys

import typer
from typer.exceptions import TyperException

from app.errors import PuenteError

UNEXPECTED = 2
INTERRUPTED = 130


def door(puente: typer.Typer) -> int:
    """Runs the command and gives the exit code; errors become one line on standard error."""
    try:
        return _run(puente)
    except PuenteError as error:
        return _fail(error)
    except typer.Exit as done:
        return done.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (head, less): not an error of ours. Keep Python from flushing into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as left:
        # The command parser meets the same case itself, and would leave with the code that means "something blocking".
        if isinstance(left.__context__, BrokenPipeError):
            return 0
        raise
    except Exception as unexpected:
        logging.getLogger("puente").debug("unexpected", exc_info=unexpected)
        sys.stderr.write(f"puente: {type(unexpected).__name__}: {' '.join(str(unexpected).split())[:300]}\n")
        return UNEXPECTED


def _fail(error: PuenteError) -> int:
    from app.catalog.text import error_line

    # A value echoed from a file or a flag must not break the one line.
    sys.stderr.write(f"puente: {' '.join(error_line(reader_lang(), error).split())}\n")
    return error.exit_code


def _run(puente: typer.Typer) -> int:
    try:
        result = puente(prog_name="puente", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except TyperException as usage:
        from app.cli.usage import as_ours, is_bare

        if not is_bare(usage):
            raise as_ours(usage) from usage
        sys.stderr.write(f"{usage.format_message()}\n")
        return UNEXPECTED


def reader_lang() -> str:
    """The reader's language: PUENTE_LANG of the environment or .env, else English; English too while that setting is unusable."""
    from app.settings import load_settings

    try:
        return load_settings().lang
    except PuenteError:
        lang = os.environ.get("PUENTE_LANG", "")
        return lang if lang in ("en", "es") else "en"
