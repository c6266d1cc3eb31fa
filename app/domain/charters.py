"""An expectations charter as the coach holds memos to it: escalation limits, risk appetite, commitments, what counts as strategic.

Words stay those of headquarters and are quoted, never reworded. Knows no file and no memo.
"""

from __future__ import annotations

from app.domain.base import Value
from app.domain.lang import LocalText


class EscalationLimit(Value):
    """Who must hear of what, and within how many hours. `within_hours` is None where headquarters has not said; `path` is its intake path."""

    topic: LocalText
    trigger: LocalText | None = None
    to_whom: LocalText | None = None
    within_hours: int | None = None
    path: str


class RiskLimit(Value):
    """How much of a risk is accepted without asking."""

    topic: LocalText
    limit: LocalText | None = None
    path: str


class Charter(Value):
    """What headquarters and a Mexico leader agreed to expect of each other; everything may be empty. `name` is shown in messages."""

    name: str
    escalation: tuple[EscalationLimit, ...] = ()
    risk_appetite: tuple[RiskLimit, ...] = ()
    hq_commitments: tuple[LocalText, ...] = ()
    leader_commitments: tuple[LocalText, ...] = ()
    values: tuple[LocalText, ...] = ()
    trust_measures: tuple[LocalText, ...] = ()
    strategic_examples: tuple[LocalText, ...] = ()
    site_role: LocalText | None = None
    capital_criteria: LocalText | None = None

    @property
    def is_empty(self) -> bool:
        """True when it says nothing to which a memo can be held."""
        return not (self.escalation or self.risk_appetite)
