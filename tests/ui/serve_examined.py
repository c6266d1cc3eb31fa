"""Serves the page with a folder of examinations that a test has laid: `python -m tests.ui.serve_examined FOLDER --port N [--mcp]`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    from app.bootstrap import build
    from app.services.runs import keep_attending
    from app.ui.server import run

    folder, port = Path(sys.argv[1]), int(sys.argv[3])
    house = replace(build(), examinations=folder)
    keep_attending(house)
    run(house, host="127.0.0.1", port=port, is_mcp="--mcp" in sys.argv)
