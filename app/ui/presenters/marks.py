"""The small signs of a document: basis, severity, confidence. Each is a letter or a word; colour only repeats it."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.document import Basis, Document, Severity
from app.domain.guidance import TO_BE_VERIFIED, Confidence
from app.domain.lang import Lang
from app.ui.presenters.markup import Html, el, join

BASES: tuple[Basis, ...] = ("client", "guidance", "judgement", "gap")
SEVERITIES: tuple[Severity, ...] = ("block", "warn", "info")


def basis_word(lang: Lang, basis: Basis) -> str:
    """What a statement rests on, in one word."""
    return say(lang, f"page.basis.{basis}.word")


def basis_letter(lang: Lang, basis: Basis) -> str:
    """The letter that stands for a basis."""
    return say(lang, f"page.basis.{basis}.letter")


def severity_word(lang: Lang, severity: Severity) -> str:
    """How much a finding matters, in words."""
    return say(lang, f"page.severity.{severity}")


def badge(lang: Lang, confidence: Confidence) -> Html:
    """How sure we are, in words; what still has to be verified says so."""
    state = "open" if confidence in TO_BE_VERIFIED else "sure"
    return el("span", say(lang, f"page.confidence.{confidence}"), class_=f"pu-badge pu-{state}")


def mark(lang: Lang, basis: Basis, target: str) -> Html:
    """The button with a statement's letter; it opens the evidence stored under `target`."""
    label = say(lang, "page.open_evidence", basis=basis_word(lang, basis))
    return el(
        "button", basis_letter(lang, basis), type="button", class_=f"pu-mark pu-{basis}", data_open=target, title=label, aria_label=label
    )


def legend(lang: Lang, document: Document) -> Html:
    """What the letters mean and how many statements of each kind there are."""
    statements = [st for section in document.sections for st in section.statements()]
    entries = []
    for basis in BASES:
        letter = el("span", basis_letter(lang, basis), class_=f"pu-mark pu-{basis}", aria_hidden="true")
        count = sum(st.basis == basis for st in statements)
        entries.append(el("li", letter, " ", basis_word(lang, basis), " ", el("span", str(count), class_="pu-count")))
    return join(el("ul", *entries, class_="pu-legend", aria_label=say(lang, "page.legend")))
