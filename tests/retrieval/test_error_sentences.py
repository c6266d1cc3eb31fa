"""Every error of the room has its sentence in both languages, with all that it fills in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.catalog.text import table

ROOM = Path(__file__).resolve().parents[2] / "app" / "retrieval"
RAISED = re.compile(r"\"((?:index|embedder|id)\.[a-z_]+)\"(?:, where=[^\n]*?)?(?:, |\))([^\n]*)")


def keys() -> set[str]:
    found = {match.group(1) for path in ROOM.glob("*.py") for match in RAISED.finditer(path.read_text("utf-8"))}
    assert len(found) > 12
    return found


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_key_has_a_sentence(lang: str) -> None:
    assert {key for key in keys() if f"error.{key}" not in table(lang)} == set()


def test_no_sentence_of_the_room_is_left_over() -> None:
    told = {key.removeprefix("error.") for key in table("en") if key.startswith(("error.index.", "error.embedder."))}
    assert told - keys() == set()


def test_both_languages_fill_in_the_same() -> None:
    for key in keys():
        english, spanish = (set(re.findall(r"\{(\w+)\}", table(lang)[f"error.{key}"])) for lang in ("en", "es"))
        assert english == spanish, key


def test_what_is_broken_names_its_mend() -> None:
    for key in ("index.broken", "index.missing", "index.stale", "index.schema", "index.embedder_mismatch"):
        assert all("puente library reindex" in table(lang)[f"error.{key}"] for lang in ("en", "es"))
