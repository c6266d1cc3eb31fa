"""Reader processes that misbehave: `python -m tests.ingest.bad_readers MANNER FILE ENDING LIMITS`."""

from __future__ import annotations

import json
import os
import sys
import time

from app.ingest.limits import Limits
from app.ingest.reader import _lock_in


def main(manner: str, name: str, limits: Limits) -> int:
    """Misbehaves in the manner asked for."""
    if manner == "hang":
        time.sleep(600)
    elif manner == "close-and-hang":
        os.close(1)
        time.sleep(600)
    elif manner == "die":
        os._exit(9)
    elif manner == "babble":
        sys.stdout.write("I read it, it was fine.")
    elif manner == "flood":
        for _ in range(2000):
            sys.stdout.write("x" * 65_536)
    elif manner == "empty-success":
        sys.stdout.write('{"extract": {"kind": "pdf", "blocks": []}}')
    elif manner == "foreign-key":
        sys.stdout.write('{"refused": {"key": "../../etc", "params": {}}}')
    elif manner == "hoard":
        _lock_in(limits)
        return len(bytearray(4_000_000_000))
    elif manner == "environment":
        said = {"text": json.dumps(sorted(os.environ)), "at": {"paragraph": 1}}
        sys.stdout.write(json.dumps({"extract": {"kind": "text", "blocks": [said]}}))
    elif manner == "reach-out":
        _lock_in(limits)
        sys.stdout.write(json.dumps({"extract": {"kind": "text", "blocks": [{"text": " ".join(_tried())}]}}))
    return 0


def _tried() -> list[str]:
    import socket
    import subprocess

    stopped = []
    for name, attempt in (
        ("socket", lambda: socket.socket()),
        ("lookup", lambda: socket.getaddrinfo("localhost", 80)),
        ("program", lambda: subprocess.run([sys.executable, "-c", "pass"], check=False)),
        ("shell", lambda: os.system("true")),
    ):
        try:
            attempt()
        except PermissionError:
            stopped.append(name)
    return stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Limits(**json.loads(sys.argv[4]))))
