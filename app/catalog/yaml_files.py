"""Our own YAML data files, read fast. Knows no shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from app.errors import BadData


class _OneOfEach(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C loader where it is built
    """The safe loader, which refuses a key that stands twice: the second would silently take the first one's place."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            names = [str(key.value) for key, _ in node.value]
            twice = next((n for n in names if names.count(n) > 1), "")
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} stands twice", node.start_mark)
        return found


LOADER = _OneOfEach


def load(path: Path) -> Any:
    """The content of one of our data files.

    Raises: BadData naming file and line when it is missing or no YAML.
    """
    try:
        return yaml.load(path.read_text("utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader
    except FileNotFoundError as gone:
        raise BadData("data.file_gone", where=path.name) from gone
    except (yaml.YAMLError, UnicodeDecodeError) as bad:
        mark = getattr(bad, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise BadData("data.not_yaml", where=where, reason=getattr(bad, "problem", "")) from bad
