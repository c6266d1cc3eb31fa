"""bandit looks through the app; each kind of finding that stays has its reason in docs/trust.md, with how often it occurs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter

from tests.ui.served import ROOT

ROW = re.compile(r"^\| (B\d{3}) [^|]*\| (\d+) \| [^|]{10,} \|$", re.MULTILINE)


def test_what_bandit_says_of_the_app_is_on_the_page_with_its_reason() -> None:
    command = [sys.executable, "-m", "bandit", "-q", "-r", "app", "-f", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    assert told["errors"] == []
    found = Counter(each["test_id"] for each in told["results"])
    page = (ROOT / "docs" / "trust.md").read_text("utf-8")
    assert dict(found) == {name: int(count) for name, count in ROW.findall(page)}
