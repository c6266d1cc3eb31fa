"""Adding a thing is a change in one place: a section, a mandate type, a check, a prompt version, a text, a language."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import app.checks
from app.catalog import text as catalog_text
from app.catalog.files import locales_dir
from app.catalog.kinds import document_kind, document_kinds
from app.catalog.mandate_types import mandate_types
from app.catalog.prompt_files import prompt
from app.catalog.text import languages, say, table
from app.chains.kind_facts import facts_of
from app.checks.registry import all_checks, run_checks
from tests.builders import TODAY, document_of, full_document, full_facts, given, intake
from tests.catalog.copies import KIND, small_copy

SPEC = """
id: weather
title: {en: "Weather", es: "Clima"}
aim: {en: "Whether it rains.", es: "Si llueve."}
"""
GUIDED = """
blocks:
  - id: rain
    type: paragraph
    items:
      - {id: rain, text: "%s {role.location}.", basis: [{client: role.location}]}
"""
TYPE = """
id: lighthouse_keeper
title: {en: "Lighthouse keeper", es: "Encargado de faro"}
tags: [search_practice]
fields:
  height: {needed: approve, type: int}
labels:
  height: {en: "How high is the tower?", es: "¿Qué altura tiene la torre?"}
calibrations:
  one-page:
    - id: tower
      text: {en: "The tower measures {mandate.height} steps.", es: "La torre mide {mandate.height} escalones."}
      basis: [{client: mandate.height}]
"""
CHECK = '''
"""Does the document say too little?"""

NAME = "terse"


def check(given):
    if len(given.document.sections) < 100:
        yield given.finding(NAME, "info", "section_empty")
'''


def test_a_section_is_one_folder(tmp_path: Path) -> None:
    known = full_facts()
    with small_copy(tmp_path) as prompts:
        folder = prompts / "documents" / KIND / "02-weather"
        folder.mkdir()
        (folder / "spec.yaml").write_text(SPEC, "utf-8")
        for lang, words in (("en", "It may rain in"), ("es", "Puede llover en")):
            (folder / f"guided.{lang}.yaml").write_text(GUIDED % words, "utf-8")
        assert [s.id for s in document_kind(KIND).sections] == ["one-page", "weather"]
        drafted = document_of(known, "es")
    section = drafted.section("weather")
    assert section is not None
    assert (section.title, section.statements()[0].text[:15]) == ("Clima", "Puede llover en")


def test_a_document_kind_is_one_folder(tmp_path: Path) -> None:
    known = full_facts()
    with small_copy(tmp_path) as prompts:
        shutil.copytree(prompts / "documents" / KIND, prompts / "documents" / "postcard")
        assert set(document_kinds()) == {KIND, "postcard"}
        assert document_of(known, "en", kind="postcard").kind == "postcard"


def test_a_mandate_type_is_one_file(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        (prompts / "mandates" / "lighthouse_keeper.yaml").write_text(TYPE, "utf-8")
        assert set(mandate_types()) == {"lighthouse_keeper"}
        read = intake(mandate_type="lighthouse_keeper", mandate={"height": 199})
        assert read.get("mandate.height") == 199
        text = [s.text for s in document_of(facts_of(read, TODAY), "es").sections[0].statements()]
    assert any("La torre mide 199 escalones" in t for t in text)


def test_a_check_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "terse.py").write_text(dedent(CHECK), "utf-8")
    monkeypatch.setattr(app.checks, "__path__", [*app.checks.__path__, str(tmp_path)])
    all_checks.cache_clear()
    try:
        assert "terse" in all_checks()
        assert [f.check for f in run_checks(given(full_document("en"))) if f.check == "terse"] == ["terse"]
    finally:
        sys.modules.pop("app.checks.terse", None)
        all_checks.cache_clear()
    monkeypatch.undo()
    assert "terse" not in all_checks()


def test_a_text_and_a_language_are_one_line_and_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in locales_dir().glob("*.yaml"):
        shutil.copy(path, tmp_path)
    with (tmp_path / "en.yaml").open("a", encoding="utf-8") as file:
        file.write('\ngreeting:\n  morning: "Good morning, {name}"\n')
    (tmp_path / "fr.yaml").write_text('greeting:\n  morning: "Bonjour, {name}"\n', "utf-8")
    monkeypatch.setattr(catalog_text, "locales_dir", lambda: tmp_path)
    table.cache_clear()
    try:
        said = [say(lang, "greeting.morning", name="Ana") for lang in ("en", "fr", "es")]
        assert said == ["Good morning, Ana", "Bonjour, Ana", "Good morning, Ana"]
        assert languages() == ("en", "es", "fr")
    finally:
        table.cache_clear()


def test_a_prompt_version_is_one_file(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        old = prompts / "steps" / "draft_section.v1.md"
        (prompts / "steps" / "draft_section.v7.md").write_text(old.read_text("utf-8") + "\nBe brief.\n", "utf-8")
        assert prompt("steps/draft_section").version == 7
    assert prompt("steps/draft_section").version < 7
