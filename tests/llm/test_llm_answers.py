"""Reading JSON out of what models write, and holding it against a schema."""

from __future__ import annotations

from typing import Any

import pytest

from app.llm.answers import judge, read_json
from app.llm.schemas import first_fault, listed, strict_form, without_nulls


@pytest.mark.parametrize(
    ("text", "shape", "data"),
    [
        ('{"a": 1}', "clean", {"a": 1}),
        ("\ufeff [1, 2]\n", "clean", [1, 2]),
        ('<think>maybe {"a": 0}</think>{"a": 1}', "clean", {"a": 1}),
        ('```json\n{"a": 1}\n```', "fenced", {"a": 1}),
        ('Sure:\r\n```\r\n{"a": 1}\r\n```\r\nDone.', "fenced", {"a": 1}),
        ('As [G1.2] says: {"a": [1, {"b": "}"}]} and {"c": 2}', "prose", {"a": [1, {"b": "}"}]}),
        ('{"a": "line\nbreak"}', "clean", {"a": "line\nbreak"}),
        ('{"a": [1, 2', "half_json", None),
        ('Here it is: {"a": {"b": 1}, "c": ', "half_json", None),
        ("[{", "half_json", None),
        ("As [G1.2] says, no.", "not_json", None),
        ("", "empty", None),
        ("  \n", "empty", None),
    ],
)
def test_json_is_found_in_whatever_surrounds_it(text: str, shape: str, data: Any) -> None:
    reading = read_json(text)
    assert (reading.shape, reading.data) == (shape, data)


def test_deeply_nested_brackets_are_no_crash() -> None:
    assert read_json("[" * 100_000).data is None


PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "age": {"type": "integer"},
        "boss": {"anyOf": [{"$ref": "#/$defs/Boss"}, {"type": "null"}]},
    },
    "required": ["name", "tags", "boss"],
    "additionalProperties": False,
    "$defs": {"Boss": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}},
}


def test_a_fault_names_its_place() -> None:
    fault = first_fault({"name": "A", "tags": ["x", 3], "boss": None}, PERSON)
    assert fault == "tags/1: 3 is not of type 'string'"
    assert first_fault({"name": "A", "tags": [], "boss": {"name": "B"}}, PERSON) is None


def test_nulls_of_optional_properties_go_and_meant_nulls_stay() -> None:
    assert without_nulls({"name": "A", "tags": [], "age": None, "boss": None}, PERSON) == {"name": "A", "tags": [], "boss": None}


def test_a_bare_value_is_listed_only_where_it_fits() -> None:
    assert listed({"name": "A", "tags": "x", "boss": None}, PERSON)["tags"] == ["x"]
    assert listed({"name": "A", "tags": 3, "boss": None}, PERSON)["tags"] == 3


def test_a_number_in_words_is_not_taken_for_a_number() -> None:
    judged = judge('{"name": "A", "tags": [], "boss": null, "age": "41"}', PERSON)
    assert judged.key == "model.wrong_shape"
    assert judged.fault.startswith("age: '41'")


def test_a_mended_answer_says_so_and_a_clean_one_does_not() -> None:
    assert judge('{"name": "A", "tags": [], "boss": null}', PERSON).was_mended is False
    assert judge('{"name": "A", "tags": "x", "boss": null}', PERSON).was_mended is True


def test_the_strict_form_leaves_the_callers_schema_as_it_was() -> None:
    before = repr(PERSON)
    strict = strict_form(PERSON)
    assert strict is not None
    assert strict["required"] == ["name", "tags", "age", "boss"]
    assert strict["$defs"]["Boss"]["additionalProperties"] is False
    assert repr(PERSON) == before


def test_a_foreign_reference_is_not_fetched() -> None:
    from referencing.exceptions import Unresolvable

    with pytest.raises(Unresolvable):
        first_fault({}, {"$ref": "http://127.0.0.1:9/schema.json"})
