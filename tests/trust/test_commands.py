"""Every command, tried on an instance with accounts by whoever may start one, with ids of Ana's: none shows or changes anything of hers."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from app.cli.door import door
from app.cli.main import puente
from tests.builders import full_document
from tests.trust.command_doors import COMMANDS, OTHERWISE, commands
from tests.trust.instance import PAPER, Instance, betrayed, opened
from tests.trust.trying import _unasked, state_of

FILES = {
    "memo.md": "The press stopped on Monday and the order may be late.\n",
    "own.yaml": "role: {title_en: Controller}\n",
    "none.yaml": "papers: [own.txt]\nproposals: []\n",
    "paper.txt": "Start date: 1 March 2027\n",
    "pairs.jsonl": '{"id": 1, "statement": "The bonus is 15 days.", "evidence": "The bonus is 15 days."}\n',
    "none.docx": "no word",
}


@pytest.fixture(scope="module")
def whole(laid: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with opened(laid, tmp_path_factory.mktemp("commands")) as made:
        yield made


def _files(of: Instance, folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    document = full_document("en").model_dump(mode="json", exclude_none=True)
    statement = document["sections"][0]["blocks"][0]["statements"][0]
    statement["citations"] = [{"sentence_id": of.ids.sentence, "quote": "x", "source_id": of.ids.upload}]
    (folder / "document.json").write_text(json.dumps(document), "utf-8")
    return folder


def test_every_command_is_tried_or_said_where() -> None:
    assert COMMANDS.keys() | OTHERWISE.keys() == commands(), "a new command needs its line in tests/trust/command_doors.py"
    assert COMMANDS.keys() & OTHERWISE.keys() == set()


def test_no_command_shows_or_changes_anything_of_anas(
    whole: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [n for n in os.environ if n.startswith(("PUENTE_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    settings = {"PUENTE_TODAY": "2026-11-21", "PUENTE_EMBEDDINGS": "none", "PUENTE_AUTH": "password", "PUENTE_OPERATOR": "The firm"}
    for name, value in {**settings, "PUENTE_DATA_DIR": str(whole.house.data_dir)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    ids = {**asdict(whole.ids), "ref": whole.ids.ref.replace(".", "@"), "sentence": whole.ids.sentence, "files": _files(whole, tmp_path)}
    before, shown = state_of(whole), []
    for name, rest in COMMANDS.items():
        monkeypatch.setattr(sys, "argv", ["puente", *name.split(), *rest.format(**ids).split()])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
        code = door(puente)
        said = "".join(capsys.readouterr())
        assert "Traceback" not in said, name
        assert code in (0, 1, 2), (name, said)
        said = _unasked(said.replace(str(ids["ref"]), "").replace(f"“{PAPER}”", ""), whole)
        for each in (whole.ids.memo, whole.ids.entry, whole.ids.run):
            said = said.replace(each, "") if name not in ("practice list", "runs list") else said
        found = betrayed(whole, said.replace(PAPER, "") if name == "library search" else said)
        if found:
            shown.append(f"{name} shows {', '.join(found)}: {said[:300]}")
    assert shown == []
    assert state_of(whole) == before
    assert [p.name for p in tmp_path.iterdir() if betrayed(whole, p.read_text("utf-8", "replace")) and p.name != "document.json"] == []
