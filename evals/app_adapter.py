"""From a case to the app's own function and back: one place that knows which task calls what. Scores through the tasks' own scorers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.errors import PuenteError
from evals.brief_scores import Mark, brief_marks
from evals.brief_task import brief_output
from evals.faults import EvalFault
from evals.outputs import Output
from evals.search_task import Ask, asker, search_marks, search_output
from evals.values import Case
from evals.writers import Writers


class Adapter:
    """What a run calls: the writers, and a search that is opened when the first case asks for it."""

    def __init__(self, made: Writers, index_dir: Path, embedder: str = "bundled", ask: Ask | None = None) -> None:
        self.made = made
        self._place, self._embedder, self._ask = index_dir, embedder, ask
        self._closers: list[object] = []

    def ask(self) -> Ask:
        """The search of the command line."""
        if self._ask is None:
            self._ask, closer = asker(self._place / self._embedder, self._embedder)
            self._closers.append(closer)
        return self._ask

    def close(self) -> None:
        """Closes what was opened."""
        while self._closers:
            closer = self._closers.pop()
            if callable(closer):
                closer()


def output_of(case: Case, epoch: int, adapter: Adapter) -> Output:
    """The app's output for a case. Whatever fails in the app or the model is an output with an error, never a lost case.

    Raises: EvalFault for a case that the suite itself got wrong, or a spent budget.
    """
    lacking = len(adapter.made.ledger.missing)
    try:
        output = _called(case, epoch, adapter)
    except EvalFault:
        raise
    except PuenteError as error:
        output = Output(data={}, words="", error=f"{type(error).__name__}: {error.key} {error.where}")
    except Exception as error:  # noqa: BLE001 - a case that breaks the app is a failed case, whatever broke
        output = Output(data={}, words="", error=f"{type(error).__name__}: {error}"[:300])
    if len(adapter.made.ledger.missing) > lacking:
        return output.model_copy(update={"is_missing": True})
    return output


def _called(case: Case, epoch: int, adapter: Adapter) -> Output:
    if case.task == "brief":
        return brief_output(case, adapter.made.section_writer(epoch))
    if case.task == "search":
        return search_output(case, adapter.ask())
    if case.task == "rewrite":
        from evals.rewrite_task import rewrite_output

        return rewrite_output(case, adapter.made.chat(epoch))
    if case.task == "role_play":
        from evals.role_play_task import role_play_output

        return role_play_output(case, adapter.made.chat(epoch))
    from evals.memo_task import memo_output

    return memo_output(case, adapter.made.chat(epoch))


def marks_of(case: Case, output: Output) -> Iterator[Mark]:
    """Every mark of an output, by the scorer of its task."""
    if case.task == "brief":
        yield from brief_marks(case, output)
    elif case.task == "search":
        yield from search_marks(case, output)
    elif case.task == "rewrite":
        from evals.rewrite_scores import rewrite_marks

        yield from rewrite_marks(case, output)
    elif case.task == "role_play":
        from evals.role_play_scores import role_play_marks

        yield from role_play_marks(case, output)
    else:
        from evals.memo_scores import memo_marks

        yield from memo_marks(case, output)
