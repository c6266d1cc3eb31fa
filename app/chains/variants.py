"""Variants from one master: what may stand, the rest left out or masked, annexes composed anew. Redacts every field; adds no fact."""

from __future__ import annotations

from app.catalog.kinds import document_kind
from app.catalog.text import say
from app.catalog.variants import KindRules, VariantRules, variants
from app.chains.annexes import compose
from app.checks.leak import secrets_for
from app.checks.secrets import Secret, spotted
from app.domain.document import Block, Citation, Computed, Document, Finding, Provenance, SectionDraft, Statement, Variant
from app.domain.facts import Facts
from app.domain.lang import LocalText
from app.errors import BadSetting

OPEN = frozenset({"—", ""})
CLIENT = ("engagement.client_entity_legal", "role.employing_entity")


def variant_of(master: Document, facts: Facts, variant: Variant) -> Document:
    """The master as one variant may show it, unchecked; the master itself for `internal`.

    Raises: BadSetting for a kind that has no such variant.
    """
    rules = variants().rules[variant]
    if variant == "internal":
        return master
    refuse_unknown(master.kind, variant)
    maker = _Maker(master, facts, rules)
    sections = maker.sections()
    cited = {c.source_id for s in sections for st in s.statements() for c in st.citations if c.source_id}
    public = rules.kinds is None
    of_firm = {p.path for p in facts.open_points if not p.of_client}
    provenance = master.provenance
    if not rules.provenance:
        provenance = Provenance(intake_sha="", corpus_fingerprint=provenance.corpus_fingerprint, prompts=(), models={})
    made = master.model_copy(
        update={
            "variant": variant,
            "codename": maker.codename,
            "intake": master.intake if rules.intake else None,
            "calls": master.calls if rules.calls else (),
            "provenance": provenance,
            "sections": sections,
            "gaps": tuple(g for g in master.gaps if rules.gaps == "client" and g.path not in of_firm),
            "findings": (),
            "sources": tuple(s for s in master.sources if s.id in cited and (public or s.visibility == "public")),
        }
    )
    left_out = sum(len(s.statements()) for s in master.sections) - sum(len(s.statements()) for s in sections)
    if rules.kinds is None:
        return made
    message = say(master.lang, "finding.variant_made", left_out=left_out, masked=maker.masked)
    return made.model_copy(update={"findings": (Finding(check="variant", severity="info", message=message),)})


def refuse_unknown(kind: str, variant: Variant) -> None:
    """Refuses a variant that a kind does not have.

    Raises: BadSetting.
    """
    if not variants().rules[variant].sections_of(kind):
        known = ", ".join(v for v, r in variants().rules.items() if r.sections_of(kind))
        raise BadSetting("setting.variant", where="--variant", value=f"{variant} ({kind})", known=known)


class _Maker:
    """One master on its way to one variant."""

    def __init__(self, master: Document, facts: Facts, rules: VariantRules) -> None:
        self._master, self._rules, self._lang = master, rules, master.lang
        self._its: KindRules | None = (rules.kinds or {}).get(master.kind)
        self._secrets = secrets_for(rules.id, master.kind, facts.intake)
        self._client = {s.pattern for s in self._secrets if s.path in CLIENT}
        self._location = [t for p in rules.generalise for t in (facts.intake.get(p),) if isinstance(t, LocalText)]
        name = facts.intake.get("engagement.client_codename")
        is_confidential = facts.intake.get("engagement.confidential_search") is True
        is_named = isinstance(name, LocalText) and (is_confidential or rules.id == "codename")
        self.codename: str | None = (name.own(self._lang) or name.any()) if is_named and isinstance(name, LocalText) else None
        self.masked = 0

    def sections(self) -> tuple[SectionDraft, ...]:
        """The sections that stay, in the kind's order."""
        kept: list[SectionDraft] = []
        known = self._rules.sections_of(self._master.kind)
        specs = {s.id: s for s in document_kind(self._master.kind).sections}
        for section in self._master.sections:
            if section.id not in known:
                continue
            spec = specs[section.id]
            if spec.composed and not section.locked:
                made = compose(spec, kept, self._lang)
                if self._its is None or all(s.citations for s in made.statements()):
                    kept.append(made)
            else:
                made = section if self._its is None else self._section(section, self._its)
                if made.blocks:
                    kept.append(made)
        return tuple(kept)

    def _section(self, section: SectionDraft, its: KindRules) -> SectionDraft:
        columns = its.columns.get(section.id, ())
        blocks = tuple(b for b in (self._block(block, columns, its) for block in section.blocks) if b is not None)
        title = self._rules.headers.get(self._lang, {}).get(section.title, section.title)
        return section.model_copy(update={"blocks": blocks, "title": self._mask(title)})

    def _block(self, block: Block, columns: tuple[int, ...], its: KindRules) -> Block | None:
        width = len(block.header or ())
        cut = columns if columns and width > len(columns) else tuple(range(width))
        statements = tuple(
            s for s in (self._statement(s, cut, width, its) for s in block.statements if self._may_stand(s, its)) if s is not None
        )
        if not statements:
            return None
        words = self._rules.headers.get(self._lang, {})
        header = tuple(self._mask(words.get(block.header[at], block.header[at])) for at in cut) if block.header else None
        return block.model_copy(update={"statements": statements, "header": header})

    def _may_stand(self, statement: Statement, its: KindRules) -> bool:
        if _named(statement.id, its.never) or statement.basis == "gap":
            return False
        paths = [c.intake_path for c in statement.citations if c.intake_path]
        inputs = [p for p in (statement.computed.inputs if statement.computed else ()) if "." in p and not p.startswith("law.")]
        if _named(statement.id, its.also):
            return all(its.allows_path(p) for p in paths)
        return statement.basis == "client" and bool(paths) and all(its.allows_path(p) for p in (*paths, *inputs))

    def _statement(self, statement: Statement, cut: tuple[int, ...], width: int, its: KindRules) -> Statement | None:
        is_cut = statement.cells is not None and len(cut) < width
        cells = tuple(statement.cells[at] for at in cut if at < len(statement.cells)) if statement.cells else None
        if (
            is_cut
            and cells
            and (len(cells) < 2 or all(c.strip("* ") in (*OPEN, say(self._lang, "words.open").strip("* ")) for c in cells[1:]))
        ):
            return None
        paths = [c.intake_path or "" for c in statement.citations]
        if any(p in self._rules.generalise for p in paths):
            cells, text = self._generalised(statement, cells)
        else:
            text = self._mask(statement.text)
            cells = tuple(self._mask(c) for c in cells) if cells else None
        computed = None if is_cut else _shown(statement.computed, its)
        citations = tuple(dict.fromkeys(self._citation(c) for c in statement.citations))
        joined = " | ".join(cells) if cells else text
        return statement.model_copy(update={"text": joined, "cells": cells, "computed": computed, "citations": citations, "findings": ()})

    def _generalised(self, statement: Statement, cells: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, str]:
        """The location printed as a region; what else names a place is masked."""
        place = " / ".join(t.any() for t in self._location)
        region = variants().region_of(place, self._lang)
        self.masked += 1

        def general(text: str) -> str:
            for wording in (w for t in self._location for w in t.all()):
                text = text.replace(wording, region)
            masked = self._mask(text)
            return masked[:1].upper() + masked[1:]

        return (tuple(general(c) for c in cells) if cells else None), general(statement.text)

    def _mask(self, text: str) -> str:
        """The text with every secret covered: a name of the client by the code name, anything else by the mark of what is withheld."""
        found = spotted(text, self._secrets)
        for each in reversed(found):
            text = text[: each.start] + self._cover(each.secret) + text[each.end :]
        self.masked += len(found)
        return text

    def _cover(self, secret: Secret) -> str:
        if secret.path in CLIENT or secret.pattern in self._client:
            return self.codename or variants().client_mask.in_lang(self._lang)
        return variants().other_mask.in_lang(self._lang)

    def _citation(self, citation: Citation) -> Citation:
        is_open_answer = self._rules.quotes is not None and citation.intake_path in self._rules.quotes
        if citation.intake_path:
            return citation if is_open_answer and not spotted(citation.quote, self._secrets) else Citation(withheld=True)
        source = next((s for s in self._master.sources if s.id == citation.source_id), None)
        is_public = source is None or source.visibility == "public"
        return citation if is_public and not spotted(citation.quote, self._secrets) else Citation(withheld=True)


def _named(statement_id: str, names: tuple[str, ...]) -> bool:
    return any(statement_id == n or statement_id.startswith(f"{n}.") for n in names)


def _shown(computed: Computed | None, its: KindRules) -> Computed | None:
    """A computation whose inputs may all be read; otherwise none."""
    if computed is None or any("." in p and not p.startswith("law.") and not its.allows_path(p) for p in computed.inputs):
        return None
    return computed
