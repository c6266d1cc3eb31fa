"""Papers of every kind become proposals of a mandate, each accepted or refused by a person; what a person answered is never overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.intake import IntakeField
from app.errors import BadInput, BadSetting, EndpointDown, UnknownId
from app.ingest.refusals import IngestError
from app.services import intakes, mandate_papers
from app.services.house import House
from app.services.leaks import intake_from
from app.services.reading_papers import propose
from app.services.upload_keeping import Offered
from tests.chains.builders import model_writer
from tests.ingest.office import docx, eml, paragraph, pdf, pptx, shape, table
from tests.services.builders import ANA, BERTA

LINES = ("Position: Plant Manager", "Start date: 1 March 2027", "The Plant Manager reports to the Chief Operating Officer.")
TEXT = "\n\n".join(LINES)
PAPERS = {
    "jd.docx": docx("".join(map(paragraph, LINES[1:])) + table([LINES[0].split(": ")])),
    "jd.pdf": pdf(["\n".join(LINES)]),
    "jd.pptx": pptx([shape("\n".join(LINES))]),
    "jd.html": f"<html><body>{''.join(f'<p>{line}</p>' for line in LINES)}</body></html>".encode(),
    "jd.md": TEXT.encode(),
    "jd.txt": TEXT.encode("utf-16"),
    "jd.eml": eml(TEXT, subject="Profile"),
}


def field(house: House, mandate_id: str, path: str) -> IntakeField | None:
    """An answer of a mandate as it is kept."""
    return intake_from(mandate_papers.shown(house, ANA, mandate_id).mandate.intake).fields.get(path)


@pytest.mark.parametrize("name", PAPERS)
def test_every_kind_of_paper_gives_the_same_values_with_its_place(house: House, name: str) -> None:
    found, calls = propose(house, ANA, [Offered(PAPERS[name], name)], lang="en", writer="guided")
    assert {p.path: p.value for p in found.proposals} == {
        "role.title_en": "Plant Manager",
        "role.start_date": "2027-03-01",
        "role.reports_to_solid": "Chief Operating Officer",
    }
    assert not calls
    assert {p.quote.file for p in found.proposals} == {name}
    assert all(p.quote.place for p in found.proposals)


def test_a_proposal_enters_the_intake_as_inferred_with_its_quote(house: House) -> None:
    kept = mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    date = next(p for p in kept.reading.proposals if p.path == "role.start_date")
    mandate_papers.take(house, ANA, kept.mandate_id, kept.number, date.number)
    held = field(house, kept.mandate_id, "role.start_date")
    assert held is not None
    assert (str(held.value), held.status) == ("2027-03-01", "inferred")
    assert held.source == "“Start date: 1 March 2027” — jd.txt, paragraph 2"
    with pytest.raises(BadInput):
        mandate_papers.take(house, ANA, kept.mandate_id, kept.number, date.number)


def test_what_a_person_answered_or_typed_is_never_overwritten(house: House) -> None:
    kept = mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    numbers = {p.path: p.number for p in kept.reading.proposals}
    intakes.save(house, ANA, kept.mandate_id, "role.start_date", "2027-05-03")
    intakes.save(house, ANA, kept.mandate_id, "role.title_en", "Plant Manager")
    intakes.save(house, ANA, kept.mandate_id, "role.reports_to_solid", "[half")
    shown = {p.path: p for k in mandate_papers.shown(house, ANA, kept.mandate_id).readings for p in k.reading.proposals}
    clash = shown["role.start_date"].clash
    assert clash is not None
    assert (clash.value, clash.status) == ("2027-05-03", "stated")
    assert shown["role.title_en"].is_known
    with pytest.raises(BadInput) as refused:
        mandate_papers.take(house, ANA, kept.mandate_id, 1, numbers["role.start_date"])
    assert refused.value.key == "papers.clash"
    held = field(house, kept.mandate_id, "role.start_date")
    assert held is not None
    assert str(held.value) == "2027-05-03"


def test_an_answer_that_is_open_takes_the_proposal(house: House) -> None:
    kept = mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    intakes.save(house, ANA, kept.mandate_id, "role.start_date", "", status="tbc")
    number = next(p.number for p in kept.reading.proposals if p.path == "role.start_date")
    assert mandate_papers.take(house, ANA, kept.mandate_id, 1, number).state == "accepted"


def test_a_refused_proposal_changes_nothing_and_a_forgotten_reading_leaves_what_was_accepted(house: House) -> None:
    kept = mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    first, second, *_ = kept.reading.proposals
    mandate_papers.refuse(house, ANA, kept.mandate_id, 1, first.number)
    mandate_papers.take(house, ANA, kept.mandate_id, 1, second.number)
    assert field(house, kept.mandate_id, first.path) is None
    mandate_papers.forget(house, ANA, kept.mandate_id, 1)
    assert not mandate_papers.shown(house, ANA, kept.mandate_id).readings
    assert field(house, kept.mandate_id, second.path) is not None
    again = mandate_papers.read_into(house, ANA, kept.mandate_id, [Offered(TEXT.encode(), "jd.txt")], lang="es")
    assert again.number == 1


def test_nobody_reads_into_anothers_mandate(house: House) -> None:
    kept = mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    for tried in (
        lambda: mandate_papers.shown(house, BERTA, kept.mandate_id),
        lambda: mandate_papers.take(house, BERTA, kept.mandate_id, 1, 1),
        lambda: mandate_papers.refuse(house, BERTA, kept.mandate_id, 1, 1),
        lambda: mandate_papers.forget(house, BERTA, kept.mandate_id, 1),
        lambda: mandate_papers.read_into(house, BERTA, kept.mandate_id, [Offered(b"x y z", "a.txt")], lang="en"),
    ):
        with pytest.raises(UnknownId):
            tried()


def test_a_paper_that_cannot_be_read_begins_no_mandate(house: House) -> None:
    with pytest.raises(IngestError) as refused:
        mandate_papers.begin_with(house, ANA, [Offered(TEXT.encode(), "jd.txt"), Offered(b"\x89PNG\r\n\x1a\n", "scan.png")], lang="en")
    assert refused.value.where == "scan.png"
    with house.store().reading() as work:
        assert not work.mandates.every(owner_id=ANA.user_id)


def test_a_model_that_is_down_leaves_the_rules_with_a_notice_unless_it_was_asked_for(house: House, tmp_path: Path) -> None:
    down = replace(house, is_model_configured=True, chat=lambda: model_writer("http://127.0.0.1:9/v1", tmp_path, timeout_s=0.3).chat)
    found, _ = propose(down, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en")
    assert len(found.proposals) == 3
    assert [n.kind for n in found.notices] == ["no_model"]
    with pytest.raises(EndpointDown):
        propose(down, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en", writer="model")
    with pytest.raises(BadSetting):
        propose(house, ANA, [Offered(TEXT.encode(), "jd.txt")], lang="en", writer="model")
