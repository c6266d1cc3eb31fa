"""With every logger turned up to DEBUG, no line holds a key, a name of a person or words of a memo, a mandate or a paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.standin import standin
from tests.trust.instance import PASSWORD
from tests.ui.served import ROOT, environment

KEY = "sk-canary-5f1e7a90b3"
NAMES = ("Quimerazul", "zarandelona", "trompalina", "espinelada", "Oddvar", "Lindqvist")
SAID = "loud things were logged"


def work(folder: str) -> None:
    """What a firm does in a day, with every logger at DEBUG on standard error; run in a process of its own."""
    import logging

    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
    from app import logs
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR
    from app.errors import PuenteError
    from app.services import accounts, drafting, library, practice_desk, runs, uploads
    from app.services.coaching import CoachRequest
    from app.services.practice_desk import Desk
    from tests.chains.builders import told
    from tests.services.builders import ANA, request

    logs.configure("DEBUG", "json")
    house = build()
    accounts.add_user(house, LOCAL_ACTOR, "Oddvar.Lindqvist", PASSWORD, ["consultant"])
    intake = {**told(engagement={"client_codename": "Quimerazul"}), "notes": "The zarandelona matter: Oddvar Lindqvist leaves."}
    paper = b"The note on trompalina is kept for the plant in Reynosa. It is read once a year by Oddvar Lindqvist.\n"
    uploads.add(house, ANA, paper, name="espinelada.txt")
    library.search(house, ANA, "trompalina", lang="en")
    desk = Desk()
    memo = b"Subject: zarandelona\n\nWe may slip by two weeks. Oddvar Lindqvist will send the plan by Friday, 27 November 2026.\n"
    on = practice_desk.coach(house, ANA, desk, CoachRequest(data=memo, name="espinelada.md", writer="model"))
    practice_desk.keep(house, ANA, desk, on.id, keeps_stop=True)
    drafting.draft(house, ANA, request(intake, kind="client-update", writer="model"))
    for unknown in ("doc-zarandelona", "run-zarandelona"):
        try:
            runs.show(house, ANA, unknown)
        except PuenteError:
            continue
    for name in ("puente", "some.package"):
        logging.getLogger(name).debug(SAID)
    house.runner().close()
    house.store().close()


def test_no_line_of_any_logger_holds_a_key_a_name_or_words_of_a_client(tmp_path: Path) -> None:
    with standin() as server:
        env = environment(
            tmp_path / "data", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=server.url, OPENAI_API_KEY=KEY, OPENAI_LOG="debug"
        )
        command = [sys.executable, "-m", "tests.trust.test_logs", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        assert any("zarandelona" in json.dumps(r["body"], ensure_ascii=False) for r in server.requests()), "the client's words were sent"
    assert done.stderr.count(SAID) == 2, "ours and anybody's were heard"
    lines = [
        line for line in (done.stdout + done.stderr).splitlines() if any(w.casefold() in line.casefold() for w in (KEY, PASSWORD, *NAMES))
    ]
    assert [line[:300] for line in lines[:5]] == []


def test_a_call_with_too_few_inputs_is_refused_without_printing_what_came() -> None:
    import gradio as gr

    from app.ui.page import QuietBlocks

    with QuietBlocks() as blocks:
        one, other = gr.Textbox(), gr.Textbox()
        one.submit(lambda a, b: a + b, [one, other], [other])
    handler = next(iter(blocks.fns.values()))
    with pytest.raises(gr.Error) as error:
        blocks.validate_inputs(handler, [NAMES[0]])
    assert NAMES[0] not in str(error.value)
    assert not error.value.print_exception
    blocks.validate_inputs(handler, [NAMES[0], NAMES[1]])


if __name__ == "__main__":
    work(sys.argv[1])
