"""`puente library add`, `list` and `remove`: exit codes, one JSON object, one line a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, calm, run, shared_dir  # noqa: F401 - fixtures
from tests.ingest.office import DICHO, SAID, pdf


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with two readable files and one that is none."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{SAID} In {tmp_path.name} there are two sentences.", "utf-8")
    (folder / "b.pdf").write_bytes(pdf([DICHO]))
    (folder / "c.zip").write_bytes(b"PK\x03\x04 cut")
    return folder


def test_a_folder_is_added_and_what_cannot_be_read_is_one_line_each(run: Run, papers: Path, tmp_path: Path) -> None:  # noqa: F811
    here = {"PUENTE_DATA_DIR": str(tmp_path / "data")}
    ran = run("library", "add", papers, "--visibility", "firm", "--json", **here)
    files = ran.json()["files"]
    assert ran.code == 1, "some could not be read"
    assert [(f["name"], f["state"]) for f in files] == [("a.txt", "read"), ("b.pdf", "read"), ("c.zip", "refused")]
    assert "puente: c.zip: the file is damaged or cut off; fetch it again, or open it and save it anew\n" in ran.err
    listed = run("library", "list", "--json", **here).json()["uploads"]
    assert {(u["name"], u["visibility"], u["sentences"]) for u in listed} == {("a.txt", "firm", 2), ("b.pdf", "firm", 1)}
    identity = next(u["id"] for u in listed if u["name"] == "b.pdf")
    shown = run("library", "show", f"{identity}.1", "--json", **here).json()
    assert (shown["text"], shown["locator"], shown["card_ids"]) == (DICHO, "página 1", [])
    assert run("library", "remove", identity, "--json", **here).json()["id"] == identity
    assert run("library", "show", f"{identity}.1", **here).code == 2
    assert run("library", "remove", identity, **here).code == 2


def test_when_nothing_could_be_read_the_exit_code_is_2_in_the_readers_language(run: Run, papers: Path) -> None:  # noqa: F811
    ran = run("library", "add", papers / "c.zip", papers / "gone.txt", PUENTE_LANG="es")
    assert (ran.code, ran.out) == (2, "")
    assert "puente: gone.txt: ese archivo no existe; revise la ruta\n" in ran.err


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--visibility", "everybody"), "private, mandate, firm"),
        (("--visibility", "mandate"), "--mandate"),
        (("--mandate", "man-unknown"), "man-unknown"),
        (("--mandate", "man-unknown", "--visibility", "firm"), "--mandate"),
    ],
)
def test_a_place_that_does_not_fit_is_refused_by_name(run: Run, papers: Path, flags: tuple[str, ...], named: str) -> None:  # noqa: F811
    ran = run("library", "add", papers, *flags)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert named in ran.err
