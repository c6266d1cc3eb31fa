"""Every command, and how whoever may start `puente` tries it on the data folder of an instance with accounts. A new command adds a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from app.cli.main import puente

COMMANDS: dict[str, str] = {
    "check": "{files}/document.json",
    "coach": "{files}/memo.md --writer guided",
    "doctor": "",
    "document approve": "{ref} role",
    "document clone": "{mandate}",
    "document comment": "{ref} role.mission x",
    "document diff": "{ref} {ref}",
    "document edit": "{document} role.mission x",
    "document export": "{ref} --output {files}/out.md",
    "document import": "{files}/none.docx --of {ref}",
    "document list": "",
    "document lock": "{ref} role",
    "document proposals": "{ref} --every",
    "document regenerate": "{ref} role",
    "document restore": "{ref}",
    "document settle": "{ref} role.title_en x --source call",
    "document show": "{ref}",
    "document translate": "{ref}",
    "document unlock": "{ref} role",
    "gaps": "{files}/own.yaml",
    "hold list": "",
    "intake accept": "{files}/none.yaml {files}/own.yaml --all",
    "intake propose": "{files}/paper.txt",
    "library lint": "",
    "library list": "",
    "library remove": "{upload}",
    "library search": "trompalina",
    "library show": "{sentence}",
    "people add": "{mandate} berta",
    "people list": "{mandate}",
    "people remove": "{mandate} berta",
    "practice accept": "{memo}",
    "practice compare": "{memo} {memo}",
    "practice delete": "{memo}",
    "practice ics": "--output {files}/out.ics",
    "practice ledger": "--record {entry} --outcome kept",
    "practice list": "",
    "practice share": "{memo} --reader berta",
    "practice show": "{memo}",
    "runs cancel": "{run}",
    "runs list": "",
    "runs resume": "{run}",
    "runs show": "{run}",
    "scenarios show": "SN-001",
    "user list": "",
    "verify": "{files}/pairs.jsonl",
}
"""Tried with ids of Ana's that somebody overheard, and with files of one's own."""
OTHERWISE: dict[str, str] = {
    "backup": "copies the folder, which whoever starts it can read anyway; shows nothing of it",
    "restore": "an administrator's",
    "erase copies": "an administrator's",
    "erase mandate": "an administrator's, at a person's request; tests/trust/test_erasure.py",
    "erase memo": "an administrator's, at a person's request; tests/trust/test_erasure.py",
    "erase user": "an administrator's, at a person's request; tests/trust/test_erasure.py",
    "hold add": "an administrator's; gives no right to read, tests/trust/test_erasure.py",
    "hold lift": "an administrator's; gives no right to read, tests/trust/test_erasure.py",
    "user add": "an administrator's",
    "user disable": "an administrator's",
    "user passwd": "an administrator's",
    "draft": "drafts an intake of one's own: drafting.draft of tests/trust/service_doors.py",
    "draft-all": "drafts intakes of one's own: drafting.draft of tests/trust/service_doors.py",
    "library add": "adds a file of one's own: uploads.add of tests/trust/service_doors.py",
    "library reindex": "shows counts only: library.reindex of tests/trust/service_doors.py",
    "library verify": "reviews the shipped library: reviews.verify of tests/trust/service_doors.py",
    "practice keep": "keeps a coaching of one's own: practice.keep of tests/trust/people_doors.py",
    "serve": "the page: tests/trust/page_doors.py",
    "eval": "examinations: nothing of a user's; tests/cli/test_model_and_evals.py",
}
"""Not tried here, and where it is."""


def commands() -> frozenset[str]:
    """Every command of `puente`, as it is typed."""
    return frozenset(_below(typer.main.get_command(puente), ""))


def _below(command: Any, before: str) -> Iterator[str]:
    below = getattr(command, "commands", None)
    if below is None:
        yield before.strip()
        return
    for name, each in below.items():
        yield from _below(each, f"{before} {name}")
