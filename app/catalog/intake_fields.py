"""Labels, questions, who answers and how early it hurts, for each intake field: prompts/intake/fields.yaml, typed and cross-checked."""

from __future__ import annotations

from functools import cache

from app.catalog.files import prompts_dir
from app.catalog.intake_schema import intake_schema
from app.catalog.yaml_files import load
from app.domain.base import Value
from app.domain.lang import Lang
from app.errors import BadData


class Words(Value):
    """A wording in each language."""

    en: str
    es: str

    def in_lang(self, lang: Lang) -> str:
        """The wording in one language."""
        return self.en if lang == "en" else self.es


class Cover(Value):
    """A list that must name every side: each of `each` must be some item's `key`, else `question` is asked for that side."""

    key: str
    each: tuple[str, ...]
    question: Words
    if_any: bool = False


class FieldWords(Value):
    """How one field (or one key of its items) is asked for. `always`: asked even where optional, when it is open."""

    priority: int
    ask: str
    question: Words
    label: Words | None = None
    only: dict[str, str] = {}
    always: bool = False
    cover: Cover | None = None


class IntakeFields(Value):
    """All questions by path pattern (`[]` for list items)."""

    names: frozenset[str]
    prose: frozenset[str] = frozenset()
    ask: dict[str, Words]
    weeks: dict[str, int]
    fields: dict[str, FieldWords]
    translation: FieldWords
    inferred: Words
    clash: FieldWords
    vague: FieldWords

    def label(self, path: str, lang: Lang) -> str:
        """The short name of a field; the path itself where none is given."""
        words = self.fields.get(path)
        return words.label.in_lang(lang) if words and words.label else path


@cache
def intake_fields() -> IntakeFields:
    """The questions of prompts/intake/fields.yaml.

    Raises: BadData when a schema field has no question, or a question no field.
    """
    path = prompts_dir() / "intake" / "fields.yaml"
    loaded = IntakeFields.model_validate(load(path))
    known = set(intake_schema().fields) | {"mandate_type"}
    asked = {p for p in loaded.fields if "[]" not in p and p.count(".") < 2}
    for name in sorted(known ^ asked):
        raise BadData("data.field_without_question", where=path.name, name=name)
    for name, words in loaded.fields.items():
        if words.ask not in loaded.ask:
            raise BadData("data.unknown_ask", where=f"{path.name}: {name}", name=words.ask)
    return loaded
