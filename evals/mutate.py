"""Examines the checks themselves: every fault and every benign edit planted in good documents, what was caught, what was blamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from app.catalog.corpus import corpus
from app.catalog.intake_reader import read_intake
from app.chains.kind_facts import facts_of
from app.checks.given import Given
from app.checks.registry import run_checks
from app.domain.base import Value
from app.domain.document import Document, Finding
from app.domain.facts import Facts
from app.domain.lang import LANGS, Lang, other
from evals.briefs import EXAMPLES, TODAY, guided_document
from evals.mutants import NONE, Planted, benign, faults

OTHERS = 3
"""Examples beside it, so that each kind comes to its ten plantings."""
GOOD = EXAMPLES / "juarez-operations.yaml"
"""The example whose every statement gets the benign edits."""
EACH = 10
"""Plantings of a kind and language, taken from as many examples as it needs."""
WHOLE = frozenset({"sections_complete", "intake_kept", "corpus_current"})
"""Checks that look at more than one section."""


class MutateRow(Value):
    """One kind of fault (or benign edit) in one language. A fault that no check is expected to catch yet has `check` "none"."""

    name: str
    lang: Lang
    check: str
    planted: int
    caught: int
    false_alarms: int


def examine_checks(*, most: int | None = EACH) -> tuple[MutateRow, ...]:
    """One row a kind and language; at most `most` plantings of a kind."""
    rows: list[MutateRow] = []
    for lang in LANGS:
        kept: dict[tuple[str, str], list[tuple[Planted, Facts]]] = defaultdict(list)
        for path in (GOOD, *[p for p in sorted(EXAMPLES.glob("*.yaml")) if p != GOOD][: OTHERS if most else None]):
            facts = facts_from(path)
            document, twin = guided_document(path, lang), guided_document(path, other(lang))
            for planted in faults(document, twin, corpus(), most=3 if most else None):
                own = kept[planted.name, planted.check]
                if most is None or len(own) < most:
                    own.append((planted, facts))
            if path == GOOD:
                good = document
        rows.extend(_faults(lang, kept))
        rows.extend(_benign(lang, list(benign(good)), facts_from(GOOD)))
    return tuple(rows)


def facts_from(path: Path) -> Facts:
    """What an example's sections compute from."""
    return facts_of(read_intake(path.read_bytes(), name=path.name), TODAY)


def clean_statements() -> tuple[int, int]:
    """How many statements of guided drafts rest on guidance, and how many of them `support_holds` blames."""
    total = blamed = 0
    for path in sorted(EXAMPLES.glob("*.yaml")):
        for lang in LANGS:
            document = guided_document(path, lang)
            total += sum(1 for section in document.sections for s in section.statements() if s.basis == "guidance" and not section.annex)
            blamed += sum(1 for f in document.findings if f.check in ("support_holds", "no_injected_orders") and f.severity == "block")
    return total, blamed


def _faults(lang: Lang, kept: dict[tuple[str, str], list[tuple[Planted, Facts]]]) -> list[MutateRow]:
    return [
        MutateRow(
            name=name,
            lang=lang,
            check=check,
            planted=len(own),
            caught=sum(1 for planted, facts in own if check != NONE and _is_caught(planted, facts)),
            false_alarms=0,
        )
        for (name, check), own in sorted(kept.items())
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
    library = corpus().model_copy(update={"superseded": frozenset(planted.superseded)}) if planted.superseded else corpus()
    document = planted.document
    if planted.statement_id and names and not WHOLE & set(names):
        document = _own_section(document, planted.statement_id)
    return run_checks(Given(document, library, planted.today or TODAY, facts), names or None)


def _own_section(document: Document, statement_id: str) -> Document:
    """The document with the sections alone that hold a statement: enough for a check of statements, and faster."""
    own = tuple(s for s in document.sections if any(st.id == statement_id for st in s.statements()))
    return document.model_copy(update={"sections": own})
