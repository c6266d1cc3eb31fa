"""Cases from CSV and JSONL, and a draft case from a finding or a consultant's edit, redacted, with its origin. Reads and writes case files.

CSV: one case a line; `tags` is split at ";", a column `input.x` or `expect.x` fills that key (lists split at ";"), every other column is
the field of that name. JSONL: one case an object.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from app.domain.document import Document, Finding
from evals.faults import EvalFault
from evals.suites import case_of, cases_of, insist, load
from evals.values import Case, Expect

LISTS = frozenset({"must_cite", "required", "forbidden", "gaps", "findings", "answers", "unset", "evidence"})
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|\+?\d[\d ()-]{8,}\d")
DRAFT = "draft: to be read by a person before it counts"


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a .csv, .jsonl, .yaml or .json file. Raises: EvalFault naming line and field."""
    if path.suffix == ".csv":
        return tuple(_from_csv(_text(path), path.name))
    if path.suffix == ".jsonl":
        return tuple(_from_jsonl(_text(path), path.name))
    return tuple(cases_of(load(path), path.name))


def add_to(file: Path, fresh: Sequence[Case]) -> None:
    """Appends cases to a suite's file, one line each; nothing is written unless the whole file holds afterwards.

    Raises: EvalFault for ids that are there already.
    """
    before = file.read_text("utf-8") if file.exists() else "cases:\n"
    known = cases_of(yaml.safe_load(before), file.name) if file.exists() else []
    insist([*known, *fresh], file.stem)
    lines = [f"  - {as_line(case)}\n" for case in fresh]
    text = before.rstrip("\n") + "\n" + "".join(lines)
    cases_of(yaml.safe_load(text), file.name)
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(file)


def as_line(case: Case) -> str:
    """A case as one line of YAML, without what is left at its default."""
    data = case.model_dump(mode="json", exclude_defaults=True)
    told = yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
    return told.strip()


def redacted(text: str, terms: Iterable[str]) -> str:
    """The text with every term as [name 1], [name 2] … and addresses, links and telephone numbers as [contact]."""
    for number, term in enumerate(sorted({t for t in terms if t.strip()}, key=len, reverse=True), 1):
        text = re.sub(re.escape(term), f"[name {number}]", text, flags=re.IGNORECASE)
    return _ADDRESS.sub("[contact]", text)


def case_from_finding(document: Document, index: int, *, origin: str, terms: Sequence[str] = ()) -> Case:
    """A draft case that says of a redacted statement: this check must speak up. Raises: EvalFault for no such finding."""
    if not 0 <= index < len(document.findings):
        raise EvalFault(f"finding {index}: the document has {len(document.findings)}, counted from 0")
    finding: Finding = document.findings[index]
    names = (*terms, *_confidential(document))
    said = _text_of(document, finding.statement_id) or ""
    why = f"finding {finding.check}: {redacted(finding.message, names)}"
    return _draft(document, names, said, origin, {"findings": [finding.check]}, why)


def case_from_edit(document: Document, statement_id: str, edited: str, *, origin: str, terms: Sequence[str] = ()) -> Case:
    """A draft case that says: what the consultant put in place of this statement is better. Raises: EvalFault for an unknown statement."""
    said = _text_of(document, statement_id)
    if said is None:
        raise EvalFault(f"{statement_id}: the document has no such statement")
    names = (*terms, *_confidential(document))
    expect = {"forbidden": [redacted(said, names)]} if _words(said) - _words(edited) else {}
    return _draft(document, names, said, origin, expect, f"edit: “{redacted(said, names)}” became “{redacted(edited, names)}”")


def _draft(document: Document, names: Sequence[str], said: str, origin: str, expect: Mapping[str, Any], why: str) -> Case:
    intake = json.loads(redacted(json.dumps(document.intake or {}, ensure_ascii=False, default=str), names))
    if not intake:
        raise EvalFault("the document carries no intake (only the internal variant does); a case needs what it was drafted from")
    name = hashlib.sha256(f"{origin}{said}{why}".encode()).hexdigest()[:10]
    return Case(
        id=f"D-{name}-{document.lang}",
        lang=document.lang,
        task="brief",
        cluster=f"D-{name}",
        provenance=f"{origin}; {DRAFT}",
        tags=("draft", why[:300]),
        input={"intake": intake},
        expect=Expect.model_validate(dict(expect)),
    )


def _confidential(document: Document) -> tuple[str, ...]:
    intake = document.intake or {}
    engagement = intake.get("engagement", {})

    def plain(value: Any) -> Any:
        return value.get("value") if isinstance(value, dict) and "value" in value else value

    terms = plain(engagement.get("confidential_terms")) or ()
    entity = plain(engagement.get("client_entity_legal"))
    people = [p.get("name") for key in ("stakeholders_with_veto", "team") for p in plain(engagement.get(key)) or () if isinstance(p, dict)]
    return tuple(str(t) for t in (*terms, entity, *people) if isinstance(t, str) and t.strip())


def _text_of(document: Document, statement_id: str | None) -> str | None:
    return next((s.text for section in document.sections for s in section.statements() if s.id == statement_id), None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise EvalFault(f"{path}: there is no such file") from None
    except UnicodeDecodeError as bad:
        raise EvalFault(f"{path.name}: not UTF-8 at byte {bad.start}; save it as UTF-8") from None


def _from_jsonl(text: str, name: str) -> Iterable[Case]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as bad:
            raise EvalFault(f"{name}:{number}: no JSON object ({bad})") from None
        yield case_of(item, f"{name}:{number}")


def _from_csv(text: str, name: str) -> Iterable[Case]:
    rows = csv.DictReader(io.StringIO(text))
    for number, row in enumerate(rows, 2):
        item: dict[str, Any] = {"input": {}, "expect": {}}
        for column, value in row.items():
            if column is None or value is None:
                raise EvalFault(f"{name}:{number}: {'more' if column is None else 'fewer'} columns than the first line has")
            if value == "":
                continue
            group, _, key = column.partition(".")
            if key and group in ("input", "expect"):
                item[group][key] = value.split(";") if key in LISTS else _plain(value)
            else:
                item[column] = value.split(";") if column == "tags" else value
        yield case_of(item, f"{name}:{number}")


def _plain(value: str) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
