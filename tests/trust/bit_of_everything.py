"""A day at a firm in one call: every kind drafted, copied, exported, edited, checked and sent back; memos coached, kept and played.

Serves trials that watch from outside what the app does: which patterns it compiles, what it logs.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from app.catalog.files import examples_dir
from app.catalog.kinds import document_kinds
from app.catalog.reader_words import reader_rules
from app.catalog.scenarios import scenarios as known_scenarios
from app.domain.document import Document
from app.domain.lang import LANGS
from app.errors import PuenteError
from app.ingest.limits import LIMITS
from app.ingest.reader import read
from app.services import (
    checking,
    coaching,
    downloads,
    drafting,
    intakes,
    library,
    practice,
    practice_desk,
    practice_ledger,
    practice_progress,
    reading_papers,
    revisions,
    role_playing,
    uploads,
    verifying,
    word_return,
)
from app.services.coaching import CoachRequest
from app.services.house import House
from app.services.practice_desk import Desk
from app.services.upload_keeping import Offered
from tests.ingest.zoo import zoo
from tests.services.builders import ANA, house

MEMOS = Path(__file__).parents[2] / "evals" / "cases" / "memos.yaml"
PAPERS = Path(__file__).parents[1] / "data" / "papers" / "development.yaml"
PAIRS = Path(__file__).parents[2] / "evals" / "cases" / "minimal_pairs.yaml"
ANSWERS = ("Yes, by 4 December 2026.", "No lo sé todavía.", "We lost USD 2.1 million; Ana Ruiz owns it.")


def do_a_bit_of_everything(folder: Path) -> None:
    """All of it, by rules, in both languages, on a fresh data folder."""
    here = house(folder / "data")
    _draft(here, examples_dir() / "queretaro-under-way.yaml")
    _coach(here)
    _verify(here)
    _papers(here)
    _library(here)
    here.store().close()


def _draft(here: House, example: Path) -> None:
    for number, kind in enumerate(document_kinds()):
        lang = LANGS[number % 2]
        asked = drafting.DraftRequest(data=example.read_bytes(), name=example.name, kind=kind, lang=lang, writer="guided")
        (document,) = drafting.draft(here, ANA, asked)
        if kind == "mandate-brief":
            _live(here, document)


def _live(here: House, document: Document) -> None:
    checking.check_documents(here, ANA, document.model_dump_json().encode(), name="d.json")
    for variant in ("client", "candidate", "codename"):
        downloads.copy_bytes(here, ANA, f"{document.id}@1", variant, ".md")
    word, *_ = (downloads.copy_bytes(here, ANA, f"{document.id}@1", "internal", s) for s in (".docx", ".pdf", ".json"))
    word_return.import_word(here, ANA, word, name="back.docx")
    first = document.sections[0].statements()[0]
    revisions.edit(here, ANA, document.id, first.id, "At least 12 people start on 4 December 2026; it must not cost USD 2.1 million.")
    intakes.form(here, ANA, document.mandate_id, "role")


def memos() -> Iterator[tuple[str, Any]]:
    """Texts of memos with their languages, softened and plain."""
    for family in yaml.safe_load(MEMOS.read_text("utf-8"))["families"]:
        for key in ("softened", "direct"):
            if isinstance(family.get(key), dict) and "text" in family[key]:
                yield family[key]["text"], family["lang"]


def _coach(here: House) -> None:
    desk = Desk()
    known = list(known_scenarios())
    for number, (text, lang) in enumerate(tuple(memos())[::4]):
        side = "reader" if number % 3 == 2 else "writer"
        asked = CoachRequest(data=text.encode(), name="m.md", lang=lang, side=side, rewrite_lang=LANGS[number % 2], writer="guided")
        found = practice_desk.coach(here, ANA, desk, asked)
        if number < len(known):
            coaching.coach_memo(here, ANA, asked.model_copy(update={"scenario": known[number], "side": "writer"}))
        if number % 2 == 0:
            _play(here, desk, found.id)
        kept = practice.keep(here, ANA, found.coaching) if number < 4 else None
        if kept:
            practice_ledger.accept(here, ANA, kept.id)
    practice_progress.progress(here, ANA)
    practice_ledger.calendar(here, ANA, lang="en")
    for lang in LANGS:
        reader_rules(lang)


def _play(here: House, desk: Desk, desk_id: str) -> None:
    try:
        role_playing.begin(here, ANA, desk, desk_id, "cfo")
        for answer in ANSWERS:
            tuple(role_playing.answer(here, ANA, desk, desk_id, answer))
        role_playing.end(here, ANA, desk, desk_id)
    except PuenteError:
        return  # a memo that is stopped, or an exchange that is over


def _verify(here: House) -> None:
    raw = yaml.safe_load(PAIRS.read_text("utf-8"))
    lines = []
    for number, case in enumerate(raw["pairs"][:30]):
        lines.append(json.dumps({"id": number, "statement": case["a"], "evidence": case["b"]}))
    verifying.verify_pairs(here, ANA, "\n".join(lines).encode(), name="pairs.jsonl", lang="en")


def _papers(here: House) -> None:
    """Papers of a mandate read by rules, in both languages."""
    given = yaml.safe_load(PAPERS.read_text("utf-8"))["papers"]
    for lang in LANGS:
        offered = [Offered(each["text"].encode(), each["name"]) for each in given if each["lang"] == lang]
        reading_papers.propose(here, ANA, offered[: reading_papers.MOST_PAPERS], lang=lang)


def _library(here: House) -> None:
    for animal in zoo():
        if len(animal.data) < 50_000:
            try:
                read(animal.data, animal.name.rpartition(".")[2], LIMITS)
            except (PuenteError, RecursionError):
                continue  # refused, or what ends the reader's own process
    uploads.add(here, ANA, b"The note on Reynosa is kept for the plant. It is read once a year.\n", name="n.txt", visibility="firm")
    for query in ("aguinaldo and profit sharing", "¿cuántos días de vacaciones?", "non-compete (Mexico)", "PTU"):
        for lang in LANGS:
            library.search(here, ANA, query, lang=lang)


def as_word(text: str) -> bytes:
    """A Word file of one paragraph."""
    import docx

    stream = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(stream)
    return stream.getvalue()
