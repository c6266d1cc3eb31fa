"""Whatever a client answers, in whatever mixture of answered, open and absent: a document comes, and only contradictions block it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import FieldSpec, TypeSpec, intake_schema
from app.catalog.mandate_types import mandate_types
from app.domain.lang import LANGS
from tests.builders import document_of, facts

TEXTS = (
    {"en": "a plan that both plants keep", "es": "un plan que ambas plantas respetan"},
    {"en": "the customs file is closed by 30 June 2028", "es": "el expediente aduanero se cierra el 30 de junio de 2028"},
    {"en": "scrap falls from 6.4 % to 3 % in 12 months", "es": "el desperdicio baja de 6.4 % a 3 % en 12 meses"},
    {"en": "Ana Lorca signs up to USD 45,000", "es": "Ana Lorca firma hasta 45 mil dólares"},
    {"en": "“not yet”, they say", "es": "«todavía no», dicen"},
)
NAMES = ("Reynosa, Tamaulipas", "COO", "Óstrava Pumps", "Monterrey, Nuevo León", "Ñandú {item} & Co.")


def _value(spec: TypeSpec, chance: random.Random, key: str) -> Any:
    if spec.kind == "text":
        return chance.choice(NAMES if key in intake_fields().names else TEXTS)
    if spec.kind == "enum":
        return chance.choice(spec.choices)
    if spec.kind == "int":
        return chance.choice([0, 1, 6, 12, 40, 50_000, -3])
    if spec.kind == "number":
        return chance.choice([0, 12.5, 25, 100])
    if spec.kind in ("money", "pay"):
        amount = {"amount": chance.choice([0, 350000, 4200000.55]), "currency": chance.choice(["MXN", "USD", "EUR"])}
        return amount | {key: _value(spec.keys[key], chance, key) for key in ("period", "basis") if spec.kind == "pay"}
    if spec.kind == "date":
        return (date(2026, 1, 1) + timedelta(days=chance.randrange(1500))).isoformat()
    if spec.kind == "bool":
        return chance.random() < 0.5
    if spec.kind == "record":
        return {key: _value(of, chance, key) for key, of in spec.keys.items() if chance.random() < 0.7}
    assert spec.item is not None
    return [_value(spec.item, chance, key) for _ in range(chance.randrange(4))]


def _answer(field: FieldSpec, chance: random.Random) -> Any:
    drawn = chance.random()
    if drawn < 0.15:
        return {"status": chance.choice(["tbc", "n_a"]), "source": "the first call"}
    value = _value(field.type, chance, field.path.rpartition(".")[2])
    return {"value": value, "status": "inferred"} if drawn < 0.3 else value


def _intake(seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    kind = chance.choice(list(mandate_types().values()))
    groups: dict[str, Any] = {} if seed % 5 == 0 else {"mandate_type": kind.id}
    for path, field in (*intake_schema().fields.items(), *(kind.fields.items() if groups else ())):
        if chance.random() < 0.6:
            group, _, key = path.partition(".")
            groups.setdefault(group, {})[key] = _answer(field, chance)
    return groups


@pytest.mark.parametrize("seed", range(10))
def test_any_mixture_of_answers_gives_a_document_that_only_contradictions_block(seed: int) -> None:
    known = facts(**_intake(seed))
    for lang in LANGS:
        document = document_of(known, lang)
        blocking = [f"{f.check} {f.statement_id}: {f.message}" for f in document.blocking() if f.check != "intake_contradiction"]
        assert not blocking, "\n".join(blocking)
