"""The suites: which files of cases/ make which suite, read into cases, held against schema.json. Runs nothing.

briefs, documents and adversarial are cases as they stand; memos, rewrites and role_play are derived from texts in formats of their own
(memo_cases.py, rewrite_cases.py, role_play_cases.py); retrieval from its queries. `memos_heldout` is a suite apart that nothing opens but
its own name.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.faults import EvalFault
from evals.values import Case

CASES = Path(__file__).resolve().parent / "cases"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SCHEMA = CASES / "schema.json"
SUITES: Mapping[str, tuple[str, ...]] = {
    "briefs": ("briefs.yaml",),
    "memos": ("memos.yaml", "minimal_pairs.yaml", "stuffed.yaml"),
    "adversarial": ("adversarial.yaml",),
    "documents": ("documents.yaml",),
    "rewrites": ("memos.yaml",),
    "role_play": ("role_play.yaml",),
    "retrieval": ("retrieval.yaml",),
    "memos_heldout": ("memos_heldout.yaml",),
}
EVERYDAY = ("briefs", "memos", "rewrites", "role_play", "documents", "adversarial", "retrieval")
"""What runs when no suite is named: never the held-out one."""
LEAST = {"briefs": 60, "memos": 120, "retrieval": 160, "adversarial": 80, "rewrites": 60, "role_play": 40, "documents": 80}


def read_suite(name: str, folder: Path = CASES) -> tuple[Case, ...]:
    """The cases of a suite, in file order; a file that is not here yet is left out.

    Raises: EvalFault naming file and case when the suite is unknown, empty, or a case does not hold.
    """
    if name not in SUITES:
        raise EvalFault(f"{name} is no suite: choose from {', '.join(SUITES)}")
    cases: list[Case] = []
    for file in SUITES[name]:
        if (folder / file).exists():
            cases.extend(_of_suite(name, load(folder / file), file, folder))
    if not cases:
        raise EvalFault(f"the suite {name} has no cases: {', '.join(SUITES[name])} is missing from {folder.name}/ or empty")
    insist(cases, name)
    return tuple(cases)


def _of_suite(name: str, data: Any, file: str, folder: Path) -> list[Case]:
    """The cases that a suite takes from a file: two suites make their own of what memos stand in it."""
    if name == "rewrites":
        from evals.rewrite_cases import rewrite_cases

        held_against_schema(data, file)
        return rewrite_cases(data)
    if name == "role_play":
        from evals.role_play_cases import memos_of, role_play_cases

        held_against_schema(data, file)
        return role_play_cases(data, memos_of(data, folder))
    return cases_of(data, file)


def load(path: Path) -> Any:
    """A YAML or JSON file. Raises: EvalFault when it cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader, the fast one where there is one
    except FileNotFoundError:
        raise EvalFault(f"{path}: there is no such file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as bad:
        raise EvalFault(f"{path.name}: cannot be read as YAML ({str(bad).splitlines()[0]}); mend it and run again") from None


def cases_of(data: Any, file: str) -> list[Case]:
    """The cases of a loaded file, whatever its format. Raises: EvalFault naming file, case and field."""
    from evals.memo_cases import memo_cases, pair_cases
    from evals.search_cases import search_cases
    from evals.stuffed_cases import stuffed_cases

    held_against_schema(data, file)
    if "families" in data:
        return memo_cases(data, split="held_out" if "heldout" in file else "dev")
    if "parts" in data:
        return stuffed_cases(data)
    if any("query" in c for c in data.get("cases", ())):
        return search_cases(data)
    items = data if isinstance(data, list) else data.get("pairs") or data["cases"]
    if any("a" in c and "b" in c for c in items):
        return pair_cases(items)
    return [case_of(item, f"{file}: case {index}") for index, item in enumerate(items, 1)]


def case_of(item: Mapping[str, Any], where: str) -> Case:
    """One case. Raises: EvalFault naming it and the field."""
    try:
        return Case.model_validate(item)
    except ValidationError as bad:
        first = bad.errors(include_url=False)[0]
        name = item.get("id", "without id") if isinstance(item, Mapping) else "no mapping"
        raise EvalFault(f"{where} ({name}): {'.'.join(map(str, first['loc'])) or 'case'}: {first['msg']}") from None


def held_against_schema(data: Any, file: str) -> None:
    """Raises EvalFault with the first place that cases/schema.json does not allow."""
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kind = "memos" if isinstance(data, Mapping) and "families" in data else schema["x-files"].get(Path(file).name, "suite")
    validator = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"})
    first = next(iter(sorted(validator.iter_errors(data), key=lambda e: list(map(str, e.absolute_path)))), None)
    if first is not None:
        place = "/".join(map(str, first.absolute_path)) or "top"
        raise EvalFault(f"{file}: {place}: {first.message[:200]}; see evals/cases/schema.json")


def insist(cases: Sequence[Case], suite: str) -> None:
    """Raises EvalFault when ids repeat, a twin is missing or is of the same language, or a case has no provenance."""
    ids = Counter(c.id for c in cases)
    if twice := [i for i, n in ids.items() if n > 1]:
        raise EvalFault(f"{suite}: {len(twice)} ids stand twice, the first is {twice[0]}; each case needs its own")
    langs = {c.id: c.lang for c in cases}
    for case in cases:
        if case.pair_id and langs.get(case.pair_id) in (None, case.lang):
            raise EvalFault(f"{suite}: {case.id}: its twin {case.pair_id} is missing or of the same language")


def dataset_sha(cases: Sequence[Case]) -> str:
    """The sha256 of the cases, sixteen hex digits; their order does not matter."""
    rows = sorted(json.dumps(c.model_dump(mode="json"), sort_keys=True, ensure_ascii=False) for c in cases)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
