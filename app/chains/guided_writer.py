"""The guided writer: a section composed from intake, evidence and rules. No model, no network, the same text every time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.catalog.guided_items import PLACEHOLDER, BasisRef, GuidedItem
from app.catalog.kinds import GuidedBlock, SectionSpec
from app.catalog.mandate_types import mandate_types
from app.catalog.render import show
from app.catalog.text import say
from app.chains.expressions import Computation, Scope
from app.chains.ports import Written
from app.domain.document import Block, Citation, Computed, SectionDraft, Statement
from app.domain.facts import Derived, Facts
from app.domain.guidance import Evidence
from app.domain.intake import words_of
from app.domain.lang import Lang

_UNIT = re.compile(r" (?:%|days|días)\Z")
"""The unit of a value that closes a cell: without the value it has nothing to count."""
_ONE = re.compile(r"(?<![\d.,–-])1 (days|weeks|months|hours|people|días|semanas|meses|horas|personas)\b")
_SINGULAR = {"people": "person", "meses": "mes"}


class GuidedWriter:
    """Composes sections from the guided files; meets the SectionWriter contract."""

    name = "guided"

    def write(self, spec: SectionSpec, facts: Facts, evidence: Evidence, lang: Lang) -> Written:
        """The section in one language. Items whose values are absent are left out; what is open is printed as open."""
        blocks = []
        for block in (*spec.guided[lang], *_calibrations(spec, facts, lang)):
            statements = tuple(
                s for item in block.items for s in _statements(item, spec, Scope(facts), evidence, lang, table=block.header is not None)
            )
            if statements:
                blocks.append(Block(type=block.type, header=block.header, statements=statements))
        draft = SectionDraft(id=spec.id, title=spec.title.in_lang(lang), annex=spec.annex, blocks=tuple(blocks))
        return Written(draft)


def _calibrations(spec: SectionSpec, facts: Facts, lang: Lang) -> tuple[GuidedBlock, ...]:
    kind = mandate_types().get(facts.intake.mandate_type or "")
    if kind is None or not spec.calibrated:
        return ()
    tables = tuple(GuidedBlock(id=t.id, type="table", header=t.header[lang], items=t.items[lang]) for t in kind.tables.get(spec.id, ()))
    items = kind.calibrations.get(spec.id, {}).get(lang, ())
    return (*tables, GuidedBlock(id="type", type="paragraph", items=items)) if items else tables


def _statements(item: GuidedItem, spec: SectionSpec, scope: Scope, evidence: Evidence, lang: Lang, *, table: bool) -> Iterator[Statement]:
    if item.each is None:
        found = _statement(item, f"{spec.id}.{item.id}", scope, evidence, lang, table)
        if found:
            yield found
        return
    rows = scope.value(item.each)
    if isinstance(rows, Derived):
        rows = rows.value
    for index, row in enumerate(rows or ()):
        if row is None or row == {}:
            continue  # an item that may not be used keeps its place in the list
        if not all(isinstance(row, Mapping) and str(row.get(k)) == v for k, v in item.where.items()):
            continue
        inner = Scope(scope.facts, item=row, item_path=f"{item.each}[{index}]")
        found = _statement(item, f"{spec.id}.{item.id}.{index + 1}", inner, evidence, lang, table)
        if found:
            yield found


def _statement(item: GuidedItem, statement_id: str, scope: Scope, evidence: Evidence, lang: Lang, table: bool) -> Statement | None:
    if not all(scope.present(w) for w in item.when) or not _grounded(item.basis[0], scope):
        return None
    computation = Computation()
    open_paths: list[str] = []
    texts = []
    for template in item.templates():
        text = _fill(template, scope, lang, computation, open_paths, table)
        if text is None:
            return None
        texts.append(_capital(text) if table and template.startswith("{") else text)
    citations = _citations(item, scope, evidence, lang, open_paths)
    cells = tuple(texts) if item.cells is not None else None
    computed = Computed(formula="; ".join(computation.steps), inputs=computation.inputs) if computation.steps else None
    kind = item.basis[0].kind
    return Statement(
        id=statement_id,
        text=" | ".join(cells) if cells else _sentence(texts[0]),
        cells=cells,
        basis="guidance" if kind == "cite" else kind,
        computed=computed,
        citations=citations,
    )


def _grounded(basis: BasisRef, scope: Scope) -> bool:
    if basis.kind == "client":
        return scope.present(basis.ref)
    return scope.open(basis.ref) if basis.kind == "gap" else True


def _fill(template: str, scope: Scope, lang: Lang, computation: Computation, open_paths: list[str], table: bool) -> str | None:
    parts: list[str] = []
    position = 0
    for match in PLACEHOLDER.finditer(template):
        expression, optional = match.group(1), bool(match.group(2))
        value = scope.value(expression)
        if value is None or value == ():
            if not optional:
                return None
            if scope.open(expression):
                open_paths.append(scope.path_of(expression))
            parts.extend((template[position : match.start()], say(lang, "words.open") if scope.open(expression) else "—"))
            unit = _UNIT.match(template, match.end())
            position = unit.end() if unit else match.end()
        else:
            if isinstance(value, Derived):
                computation.add(value)
                value = value.value
            parts.extend((template[position : match.start()], show(value, lang, field=_key(expression), short=table)))
            position = match.end()
    return _ONE.sub(lambda m: f"1 {_SINGULAR.get(m.group(1), m.group(1).removesuffix('s'))}", "".join((*parts, template[position:])))


def _capital(text: str) -> str:
    """A cell that begins with a value begins with a capital; a mark before it stays."""
    return text[:1].upper() + text[1:]


def _key(expression: str) -> str:
    return expression.split("(")[0].rsplit(".", 1)[-1].split("[")[0]


def _sentence(text: str) -> str:
    """One sentence with a capital at its head and one stop at its end."""
    text = " ".join(text.split()).replace("..", ".").replace("?.", "?").replace("!.", "!").replace(".”.", ".”")
    return text[:1].upper() + text[1:]


def _citations(item: GuidedItem, scope: Scope, evidence: Evidence, lang: Lang, open_paths: list[str]) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for basis in item.basis:
        if basis.kind == "cite":
            found.append(cite(basis.ref, evidence))
        elif (basis.kind == "client" and scope.present(basis.ref)) or (basis.kind == "gap" and scope.open(basis.ref)):
            found.append(client(scope, basis.ref))
    for path in open_paths:
        if all(c.intake_path != path for c in found):
            found.append(Citation(intake_path=path, quote=""))
    return tuple(found)


def cite(card_id: str, evidence: Evidence) -> Citation:
    """The citation of a card's first sentence in the evidence; the loader has proved that it is there."""
    sentence = evidence.for_card(card_id)
    assert sentence is not None, card_id
    return Citation.of(sentence)


def client(scope: Scope, expression: str) -> Citation:
    """The citation of an intake path with the client's words; an empty quote where the path is open."""
    value: Any = scope.value(expression)
    path = scope.path_of(expression)
    is_point = isinstance(value, Mapping) and "question" in value and "rank" in value
    field = scope.facts.intake.field(path)
    as_of = field.as_of.isoformat() if field and field.as_of else None
    return Citation(intake_path=path, quote="" if value is None or is_point else words_of(value), as_of=as_of)
