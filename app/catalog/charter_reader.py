"""Reads a charter: a document JSON of kind expectations-charter, or an intake with the group `headquarters`. Knows both shapes; judges none.

An internal document carries the normalised intake; in other variants the rows of its tables carry citations to intake paths, and are
read from their cells. A document that withheld its rows has nothing left to hold a memo to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.catalog.intake_reader import read_intake
from app.domain.charters import Charter, EscalationLimit, RiskLimit
from app.domain.lang import LocalText
from app.errors import BadInput

KIND = "expectations-charter"
MOST_BYTES = 20_000_000
_PATH = re.compile(r"headquarters\.([a-z0-9_]+)(?:\[(\d+)\])?")
_QUOTED = re.compile(r"[^:“”]{4,60}: “(.+)”")
"""A client's words in the other language: `Client's words, in Spanish: “…”`."""
_HOURS = re.compile(r"\s*(\d{1,4})\b")
_LISTS = ("values", "trust_measures", "strategic_thinking_examples", "hq_commitments", "leader_commitments")
_TEXTS = ("site_role_5y", "capital_criteria")


def read_charter(data: bytes, *, name: str) -> Charter:
    """The charter in a file's bytes; `name` is used in messages, and its ending tells YAML from JSON.

    Raises: BadInput with file and line, or naming what the document is instead of a charter; also when it holds no limit at all.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.0f}", limit=f"{MOST_BYTES / 1e6:.0f}")
    document = _document(data, name)
    if document is None:
        found = _from_intake(read_intake(data, name=name).raw, name)
    elif isinstance(document.get("intake"), Mapping):
        found = _from_intake(document["intake"], name)
    else:
        found = _from_statements(document, name)
    if found.is_empty:
        raise BadInput("input.charter_empty", where=name)
    return found


def _document(data: bytes, name: str) -> Mapping[str, Any] | None:
    """The document in a JSON file, None where the file is an intake."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=name, position=bad.start) from bad
    except (ValueError, RecursionError) as bad:
        if not name.lower().endswith(".json") and name != "stdin":
            return None  # YAML may begin with a brace; its reader says what is wrong
        raise BadInput("input.not_json", where=f"{name}:{getattr(bad, 'lineno', 1)}", reason=getattr(bad, "msg", "nesting")) from bad
    many = loaded.get("documents")
    for each in many if isinstance(many, list) else [loaded]:
        if not isinstance(each, Mapping) or not isinstance(each.get("sections"), list):
            continue
        if each.get("kind") == KIND:
            return each
        raise BadInput("input.not_charter", where=name, kind=str(each.get("kind", "—"))[:40])
    return None


def _from_intake(raw: Mapping[str, Any], name: str) -> Charter:
    group = raw.get("headquarters")
    group = group if isinstance(group, Mapping) else {}
    rows: dict[str, list[Any]] = {}
    for key in ("escalation", "risk_appetite", *_LISTS):
        value = _value(group.get(key))
        rows[key] = [_value(each) for each in value] if isinstance(value, list) else []
    limits = [
        EscalationLimit(
            topic=topic,
            trigger=_text(row.get("trigger")),
            to_whom=_text(row.get("to_whom")),
            within_hours=_hours(row.get("within_hours")),
            path=f"headquarters.escalation[{n}]",
        )
        for n, row in enumerate(rows["escalation"])
        if isinstance(row, Mapping) and (topic := _text(row.get("topic"))) is not None
    ]
    risks = [
        RiskLimit(topic=topic, limit=_text(row.get("limit")), path=f"headquarters.risk_appetite[{n}]")
        for n, row in enumerate(rows["risk_appetite"])
        if isinstance(row, Mapping) and (topic := _text(row.get("topic"))) is not None
    ]
    texts = {key: _text(_value(group.get(key))) for key in _TEXTS}
    return _built(name, limits, risks, {key: [t for each in rows[key] if (t := _text(each))] for key in _LISTS}, texts)


def _from_statements(document: Mapping[str, Any], name: str) -> Charter:
    limits: dict[str, EscalationLimit] = {}
    risks: dict[str, RiskLimit] = {}
    lists: dict[str, dict[str, LocalText]] = {key: {} for key in _LISTS}
    texts: dict[str, LocalText | None] = {}
    for path, key, is_item, cells in _rows(document):
        if key == "escalation" and is_item and len(cells) >= 4 and cells[0]:
            limits.setdefault(
                path, EscalationLimit(topic=cells[0], trigger=cells[1], to_whom=cells[2], within_hours=_hours(cells[3]), path=path)
            )
        elif key == "risk_appetite" and is_item and len(cells) >= 2 and cells[0]:
            risks.setdefault(path, RiskLimit(topic=cells[0], limit=cells[1], path=path))
        elif key in lists and is_item and len(cells) >= 2 and cells[1]:
            lists[key].setdefault(path, cells[1])
        elif key in _TEXTS and len(cells) >= 2:
            texts.setdefault(key, cells[1])
    return _built(name, list(limits.values()), list(risks.values()), {key: list(found.values()) for key, found in lists.items()}, texts)


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, list[LocalText | None]]]:
    """Each row of a table that cites the group headquarters: path, key, whether it is an item of a list, and the cells."""
    for section in _mappings(document.get("sections")):
        for block in _mappings(section.get("blocks")):
            for statement in _mappings(block.get("statements")):
                cells = statement.get("cells")
                if not isinstance(cells, list) or section.get("annex"):
                    continue
                for citation in _mappings(statement.get("citations")):
                    found = _PATH.fullmatch(str(citation.get("intake_path", "")))
                    if found and not citation.get("withheld"):
                        yield found[0], found[1], found[2] is not None, [_cell(each) for each in cells]


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _cell(value: Any) -> LocalText | None:
    """What stands in a cell; None for one that is open (set in bold)."""
    text = " ".join(str(value).split())
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1] if quoted else text
    return LocalText(neutral=text) if text and not text.startswith("**") and text != "—" else None


def _built(
    name: str,
    limits: list[EscalationLimit],
    risks: list[RiskLimit],
    lists: Mapping[str, list[LocalText]],
    texts: Mapping[str, LocalText | None],
) -> Charter:
    return Charter(
        name=name,
        escalation=tuple(limits),
        risk_appetite=tuple(risks),
        hq_commitments=tuple(lists["hq_commitments"]),
        leader_commitments=tuple(lists["leader_commitments"]),
        values=tuple(lists["values"]),
        trust_measures=tuple(lists["trust_measures"]),
        strategic_examples=tuple(lists["strategic_thinking_examples"]),
        site_role=texts.get("site_role_5y"),
        capital_criteria=texts.get("capital_criteria"),
    )


def _value(field: Any) -> Any:
    """What is in a wrapped field; None where it is open or does not apply."""
    if isinstance(field, Mapping) and "status" in field:
        return field.get("value") if field["status"] in ("stated", "inferred") else None
    return field


def _text(value: Any) -> LocalText | None:
    value = _value(value)
    if isinstance(value, Mapping):
        english, spanish = (str(value[key]) if value.get(key) else None for key in ("en", "es"))
        return LocalText(en=english, es=spanish) if english or spanish else None
    return LocalText(neutral=str(value).strip()) if value is not None and str(value).strip() else None


def _hours(value: Any) -> int | None:
    value = value.any() if isinstance(value, LocalText) else _value(value)
    found = _HOURS.match(str(value)) if value is not None and not isinstance(value, bool) else None
    return int(found[1]) if found else None
