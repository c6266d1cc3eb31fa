"""What the page shows, in both interface languages. `pytest --snapshot-update` renews the pictures; read the difference before."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from app.domain.guidance import Hit, SearchAnswer
from app.domain.lang import LANGS, Lang, LocalText
from app.errors import BadInput, BadSetting
from app.services.reading import Found
from app.services.sending import Destination
from app.ui.presenters import notices
from app.ui.presenters.found import found, invitation
from app.ui.presenters.result import empty, result
from tests.ui.builders import lines, quoted, reading

both_interfaces = pytest.mark.parametrize("lang", LANGS)
SUFFIXES = (".json", ".docx")


@both_interfaces
def test_a_document_is_shown_with_marks_evidence_findings_gaps_and_downloads(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(result(lang, [reading("en")], SUFFIXES)) == snapshot


@both_interfaces
def test_two_documents_are_shown_with_a_choice_of_views(lang: Lang) -> None:
    shown = result(lang, [reading("en"), reading("es")], ())
    assert shown.count("<article") == 2
    assert shown.count("data-view-wanted") == 3
    assert 'data-documents="doc-en.2,doc-es.2"' in shown


@both_interfaces
def test_an_empty_page_says_what_to_do(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(empty(lang)) == snapshot
    assert result(lang, [], SUFFIXES) == empty(lang)


@both_interfaces
def test_an_error_in_pasted_text_names_its_line_and_leads_to_it(lang: Lang, snapshot: SnapshotAssertion) -> None:
    failure = BadInput("input.unknown_key_near", where="intake.yaml:12", name="titel", near="title_en")
    assert lines(notices.error(lang, failure)) == snapshot


@both_interfaces
def test_an_error_without_a_place_is_one_sentence(lang: Lang, snapshot: SnapshotAssertion) -> None:
    assert lines(notices.error(lang, BadSetting("setting.consent", host="api.example"))) == snapshot


@both_interfaces
def test_the_writer_note_names_the_host_and_what_is_kept_there(lang: Lang, snapshot: SnapshotAssertion) -> None:
    target = Destination(host="api.example", retention=LocalText(en="Kept 30 days.", es="Se conserva 30 días."), is_local=False)
    assert lines(notices.writer_note(lang, target)) == snapshot
    assert "api.example" not in notices.writer_note(lang, None)


@both_interfaces
def test_hits_are_shown_with_their_context(lang: Lang, snapshot: SnapshotAssertion) -> None:
    one = quoted()
    answer = SearchAnswer(query="aguinaldo", lang="en", embedder="none", abstained=False, hits=(Hit(sentence=one.sentence, score=1.0),))
    assert lines(found(lang, Found(answer=answer, quoted=(one,)))) == snapshot


@both_interfaces
def test_a_library_without_an_answer_says_so(lang: Lang) -> None:
    answer = SearchAnswer(query="mole", lang="es", embedder="none", abstained=True)
    assert found(lang, Found(answer=answer, quoted=())) != invitation(lang)


def test_gaps_stand_under_who_must_answer_first_asked_first() -> None:
    shown = result("en", [reading()], ())
    assert shown.index("The sponsor") < shown.index(">Human resources<")


def test_findings_stand_worst_first() -> None:
    shown = result("en", [reading()], ())
    aside = shown[shown.index("<aside") : shown.index("</aside>")]
    assert aside.index("contradicts itself") < aside.index("due for review")


def test_every_statement_has_a_letter_and_stored_evidence() -> None:
    shown = result("en", [reading()], ())
    for statement in (s for section in reading().document.sections for s in section.statements()):
        assert f'data-open="st:en:{statement.id}"' in shown
        assert f'data-item="st:en:{statement.id}"' in shown


def test_everything_a_statement_rests_on_is_stored() -> None:
    shown = result("en", [reading()], ())
    for part in shown.split('data-rests="')[1:]:
        for key in part.split('"')[0].split(" "):
            assert f'data-item="{key}"' in shown, key
