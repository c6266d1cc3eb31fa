"""The base of every value: frozen, strict about unknown keys; and which absent fields JSON still names."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer


class Value(BaseModel):
    """A frozen value; equal by content, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)


class ValueWithNulls(Value):
    """A value whose JSON names the fields of NULLS even where they are None, though absent fields are left out otherwise.

    Source: INTERFACES marks what may be absent with "?"; a key without it is always there.
    """

    NULLS: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _with_nulls(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        found: dict[str, Any] = handler(self)
        if all(name in found for name in self.NULLS):
            return found
        known = [n for n in type(self).model_fields if n in found or n in self.NULLS]
        return {n: found.get(n) for n in known}
