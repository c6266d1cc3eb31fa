"""`puente check` on documents that somebody changed: each kind of change blocks at the statement that it touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.documents import Check, Document, blocked, statements, with_basis

Tamper = Callable[[Document], str]


def quote(document: Document) -> str:
    """A guidance quote that says the opposite."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["quote"] = f"It is not true that {statement['citations'][0]['quote']}"
    return str(statement["id"])


def confidence(document: Document) -> str:
    """A confidence that was raised."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["confidence"] = "verified-by-reviewer"
    return str(statement["id"])


def source(document: Document) -> str:
    """A citation under another source's name."""
    statement = with_basis(document, "guidance")
    statement["citations"][0]["source_id"] = "G999"
    return str(statement["id"])


def client_quote(document: Document) -> str:
    """Words that the client did not say."""
    statement = with_basis(document, "client")
    statement["citations"][0]["quote"] = "We accept any price."
    return str(statement["id"])


def formula(document: Document) -> str:
    """A computation that does not hold."""
    statement = next(s for s in statements(document) if "computed" in s)
    statement["computed"]["formula"] += "; 2*2 = 5"
    return str(statement["id"])


def formula_input(document: Document) -> str:
    """A computation from a figure that the client did not give."""
    statement = next(s for s in statements(document) if "compensation.base" in str(s.get("computed", {}).get("inputs")))
    path = next(p for p in statement["computed"]["inputs"] if p.startswith("compensation.base"))
    statement["computed"]["inputs"][path] = 123
    return str(statement["id"])


def uncited(document: Document) -> str:
    """Guidance without a citation."""
    statement = with_basis(document, "guidance")
    statement["citations"] = []
    return str(statement["id"])


def language(document: Document) -> str:
    """A statement in the other language."""
    statement = with_basis(document, "judgement")
    statement["text"] = "Esta afirmación está escrita en otro idioma y nadie la pidió de esa manera."
    return str(statement["id"])


def placeholder(document: Document) -> str:
    """A mark that somebody meant to fill in."""
    statement = with_basis(document, "judgement")
    statement["text"] = "We suggest that [NAME] decides."
    return str(statement["id"])


def name(document: Document) -> str:
    """A person whom nobody named."""
    statement = with_basis(document, "client")
    statement["text"] = f"{statement['text'].rstrip('.')}, says Zvonimir."
    return str(statement["id"])


TAMPERS: tuple[Tamper, ...] = (quote, confidence, source, client_quote, formula, formula_input, uncited, language, placeholder, name)


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda t: t.__name__)
def test_what_was_tampered_with_blocks_at_its_statement(check: Check, document: Document, tamper: Tamper) -> None:
    changed = tamper(document)
    ran = check(document)
    assert ran.code == 1
    assert changed in {statement for _, statement in blocked(ran)}
