"""Every planted fault is caught by its check, on the words that were changed; every benign edit is left alone. Both languages."""

from __future__ import annotations

from functools import cache

import pytest

from app.catalog.corpus import corpus
from app.checks.given import Given
from app.checks.registry import all_checks, run_checks
from app.domain.document import Finding, Statement
from app.domain.lang import LANGS, Lang, other
from evals.mutants import NONE, Planted, benign, faults
from tests.builders import TODAY, full_document, full_facts

SPANS = ("figures_agree", "quotes_verbatim", "placeholders_gone", "names_known", "pay_terms")


@cache
def _planted(lang: Lang) -> tuple[Planted, ...]:
    return tuple(faults(full_document(lang), full_document(other(lang)), corpus()))


def _findings(planted: Planted, *names: str) -> tuple[Finding, ...]:
    document = planted.document
    if planted.statement_id and planted.check not in ("sections_complete", "intake_kept"):
        # The other checks look at one statement at a time: its section is enough.
        own = tuple(s for s in document.sections if any(st.id == planted.statement_id for st in s.statements()))
        document = document.model_copy(update={"sections": own})
        names = names or tuple(n for n in all_checks() if n not in ("sections_complete", "intake_kept"))
    library = corpus().model_copy(update={"superseded": frozenset(planted.superseded)})
    return run_checks(Given(document, library, planted.today or TODAY, full_facts()), names or None)


def _statement(planted: Planted) -> Statement:
    return next(s for section in planted.document.sections for s in section.statements() if s.id == planted.statement_id)


def _touches(finding: Finding, planted: Planted) -> bool:
    text = _statement(planted).text
    if finding.start is None or finding.end is None or not 0 <= finding.start < finding.end <= len(text):
        return False
    return any(
        finding.start < text.find(w) + len(w) and text.find(w) < finding.end for w in (planted.words, *planted.words.split()) if w in text
    )


def _is_caught(planted: Planted) -> bool:
    said = [f for f in _findings(planted, planted.check) if f.severity == planted.severity and f.statement_id == planted.statement_id]
    if planted.statement_id is None:
        said = [f for f in _findings(planted, planted.check) if f.severity == planted.severity]
    if planted.check in SPANS and planted.words:
        said = [f for f in said if _touches(f, planted)]
    return bool(said)


def _table(rows: list[str]) -> str:
    return "\n" + "\n".join(rows)


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_that_faults_are_planted_in_is_good(lang: Lang) -> None:
    assert [f for f in full_document(lang).findings if f.severity == "block"] == []


def test_every_planted_fault_is_caught_by_its_check_on_the_changed_words() -> None:
    missed = [
        f"{p.name:45} {lang}  {p.check:18} {p.statement_id}: {_statement(p).text if p.statement_id else ''}"
        for lang in LANGS
        for p in _planted(lang)
        if p.check not in (NONE, "support_holds") and not _is_caught(p)
    ]
    assert not missed, _table(missed)


def test_every_fault_is_planted_in_both_languages() -> None:
    names = {lang: {p.name.replace("; ", "") for p in _planted(lang)} for lang in LANGS}
    assert len(names["en"]) > 60
    assert {
        n for n in names["en"] ^ names["es"] if not n.startswith(("unknown name", "wrong pay terms", "wrong scale", "wrong unit"))
    } == set()


def test_a_known_miss_is_still_a_miss() -> None:
    """A fault that a check begins to catch must leave the list of those that slip through."""
    caught = [
        f"{p.name} {lang} {p.statement_id}: {f.check} {f.message}"
        for lang in LANGS
        for p in _planted(lang)
        if p.check == NONE
        for f in _findings(p)
        if f.severity == "block"
    ]
    assert not caught, _table(caught)


@pytest.mark.parametrize("lang", LANGS)
def test_a_benign_edit_raises_nothing(lang: Lang) -> None:
    before = {(f.check, f.statement_id) for f in full_document(lang).findings}
    raised = [
        f"{p.name:35} {lang}  {f.severity} {f.check:16} {f.statement_id}: {f.message}"
        for p in benign(full_document(lang))
        for f in _findings(p)
        if (f.check, f.statement_id) not in before
    ]
    assert not raised, _table(raised)


@pytest.mark.parametrize("lang", LANGS)
def test_a_benign_edit_changes_the_document(lang: Lang) -> None:
    assert [p.name for p in benign(full_document(lang)) if p.document.sections == full_document(lang).sections] == []
