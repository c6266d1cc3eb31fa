"""Document kinds and their sections: spec, guided items in each language, prompt versions; refused when they do not hold together."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from app.catalog.corpus import Corpus, corpus
from app.catalog.files import prompts_dir
from app.catalog.guided_items import CALL, GuidedItem, parse_items
from app.catalog.intake_fields import Words
from app.catalog.known_paths import field_of, has_inside, is_known
from app.catalog.mandate_types import mandate_types
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.document import BlockType
from app.domain.functions import FUNCTIONS
from app.domain.lang import LANGS, Lang
from app.errors import BadData, UnknownId

SPEC_KEYS = {"id", "title", "annex", "internal", "topics", "cards", "paths", "computed", "aim", "blocks", "composed"}
BLOCK_KEYS = {"id", "type", "header", "items"}


class GuidedBlock(Value):
    """Items shown together; `header` for tables and timelines."""

    id: str
    type: BlockType
    header: tuple[str, ...] | None = None
    items: tuple[GuidedItem, ...]


class SectionSpec(Value):
    """One section of a kind. `paths`: what of the intake it may use; `cards` and `topics`: where its evidence comes from.

    `internal` sections appear in the internal variant only. `aim` tells a drafter what the reader needs from it.
    """

    id: str
    number: int
    kind: str
    title: Words
    aim: Words
    annex: bool = False
    internal: bool = False
    topics: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    guided: dict[Lang, tuple[GuidedBlock, ...]]
    guided_sha: str
    model_prompt: str | None = None
    composed: str | None = None
    """For an annex that code composes from what the other sections cite: which."""

    def cited_cards(self) -> tuple[str, ...]:
        """Every card that the section's own list or its guided items name, in order."""
        cited = [b.ref for block in self.guided["en"] for item in block.items for b in item.basis if b.kind == "cite"]
        return tuple(dict.fromkeys((*self.cards, *cited)))


class DocumentKind(Value):
    """One kind of document and its sections in reading order."""

    id: str
    title: Words
    sections: tuple[SectionSpec, ...]

    def section(self, section_id: str) -> SectionSpec:
        """A section by id.

        Raises: UnknownId.
        """
        for spec in self.sections:
            if spec.id == section_id:
                return spec
        raise UnknownId("id.section", name=section_id, known=", ".join(s.id for s in self.sections))


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """Every folder of prompts/documents by id.

    Raises: BadData naming the file and the item.
    """
    root = prompts_dir() / "documents"
    return {p.name: _kind(p) for p in sorted(root.iterdir()) if (p / "kind.yaml").exists()}


def document_kind(kind: str) -> DocumentKind:
    """A kind by id.

    Raises: UnknownId with the known ones.
    """
    known = document_kinds()
    if kind not in known:
        raise UnknownId("id.kind", name=kind, known=", ".join(known))
    return known[kind]


def _kind(folder: Path) -> DocumentKind:
    head = load(folder / "kind.yaml")
    specs = tuple(_section(p, folder.name) for p in sorted(folder.iterdir()) if (p / "spec.yaml").exists())
    ids = {s.id for s in specs}
    if folder.name == "mandate-brief":
        for kind in mandate_types().values():
            if foreign := (set(kind.calibrations) | set(kind.tables)) - ids:
                raise BadData("data.unknown_section", where=f"{kind.id}.yaml", name=", ".join(sorted(foreign)))
            for section, _, item in kind.own_items():
                check_item(item, f"{kind.id}.yaml: {section}", corpus(), set(kind.fields))
    return DocumentKind(id=folder.name, title=Words(**head["title"]), sections=specs)


def _section(folder: Path, kind: str) -> SectionSpec:
    where = f"{kind}/{folder.name}"
    spec = load(folder / "spec.yaml")
    if unknown := set(spec) - SPEC_KEYS:
        raise BadData("data.unknown_key", where=f"{where}/spec.yaml", name=", ".join(sorted(unknown)))
    if absent := {"id", "title", "aim"} - set(spec):
        raise BadData("data.missing_key", where=f"{where}/spec.yaml", name=", ".join(sorted(absent)))
    number, _, name = folder.name.partition("-")
    if name != spec["id"]:
        raise BadData("data.id_is_not_name", where=f"{where}/spec.yaml", name=spec["id"])
    digest = hashlib.sha256()
    guided: dict[Lang, tuple[GuidedBlock, ...]] = {}
    for lang in LANGS:
        path = folder / f"guided.{lang}.yaml"
        guided[lang] = tuple(_block(b, f"{where}/{path.name}") for b in load(path)["blocks"])
        digest.update(path.read_bytes())
    _same_shape(guided, where)
    for lang in LANGS:
        for block in guided[lang]:
            for item in block.items:
                check_item(item, f"{where}/guided.{lang}.yaml", corpus(), set())
    for expression in (*spec.get("computed", ()), *spec.get("paths", ())):
        _check_expression(expression, f"{where}/spec.yaml", set())
    for card in spec.get("cards", ()):
        if any(corpus().sentence_for(card, lang) is None for lang in LANGS):
            raise BadData("data.card_without_sentence", where=f"{where}/spec.yaml", name=card)
    prompt = folder / "model.v1.md"
    return SectionSpec(
        id=spec["id"],
        number=int(number),
        kind=kind,
        title=Words(**spec["title"]),
        aim=Words(**spec["aim"]),
        annex=bool(spec.get("annex", False)),
        internal=bool(spec.get("internal", False)),
        topics=tuple(spec.get("topics", ())),
        cards=tuple(spec.get("cards", ())),
        paths=tuple(spec.get("paths", ())),
        computed=tuple(spec.get("computed", ())),
        guided=guided,
        guided_sha=digest.hexdigest()[:12],
        composed=spec.get("composed"),
        model_prompt=f"documents/{kind}/{folder.name}/model" if prompt.exists() else None,
    )


def _block(raw: dict[str, Any], where: str) -> GuidedBlock:
    if unknown := set(raw) - BLOCK_KEYS:
        raise BadData("data.unknown_key", where=where, name=", ".join(sorted(unknown)))
    header = tuple(raw["header"]) if "header" in raw else None
    items = parse_items(raw["items"], f"{where}: {raw['id']}")
    for item in items:
        if (header is None) != (item.cells is None) or (header and item.cells and len(header) != len(item.cells)):
            raise BadData("data.cells_and_header", where=f"{where}: {raw['id']}", name=item.id)
    return GuidedBlock(id=raw["id"], type=raw["type"], header=header, items=items)


def _same_shape(guided: dict[Lang, tuple[GuidedBlock, ...]], where: str) -> None:
    def shape(blocks: tuple[GuidedBlock, ...]) -> list[Any]:
        return [(b.id, b.type, [(i.id, i.basis, i.when, i.each, i.where, sorted(i.expressions())) for i in b.items]) for b in blocks]

    for en, es in zip(shape(guided["en"]), shape(guided["es"]), strict=False):
        if en != es:
            differing = next((i[0] for i, j in zip(en[2], es[2], strict=False) if i != j), en[0])
            raise BadData("data.languages_differ", where=where, name=differing)
    if len(guided["en"]) != len(guided["es"]):
        raise BadData("data.languages_differ", where=where, name="blocks")


def check_item(item: GuidedItem, where: str, library: Corpus, own_paths: set[str]) -> None:
    """Refuse an item that names a card without a sentence, an unknown path or an unknown function.

    Raises: BadData naming file and item.
    """
    at = f"{where}: {item.id}"
    for basis in item.basis:
        if basis.kind == "cite":
            for lang in LANGS:
                if library.sentence_for(basis.ref, lang) is None:
                    raise BadData("data.card_without_sentence", where=at, name=basis.ref)
        elif basis.kind in ("client", "gap"):
            _check_expression(basis.ref, at, own_paths, item.each)
    for expression in item.expressions():
        _check_expression(expression, at, own_paths, item.each)


def _check_expression(expression: str, at: str, own_paths: set[str], each: str | None = None) -> None:
    call = CALL.fullmatch(expression)
    if call:
        if f"{call.group(1)}.{call.group(2)}" not in FUNCTIONS:
            raise BadData("data.unknown_function", where=at, name=expression)
        expression = call.group(3) or "item"
    root = expression.split(".")[0].split("[")[0]
    if root in ("mandate_type", "notes"):
        return
    if root == "item":
        listed = field_of(each, own_paths) if each and not CALL.fullmatch(each) else None
        inside = listed.type.item if listed and each == listed.path else None
        if inside is None or has_inside(inside, expression.removeprefix("item")):
            return
    elif is_known(expression, own_paths):
        return
    raise BadData("data.unknown_path", where=at, name=expression)
