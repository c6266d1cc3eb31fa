"""Where errors leave the program: one clear line in the reader's language, never a traceback. The command line's only broad except."""

from __future__ import annotations

import logging
import os
import sys

import typer

from app.errors import PuenteError

UNEXPECTED = 2


def door(puente: typer.Typer) -> int:
    """Runs the command and gives the exit code; errors become one line on standard error."""
    import click

    try:
        result = puente(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except PuenteError as error:
        return _fail(error)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        sys.stderr.write("\n")
        return 130
    except click.ClickException as usage:
        usage.show(sys.stderr)
        return usage.exit_code
    except BrokenPipeError:
        # The reader of our output went away (head, less): not an error of ours. Keep Python from flushing into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as unexpected:
        logging.getLogger("puente").debug("unexpected", exc_info=unexpected)
        sys.stderr.write(f"puente: {type(unexpected).__name__}: {' '.join(str(unexpected).split())[:300]}\n")
        return UNEXPECTED


def _fail(error: PuenteError) -> int:
    from app.catalog.text import error_line

    sys.stderr.write(f"puente: {error_line(reader_lang(), error)}\n")
    return error.exit_code


def reader_lang() -> str:
    """The reader's language: PUENTE_LANG, else English."""
    lang = os.environ.get("PUENTE_LANG", "en")
    return lang if lang in ("en", "es") else "en"
