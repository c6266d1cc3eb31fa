"""The commands of the examinations gathered: runs and gates, cases, judges, checks. Knows names; each command lives in its own file."""

from __future__ import annotations

import sys

import typer

from evals import cli_cases, cli_checks, cli_gate, cli_judges, cli_kept, cli_runs

evals = typer.Typer(name="evals", no_args_is_help=True, add_completion=False, help="Regression examinations of Puente.")
runs = (cli_runs.plan, cli_runs.run, cli_runs.compare, cli_gate.gate, cli_gate.changed)
for command in (*runs, cli_kept.view, cli_judges.calibrate, cli_judges.label):
    evals.command(command.__name__)(command)
for check in (cli_checks.mutate, cli_checks.verify, cli_checks.retrieval, cli_checks.memos, cli_checks.rewordings):
    evals.command(check.__name__)(check)
evals.add_typer(cli_kept.baseline, name="baseline")
evals.command("add-case")(cli_cases.add_case)
evals.command("import")(cli_cases.import_cases)
evals.command("lint")(cli_cases.lint)


def main() -> None:
    """Runs a command; bad usage is exit 2."""
    sys.exit(evals(standalone_mode=True))
