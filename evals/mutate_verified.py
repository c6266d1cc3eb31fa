"""The same faults of meaning put before the verifier role, after the rules, over HTTP: what rules catch, what rules and verifier catch.

With the stand-in, which judges by a rule of its own, this proves the wiring and no model's judgement.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.corpus import corpus
from app.chains.verify_statements import verify_document
from app.checks.given import Given
from app.domain.base import Value
from app.domain.document import Document, SectionDraft, Statement
from app.domain.facts import Facts
from app.domain.lang import LANGS, Lang
from app.llm.ports import Chat
from evals.briefs import EXAMPLES, TODAY, guided_document
from evals.mutants_of_meaning import CHECK
from evals.mutants_of_meaning import faults as of_meaning
from evals.mutate import EACH, facts_from

CLIENT = "wrong polarity in the client's words"


class VerifiedRow(Value):
    """One kind in one language: planted, caught by the rules of support alone, and with the verifier after them."""

    name: str
    lang: Lang
    planted: int
    by_rules: int
    with_verifier: int


class CleanRow(Value):
    """Statements of guided drafts that nobody touched, and those that are blamed."""

    lang: Lang
    statements: int
    by_rules: int
    with_verifier: int


def examine_verifier(chat: Chat) -> tuple[tuple[VerifiedRow, ...], tuple[CleanRow, ...]]:
    """Every kind that the rules of support answer for, and the clean statements of the examples.

    Raises: EndpointError is a finding and no error here; BadSetting when the verifier has no model counts as rules alone.
    """
    rows: list[VerifiedRow] = []
    clean: list[CleanRow] = []
    for lang in LANGS:
        documents = [(guided_document(path, lang), facts_from(path)) for path in sorted(EXAMPLES.glob("*.yaml"))]
        rows.extend(_planted(lang, documents, chat))
        clean.append(_clean(lang, documents, chat))
    return tuple(rows), tuple(clean)


def table(rows: tuple[VerifiedRow, ...], clean: tuple[CleanRow, ...]) -> Iterator[str]:
    """The rows as lines."""
    yield f"{'what was planted':52} lang  planted  by rules  with the verifier"
    for row in rows:
        yield f"{row.name:52} {row.lang}    {row.planted:7} {row.by_rules:9} {row.with_verifier:18}"
    for one in clean:
        yield f"{'clean statements, blamed':52} {one.lang}    {one.statements:7} {one.by_rules:9} {one.with_verifier:18}"


def _planted(lang: Lang, documents: list[tuple[Document, Facts]], chat: Chat) -> Iterator[VerifiedRow]:
    kept: dict[str, list[tuple[Document, Facts, str]]] = {}
    seen: set[tuple[str, str]] = set()
    for document, facts in documents:
        for name, check, planted, statement_id, _ in of_meaning(document, corpus(), EACH):
            if statement_id is None or not (check == CHECK or name == CLIENT):
                continue
            section, statement = _found(planted, statement_id)
            own = kept.setdefault(name, [])
            if len(own) < EACH and (name, statement.text) not in seen:
                seen.add((name, statement.text))
                alone = section.model_copy(update={"blocks": _only(section, statement_id)})
                own.append((planted.model_copy(update={"sections": (alone,), "writer": "model"}), facts, statement_id))
    for name, own in sorted(kept.items()):
        by_rules = sum(_is_blamed(d, f, i, None) for d, f, i in own)
        yield VerifiedRow(
            name=name, lang=lang, planted=len(own), by_rules=by_rules, with_verifier=sum(_is_blamed(d, f, i, chat) for d, f, i in own)
        )


def _clean(lang: Lang, documents: list[tuple[Document, Facts]], chat: Chat) -> CleanRow:
    counts = {"statements": 0, "by_rules": 0, "with_verifier": 0}
    for document, facts in documents:
        counts["statements"] += sum(
            s.basis == "guidance" and bool(s.citations) for sec in document.sections if not sec.annex for s in sec.statements()
        )
        for key, asked in (("by_rules", None), ("with_verifier", chat)):
            counts[key] += len(_blamed(document, facts, asked))
    return CleanRow(lang=lang, **counts)


def _is_blamed(document: Document, facts: Facts, statement_id: str, chat: Chat | None) -> bool:
    return statement_id in _blamed(document, facts, chat)


def _blamed(document: Document, facts: Facts, chat: Chat | None) -> set[str]:
    found = verify_document(document, Given(document, corpus(), TODAY, facts), chat).findings
    return {f.statement_id for f in found if f.severity == "block" and f.statement_id}


def _found(document: Document, statement_id: str) -> tuple[SectionDraft, Statement]:
    return next((section, s) for section in document.sections for s in section.statements() if s.id == statement_id)


def _only(section: SectionDraft, statement_id: str) -> tuple[object, ...]:
    blocks = [b.model_copy(update={"statements": tuple(s for s in b.statements if s.id == statement_id)}) for b in section.blocks]
    return tuple(b for b in blocks if b.statements)
