"""A small copy of the data files that loaders read instead of the shipped ones; the library itself stays the shipped one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import yaml

from app.catalog import files

KIND = "mandate-brief"
SECTION = "01-one-page"
KEEP = ("app.catalog.corpus", "app.catalog.places", "app.catalog.language", "app.catalog.calendars")


@contextmanager
def small_copy(folder: Path) -> Iterator[Path]:
    """The prompts/ of a copy with one section and no mandate types; what is loaded inside comes from there."""
    shipped = files.data_root()
    prompts = folder / "prompts"
    shutil.copytree(shipped / "prompts", prompts, ignore=shutil.ignore_patterns("documents", "mandates"))
    (prompts / "mandates").mkdir()
    _without_sections(prompts / "variants.yaml")
    brief = prompts / "documents" / KIND
    brief.mkdir(parents=True)
    shutil.copy(shipped / "prompts" / "documents" / KIND / "kind.yaml", brief)
    shutil.copytree(shipped / "prompts" / "documents" / KIND / SECTION, brief / SECTION)
    (folder / "corpus").symlink_to(shipped / "corpus", target_is_directory=True)
    with patch.object(files, "data_root", lambda: folder):
        forget()
        try:
            yield prompts
        finally:
            forget()


def _without_sections(path: Path) -> None:
    """The variants as rules for whole documents: the sections that they name are not in the copy."""
    rules = yaml.safe_load(path.read_text("utf-8"))
    for rule in rules["variants"].values():
        rule.pop("kinds", None)
    path.write_text(yaml.safe_dump(rules, allow_unicode=True), "utf-8")


def forget(*, keep: tuple[str, ...] = KEEP) -> None:
    """Empties what the loaders have read, but for the modules kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("app.catalog.", "app.checks.")) and name not in keep:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and getattr(value, "__module__", "") == name:
                    value.cache_clear()


def replace(path: Path, old: str, new: str) -> None:
    """Changes one place of a file; the place must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
