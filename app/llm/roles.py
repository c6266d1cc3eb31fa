"""Which model answers for which role: one table. Knows names only; knows no endpoint and reads no environment."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Literal, cast, get_args

from pydantic import Field

from app.domain.base import Value
from app.errors import BadSetting

Role = Literal["planner", "drafter", "verifier", "coach", "interlocutor", "grader"]
ROLES: tuple[Role, ...] = get_args(Role)
FALLBACK_SETTING = "PUENTE_MODEL"
NO_FALLBACK: frozenset[Role] = frozenset({"grader"})
"""A grader that is the drafter's own model flatters it, so the grader is configured by its own setting or not at all."""


class Roles(Value):
    """The table: a role that is not in `models` is not configured."""

    models: dict[Role, str] = Field(default_factory=dict)

    def model_for(self, role: Role) -> str | None:
        """The model of a role, or None when the role is not configured."""
        return self.models.get(role)

    def needed(self, role: Role) -> str:
        """The model of a role.

        Raises: BadSetting `model.unconfigured` naming the setting.
        """
        model = self.model_for(role)
        if model is None:
            raise BadSetting("model.unconfigured", where=setting_of(role), role=role, fallback=_hint(role))
        return model

    @property
    def is_any_configured(self) -> bool:
        """True when at least one role has a model."""
        return bool(self.models)

    @property
    def grades_itself(self) -> bool:
        """True when somebody set the grader, on purpose, to the model that drafts or coaches: worth a remark beside a score."""
        grader = self.model_for("grader")
        return grader is not None and grader in (self.model_for("drafter"), self.model_for("coach"))


def setting_of(role: Role) -> str:
    """The setting that names the model of one role, such as PUENTE_MODEL_GRADER."""
    return f"{FALLBACK_SETTING}_{role.upper()}"


def _hint(role: Role) -> str:
    return setting_of(role) if role in NO_FALLBACK else f"{setting_of(role)}, {FALLBACK_SETTING}"


def roles_table(values: Mapping[str, str | None]) -> Roles:
    """The table from setting values: PUENTE_MODEL serves every role but the grader; PUENTE_MODEL_<ROLE> serves its own.

    Empty and absent values are the same. Other keys are ignored.
    Raises: BadSetting `model.unknown_role` for a PUENTE_MODEL_<ROLE> that is no role.
    """
    for name, model in values.items():
        role = name.removeprefix(f"{FALLBACK_SETTING}_").lower()
        if name.startswith(f"{FALLBACK_SETTING}_") and model and role not in ROLES:
            near = difflib.get_close_matches(role, ROLES, n=1, cutoff=0.0)[0]
            raise BadSetting("model.unknown_role", where=name, role=role, nearest=setting_of(cast(Role, near)))
    general = (values.get(FALLBACK_SETTING) or "").strip()
    found: dict[Role, str] = {}
    for known in ROLES:
        own = (values.get(setting_of(known)) or "").strip()
        model_name = own or ("" if known in NO_FALLBACK else general)
        if model_name:
            found[known] = model_name
    return Roles(models=found)
