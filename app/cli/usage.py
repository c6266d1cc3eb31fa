"""What is wrong with a command as typed, as an error of ours. Knows the command parser's exceptions; knows no command."""

from __future__ import annotations

import re

from typer.exceptions import TyperException

from app.errors import BadInput, PuenteError

_QUOTED = re.compile(r"'([^']*)'|\(([^()]*)\)")


def is_bare(error: TyperException) -> bool:
    """True when nothing but a group's name was typed: its help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"


def as_ours(error: TyperException) -> PuenteError:
    """The same error with a sentence in both languages; the parser's own words only where it gives no name."""
    command = _command(error)
    kind = type(error).__name__
    raw = " ".join(error.format_message().split())
    named = _QUOTED.findall(raw)
    word = next((g for g in named[-1] if g), "") if named else ""
    if kind == "MissingParameter":
        return BadInput("usage.missing", where=command, name=_parameter(error))
    if kind == "NoSuchOption":
        return BadInput("usage.no_option", where=command, name=getattr(error, "option_name", word))
    if kind == "BadOptionUsage":
        return BadInput("usage.no_value", where=command, name=getattr(error, "option_name", word))
    if kind == "BadParameter":
        return BadInput("usage.bad_value", where=f"{command} {_parameter(error)}".strip(), reason=error.message)
    if raw.startswith("No such command"):
        return BadInput("usage.no_command", where=command, name=word)
    if "unexpected extra" in raw:
        return BadInput("usage.extra", where=command, name=word)
    return BadInput("usage.other", where=command, reason=raw)


def _command(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return str(context.command_path).removeprefix("puente").strip() if context is not None else ""


def _parameter(error: TyperException) -> str:
    """An option as typed ("--lang"), an argument as the help calls it."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "—"
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name.upper())
