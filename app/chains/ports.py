"""The seam: whoever writes a section, by rules or by a model, meets this one contract."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from app.catalog.kinds import SectionSpec
from app.domain.document import Finding, ModelCall, SectionDraft
from app.domain.facts import Facts
from app.domain.guidance import Evidence
from app.domain.lang import Lang


class Written(NamedTuple):
    """A section draft with what writing it cost and what the writer itself has to report."""

    draft: SectionDraft
    calls: tuple[ModelCall, ...] = ()
    remarks: tuple[Finding, ...] = ()


class SectionWriter(Protocol):
    """Writes one section from the closed lists it is given: sentences of `evidence`, paths of the intake, computed values."""

    @property
    def name(self) -> str:
        """`guided` or `model`."""
        ...

    def write(self, spec: SectionSpec, facts: Facts, evidence: Evidence, lang: Lang) -> Written:
        """The section; every statement has a basis, every citation is of the closed list. May be empty of blocks."""
        ...
