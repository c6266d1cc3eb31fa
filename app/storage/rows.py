"""How many rows a statement met, and values as JSON for Text columns. Knows no table."""

from __future__ import annotations

import json
from typing import Any, cast

from pydantic_core import PydanticSerializationError
from sqlalchemy import CursorResult
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Delete, Update

from app.domain.base import Value
from app.errors import StoreError


def changed(session: Session, statement: Update | Delete) -> int:
    """Runs an update or a removal and says how many rows it met."""
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def to_json(value: object) -> str:
    """A value as JSON text, accents as they are.

    Raises: StoreError `store.value` for what JSON does not have (NaN, infinity).
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise StoreError("store.value") from error


def body_json(value: Value) -> str:
    """A frozen value as JSON text that gives an equal value back.

    Raises: StoreError `store.value` for text that is no valid Unicode, or values that JSON does not have.
    """
    try:
        return value.model_dump_json()
    except PydanticSerializationError as error:
        raise StoreError("store.value") from error
