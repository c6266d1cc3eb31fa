"""The shipped library: ids that stay, twins that say the same numbers, law that stands in its cards, confidence that is the weakest."""

from __future__ import annotations

from datetime import date

import pytest

from app.catalog.corpus import WEAKEST, corpus, fingerprint_now, twin_of
from app.catalog.lint import lint_corpus
from app.domain.figures import figures
from app.domain.guidance import Sentence
from app.domain.lang import LANGS
from tests.builders import TODAY
from tests.catalog.record import english_ids, recorded_ids

LIBRARY = corpus()


def test_no_sentence_id_is_ever_lost_and_every_new_one_is_recorded() -> None:
    gone = sorted(set(recorded_ids()) - set(english_ids()))
    assert not gone, f"these ids may stand in documents and must not go (supersede them instead): {gone}"
    new = sorted(set(english_ids()) - set(recorded_ids()))
    assert not new, f"record the new ids with `python -m tests.catalog.record`: {new}"


def test_every_sentence_has_its_twin_and_the_twin_has_it() -> None:
    for sentence in LIBRARY.sentences.values():
        twin = LIBRARY.sentences[sentence.twin_id or ""]
        assert (twin.twin_id, twin.card_ids, twin.lang != sentence.lang) == (sentence.id, sentence.card_ids, True)
        assert twin_of(twin_of(sentence.id)) == sentence.id


def test_twins_carry_the_same_numbers_and_dates() -> None:
    unlike = [f"{f.statement_id}: {f.message}" for f in lint_corpus(TODAY, "en") if f.severity == "block" and "twin" in f.message]
    assert not unlike, "\n".join(unlike)


@pytest.mark.parametrize("sentence", [s for s in LIBRARY.sentences.values() if s.lang == "en"][::40], ids=lambda s: s.id)
def test_a_number_changed_in_one_twin_is_found_by_lint(sentence: Sentence, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = sentence.model_copy(update={"text": f"{sentence.text} In 9,871 of them."})
    library = LIBRARY.model_copy(update={"sentences": {**LIBRARY.sentences, sentence.id: changed}})
    monkeypatch.setattr("app.catalog.lint.corpus", lambda: library)
    assert any(f.statement_id == sentence.id and f.severity == "block" and "9,871" in f.message for f in lint_corpus(TODAY, "en"))


def test_every_number_of_law_stands_in_its_card() -> None:
    for name, law in LIBRARY.law.items():
        assert any(law.value in f.values for f in figures(LIBRARY.cards[law.card].fact)), name


def test_every_sentence_states_a_card_and_is_no_surer_than_the_weakest_of_them() -> None:
    for sentence in LIBRARY.sentences.values():
        cards = [LIBRARY.cards[c] for c in sentence.card_ids]
        assert cards, sentence.id
        assert sentence.confidence == min((c.confidence for c in cards), key=WEAKEST.index), sentence.id
        assert sentence.review_by == min(c.review_by for c in cards), sentence.id


def test_every_number_of_a_note_stands_in_a_card_that_the_note_states() -> None:
    """A note may say less than its cards, never another number."""
    wrong: list[str] = []
    for source_id in LIBRARY.sources:
        sentences = [s for s in LIBRARY.of_source(source_id) if s.lang == "en"]
        cards = [LIBRARY.cards[c] for s in sentences for c in s.card_ids]
        words = " . ".join(f"{c.fact} {c.caveat} {c.source} {c.as_of} {c.law.article if c.law else ''}" for c in cards)
        known = {v for f in figures(words, articles=True) for v in f.values}
        own = [(s, f) for s in sentences if s.confidence != "original-design" for f in figures(s.text) if not f.is_spelled]
        wrong.extend(f"{s.id}: {f.text} in “{s.text}”" for s, f in own if not f.values & known)
    assert not wrong, "\n".join(wrong)


def test_the_first_sentence_of_a_card_is_the_one_a_citation_takes_in_each_language() -> None:
    for card in ("LB-025", "LB-020", "CT-027"):
        for lang in LANGS:
            sentence = LIBRARY.sentence_for(card, lang)
            assert sentence is not None
            assert (sentence.card_ids[0], sentence.lang) == (card, lang)
    assert LIBRARY.sentence_for("ZZ-999", "en") is None


def test_the_fingerprint_is_that_of_the_files() -> None:
    assert LIBRARY.fingerprint == fingerprint_now()


def test_what_falls_due_is_told_and_blocks_nothing() -> None:
    later = lint_corpus(date(2032, 1, 1), "es")
    assert {f.severity for f in later if "venc" in f.message or "revis" in f.message} <= {"info", "warn"}
    assert sum(f.severity == "info" for f in later) > 100
