"""Commands as processes of their own without their seconds of imports: a parent that has loaded everything forks one child a command.

A child is a whole process, which can be killed like any other. Knows the command line; knows no command.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


class Nursery:
    """The parent, and its children by process id. Not safe to share between threads."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.cli.nursery"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._parent = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def begin(self, args: Sequence[str | Path], env: Mapping[str, str], out: Path) -> int:
        """Begins `puente ARGS…` in an environment of its own; its output goes to a file. Gives the process id."""
        return int(self._ask({"args": [str(a) for a in args], "env": dict(env), "out": str(out)}))

    def begin_code(self, code: str, env: Mapping[str, str], out: Path) -> int:
        """Begins some Python in an environment of its own; its output goes to a file. Gives the process id."""
        return int(self._ask({"code": code, "env": dict(env), "out": str(out)}))

    def wait(self, child: int) -> int:
        """The exit code of a child at its end; minus the signal that ended it."""
        return int(self._ask({"wait": child}))

    def kill(self, child: int) -> None:
        """Ends a child without warning."""
        os.kill(child, signal.SIGKILL)
        self.wait(child)

    def close(self) -> None:
        """Ends the parent."""
        self._parent.communicate("")

    def _ask(self, order: Mapping[str, Any]) -> str:
        assert self._parent.stdin is not None, "it was asked for"
        assert self._parent.stdout is not None, "it was asked for"
        self._parent.stdin.write(f"{json.dumps(order)}\n")
        self._parent.stdin.flush()
        return self._parent.stdout.readline()


def _warm() -> None:
    """Loads what a draft by a model loads; starts nothing and opens nothing of a user's."""
    import dbos  # noqa: F401
    import langchain_openai  # noqa: F401

    import app.bootstrap
    import app.runs.engine
    import app.runs.workflow  # noqa: F401
    from app.chains.draft_document import draft_document
    from app.chains.guided_writer import GuidedWriter
    from tests.chains.builders import facts, order, told

    draft_document(order(), facts(told()), GuidedWriter())  # reads every data file, and the library's sentences as checks read them


def _child(order: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(order["env"])
    with open(order["out"], "wb") as out:
        os.dup2(out.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if "code" in order:
        exec(order["code"], {"__name__": "__main__"})  # noqa: S102 - a test's own words
        return
    sys.argv = ["puente", *order["args"]]
    from app.cli.main import main

    main()


def _serve() -> None:
    _warm()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            print(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]), flush=True)
        elif child := os.fork():
            print(child, flush=True)
        else:
            _child(order)


if __name__ == "__main__":
    _serve()
