"""What a section's folder may not hold: the loader refuses it, naming file and item."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.catalog.guided_items import CALL, PLACEHOLDER
from app.catalog.kinds import document_kinds
from app.catalog.text import error_line, table
from app.domain.lang import LANGS
from app.errors import BadData
from tests.catalog.copies import KIND, SECTION, replace, small_copy

MISSION = '{id: mission, text: "The job in one sentence: {role.mission}.", basis: [{client: role.mission}]}'
MISION = '{id: mission, text: "El puesto en una frase: {role.mission}.", basis: [{client: role.mission}]}'


class Fault(NamedTuple):
    """What is changed in the English and Spanish mission item (or in another file), and what must be said."""

    what: str
    key: str
    words: str
    item: str = ""
    change: Callable[[Path], None] = lambda section: None


def _spec(old: str, new: str) -> Callable[[Path], None]:
    return lambda section: replace(section / "spec.yaml", old, new)


FAULTS = [
    Fault("a card without a sentence", "data.card_without_sentence", "ZZ-999", '{id: mission, text: "A.", basis: [{cite: ZZ-999}]}'),
    Fault("a path in the text", "data.unknown_path", "role.mision", '{id: mission, text: "A {role.mision}.", basis: [judgement]}'),
    Fault("a path as basis", "data.unknown_path", "role.mision", '{id: mission, text: "A.", basis: [{client: role.mision}]}'),
    Fault("a path as condition", "data.unknown_path", "rol.mission", '{id: mission, text: "A.", when: rol.mission, basis: [judgement]}'),
    Fault("key in a record", "data.unknown_path", ".bonus", '{id: mission, text: "{compensation.mx_statutory.bonus}", basis: [judgement]}'),
    Fault("a key of a text", "data.unknown_path", ".first", '{id: mission, text: "{role.mission.first}", basis: [judgement]}'),
    Fault("item key", "data.unknown_path", "item.goal", '{id: mission, each: role.outcomes, text: "{item.goal}", basis: [judgement]}'),
    Fault("an unknown call", "data.unknown_function", "dates.birthday", '{id: mission, text: "{dates.birthday}", basis: [judgement]}'),
    Fault("a nested call", "data.bad_placeholder", "start", '{id: mission, text: "{dates.gate(dates.start())}", basis: [judgement]}'),
    Fault("a line without basis", "data.item_without_basis", "mission", '{id: mission, text: "A."}'),
    Fault("an empty basis", "data.item_without_basis", "mission", '{id: mission, text: "A.", basis: []}'),
    Fault("a basis of no kind", "data.bad_basis", "rumour", '{id: mission, text: "A.", basis: [{rumour: role.mission}]}'),
    Fault("a key of the file", "data.unknown_key", "unless", '{id: mission, text: "A.", unless: role.mission, basis: [judgement]}'),
    Fault("text and cells at once", "data.item_text_or_cells", "mission", '{id: mission, text: "A.", cells: ["B"], basis: [judgement]}'),
    Fault("cells outside a table", "data.cells_and_header", "mission", '{id: mission, cells: ["A"], basis: [judgement]}'),
    Fault("an id used twice", "data.duplicate_item", "late", '{id: late, text: "A.", basis: [judgement]}'),
    Fault("an unknown key of the section", "data.unknown_key", "author", change=_spec("id: one-page", "id: one-page\nauthor: me")),
    Fault("a section without a title", "data.missing_key", "title", change=_spec("title:", "# title:")),
    Fault("a section with another id", "data.id_is_not_name", "page-one", change=_spec("id: one-page", "id: page-one")),
    Fault("an unknown path of the section", "data.unknown_path", "role.boss", change=_spec("paths: [", "paths: [role.boss, ")),
    Fault("an unknown card of the section", "data.card_without_sentence", "ZZ-999", change=_spec("cards: [", "cards: [ZZ-999, ")),
    Fault("a function", "data.unknown_function", "law.gravity", change=_spec("computed: [", "computed: [law.gravity, ")),
    Fault("no YAML", "data.not_yaml", "", change=_spec("title: {", "title: [{")),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.what)
def test_a_section_that_does_not_hold_together_is_refused(fault: Fault, tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        section = prompts / "documents" / KIND / SECTION
        if fault.item:
            replace(section / "guided.en.yaml", MISSION, fault.item)
            replace(section / "guided.es.yaml", MISION, fault.item)
        fault.change(section)
        with pytest.raises(BadData) as caught:
            document_kinds()
    assert caught.value.key == fault.key
    assert fault.words in str(caught.value.params.get("name", ""))
    where = caught.value.where
    assert "spec.yaml" in where if not fault.item else where.startswith(f"{KIND}/{SECTION}")
    for lang in LANGS:
        assert f"error.{fault.key}" in table(lang)
        assert where in error_line(lang, caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{id: mission, ", "{id: misión, ", "mission"),
        ("{role.mission}.", "algo.", "mission"),
        ("basis: [{client: role.mission}]", "basis: [judgement]", "mission"),
    ],
)
def test_english_and_spanish_files_that_differ_are_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        spanish = prompts / "documents" / KIND / SECTION / "guided.es.yaml"
        replace(spanish, MISION, MISION.replace(old, new))
        with pytest.raises(BadData) as caught:
            document_kinds()
    assert (caught.value.key, caught.value.params["name"]) == ("data.languages_differ", words)


def test_a_block_too_few_in_one_language_is_refused(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        section = prompts / "documents" / KIND / SECTION
        english = (section / "guided.en.yaml").read_text("utf-8")
        extra = '  - id: more\n    type: paragraph\n    items:\n      - {id: more, text: "A.", basis: [judgement]}\n'
        (section / "guided.en.yaml").write_text(english.rstrip("\n") + "\n" + extra, "utf-8")
        with pytest.raises(BadData) as caught:
            document_kinds()
    assert caught.value.key == "data.languages_differ"


def test_the_copy_itself_loads(tmp_path: Path) -> None:
    with small_copy(tmp_path):
        assert [s.id for s in document_kinds()[KIND].sections] == ["one-page"]
    assert len(document_kinds()[KIND].sections) > 1


def _covers(cited: str, printed: str) -> bool:
    return cited == printed or printed.startswith((f"{cited}.", f"{cited}[")) or cited.startswith((f"{printed}.", f"{printed}["))


def test_an_item_cites_every_answer_that_it_prints() -> None:
    uncited = set()
    for section in (s for kind in document_kinds().values() for s in kind.sections):
        for item in (i for block in section.guided["en"] for i in block.items if i.basis[0].kind != "judgement"):
            cited = [b.ref for b in item.basis if b.kind in ("client", "gap")]
            listed_by_function = item.each is not None and CALL.fullmatch(item.each) is not None
            for printed in (m.group(1) for t in item.templates() for m in PLACEHOLDER.finditer(t)):
                is_answer = not CALL.fullmatch(printed) and not (listed_by_function and printed.startswith("item"))
                if is_answer and not any(_covers(c, printed) for c in cited):
                    uncited.add(f"{section.id}.{item.id}")
    assert not uncited, sorted(uncited)
