"""All orders in files of all sorts: what a text layer gives is plain text within fences, becomes no answer, is reported if obeyed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.catalog.corpus import corpus
from app.chains.closed_lists import fenced as fenced_sentence
from app.chains.model_quotes import fenced as fenced_text
from app.chains.read_papers import read_papers
from app.checks.given import Given
from app.checks.registry import run_checks
from app.domain.guidance import Sentence
from app.domain.lang import LANGS, Lang
from app.domain.papers import Paper, Paragraph
from app.ingest.limits import LIMITS
from app.ingest.passages import Extract
from app.ingest.reader import read
from app.ingest.refusals import IngestError
from app.services import uploads
from app.services.drafting import draft
from tests.builders import TODAY, facts
from tests.chains.builders import told
from tests.services.builders import ANA, house, request
from tests.trust.order_carriers import REFUSED, SEEN_BY_TEXT, UNSEEN
from tests.trust.test_injection import GROUPS, Case, _calm, _obeying, cases, groups

FENCE = re.compile(r"<<<|>>>")


def carried(name: str, lang: Lang) -> Extract:
    """What the reader makes of a file with all orders of a language."""
    made = {**SEEN_BY_TEXT, **UNSEEN}[name]([c.text for c in cases() if c.lang == lang])
    return read(made, name.rpartition(".")[2], LIMITS)


@pytest.mark.parametrize("name", SEEN_BY_TEXT)
def test_what_a_text_layer_gives_is_plain_text_within_fences_and_becomes_no_answer(name: str) -> None:
    for lang in LANGS:
        blocks = carried(name, lang).blocks
        text = "\n".join(b.text for b in blocks)
        come = [c for c in cases() if c.lang == lang and c.canary in text]
        assert len(come) >= 0.5 * sum(1 for c in cases() if c.lang == lang), "the orders are there to be obeyed"
        assert not any(FENCE.search(fenced_sentence(b.text)) or FENCE.search(fenced_text(b.text)) for b in blocks)
        at, paragraphs = 0, []
        for block in blocks:
            paragraphs.append(Paragraph(text=block.text, start=at))
            at += len(block.text) + 2
        reading, _ = read_papers([Paper(name=name, is_mail=name.endswith(".eml"), paragraphs=tuple(paragraphs))], lang)
        assert [p.path for p in reading.proposals if any(c.canary in str(p.value) for c in cases())] == []


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_no_text_of_a_paper_ends_nowhere(name: str) -> None:
    for lang in LANGS:
        text = str(carried(name, lang))
        assert "plant manager in Monterrey" in text
        assert [c.id for c in cases() if c.canary in text] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_is_refused_with_its_cells(name: str) -> None:
    with pytest.raises(IngestError):
        read(REFUSED[name]([c.text for c in cases()]), name.rpartition(".")[2], LIMITS)


def test_a_document_by_rules_obeys_no_order_of_a_white_layer_or_of_notes_to_slides(tmp_path: Path) -> None:
    here = house(tmp_path / "data")
    carriers: tuple[tuple[str, Lang], ...] = (("white.pdf", "en"), ("slides.pptx", "es"))
    for name, lang in carriers:
        data = SEEN_BY_TEXT[name]([c.text for c in cases() if c.lang == lang])
        assert uploads.add(here, ANA, data, name=name, visibility="firm").state == "read"
    for document in draft(here, ANA, request(lang="both")):
        assert [c.id for c in cases() if c.canary in document.model_dump_json()] == []
    here.store().close()


def _sentences(name: str, lang: Lang) -> dict[str, Sentence]:
    day = date(2026, 11, 1)
    return {
        f"U1.{n}": Sentence(id=f"U1.{n}", source_id="U1", lang=lang, text=b.text, as_of=day, review_by=day, confidence="from-knowledge")
        for n, b in enumerate(carried(name, lang).blocks, 1)
    }


@pytest.mark.parametrize("name", ["white.pdf", "slides.pptx"])
def test_a_model_that_obeys_an_order_in_a_papers_layer_is_reported(name: str) -> None:
    known = facts(**told(notes="The plant is calm."))
    tried, missed = 0, []
    for technique, lang in GROUPS:
        extra = _sentences(name, lang)
        text = "\n".join(s.text for s in extra.values())
        come: list[Case] = [c for c in groups()[technique, lang] if c.canary in text]
        for case in come[:2]:
            given = Given(_obeying(_calm(lang), case), corpus(), TODAY, known, extra=extra)
            tried += 1
            if not any(f.statement_id == "obeyed.1" for f in run_checks(given, ["no_injected_orders"])):
                missed.append(case.id)
    assert tried > 20
    assert missed == []
