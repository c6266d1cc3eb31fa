"""Prompts as files: a head (what the prompt is and takes) and a body in Jinja. Refuses unknown keys and inputs that do not match."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, meta

from app.catalog.files import prompts_dir
from app.catalog.yaml_files import LOADER
from app.domain.base import Value
from app.errors import BadData

STATUSES = ("draft", "released", "withdrawn")
HEAD_KEYS = {"role", "status", "why", "inputs"}
_NAME = re.compile(r"(?P<name>[a-z_0-9]+)\.v(?P<version>\d+)\.md")


class Prompt(Value):
    """One version of a prompt. `ref` names it with its version and sha; `inputs` are the variables its body uses."""

    name: str
    version: int
    role: str
    status: Literal["draft", "released", "withdrawn"]
    why: str
    inputs: tuple[str, ...]
    body: str
    sha: str

    @property
    def ref(self) -> str:
        """Such as steps/draft_section.v1@ab12cd34ef56."""
        return f"{self.name}.v{self.version}@{self.sha}"

    def fill(self, **inputs: Any) -> str:
        """The prompt's text. Values are inserted as they are and never read as a template.

        Raises: ValueError when the inputs are not those of the head.
        """
        if set(inputs) != set(self.inputs):
            raise ValueError(f"{self.ref} takes {sorted(self.inputs)}, was given {sorted(inputs)}")
        return _template(self.body).render(**inputs).strip()


@cache
def _environment() -> Environment:
    # Prompts are no HTML: escaping would change the evidence. Inputs are values and are never parsed as templates.
    return Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701


@cache
def _template(body: str) -> Template:
    return _environment().from_string(body)


def parse_prompt(path: Path, name: str, version: int) -> Prompt:
    """A prompt file.

    Raises: BadData naming file and field.
    """
    raw = path.read_bytes()
    _, _, rest = raw.decode("utf-8").partition("---\n")
    head_text, _, body = rest.partition("\n---\n")
    where = f"{path.parent.name}/{path.name}"
    head = yaml.load(head_text, Loader=LOADER)  # noqa: S506 - a safe loader
    if not isinstance(head, dict) or set(head) != HEAD_KEYS:
        wrong = sorted(set(head or {}) ^ HEAD_KEYS) if isinstance(head, dict) else ["---"]
        raise BadData("data.prompt_head", where=where, name=", ".join(wrong))
    if head["status"] not in STATUSES:
        raise BadData("data.prompt_head", where=where, name=f"status: {head['status']}")
    try:
        used = meta.find_undeclared_variables(_environment().parse(body))
    except TemplateSyntaxError as bad:
        raise BadData("data.prompt_head", where=f"{where}:{bad.lineno}", name=bad.message or "") from bad
    declared = set(head["inputs"])
    if used != declared:
        raise BadData("data.prompt_input", where=where, name=", ".join(sorted(used ^ declared)))
    return Prompt(
        name=name,
        version=version,
        role=head["role"],
        status=head["status"],
        why=head["why"],
        inputs=tuple(head["inputs"]),
        body=body,
        sha=hashlib.sha256(raw).hexdigest()[:12],
    )


@cache
def prompt(name: str) -> Prompt:
    """The highest released version of a prompt ("steps/draft_section").

    Raises: BadData when there is none.
    """
    released = [p for p in versions(name) if p.status == "released"]
    if not released:
        raise BadData("data.prompt_none", where=f"prompts/{name}", name=name)
    return max(released, key=lambda p: p.version)


def versions(name: str) -> tuple[Prompt, ...]:
    """Every version of a prompt, lowest first; empty when there is none."""
    folder, _, stem = name.rpartition("/")
    found = []
    for path in sorted((prompts_dir() / folder).glob(f"{stem}.v*.md")):
        match = _NAME.fullmatch(path.name)
        if match and match["name"] == stem:
            found.append(parse_prompt(path, name, int(match["version"])))
    return tuple(sorted(found, key=lambda p: p.version))


def all_prompts() -> tuple[Prompt, ...]:
    """Every version of every prompt under prompts/."""
    found = []
    for path in sorted(prompts_dir().rglob("*.v*.md")):
        match = _NAME.fullmatch(path.name)
        if match:
            name = path.parent.relative_to(prompts_dir()).joinpath(match["name"]).as_posix()
            found.append(parse_prompt(path, name, int(match["version"])))
    return tuple(found)
