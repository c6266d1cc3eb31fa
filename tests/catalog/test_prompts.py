"""Prompt files: a head that fits its body, versions, and released versions that never change."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.prompt_files import all_prompts, parse_prompt, prompt, versions
from app.errors import BadData
from tests.catalog.copies import small_copy
from tests.catalog.record import recorded_shas, released_shas

HEAD = "---\nrole: drafter\nstatus: {status}\nwhy: To test.\ninputs: [{inputs}]\n---\n"


def _prompt(folder: Path, body: str, *, inputs: str = "", status: str = "released", version: int = 1, head: str = HEAD) -> Path:
    path = folder / f"try.v{version}.md"
    path.write_text(head.replace("{status}", status).replace("{inputs}", inputs) + body, "utf-8")
    return path


def test_a_released_prompt_never_changes() -> None:
    recorded, now = recorded_shas(), released_shas()
    changed = sorted(n for n, sha in recorded.items() if now.get(n) != sha)
    assert not changed, (
        f"released prompts are immutable; put a new version beside the old one and withdraw nothing but its status: {changed}"
    )
    new = sorted(set(now) - set(recorded))
    assert not new, f"record the new versions with `python -m tests.catalog.record` (tests/data/prompt_shas.json): {new}"


def test_every_shipped_prompt_loads_and_names_its_version() -> None:
    assert len(all_prompts()) > 2
    for found in all_prompts():
        assert found.ref == f"{found.name}.v{found.version}@{found.sha}"
        assert prompt(found.name).status == "released"


@pytest.mark.parametrize(
    ("body", "inputs", "words"),
    [("Say {{ name }}.", "", "name"), ("Say it.", "name", "name"), ("{% for a in names %}{{ a.x }}{% endfor %}", "name", "name, names")],
)
def test_an_input_that_head_and_body_do_not_share_is_refused(body: str, inputs: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        parse_prompt(_prompt(tmp_path, body, inputs=inputs), "try", 1)
    assert (caught.value.key, caught.value.params["name"]) == ("data.prompt_input", words)
    assert caught.value.where.endswith("/try.v1.md")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (HEAD.replace("why: To test.\n", ""), "why"),
        (HEAD.replace("why:", "model: gpt\nwhy:"), "model"),
        (HEAD.replace("role:", "rôle:"), "role, rôle"),
        ("No head at all.\n", "---"),
        ("---\n- a list\n---\n", "---"),
    ],
)
def test_a_head_with_a_key_too_many_or_too_few_is_refused(head: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        parse_prompt(_prompt(tmp_path, "Body.", head=head), "try", 1)
    assert (caught.value.key, caught.value.params["name"]) == ("data.prompt_head", words)


def test_a_body_that_is_no_template_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        parse_prompt(_prompt(tmp_path, "one\n{% if %}\n"), "try", 1)
    assert caught.value.where.endswith("/try.v1.md:2")


def test_an_unknown_status_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        parse_prompt(_prompt(tmp_path, "Body.", status="final"), "try", 1)
    assert (caught.value.key, caught.value.params["name"]) == ("data.prompt_head", "status: final")


def test_the_highest_released_version_is_used_and_withdrawing_it_goes_back(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        for version, status in ((1, "released"), (2, "released"), (3, "withdrawn"), (10, "draft")):
            _prompt(prompts / "steps", f"Body {version}.", status=status, version=version)
        assert [p.version for p in versions("steps/try")] == [1, 2, 3, 10]
        assert prompt("steps/try").version == 2


def test_a_prompt_without_a_released_version_is_refused_by_name(tmp_path: Path) -> None:
    with small_copy(tmp_path) as prompts:
        _prompt(prompts / "steps", "Body.", status="draft")
        with pytest.raises(BadData, match=r"prompt_none.*steps/try"):
            prompt("steps/try")


def test_inputs_are_values_and_never_templates() -> None:
    step = prompt("steps/draft_section")
    filled = step.fill(**{name: f"{{{{ {name} }}}} {{% if %}}" for name in step.inputs})
    assert "{{ evidence }} {% if %}" in filled


def test_inputs_too_many_or_too_few_are_refused() -> None:
    with pytest.raises(ValueError, match="takes"):
        prompt("steps/draft_section").fill(title="A")
