"""What a brief is scored on: every check of the app (hard), what the case expects (hard), and four shares (soft). Calls no writer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from app.catalog.corpus import corpus
from app.catalog.intake_reader import read_intake
from app.checks.registry import all_checks
from app.domain.document import Document
from app.domain.letters import unaccented
from evals.brief_task import BESIDE
from evals.outputs import Output
from evals.values import Case

MANY_WARNINGS = 10
SOFT = ("cited_share", "answers_used", "guidance_used", "few_warnings")


class Mark(NamedTuple):
    """One check's value for one output, 0 to 1."""

    check: str
    value: float
    hard: bool
    detail: str = ""


def brief_marks(case: Case, output: Output) -> Iterator[Mark]:
    """Every mark of a brief; those of expectations only where the case has them."""
    document = Document.model_validate({k: v for k, v in output.data.items() if k != BESIDE})
    expect = case.expect
    said = {f.check for f in document.findings}
    for name in all_checks():
        found = [f for f in document.findings if f.check == name and f.severity == "block"]
        is_good = not found or name in expect.findings
        yield Mark(f"check:{name}", float(is_good), True, "" if is_good else found[0].message[:300])
    if document.variant != "internal":
        is_ready = document.status != "needs_review" or bool(expect.findings)
        yield Mark("leaves_the_house", float(is_ready), True, "" if is_ready else "blocking findings in a variant for others")
    if expect.findings and document.variant == "internal":
        silent = [name for name in expect.findings if name not in said]
        yield Mark("findings_raised", float(not silent), True, ", ".join(silent))
    yield from _words(case, document, output.words)
    for name, differs in output.data.get(BESIDE, {}).items():
        yield Mark(f"agrees_with_{name}", float(not differs), True, "; ".join(differs[:3]))
    if expect.gaps:
        asked = {g.path for g in document.gaps}
        lost = [p for p in expect.gaps if not any(a == p or a.startswith(f"{p}.") or a.startswith(f"{p}[") for a in asked)]
        yield Mark("gaps_asked", float(not lost), True, ", ".join(lost))
    yield from _shares(case, document)


def _words(case: Case, document: Document, words: str) -> Iterator[Mark]:
    quotes = [c.quote for section in document.sections for s in section.statements() for c in s.citations]
    told = (words, *(g.question for g in document.gaps), *(quotes if document.variant != "internal" else ()))
    shown = unaccented(" ".join(told))
    if case.expect.forbidden:
        leaked = [w for w in case.expect.forbidden if unaccented(w) in shown]
        yield Mark("nothing_forbidden", float(not leaked), True, ", ".join(leaked))
    if case.expect.required:
        lost = [w for w in case.expect.required if unaccented(w) not in shown]
        yield Mark("required_words", float(not lost), True, ", ".join(lost))


def _shares(case: Case, document: Document) -> Iterator[Mark]:
    statements = [s for section in document.sections for s in section.statements()]
    cited = sum(bool(s.citations) for s in statements)
    yield Mark("cited_share", cited / len(statements) if statements else 0.0, False, f"{cited} of {len(statements)} statements")
    if document.intake:
        answered = [
            p for p, f in read_intake(json.dumps(document.intake).encode(), name="intake.json").fields.items() if f.value is not None
        ]
        paths = {(c.intake_path or "").split("[")[0] for s in statements for c in s.citations}
        used = [p for p in answered if any(q == p or q.startswith(f"{p}.") for q in paths)]
        yield Mark("answers_used", len(used) / len(answered) if answered else 1.0, False, f"{len(used)} of {len(answered)} answers")
    cards = {card for s in statements for c in s.citations for card in c.card_ids}
    wanted = case.expect.must_cite
    if wanted:
        held = [card for card in wanted if card in cards]
        yield Mark("must_cite", len(held) / len(wanted), False, ", ".join(c for c in wanted if c not in cards))
    sources = {c.source_id for s in statements for c in s.citations if c.source_id in corpus().sources}
    yield Mark("guidance_used", min(1.0, len(sources) / 10), False, f"{len(sources)} sources")
    warnings = sum(f.severity == "warn" for f in document.findings)
    yield Mark("few_warnings", max(0.0, 1 - warnings / MANY_WARNINGS), False, f"{warnings} warnings")
