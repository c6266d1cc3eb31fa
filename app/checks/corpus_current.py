"""Is the cited guidance still current, and is the library the one the document was made from? Warns, and blocks on a rejected card."""

from __future__ import annotations

from collections.abc import Iterator

from app.checks.given import Given
from app.domain.document import Finding

NAME = "corpus_current"


def check(given: Given) -> Iterator[Finding]:
    """A changed library warns; so does a cited sentence past its review date, once a sentence."""
    if given.document.provenance.corpus_fingerprint != given.library.fingerprint:
        yield given.finding(NAME, "warn", "corpus_changed")
    yield from _reviewed(given)
    seen: set[str] = set()
    for section, statement in given.statements():
        for citation in statement.citations:
            sentence = given.sentence(citation.sentence_id) if citation.sentence_id else None
            if sentence and sentence.id not in seen and sentence.review_by < given.today:
                seen.add(sentence.id)
                yield given.finding(NAME, "warn", "past_review", section, statement, id=sentence.id, date=sentence.review_by)


def _reviewed(given: Given) -> Iterator[Finding]:
    """A statement on a rejected card blocks; a corrected card warns where our own wording may still say the old fact."""
    told: set[str] = set()
    for section, statement in given.statements():
        for citation in statement.citations:
            sentence = given.sentence(citation.sentence_id) if citation.sentence_id else None
            for card_id in sentence.card_ids if sentence else ():
                review = given.library.reviews.get(card_id)
                if review is None or review.verdict == "confirm":
                    continue
                if review.verdict == "reject":
                    yield given.finding(NAME, "block", "card_rejected", section, statement, id=card_id, by=review.by, date=review.on)
                elif card_id not in told:
                    told.add(card_id)
                    yield given.finding(NAME, "warn", "card_corrected", section, statement, id=card_id, by=review.by, date=review.on)
