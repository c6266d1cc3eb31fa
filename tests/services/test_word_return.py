"""The way back from Word: every edit comes back against its statement, checked and decided; nothing is lost, nothing changes by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.domain.document import Document
from app.domain.proposals import Proposal
from app.errors import BadInput, UnknownId
from app.export.docx import to_docx
from app.services import deciding, documents, revisions
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from app.services.word_return import import_word
from tests.services.builders import ANA, BERTA
from tests.services.thirty_edits import THIRTY
from tests.services.word_scripts import Expected, WordScript


@pytest.fixture
def document(house: House) -> Document:
    """The brief of an example, kept."""
    path = examples_dir() / "monterrey-cfo.yaml"
    return draft(house, ANA, DraftRequest(data=path.read_bytes(), name=path.name, lang="en", writer="guided"))[0]


def matched(expected: list[Expected], found: tuple[Proposal, ...]) -> list[Expected]:
    """What is missing among the proposals; each may answer one expectation."""
    rest, missing = list(found), []
    for each in expected:
        hit = next((p for p in rest if (p.kind, p.statement_id) == (each.kind, each.statement_id) and each.words in _said(p)), None)
        if hit:
            rest.remove(hit)
        else:
            missing.append(each)
    assert rest == [], "nothing that nobody did"
    return missing


def _said(proposal: Proposal) -> str:
    return f"{proposal.after_text} {proposal.comment or ''}"


def test_thirty_edits_in_one_file_come_back_each_on_its_statement_and_nothing_has_changed(house: House, document: Document) -> None:
    script = WordScript(document)
    for edit in THIRTY:
        edit(script)
    made = import_word(house, ANA, script.saved(), name="edited.docx")
    assert (made.document_id, made.version, len(made.proposals)) == (document.id, 1, len(THIRTY))
    assert matched(script.expected, made.proposals) == []
    assert documents.document(house, ANA, document.id) == document
    tracked = next(p for p in made.proposals if p.statement_id == "one-page.mission")
    assert (tracked.author, tracked.date) == ("R. Salas", "2026-11-20T10:00:00Z")
    budget = next(p for p in made.proposals if p.statement_id == "role.budget")
    assert [f.check for f in budget.findings if f.severity == "block"] == ["figures_agree"]
    again = import_word(house, ANA, script.saved(), name="edited.docx")
    assert again.proposals == (), "the same file proposes nothing twice"


def test_all_that_can_be_accepted_is_in_the_next_version_and_the_rest_stays_open(house: House, document: Document) -> None:
    script = WordScript(document)
    for edit in THIRTY:
        edit(script)
    import_word(house, ANA, script.saved(), name="edited.docx")
    newest, refused = deciding.accept_all(house, ANA, document.id, by="A. Ruiz")
    left = deciding.proposals(house, ANA, document.id)
    assert {p.number for p in left} == set(refused)
    assert {p.kind for p in left} == {"unmatched"}
    texts = {s.id: s.text for section in newest.sections for s in section.statements()}
    assert "same picture" in texts["one-page.mission"]
    assert "**Can be traded:**" in texts["candidate.trade"], "bold marks stay"
    assert not {"role.dotted", "assessment.peer", "candidate.language.2"} & set(texts)
    assert "The audit committee, each quarter" in " ".join(texts.values())
    order = [s.id for s in next(s for s in newest.sections if s.id == "timeline").statements()]
    assert order.index("timeline.official") == order.index("timeline.definition") + 1
    events = documents.show(house, ANA, document.id).events
    assert any(e.kind == "commented" and "softly" in e.note for e in events)
    assert documents.document(house, ANA, f"{document.id}@1") == document


def test_a_proposal_for_words_that_have_changed_since_is_refused_and_can_be_rejected(house: House, document: Document) -> None:
    script = WordScript(document)
    script.replace("role.represent", "explain both", "explain the two", tracked=True)
    (proposal,) = import_word(house, ANA, script.saved(), name="e.docx").proposals
    revisions.edit(house, ANA, document.id, "role.represent", "Counsel explains both. †")
    with pytest.raises(BadInput) as refused:
        deciding.accept(house, ANA, document.id, proposal.number)
    assert refused.value.key == "input.changed_since"
    assert deciding.reject(house, ANA, document.id, proposal.number).state == "rejected"
    with pytest.raises(UnknownId):
        deciding.accept(house, ANA, document.id, proposal.number)


def test_a_locked_section_takes_no_proposal(house: House, document: Document) -> None:
    script = WordScript(document)
    script.delete("role.presence", tracked=True)
    (proposal,) = import_word(house, ANA, script.saved(), name="e.docx").proposals
    revisions.lock(house, ANA, document.id, "role")
    with pytest.raises(BadInput) as refused:
        deciding.accept(house, ANA, document.id, proposal.number)
    assert refused.value.key == "input.locked"


def test_an_export_that_nobody_touched_proposes_nothing(house: House, document: Document) -> None:
    assert import_word(house, ANA, to_docx(document), name="e.docx").proposals == ()


def test_page_numbers_that_a_program_puts_into_the_contents_are_nobodys_edit(house: House, document: Document) -> None:
    import io

    import docx
    from docx.oxml.ns import qn

    file = docx.Document(io.BytesIO(to_docx(document)))
    numbered = 0
    for paragraph in file.element.body.iter(qn("w:p")):
        is_page = False
        for run in paragraph.iter(qn("w:r")):
            mark = run.find(qn("w:fldChar"))
            if mark is not None:
                is_page = mark.get(qn("w:fldCharType")) == "separate" and "PAGEREF" in "".join(paragraph.itertext(qn("w:instrText")))
            elif is_page and run.find(qn("w:t")) is not None:
                numbered += 1
                run.find(qn("w:t")).text = str(numbered)
    assert numbered > 10
    saved = io.BytesIO()
    file.save(saved)
    assert import_word(house, ANA, saved.getvalue(), name="e.docx").proposals == ()


def test_broken_foreign_and_other_peoples_files_are_refused_and_nothing_is_kept(house: House, document: Document, tmp_path: Path) -> None:
    import docx

    foreign = docx.Document()
    foreign.add_paragraph("Something else.")
    foreign.save(str(tmp_path / "f.docx"))
    whole = to_docx(document)
    cases = {
        "ingest.broken": b"PK\x03\x04 this is no archive",
        "ingest.broken ": whole[: len(whole) // 2],
        "input.foreign_word": (tmp_path / "f.docx").read_bytes(),
    }
    for key, data in cases.items():
        with pytest.raises(BadInput) as refused:
            import_word(house, ANA, data, name="x.docx")
        assert refused.value.key == key.strip()
    with pytest.raises(UnknownId):
        import_word(house, BERTA, whole, name="x.docx")
    assert deciding.proposals(house, ANA, document.id, every=True) == ()
