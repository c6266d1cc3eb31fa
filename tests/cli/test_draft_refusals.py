"""What `puente draft` and `puente check` refuse: one clear line in the reader's language, exit 2, and nothing written anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.actor import LOCAL_ACTOR
from tests.cli.conftest import SMALL, Run, refused

BAD_FILES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty.yaml": (b"", ("empty.yaml",)),
    "blank.yaml": (b"  \n\n", ("blank.yaml",)),
    "list.yaml": (b"- one\n- two\n", ("list.yaml",)),
    "tab.yaml": (b"role:\n\ttitle_en: Plant manager\n", ("tab.yaml:2",)),
    "open.yaml": (b"role: {title_en: 'Plant\n", ("open.yaml",)),
    "twice.yaml": (b"role:\n  title_en: A plant\n  title_en: B plant\n", ("twice.yaml:3", "title_en")),
    "unknown.yaml": (b"role:\n  titel_en: Plant manager\n", ("unknown.yaml:2", "titel_en", "title_en")),
    "group.yaml": (b"rolle:\n  title_en: Plant manager\n", ("group.yaml:1", "role")),
    "choice.yaml": (b"engagement: {mandate_reason: because}\n", ("choice.yaml:1", "mandate_reason", "replacement")),
    "type.yaml": (b"role:\n  mission: text\n  direct_reports: many\n", ("type.yaml:3", "role.direct_reports")),
    "mandate.yaml": (b"mandate_type: border_corridor\n", ("mandate.yaml:1", "border_corridor_operations")),
    "alias.yaml": (b"role: &r {title_en: Plant}\nnotes: *r\n", ("alias.yaml:2",)),
    "big.yaml": (b"notes: " + b"a" * 5_000_000, ("big.yaml", "5")),
    "control.yaml": (b"role: {title_en: 'Plant \x07 manager'}\n", ("control.yaml:1", "U+0007")),
    "latin.yaml": ("role: {title_en: 'Dirección'}\n".encode("latin-1"), ("latin.yaml",)),
    "deep.yaml": (b"role: " + b"[" * 300 + b"]" * 300, ("deep.yaml",)),
    "junk.json": (b'{"role": {"title_en": "Plant"', ("junk.json",)),
    "yaml.json": (b"role: {title_en: Plant}", ("yaml.json:1",)),
    "null.json": (b"null", ("null.json",)),
}


def documents() -> int:
    """How many documents the store holds."""
    with build().store().reading() as work:
        return len(work.documents.lines(owner_id=LOCAL_ACTOR.user_id))


@pytest.mark.parametrize("name", BAD_FILES)
def test_an_unreadable_intake_is_refused_with_file_line_and_mend(run: Run, tmp_path: Path, name: str) -> None:
    data, named = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    before = documents()
    refused(run("draft", name, "--json", "-o", "out.json"), *named)
    assert documents() == before
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize("name", BAD_FILES)
def test_the_same_refusal_is_spanish_for_a_reader_of_spanish(run: Run, tmp_path: Path, name: str) -> None:
    data, named = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    english, spanish = run("draft", name), run("draft", name, PUENTE_LANG="es")
    refused(spanish, *named)
    assert spanish.err != english.err


BAD_CALLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kind": (("i.yaml", "--kind", "mandate-letter"), ("mandate-letter", "mandate-brief")),
    "lang": (("i.yaml", "--lang", "fr"), ("--lang", "fr", "both")),
    "writer": (("i.yaml", "--writer", "poet"), ("--writer", "poet", "guided")),
    "variant": (("i.yaml", "--variant", "press"), ("--variant", "press", "client")),
    "no file": (("gone.yaml",), ("gone.yaml",)),
    "a folder": (("folder",), ("folder",)),
    "no such ending": (("i.yaml", "-o", "x.odt"), ("x.odt", ".docx")),
    "no ending": (("i.yaml", "-o", "x"), ("x", ".docx")),
    "output is a folder": (("i.yaml", "-o", "folder.json"), ("folder.json",)),
    "no such output folder": (("i.yaml", "-o", "gone/x.json"), ("x.json",)),
    "output under a file": (("i.yaml", "-o", "i.yaml/x.json"), ("x.json",)),
    "model without a model": (("i.yaml", "--writer", "model"), ("PUENTE_MODEL",)),
    "unknown flag": (("i.yaml", "--fast"), ("--fast",)),
    "flag without value": (("i.yaml", "--lang"), ("--lang",)),
    "two intakes": (("i.yaml", "j.yaml"), ("j.yaml",)),
    "no intake": ((), ("INTAKE",)),
}


@pytest.fixture
def at_hand(tmp_path: Path) -> Path:
    """A good intake and two folders."""
    (tmp_path / "i.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.json").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", BAD_CALLS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_bad_call_names_what_is_wrong_and_writes_nothing(run: Run, at_hand: Path, name: str, lang: str) -> None:
    args, named = BAD_CALLS[name]
    there, before = sorted(p.name for p in at_hand.rglob("*")), documents()
    ran = run("draft", *args, "--json", PUENTE_LANG=lang)
    refused(ran, *named)
    assert (ran.err == run("draft", *args, "--json").err) == (lang == "en")
    assert sorted(p.name for p in at_hand.rglob("*")) == there
    assert documents() == before


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "x.json"),
        (b"{", "x.json:1"),
        (b"[1, 2]", "x.json"),
        (b"null", "x.json"),
        (b'"text"', "x.json"),
        (b"{}", "kind"),
        (b'{"documents": []}', "documents"),
        (b'{"documents": [{}]}', "kind"),
        (b'{"documents": "none"}', "x.json"),
        (b"\xff\xfe{}", "x.json"),
        (b"[" * 100_000, "x.json"),
        (b'{"kind": "mandate-brief", "version": ' + b"9" * 5000 + b"}", "x.json"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_check_refuses_what_is_no_document(run: Run, tmp_path: Path, data: bytes, named: str, lang: str) -> None:
    (tmp_path / "x.json").write_bytes(data)
    refused(run("check", "x.json", "--json", PUENTE_LANG=lang), named, "x.json")
    assert run("check", "-", stdin=data).code == 2


def test_check_refuses_a_file_that_is_not_there_and_a_folder(run: Run, tmp_path: Path) -> None:
    refused(run("check", "gone.json"), "gone.json")
    refused(run("check", tmp_path), tmp_path.name)


def test_what_a_file_holds_cannot_break_the_one_line_of_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text('engagement: {mandate_reason: "new\\nError: all is well\\r\\n\\n"}\n', "utf-8")
    ran = run("draft", "x.yaml")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
