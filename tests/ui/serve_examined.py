"""Serves the page with a folder of examinations that a test has laid: `python -m tests.ui.serve_examined FOLDER --port N`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    from app.bootstrap import build
    from app.ui.server import run

    folder, port = Path(sys.argv[1]), int(sys.argv[3])
    run(replace(build(), examinations=folder), host="127.0.0.1", port=port)
