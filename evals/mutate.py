"""Examines the checks themselves: every fault and every benign edit planted in a good document, what was caught, what was blamed."""

from __future__ import annotations

from collections import Counter

from app.catalog.corpus import corpus
from app.catalog.intake_reader import read_intake
from app.chains.draft_document import facts_of
from app.checks.given import Given
from app.checks.registry import run_checks
from app.domain.base import Value
from app.domain.document import Finding
from app.domain.facts import Facts
from app.domain.lang import LANGS, Lang, other
from evals.briefs import EXAMPLES, TODAY, guided_document
from evals.mutants import NONE, Planted, benign, faults

GOOD = EXAMPLES / "juarez-operations.yaml"


class MutateRow(Value):
    """One kind of fault (or benign edit) in one language. A fault that no check is expected to catch yet has `check` "none"."""

    name: str
    lang: Lang
    check: str
    planted: int
    caught: int
    false_alarms: int


def examine_checks(*, most: int | None = 2) -> tuple[MutateRow, ...]:
    """One row a kind and language; at most `most` plantings of a kind."""
    facts = facts_of(read_intake(GOOD.read_bytes(), name=GOOD.name), TODAY)
    rows: list[MutateRow] = []
    for lang in LANGS:
        document, twin = guided_document(GOOD, lang), guided_document(GOOD, other(lang))
        rows.extend(_faults(lang, list(faults(document, twin, corpus(), most=most)), facts))
        rows.extend(_benign(lang, list(benign(document)), facts))
    return tuple(rows)


def _faults(lang: Lang, planted: list[Planted], facts: Facts) -> list[MutateRow]:
    total: Counter[tuple[str, str]] = Counter((p.name, p.check) for p in planted)
    caught: Counter[tuple[str, str]] = Counter((p.name, p.check) for p in planted if p.check != NONE and _is_caught(p, facts))
    return [
        MutateRow(name=name, lang=lang, check=check, planted=count, caught=caught[name, check], false_alarms=0)
        for (name, check), count in sorted(total.items())
    ]


def _benign(lang: Lang, planted: list[Planted], facts: Facts) -> list[MutateRow]:
    total: Counter[str] = Counter(p.name for p in planted)
    blamed: Counter[str] = Counter(p.name for p in planted if any(f.severity == "block" for f in _findings(p, facts)))
    return [
        MutateRow(name=f"benign: {name}", lang=lang, check="all", planted=count, caught=count, false_alarms=blamed[name])
        for name, count in sorted(total.items())
    ]


def _is_caught(planted: Planted, facts: Facts) -> bool:
    return any(
        f.check == planted.check
        and f.severity == planted.severity
        and (planted.statement_id is None or f.statement_id == planted.statement_id)
        for f in _findings(planted, facts, planted.check)
    )


def _findings(planted: Planted, facts: Facts, *names: str) -> tuple[Finding, ...]:
    library = corpus().model_copy(update={"superseded": frozenset(planted.superseded)})
    return run_checks(Given(planted.document, library, planted.today or TODAY, facts), names or None)
