"""The mandate types as data: own fields, retrieval tags and calibrations. Knows no drafting."""

from __future__ import annotations

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

KEYS = {"id", "title", "tags", "cards", "fields", "labels", "calibrations"}


class MandateType(Value):
    """One type. `calibrations`: section id → language → items added to that section."""

    id: str
    title: Words
    tags: tuple[str, ...]
    cards: tuple[str, ...]
    fields: dict[str, FieldSpec]
    labels: dict[str, Words]
    calibrations: dict[str, dict[Lang, tuple[GuidedItem, ...]]]


def _calibrations(tree: dict[str, Any], where: str) -> dict[str, dict[Lang, tuple[GuidedItem, ...]]]:
    found: dict[str, dict[Lang, tuple[GuidedItem, ...]]] = {}
    for section, items in tree.items():
        found[section] = {
            lang: parse_items([{**item, "text": item["text"][lang]} for item in items], f"{where}: {section}") for lang in LANGS
        }
    return found


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
        )
    return types
