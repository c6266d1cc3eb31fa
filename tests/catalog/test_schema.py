"""The intake schema with its questions, labels and choices: complete in both languages, and one with what code relies on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from app.catalog.intake_fields import intake_fields
from app.catalog.intake_schema import TypeSpec, intake_schema, parse_fields
from app.catalog.mandate_types import mandate_types
from app.catalog.render import choices
from app.domain.lang import LANGS
from app.errors import BadData
from tests.builders import FULL, intake
from tests.catalog.copies import replace, small_copy

FIELDS, WORDS = intake_schema().fields, intake_fields()


def _enums(path: str, spec: TypeSpec) -> list[tuple[str, TypeSpec]]:
    own = [(path.rpartition(".")[2], spec)] if spec.kind == "enum" else []
    inner = _enums(path, spec.item) if spec.item else []
    return [*own, *inner, *(pair for key, of in spec.keys.items() for pair in _enums(f"{path}.{key}", of))]


def test_every_field_has_a_label_and_a_question_in_both_languages() -> None:
    for path in FIELDS:
        words = WORDS.fields[path]
        for lang in LANGS:
            assert words.question.in_lang(lang).strip(), path
            assert words.question.in_lang(lang).rstrip()[-1] in "?.", path
            assert WORDS.label(path, lang) != path, path
        assert "¿" in words.question.es or words.question.es.endswith("."), path


def test_every_question_inside_a_list_names_a_key_that_its_items_have() -> None:
    for pattern in (p for p in WORDS.fields if "[]" in p or p.count(".") > 1):
        field, _, key = pattern.replace("[]", "").rpartition(".")
        spec = FIELDS[field].type
        assert key in (spec.item.keys if spec.item else spec.keys), pattern


def test_every_choice_of_every_enum_is_shown_in_words() -> None:
    never_shown_in_words = {"level", "kind"}
    missing = [
        f"{key}.{choice}"
        for path, field in FIELDS.items()
        for key, spec in _enums(path, field.type)
        if key not in never_shown_in_words
        for choice in spec.choices
        if f"{key}.{choice}" not in choices()
    ]
    assert missing == []


def test_every_answerer_has_a_week_and_every_own_field_its_question() -> None:
    assert set(WORDS.ask) == set(WORDS.weeks)
    for kind in mandate_types().values():
        assert set(kind.labels) == set(kind.fields), kind.id


def test_the_full_intake_of_the_tests_answers_every_group_of_the_schema() -> None:
    given = yaml.safe_load(FULL.read_text("utf-8"))
    assert set(intake_schema().groups()) <= set(given)
    assert intake().mandate_type in mandate_types()


def test_at_most_is_read_from_the_note() -> None:
    assert {p: f.at_most for p, f in FIELDS.items() if f.at_most} == {"role.outcomes": 5, "candidate.must_haves": 5}


def test_an_unknown_type_is_refused_with_its_field() -> None:
    with pytest.raises(BadData) as caught:
        parse_fields({"role": {"shoe": {"needed": "optional", "type": "leather"}}}, "schema.yaml")
    assert (caught.value.key, caught.value.where) == ("data.schema_type", "schema.yaml: role.shoe")


@pytest.mark.parametrize(
    ("old", "new", "key", "name"),
    [
        ("  role.title_en: {", "  role.titel_en: {", "data.field_without_question", "role.titel_en"),
        ("role.title_en: {priority: 22, ask: sponsor", "role.title_en: {priority: 22, ask: astrologer", "data.unknown_ask", "astrologer"),
    ],
)
def test_questions_that_do_not_fit_the_schema_are_refused(old: str, new: str, key: str, name: str, tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        replace(prompts / "intake" / "fields.yaml", old, new)
        with pytest.raises(BadData) as caught:
            intake_fields()
    assert (caught.value.key, caught.value.params["name"]) in ((key, name), (key, "role.title_en"))
