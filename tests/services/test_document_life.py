"""The life of a document: versions that never change, edits that are checked, locks, approval with what stands against it, gaps settled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.files import examples_dir
from app.catalog.intake_reader import build_intake
from app.catalog.yaml_lines import read_bytes
from app.domain.comparing import compare
from app.domain.document import Document
from app.errors import BadInput, BadSetting, UnknownId
from app.services import approving, composing, copies, documents, exporting, leaks, revisions, settling
from app.services.drafting import DraftRequest, draft
from app.services.house import House
from app.services.leaks import intake_from
from tests.services.builders import ANA, BERTA
from tests.services.builders import house as built

MISSION = "one-page.mission"
POWERS = "role.legal_representation"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Document, ...]]:
    """A data folder to copy, and what is kept in it: the brief of an example in both languages."""
    path, folder = examples_dir() / "monterrey-cfo.yaml", tmp_path_factory.mktemp("pair") / "data"
    made = built(folder)
    documents = draft(made, ANA, DraftRequest(data=path.read_bytes(), name=path.name, lang="both", writer="guided"))
    made.store().close()
    return folder, documents


@pytest.fixture
def house(laid: tuple[Path, tuple[Document, ...]], tmp_path: Path) -> Iterator[House]:
    """A house with a copy of its own."""
    made = built(shutil.copytree(laid[0], tmp_path / "data"))
    yield made
    made.store().close()


@pytest.fixture
def pair(laid: tuple[Path, tuple[Document, ...]]) -> tuple[Document, ...]:
    """The brief in both languages."""
    return laid[1]


def test_an_edit_is_a_new_checked_version_and_the_old_one_stays(house: House, pair: tuple[Document, ...]) -> None:
    english = pair[0]
    made = revisions.edit(house, ANA, english.id, MISSION, "The job in one sentence: give Dallas 9 truths.", by="A. Ruiz")
    assert (made.version, made.status) == (2, "needs_review")
    assert [(f.check, f.statement_id) for f in made.blocking()] == [("figures_agree", MISSION)]
    assert documents.document(house, ANA, f"{english.id}@1") == english
    (change,) = documents.diff(house, ANA, f"{english.id}@1", english.id)
    assert (change.kind, change.statement_id) == ("changed", MISSION)
    assert "9" in "".join(w.text for w in change.words if w.op == "added")
    assert documents.show(house, ANA, english.id).events[-1].by_name == "A. Ruiz"


def test_an_edit_marks_the_statement_of_the_twin_stale_until_that_is_edited_too(house: House, pair: tuple[Document, ...]) -> None:
    english, spanish = pair
    revisions.edit(house, ANA, english.id, "role.reading", "What each line may do is our reading: please confirm.")
    shown = documents.show(house, ANA, spanish.id)
    assert (shown.twin_id, shown.stale) == (english.id, ("role.reading",))
    assert [(f.check, f.statement_id) for f in shown.drift] == [("drift", "role.reading")]
    assert documents.show(house, ANA, english.id).stale == ()
    revisions.edit(house, ANA, spanish.id, "role.reading", "Lo que puede decidir cada línea es lectura nuestra: por favor confírmenlo.")
    assert documents.show(house, ANA, spanish.id).stale == ()


def test_nobody_else_sees_or_changes_a_document(house: House, pair: tuple[Document, ...]) -> None:
    for attempt in (
        lambda: documents.show(house, BERTA, pair[0].id),
        lambda: revisions.edit(house, BERTA, pair[0].id, MISSION, "x"),
        lambda: approving.approve(house, BERTA, pair[0].id, "role"),
        lambda: settling.settle(house, BERTA, pair[0].id, POWERS, "x", source="y"),
        lambda: settling.clone(house, BERTA, pair[0].mandate_id),
    ):
        with pytest.raises(UnknownId):
            attempt()
    assert documents.documents(house, BERTA) == ()


def test_a_locked_section_changes_in_no_way_until_it_is_opened(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    revisions.lock(house, ANA, ref, "role")
    for attempt in (
        lambda: revisions.edit(house, ANA, ref, "role.mission", "Mission | x"),
        lambda: revisions.insert(house, ANA, ref, "role.mission", "a | b"),
        lambda: composing.regenerate(house, ANA, ref, "role"),
    ):
        with pytest.raises(BadInput) as refused:
            attempt()
        assert refused.value.key == "input.locked"
    assert "role" in settling.settle(house, ANA, ref, POWERS, "By the deed", source="counsel").left[ref]
    revisions.lock(house, ANA, ref, "role", is_locked=False)
    assert revisions.edit(house, ANA, ref, "role.mission", "Mission | Give both sides the same truth").version == 5


def test_regenerating_a_section_takes_back_its_edits_and_leaves_the_others(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    revisions.edit(house, ANA, ref, MISSION, "The job in one sentence: truth.")
    revisions.edit(house, ANA, ref, "role.reading", "Please confirm.")
    made = composing.regenerate(house, ANA, ref, "one-page", instruction="Shorter")
    assert made.is_followed is False, "rules follow no instruction"
    changed = {c.statement_id for c in compare(pair[0], made.document)}
    assert changed == {"role.reading"}
    with pytest.raises(BadSetting):
        composing.regenerate(house, ANA, ref, "one-page", writer="model")


def test_restoring_makes_an_old_version_the_newest(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    revisions.edit(house, ANA, ref, MISSION, "The job in one sentence: truth.")
    made = revisions.restore(house, ANA, f"{ref}@1")
    assert (made.version, made.sections) == (3, pair[0].sections)
    with pytest.raises(BadInput) as refused:
        revisions.edit(house, ANA, f"{ref}@1", MISSION, "x y")
    assert refused.value.key == "input.old_version"


def test_a_settled_gap_is_in_the_intake_with_its_source_and_in_both_languages(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    revisions.edit(house, ANA, ref, "role.reading", "Please confirm what each line may do.")
    made = settling.settle(house, ANA, ref, POWERS, "{en: By the deed, es: Según la escritura}", source="counsel, 20 November 2026")
    english, spanish = made.documents
    for each, words in ((english, "By the deed"), (spanish, "Según la escritura")):
        assert POWERS not in {g.path for g in each.gaps}
        assert any(words in s.text for s in each.sections[2].statements())
    assert "Please confirm what" in next(s.text for s in english.sections[2].statements() if s.id == "role.reading")
    with house.store().reading() as work:
        mandate = work.mandates.get(english.mandate_id, owner_id=ANA.user_id)
    assert mandate is not None
    answer = mandate.intake["role"]["legal_representation"]  # type: ignore[index, call-overload]
    assert (answer["source"], answer["as_of"], answer["status"]) == ("counsel, 20 November 2026", "2026-11-21", "stated")  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("path", "value", "source"), [("role.nowhere", "x", "y"), ("role.direct_reports", "many", "y"), (POWERS, "x", " "), ("role", "x", "y")]
)
def test_a_gap_is_not_settled_with_a_wrong_path_value_or_without_a_source(
    house: House, pair: tuple[Document, ...], path: str, value: str, source: str
) -> None:
    with pytest.raises(BadInput):
        settling.settle(house, ANA, pair[0].id, path, value, source=source)
    assert documents.show(house, ANA, pair[0].id).versions == (1,)


def test_approval_is_refused_naming_gaps_and_blocking_findings(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    with pytest.raises(BadInput) as refused:
        approving.approve(house, ANA, ref, "role")
    assert POWERS in str(refused.value.params["reasons"])
    revisions.edit(house, ANA, ref, "outcomes.outcome.1", "9 (12 Jan 2028) | Faster close | Working days | 77 → 6")
    with pytest.raises(BadInput) as blocked:
        approving.approve(house, ANA, ref, "outcomes")
    assert "77" in str(blocked.value.params["reasons"])


def test_an_approval_has_a_name_and_a_time_and_ends_with_the_next_edit(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    approving.approve(house, ANA, ref, "outcomes", by="A. Ruiz")
    (held,) = documents.show(house, ANA, ref).approvals
    assert (held.section, held.by, held.at[:10]) == ("outcomes", "A. Ruiz", "2026-11-21")
    revisions.edit(house, ANA, ref, "outcomes.outcome.1", "9 (12 Jan 2028) | Quick close | Working days | 14 → 6")
    assert documents.show(house, ANA, ref).approvals == ()


def test_the_document_is_approved_when_all_its_sections_are(house: House, pair: tuple[Document, ...]) -> None:
    ref = pair[0].id
    made = approving.approve(house, ANA, ref, "all")
    assert not made.whole
    assert {"role", "gap-register"} <= set(made.refused)
    assert made.document.status == "draft"
    for gap in pair[0].gaps:
        settling.settle(house, ANA, ref, gap.path, "", source="does not apply", status="n_a")
    last = approving.approve(house, ANA, ref, "all", by="B. Soto")
    assert (last.refused, last.whole, last.document.status) == ({}, True, "approved")
    assert documents.document(house, ANA, ref).status == "approved"
    assert revisions.edit(house, ANA, ref, MISSION, "The job in one sentence: truth.").status == "draft"


def test_a_clone_keeps_the_firms_terms_and_no_fact_of_the_client(house: House, pair: tuple[Document, ...]) -> None:
    made = settling.clone(house, ANA, pair[0].mandate_id, title="Next one")
    words = str(made.intake)
    assert (made.mandate_type, made.title) == ("binational_cfo", "Next one")
    assert not [w for w in ("Tarnhill", "Monterrey", "Encino", "4800000", "Alderete") if w in words]
    kept = intake_from(made.intake)
    assert kept.get("engagement.guarantee_months") == 12
    assert {f.status for f in kept.fields.values()} == {"inferred"}
    assert kept.raw == build_intake(read_bytes(settling.intake_file(made), name="i.yaml"), name="i.yaml").raw


def test_a_clone_leaves_out_a_text_of_the_firms_that_names_the_client(house: House, pair: tuple[Document, ...]) -> None:
    settling.settle(house, ANA, pair[0].id, "process.update_cadence", "Every Friday to Ms Alderete", source="Tarnhill, call")
    made = settling.clone(house, ANA, pair[0].mandate_id)
    assert not intake_from(made.intake).present("process.update_cadence")
    assert "Tarnhill" not in str(made.intake)


def test_a_copy_is_made_from_the_edited_master_and_a_leaking_file_is_refused(
    house: House, pair: tuple[Document, ...], tmp_path: Path
) -> None:
    folder = tmp_path
    ref = pair[0].id
    revisions.edit(house, ANA, ref, "role.mission", "Mission | Give Tarnhill and SAT the same truth")
    copy = copies.copy_of(house, ANA, ref, "codename")
    shown = next(s.text for s in copy.sections[0].statements() if s.id == "role.mission")
    assert shown == "Mission | Give Proyecto Encino and SAT the same truth"
    outputs = tuple(folder / f"copy{suffix}" for suffix in exporting.SUFFIXES)
    assert exporting.write_outputs((copy,), outputs, guard=leaks.guard(house, ANA)) == outputs
    leaking = copy.model_copy(update={"sections": (copy.sections[0].model_copy(update={"title": "Role at Tarnhíll"}), *copy.sections[1:])})
    for suffix in exporting.SUFFIXES:
        target = folder / f"leak{suffix}"
        with pytest.raises(BadInput) as refused:
            exporting.write_outputs((leaking,), (target,), guard=leaks.guard(house, ANA))
        assert refused.value.key == "export.leaks"
        assert not target.exists()
    with pytest.raises(BadInput):
        exporting.write_outputs((copy,), (folder / "tarnhill.docx",), guard=leaks.guard(house, ANA))


def test_a_comment_is_kept_with_its_version_and_changes_nothing(house: House, pair: tuple[Document, ...]) -> None:
    event = revisions.comment(house, ANA, pair[0].id, MISSION, "Softer?", by="C. Luna")
    assert (event.version, event.by_name) == (1, "C. Luna")
    shown = documents.show(house, ANA, pair[0].id)
    assert (shown.versions, shown.events) == ((1,), (event,))
    with pytest.raises(BadInput):
        revisions.comment(house, ANA, pair[0].id, MISSION, "  ")
