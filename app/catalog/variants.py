"""What may stand in which variant: prompts/variants.yaml, typed and held against the document kinds. Redacts nothing itself."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from app.catalog.files import prompts_dir
from app.catalog.intake_fields import Words
from app.catalog.intake_schema import intake_schema
from app.catalog.kinds import document_kinds
from app.catalog.places import recognise
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.document import Variant
from app.domain.lang import Lang
from app.domain.letters import unaccented
from app.errors import BadData

VARIANTS: tuple[Variant, ...] = ("internal", "client", "candidate", "codename")
OWN_FIELDS = "mandate."


class Guard(Value):
    """Intake paths whose words must not show, by how they are looked for."""

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    def with_more(self, other: Guard) -> Guard:
        """Both together."""
        return Guard(**{name: (*getattr(self, name), *getattr(other, name)) for name in Guard.model_fields})

    def is_empty(self) -> bool:
        """True when there is nothing to look for."""
        return not any(getattr(self, name) for name in Guard.model_fields)


class KindRules(Value):
    """What of one kind of document stays."""

    sections: tuple[str, ...]
    paths: tuple[str, ...]
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    columns: dict[str, tuple[int, ...]] = {}

    def allows_path(self, path: str) -> bool:
        """True for an allowed answer or a part of one."""
        return any(path == p or path.startswith((f"{p}.", f"{p}[")) for p in self.paths)


class VariantRules(Value):
    """What one variant may show. `kinds` None: every kind, whole; `quotes` None: every citation."""

    id: Variant
    house: bool
    intake: bool
    calls: bool
    provenance: bool
    findings: Literal["all", "leaks"]
    gaps: Literal["all", "client", "none"]
    kinds: dict[str, KindRules] | None = None
    quotes: tuple[str, ...] | None = None
    generalise: tuple[str, ...] = ()
    headers: dict[Lang, dict[str, str]] = {}
    guard: Guard = Guard()
    guard_if_confidential: Guard = Guard()

    def sections_of(self, kind: str) -> tuple[str, ...]:
        """The ids of the sections that this variant of a kind has; empty for a kind that has no such variant."""
        found = document_kinds().get(kind)
        if found is None:
            return ()
        if self.kinds is None:
            return tuple(s.id for s in found.sections if self.house or not s.internal)
        return tuple(s.id for s in found.sections if kind in self.kinds and s.id in self.kinds[kind].sections)


class Region(Value):
    """A wording for the places of some states, or of a country."""

    states: tuple[str, ...] = ()
    country: str | None = None
    words: Words


class Variants(Value):
    """All rules."""

    rules: dict[Variant, VariantRules]
    client_mask: Words
    other_mask: Words
    regions: tuple[Region, ...]

    def region_of(self, location: str, lang: Lang) -> str:
        """The regions of the towns in a text, or of the states and countries named in it; the other mask when none is known."""
        named = unaccented(location)
        cities = recognise(location).cities
        states = {c.state for c in cities} | {s for r in self.regions for s in r.states if unaccented(s) in named}
        found = [r for r in self.regions if states & set(r.states)]
        if not found:
            countries = {c.country for c in cities}
            countries |= {r.country for r in self.regions if r.country and any(unaccented(w) in named for w in (r.words.en, r.words.es))}
            found = [r for r in self.regions if r.country in countries]
        return " / ".join(r.words.in_lang(lang) for r in found) or self.other_mask.in_lang(lang)


@cache
def variants() -> Variants:
    """The rules of prompts/variants.yaml.

    Raises: BadData naming an unknown variant, kind, section or intake path.
    """
    loaded = load(prompts_dir() / "variants.yaml")
    if set(loaded["variants"]) != set(VARIANTS):
        raise BadData("data.unknown_key", where="variants.yaml", name=", ".join(sorted(set(loaded["variants"]) ^ set(VARIANTS))))
    rules = {cast(Variant, name): _rules(name, raw) for name, raw in loaded["variants"].items()}
    regions = tuple(Region(words=Words(en=r.pop("en"), es=r.pop("es")), **r) for r in map(dict, loaded["regions"]))
    masks = loaded["masks"]
    return Variants(rules=rules, client_mask=Words(**masks["client"]), other_mask=Words(**masks["other"]), regions=regions)


def _rules(name: str, raw: dict[str, object]) -> VariantRules:
    given = dict(raw)
    guard = dict(cast("dict[str, object]", given.pop("guard", {})))
    confidential = guard.pop("if_confidential", {})
    kinds = cast("dict[str, dict[str, object]] | None", given.pop("kinds", None))
    typed = {k: KindRules.model_validate({("never" if n == "not" else n): v for n, v in r.items()}) for k, r in (kinds or {}).items()}
    rules = VariantRules.model_validate(
        {"id": name, **given, "guard": guard, "guard_if_confidential": confidential, "kinds": typed if kinds is not None else None}
    )
    _hold(rules)
    return rules


def _hold(rules: VariantRules) -> None:
    where = f"variants.yaml: {rules.id}"
    guarded = [p for g in (rules.guard, rules.guard_if_confidential) for name in Guard.model_fields for p in getattr(g, name)]
    paths = [*guarded, *(rules.quotes or ()), *rules.generalise, *(p for k in (rules.kinds or {}).values() for p in k.paths)]
    for path in paths:
        if path not in intake_schema().fields and not path.startswith(OWN_FIELDS):
            raise BadData("data.unknown_path", where=where, name=path)
    for kind, its in (rules.kinds or {}).items():
        if kind not in document_kinds():
            raise BadData("data.unknown_key", where=where, name=kind)
        if foreign := set(its.sections) - {s.id for s in document_kinds()[kind].sections}:
            raise BadData("data.unknown_section", where=where, name=", ".join(sorted(foreign)))
