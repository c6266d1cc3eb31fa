"""Finds the checks of this package and runs them. A check is a module with NAME and `check(given) -> iterable of findings`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache

import app.checks
from app.checks.given import Given
from app.domain.document import Document, Finding

Check = Callable[[Given], Iterable[Finding]]
ORDER = {"block": 0, "warn": 1, "info": 2}


@cache
def all_checks() -> dict[str, Check]:
    """Every check by name, in name order."""
    found: dict[str, Check] = {}
    for info in sorted(pkgutil.iter_modules(app.checks.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"app.checks.{info.name}")
        if hasattr(module, "check"):
            found[module.NAME] = module.check
    return found


def run_checks(given: Given, names: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """What the checks found: blocking first, then in reading order. `names` limits which run; none means all."""
    chosen = all_checks() if names is None else {n: all_checks()[n] for n in names}
    found = [f for check in chosen.values() for f in check(given)]
    order = {s.id: i for i, (_, s) in enumerate(given.statements())}
    return tuple(sorted(found, key=lambda f: (ORDER[f.severity], order.get(f.statement_id or "", -1), f.check)))


def with_findings(document: Document, findings: tuple[Finding, ...]) -> Document:
    """The document with these findings in place of any it had, each statement pointing at its own."""
    by_statement: dict[str, list[int]] = {}
    for index, finding in enumerate(findings):
        if finding.statement_id:
            by_statement.setdefault(finding.statement_id, []).append(index)
    sections = tuple(
        section.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(
                        update={
                            "statements": tuple(
                                s.model_copy(update={"findings": tuple(by_statement.get(s.id, ()))}) for s in block.statements
                            )
                        }
                    )
                    for block in section.blocks
                )
            }
        )
        for section in document.sections
    )
    status = "needs_review" if any(f.severity == "block" for f in findings) else "draft"
    if document.status == "approved" and status == "draft":
        status = "approved"
    return document.model_copy(update={"sections": sections, "findings": findings, "status": status})
