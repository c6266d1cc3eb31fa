"""`python -m tests.standin --port 0`: serve until interrupted. Prints the base URL on the first line of standard output."""

from __future__ import annotations

import argparse
import threading

from tests.standin.server import standin


def main() -> None:
    """Serve on loopback."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description="A stand-in OpenAI-compatible server on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--fault", default="", help="a fault for every request, such as slow=200 or reject_json_schema+reject_tools")
    chosen = parser.parse_args()
    with standin(port=chosen.port) as server:
        server.always(chosen.fault)
        print(server.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
