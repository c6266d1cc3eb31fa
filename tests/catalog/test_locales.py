"""Texts in both languages: the same keys with the same parameters, and every key that code uses is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from app.catalog import text as catalog_text
from app.catalog.text import error_line, fallen_back, languages, say, table
from app.domain.lang import LANGS
from app.errors import BadData, BadInput

APP = Path(app.__file__).parent
PARAMETER = re.compile(r"\{([a-z_]+)\}")
RAISED = {
    "BadInput",
    "BadSetting",
    "UnknownId",
    "NotPermitted",
    "BadData",
    "StoreError",
    "Held",
    "EndpointDown",
    "EndpointRefused",
    "EndpointGarbled",
}


def _calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call of app/ with the last part of the called name."""
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
                yield path, name, node


def _texts(node: ast.expr) -> list[str]:
    """The strings that an argument may be: a constant, or either side of a conditional expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [t for side in (node.body, node.orelse) for t in _texts(side)] if isinstance(node, ast.IfExp) else []


def test_both_files_have_the_same_keys() -> None:
    english, spanish = set(table("en")), set(table("es"))
    assert english == spanish, f"only English: {sorted(english - spanish)}; only Spanish: {sorted(spanish - english)}"
    assert fallen_back("es") == ()
    assert set(LANGS) <= set(languages())


def test_both_files_take_the_same_parameters() -> None:
    unlike = [k for k in table("en") if sorted(PARAMETER.findall(table("en")[k])) != sorted(PARAMETER.findall(table("es")[k]))]
    # A parameter may be said twice in one language; what is said must be the same set.
    assert [k for k in unlike if set(PARAMETER.findall(table("en")[k])) != set(PARAMETER.findall(table("es")[k]))] == []


def test_every_text_says_something_and_is_no_copy_of_the_other_language() -> None:
    assert [(lang, k) for lang in LANGS for k, v in table(lang).items() if not v.strip()] == []
    same = [k for k, v in table("en").items() if v == table("es")[k] and len(re.findall(r"[^\W\d_]{3,}", PARAMETER.sub("", v))) > 3]
    assert same == []


def test_every_key_that_say_is_given_in_code_exists() -> None:
    missing = [
        f"{path.name}: {key}"
        for path, name, call in _calls()
        if name == "say" and len(call.args) > 1
        for key in _texts(call.args[1])
        if key not in table("en")
    ]
    assert missing == []


def test_every_finding_key_that_a_check_uses_exists() -> None:
    used = {t: path.name for path, name, call in _calls() if name == "finding" and len(call.args) > 2 for t in _texts(call.args[2])}
    assert len(used) > 20
    assert {k: v for k, v in used.items() if f"finding.{k}" not in table("en")} == {}


def test_every_contradiction_has_its_sentence() -> None:
    source = ast.parse((APP / "checks" / "intake_contradiction.py").read_text("utf-8"))
    yielded = [n.value.elts[0] for n in ast.walk(source) if isinstance(n, ast.Yield) and isinstance(n.value, ast.Tuple)]
    keys = [key for node in yielded for key in _texts(node)]
    assert len(keys) > 8
    assert [k for k in keys if f"finding.{k}" not in table("en")] == []


def test_every_error_raised_in_code_has_its_sentence_with_its_parameters() -> None:
    missing: list[str] = []
    for path, name, call in _calls():
        if name not in RAISED or not call.args:
            continue
        for key in _texts(call.args[0]):
            sentence = table("en").get(f"error.{key}")
            given = {k.arg for k in call.keywords}
            if sentence is None:
                missing.append(f"{path.name}: {key}")
            elif None not in given and (lacking := set(PARAMETER.findall(sentence)) - given):
                missing.append(f"{path.name}: {key} is not given {sorted(lacking)}")
    assert not missing, "\n".join(missing)


def test_an_error_says_where_what_and_its_parameters_in_either_language() -> None:
    error = BadInput("input.duplicate_key", where="a.yaml:7", name="role", first=2)
    assert error_line("en", error) == "a.yaml:7: “role” is given twice (first in line 2): keep one"
    assert error_line("es", error).startswith("a.yaml:7: «role»")


def test_braces_in_a_value_are_not_taken_for_parameters() -> None:
    assert "{first}" in error_line("en", BadInput("input.duplicate_key", where="", name="{first}", first="{name}"))


def test_a_key_that_no_file_has_is_named() -> None:
    with pytest.raises(BadData, match="no\\.such\\.key"):
        say("es", "no.such.key")


def test_a_language_without_a_text_falls_back_to_english_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en.yaml").write_text('words: {"yes": "yes", "no": "no"}', "utf-8")
    (tmp_path / "fr.yaml").write_text('words: {"yes": "oui"}', "utf-8")
    monkeypatch.setattr(catalog_text, "locales_dir", lambda: tmp_path)
    table.cache_clear()
    try:
        assert (say("fr", "words.yes"), say("fr", "words.no")) == ("oui", "no")
        assert fallen_back("fr") == ("words.no",)
        assert languages() == ("en", "fr")
    finally:
        table.cache_clear()
