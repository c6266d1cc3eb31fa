"""`python -m tests.catalog.record`: adds new sentence ids and new released prompts to the committed lists. Removes and changes nothing."""

from __future__ import annotations

import hashlib
import json
import sys

from app.catalog.corpus import corpus
from app.catalog.files import prompts_dir
from app.catalog.prompt_files import Prompt, all_prompts
from tests.builders import DATA

IDS = DATA / "sentence_ids.txt"
SHAS = DATA / "prompt_shas.json"


def recorded_ids() -> list[str]:
    """The committed ids, in order."""
    return IDS.read_text("utf-8").split() if IDS.exists() else []


def recorded_shas() -> dict[str, str]:
    """The committed sha of each released prompt version."""
    loaded: dict[str, str] = json.loads(SHAS.read_text("utf-8")) if SHAS.exists() else {}
    return loaded


def english_ids() -> list[str]:
    """The ids of the library; a twin's id follows from the English one."""
    return [s.id for s in corpus().sentences.values() if s.lang == "en"]


def released_shas() -> dict[str, str]:
    """The sha of every version that is or was released; withdrawing one changes only the word in its head."""
    return {f"{p.name}.v{p.version}": _sha(p) for p in all_prompts() if p.status != "draft"}


def _sha(prompt: Prompt) -> str:
    raw = (prompts_dir() / f"{prompt.name}.v{prompt.version}.md").read_bytes()
    return hashlib.sha256(raw.replace(b"status: withdrawn", b"status: released", 1)).hexdigest()[:12]


if __name__ == "__main__":
    known, ids = recorded_ids(), set(recorded_ids())
    IDS.write_text("\n".join((*known, *(i for i in english_ids() if i not in ids))) + "\n", "utf-8")
    shas = {**released_shas(), **recorded_shas()}
    SHAS.write_text(json.dumps(dict(sorted(shas.items())), indent=1) + "\n", "utf-8")
    sys.exit(0)
