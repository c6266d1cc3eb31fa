"""The names of the bookmarks that tie a Word file to its document. Knows Word's rules for names; knows no file.

Whoever reads an edited file back finds each statement between the ends of its bookmark; runs with the character styles of
`MARK_STYLES` are signs that Puente set there, not words of the statement.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

MARK_STYLES = ("Puente Mark", "Puente Open", "footnote reference", "annotation reference")
_PREFIX = "st_"
_LONGEST = 40
_OTHER = re.compile(r"[^A-Za-z0-9_]")


def bookmark_names(statement_ids: Iterable[str]) -> dict[str, str]:
    """Statement id → bookmark name (`st_` and the id, other signs as `_`), unique whatever their case, at most 40 characters.

    A name that is too long or taken ends in a digest of its id; the same ids in the same order always give the same names.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for statement_id in statement_ids:
        if statement_id in names:
            continue
        name = _PREFIX + _OTHER.sub("_", statement_id)
        if len(name) > _LONGEST or name.lower() in taken:
            digest = hashlib.sha256(statement_id.encode()).hexdigest()[:10]
            name = f"{name[: _LONGEST - 11]}_{digest}"
        taken.add(name.lower())
        names[statement_id] = name
    return names
