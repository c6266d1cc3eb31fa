"""The mandate types as data: own fields, retrieval tags and calibrations. Knows no drafting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from app.catalog.files import prompts_dir
from app.catalog.guided_items import GuidedItem, parse_items
from app.catalog.intake_fields import Words
from app.catalog.intake_schema import FieldSpec, parse_fields
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import LANGS, Lang
from app.errors import BadData

KEYS = {"id", "title", "tags", "cards", "fields", "labels", "calibrations", "tables"}
TABLE_KEYS = {"id", "header", "items"}


class TypeTable(Value):
    """A table that a type adds to a section, header and rows by language."""

    id: str
    header: dict[Lang, tuple[str, ...]]
    items: dict[Lang, tuple[GuidedItem, ...]]


class MandateType(Value):
    """One type. `calibrations`: section id → language → items added to that section; `tables`: section id → tables added before them."""

    id: str
    title: Words
    tags: tuple[str, ...]
    cards: tuple[str, ...]
    fields: dict[str, FieldSpec]
    labels: dict[str, Words]
    calibrations: dict[str, dict[Lang, tuple[GuidedItem, ...]]]
    tables: dict[str, tuple[TypeTable, ...]] = {}

    def own_items(self) -> Iterator[tuple[str, Lang, GuidedItem]]:
        """Every item of the type with its section and language."""
        for section, items in self.calibrations.items():
            yield from ((section, lang, item) for lang in LANGS for item in items[lang])
        for section, tables in self.tables.items():
            yield from ((section, lang, item) for table in tables for lang in LANGS for item in table.items[lang])


def _calibrations(tree: dict[str, Any], where: str) -> dict[str, dict[Lang, tuple[GuidedItem, ...]]]:
    return {
        section: {lang: parse_items([{**i, "text": i["text"][lang]} for i in items], f"{where}: {section}") for lang in LANGS}
        for section, items in tree.items()
    }


def _tables(tree: dict[str, Any], where: str) -> dict[str, tuple[TypeTable, ...]]:
    return {section: tuple(_table(raw, f"{where}: {section}") for raw in tables) for section, tables in tree.items()}


def _table(raw: dict[str, Any], where: str) -> TypeTable:
    if unknown := set(raw) - TABLE_KEYS:
        raise BadData("data.unknown_key", where=where, name=", ".join(sorted(unknown)))
    header = {lang: tuple(raw["header"][lang]) for lang in LANGS}
    items = {lang: parse_items([{**i, "cells": i["cells"][lang]} for i in raw["items"]], f"{where}: {raw['id']}") for lang in LANGS}
    for lang in LANGS:
        for item in items[lang]:
            if len(item.cells or ()) != len(header[lang]):
                raise BadData("data.cells_and_header", where=f"{where}: {raw['id']}", name=item.id)
    return TypeTable(id=raw["id"], header=header, items=items)


@cache
def mandate_types() -> dict[str, MandateType]:
    """Every prompts/mandates/<type>.yaml by id, in name order.

    Raises: BadData naming file and key.
    """
    types: dict[str, MandateType] = {}
    for path in sorted((prompts_dir() / "mandates").glob("*.yaml")):
        loaded = load(path)
        if unknown := set(loaded) - KEYS:
            raise BadData("data.unknown_key", where=path.name, name=", ".join(sorted(unknown)))
        if loaded["id"] != path.stem:
            raise BadData("data.id_is_not_name", where=path.name, name=loaded["id"])
        fields = parse_fields({"mandate": loaded.get("fields", {})}, path.name)
        if any(spec.needed == "draft" for spec in fields.values()):
            raise BadData("data.own_field_needed", where=path.name, name=", ".join(fields))
        types[path.stem] = MandateType(
            id=path.stem,
            title=Words(**loaded["title"]),
            tags=tuple(loaded.get("tags", ())),
            cards=tuple(loaded.get("cards", ())),
            fields=fields,
            labels={f"mandate.{k}": Words(**v) for k, v in loaded.get("labels", {}).items()},
            calibrations=_calibrations(loaded.get("calibrations", {}), path.name),
            tables=_tables(loaded.get("tables", {}), path.name),
        )
    return types
