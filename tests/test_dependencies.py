"""docs/dependencies.md lists what pyproject.toml asks for, all of it pinned with hashes in the lock, each with a licence and a reason."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
FONTS = ("DejaVu", "Libertinus")
HEADS = {"package", "what", "---"}
FREE = ("MIT", "Bitstream", "Apache", "BSD", "PSF", "MPL", "LGPL", "Zlib", "CC0", "Python Software Foundation", "matplotlib")
"""How licences begin that a firm may use as we do."""


def asked() -> dict[str, Requirement]:
    """Every requirement of the project, by its canonical name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = [*project["project"]["dependencies"], *(r for group in project["project"]["optional-dependencies"].values() for r in group)]
    listed += [r for group in project["dependency-groups"].values() for r in group]
    return {canonicalize_name(each.name): each for each in map(Requirement, listed)}


def rows() -> dict[str, tuple[str, str]]:
    """Licence and reason of each package of the page."""
    found = ((name.strip(), licence.strip(), why.strip()) for name, licence, why in ROW.findall(PAGE))
    return {canonicalize_name(n): (licence, why) for n, licence, why in found if n not in HEADS and not n.startswith(("---", *FONTS))}


def test_the_page_lists_what_is_asked_for_and_nothing_else() -> None:
    assert set(rows()) == set(asked())


def test_each_has_a_licence_that_a_firm_may_use_and_a_reason() -> None:
    for name, (licence, why) in rows().items():
        assert licence.startswith(FREE), name
        assert why, name


def test_the_lock_pins_each_of_them_with_a_hash_and_to_a_version_that_is_asked_for() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = dict(re.findall(r"^([a-zA-Z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", lock, re.MULTILINE))
    versions = {str(canonicalize_name(name)): version for name, version in pinned.items()}
    for name, requirement in asked().items():
        assert requirement.specifier.contains(versions[name], prereleases=True), name
    blocks = re.split(r"\n(?=\S)", lock)
    unhashed = [b.splitlines()[0] for b in blocks if "==" in b.splitlines()[0] and "--hash=" not in b]
    assert unhashed == []


def test_the_licence_on_the_page_is_the_one_that_the_package_declares() -> None:
    for name, (licence, _) in rows().items():
        told = metadata.metadata(name)
        named = " ".join(told[key][:80] for key in ("License-Expression", "License") if key in told)
        named += " ".join(c for c in told.get_all("Classifier") or [] if c.startswith("License"))
        if named.strip():
            family = re.split(r"[- (]", licence)[0]
            names = {"PSF": ("psf", "python software", "matplotlib")}.get(family, (family.casefold(),))
            assert any(each in named.casefold() for each in names), (name, named)
