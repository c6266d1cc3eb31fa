"""What stops an examination: a message that says what is wrong and what to do, with its exit code (2 integrity, 3 inconclusive)."""

from __future__ import annotations


class EvalFault(Exception):
    """An examination that cannot go on. `code` is the exit code of the command."""

    code = 2


class Undecided(EvalFault):
    """Nothing is wrong, but there is not enough to judge by: recordings are missing, the budget is spent, the model died."""

    code = 3
