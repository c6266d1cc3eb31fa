"""From an intake to a checked document: order of sections, provenance, variants, progress, evidence. No store, no network."""

from __future__ import annotations

from functools import cache

import pytest

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kind, document_kinds
from app.chains.checked_document import checked
from app.chains.draft_document import draft_document
from app.chains.gather_evidence import MOST_FOUND
from app.chains.guided_writer import GuidedWriter
from app.chains.kind_facts import intake_sha
from app.domain.document import Document
from app.domain.guidance import Sentence
from app.domain.lang import LANGS, Lang, other
from tests.chains.builders import BARE, FULL_FILE, drafted, evidence, facts, found, order, spec, statements, told


@cache
def full(lang: Lang = "en", kind: str = "mandate-brief") -> Document:
    """The full intake's document, drafted once."""
    return drafted(FULL_FILE, GuidedWriter(), lang, kind=kind)


@pytest.mark.parametrize("kind", sorted(document_kinds()))
@pytest.mark.parametrize("lang", LANGS)
def test_a_full_intake_becomes_every_section_without_a_blocking_finding(kind: str, lang: Lang) -> None:
    document = full(lang, kind)
    assert [s.id for s in document.sections] == [s.id for s in document_kind(kind).sections]
    assert [(f.check, f.message) for f in document.blocking()] == []
    assert document.status == "draft"


@pytest.mark.parametrize("kind", sorted(document_kinds()))
@pytest.mark.parametrize("lang", LANGS)
def test_an_intake_with_two_titles_still_becomes_a_document_full_of_gaps(kind: str, lang: Lang) -> None:
    document = drafted(BARE, GuidedWriter(), lang, kind=kind)
    assert [(f.check, f.message) for f in document.blocking()] == []
    own = document_kind(kind)
    assert len(document.gaps) > (10 if own.concerns else 20)
    assert {g.path for g in document.gaps} >= {path for path in own.needs if path not in BARE}
    assert [g.rank for g in document.gaps] == list(range(1, len(document.gaps) + 1))


@pytest.mark.parametrize("kind", sorted(document_kinds()))
def test_english_and_spanish_say_the_same_statements(kind: str) -> None:
    english, spanish = (full(lang, kind) for lang in LANGS)
    said = [{(s.id, s.basis, str(s.computed)) for s in statements(d)} for d in (english, spanish)]
    assert said[0] == said[1]


def test_a_contradiction_in_the_intake_blocks_and_the_document_still_comes() -> None:
    document = drafted(told(process={"deadline": "2026-12-01"}), GuidedWriter())
    assert {f.severity for f in found(document, "intake_contradiction")} == {"block"}
    assert document.status == "needs_review"
    assert document.sections


def test_the_clients_variant_carries_no_findings_no_intake_and_no_section_of_the_house() -> None:
    inside = {s.id for s in document_kind("mandate-brief").sections if s.internal}
    document = drafted(told(), GuidedWriter(), variant="client")
    assert inside
    assert inside.isdisjoint(s.id for s in document.sections)
    assert (document.intake, document.findings, document.calls) == (None, (), ())
    assert all(s.findings == () for s in statements(document))
    known = facts(told())
    of_firm = {p.path for p in known.open_points if not p.of_client}
    assert of_firm
    assert of_firm.isdisjoint(g.path for g in document.gaps)


def test_a_contradiction_shows_in_the_clients_variant_as_its_status_only() -> None:
    document = drafted(told(process={"deadline": "2026-12-01"}), GuidedWriter(), variant="client")
    assert (document.status, document.findings) == ("needs_review", ())


def test_provenance_names_the_intake_the_library_and_every_guided_file() -> None:
    known = facts(FULL_FILE)
    document = full()
    assert document.provenance.intake_sha == intake_sha(known.intake)
    assert document.provenance.corpus_fingerprint == corpus().fingerprint
    assert len(document.provenance.prompts) == len(document.sections)
    assert facts(told()).intake != known.intake
    assert intake_sha(facts(told()).intake) != intake_sha(known.intake)


def test_the_sources_listed_are_those_cited_and_no_others() -> None:
    document = full()
    cited = {c.source_id for s in statements(document) for c in s.citations if c.source_id}
    assert {s.id for s in document.sources} == cited
    assert all(corpus().sources[s.id].title == s.title for s in document.sources)


def test_progress_tells_every_section_once_and_then_the_end() -> None:
    heard: list[tuple[str, int, int]] = []
    draft_document(order(), facts(BARE), GuidedWriter(), progress=lambda *told: heard.append(told))
    sections = [s.id for s in document_kind("mandate-brief").sections]
    assert [h[0] for h in heard] == [*sections, ""]
    assert [h[1] for h in heard] == list(range(len(sections) + 1))
    assert {h[2] for h in heard} == {len(sections)}


def test_checks_that_run_again_find_the_same() -> None:
    known = facts(told(process={"deadline": "2026-12-01"}))
    document = draft_document(order(), known, GuidedWriter())
    assert checked(document, known) == document


@pytest.mark.parametrize("lang", LANGS)
def test_evidence_holds_each_card_of_the_section_in_the_documents_language(lang: Lang) -> None:
    for of in document_kind("mandate-brief").sections:
        shown = evidence(of, facts(FULL_FILE), lang)
        assert all(shown.for_card(card) is not None for card in of.cited_cards())
        assert {s.lang for s in shown.sentences} <= {lang}
        assert len({s.id for s in shown.sentences}) == len(shown.sentences)


def test_a_search_adds_to_the_evidence_and_takes_nothing_away() -> None:
    of, known = spec("compensation"), facts(FULL_FILE)
    queries: list[tuple[str, Lang, int]] = []

    def look(query: str, lang: Lang, count: int) -> list[Sentence]:
        queries.append((query, lang, count))
        return [s for s in corpus().sentences.values() if s.lang == lang][-3:]

    named = evidence(of, known, "es").sentences
    more = evidence(of, known, "es", look).sentences
    assert more[: len(named)] == named
    assert {s.id for s in more[len(named) :]} == {s.id for s in look("", "es", 3)} - {s.id for s in named}
    (query, asked_lang, count), _ = queries
    assert (asked_lang, count) == ("es", MOST_FOUND)
    assert of.title.es in query


def test_a_corridor_brings_its_cards_only_where_the_section_asks_for_places() -> None:
    near, far = facts(told()), facts(told(role={"location": "Mérida, Yucatán"}))
    changed = {s.id for s in document_kind("mandate-brief").sections if evidence(s, near, "en") != evidence(s, far, "en")}
    assert changed == {s.id for s in document_kind("mandate-brief").sections if "corridor" in s.topics}


def test_a_client_text_in_the_other_language_is_quoted_as_such_and_counted_as_a_gap() -> None:
    spanish_only = "La planta perdió a su titular en mayo y nadie firma los pedimentos desde entonces."
    intake = told(engagement={"why_now": spanish_only})
    for lang in LANGS:
        document = drafted(intake, GuidedWriter(), lang)
        said = next(s for s in statements(document) if spanish_only.rstrip(".") in s.text)
        is_quoted = f"“{spanish_only}”" in said.text or f"“{spanish_only.rstrip('.')}”" in said.text
        assert is_quoted == (lang == other("es"))
        assert not {f.statement_id for f in document.blocking()} & {said.id}
        assert any(g.path == "engagement.why_now" and g.needed_for == "approve" for g in document.gaps)
