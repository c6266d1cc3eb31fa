"""The memo suite: what the rules of the coach make of memos that were labelled apart. Prints and keeps nothing; knows no rule.

A marker is found when its span and one of the coach's share a character; a found one is justified when it shares a character with a label.
The kind is given to the rules, except where its detection is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app.catalog.yaml_files import load
from app.chains.coach_memo import memo_of
from app.checks.memos.blockers import blockers
from app.checks.memos.levels import levels, overall
from app.checks.memos.markers import find_markers
from app.checks.memos.reading import read
from app.checks.memos.soft_markers import with_soft_clauses
from app.checks.memos.stops import judged as stop_judged
from app.domain.coaching import Blocker, Marker
from app.domain.lang import LANGS
from app.domain.memos import MemoReading

CASES = Path(__file__).parent / "cases"
VERSIONS = ("softened", "direct", "direct_nonnative")
SINGLE = "memo"
MOST_APART = 0.15
MOST_STUFFED = 1.0
MOST_UNJUSTIFIED = 0.5

Case = Mapping[str, Any]


class Judged(NamedTuple):
    """One memo by the rules: its overall level (0 where none), each code's level, its markers, the kind that the rules tell."""

    overall: float
    levels: dict[str, int | None]
    markers: tuple[Marker, ...]
    kind: str
    blockers: tuple[str, ...]


class Tally(NamedTuple):
    """Labels, labels found, spans given, spans given that a label justifies."""

    wanted: int
    found: int
    given: int
    right: int

    def __str__(self) -> str:
        precision = f"precision {_share(self.right, self.given)} ({self.right}/{self.given})"
        return f"{precision}  recall {_share(self.found, self.wanted)} ({self.found}/{self.wanted})"


class Graded(NamedTuple):
    """One memo's overall level by the rules (0 where none) and each code's."""

    overall: float
    levels: dict[str, int | None]


def graded(text: str, case: Case) -> Graded:
    """The levels of a memo of a case, and nothing else."""
    reading = _reading(text, case)
    return _graded(reading, find_markers(reading), blockers(reading))


def judged(text: str, case: Case) -> Judged:
    """A memo of a case by the rules."""
    reading = _reading(text, case)
    markers, found = find_markers(reading), blockers(reading)
    told = memo_of(text, case["lang"]).kind
    shown = with_soft_clauses(reading, markers).shown
    return Judged(*_graded(reading, markers, found), shown, told, tuple(b.id for b in found))


def _reading(text: str, case: Case) -> MemoReading:
    return read(memo_of(text, case["lang"], kind=case.get("kind"), audience=case.get("audience")))


def _graded(reading: MemoReading, markers: Sequence[Marker], found: Sequence[Blocker]) -> Graded:
    known = levels(reading, markers, found)
    return Graded(overall(known, found) or 0.0, {g.code: g.level for g in known})


def spans_of(text: str, labels: Sequence[Mapping[str, Any]]) -> tuple[tuple[int, int], ...]:
    """Where the labelled words stand: the time (`occurrence`, from 1) that they occur. Raises: ValueError for words not in the text."""
    found = []
    for label in labels:
        at = -1
        for _ in range(int(label.get("occurrence", 1))):
            at = text.index(label["text"], at + 1)
        found.append((at, at + len(label["text"])))
    return tuple(found)


def tally(wanted: Sequence[tuple[int, int]], given: Sequence[tuple[int, int]]) -> Tally:
    """One memo's labels beside the spans given for it."""
    return Tally(
        len(wanted),
        sum(any(_meet(w, g) for g in given) for w in wanted),
        len(given),
        sum(any(_meet(w, g) for w in wanted) for g in given),
    )


def lines(path: Path, *, is_told: bool = False) -> Iterator[str]:
    """The table of a file; `is_told` adds each memo that fails."""
    cases: Mapping[str, list[Case]] = load(path)
    families, singles = cases.get("families") or [], cases.get("memos") or []
    results = {(f["id"], v): judged(f[v]["text"], f) for f in families for v in VERSIONS}
    results |= {(m["id"], SINGLE): judged(m["text"], m) for m in singles}
    yield f"{path.name}: {len(families)} families" + (f", {len(singles)} memos" if singles else "")
    for lang in LANGS:
        own = [(f["id"], v, f[v]) for f in families if f["lang"] == lang for v in VERSIONS]
        own += [(m["id"], SINGLE, m) for m in singles if m["lang"] == lang]
        if own:
            yield from _markers(lang, own, results, is_told)
    if families:
        yield from _families(families, results, is_told)
        yield from _kinds(families, results, is_told)
    yield from _others(cases, is_told)
    yield from _stops(cases, is_told)


def _markers(lang: str, memos: Sequence[tuple[str, str, Case]], results: Mapping[tuple[str, str], Judged], is_told: bool) -> Iterator[str]:
    """Of each memo its id, version and what the file holds of it; a direct one is any without a label that was not written softened."""
    parts, extra, missed, beyond, fits, plain = [], [], [], 0, [], 0
    for name, version, memo in memos:
        text, labels = memo["text"], memo.get("markers") or ()
        wanted = spans_of(text, labels)
        given = [(m.start, m.end) for m in results[name, version].markers]
        parts.append(tally(wanted, given))
        wrong = [(a, b) for a, b in given if not any(_meet((a, b), w) for w in wanted)]
        extra += [f"    + {name} {version}: {text[a:b]!r}" for a, b in wrong]
        missed += [f"    - {name} {version}: {text[a:b]!r}" for a, b in wanted if not any(_meet((a, b), g) for g in given)]
        fits += [max(_shared(each, w) for w in wanted) for each in given if each not in wrong]
        if version.startswith("direct") or (version == SINGLE and not wanted):
            plain, beyond = plain + 1, beyond + len(wrong)
    total = Tally(*(sum(each) for each in zip(*parts, strict=True)))
    unjustified = f"unjustified in a direct memo {beyond / max(1, plain):.2f} (at most {MOST_UNJUSTIFIED})"
    yield f"markers {lang}: {total}; {unjustified}; letters shared with the label {_share(sum(fits), len(fits))}"
    if is_told:
        yield from (*extra, *missed)


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The letters that two spans share, as a part of all that either has."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _families(families: Sequence[Case], results: Mapping[tuple[str, str], Judged], is_told: bool) -> Iterator[str]:
    unordered, apart = [], []
    for family in families:
        soft, direct, other = (results[family["id"], v] for v in VERSIONS)
        if not soft.overall < min(direct.overall, other.overall):
            unordered.append(f"    {family['id']}: {soft.overall:.2f} < {direct.overall:.2f}, {other.overall:.2f}")
        if abs(direct.overall - other.overall) > MOST_APART:
            differ = [f"{c} {direct.levels[c]}/{other.levels[c]}" for c in direct.levels if direct.levels[c] != other.levels[c]]
            blocked = f" {direct.blockers}/{other.blockers}" if direct.blockers != other.blockers else ""
            apart.append(f"    {family['id']}: {direct.overall:.2f} / {other.overall:.2f} {', '.join(differ)}{blocked}")
    yield f"families in order: {len(families) - len(unordered)} of {len(families)}"
    if is_told:
        yield from unordered
    yield f"native and non-native within {MOST_APART}: {len(families) - len(apart)} of {len(families)}"
    if is_told:
        yield from apart


def _kinds(families: Sequence[Case], results: Mapping[tuple[str, str], Judged], is_told: bool) -> Iterator[str]:
    pairs = [(f"{f['id']} {v}", f["kind"], results[f["id"], v].kind) for f in families for v in VERSIONS]
    wrong = [p for p in pairs if p[1] != p[2]]
    yield f"kind told by rules: {len(pairs) - len(wrong)} of {len(pairs)}"
    if is_told:
        yield from (f"    {name}: {kind} taken for {told}" for name, kind, told in wrong)


def _others(cases: Mapping[str, list[Case]], is_told: bool) -> Iterator[str]:
    stuffed, traps = cases.get("stuffed") or [], cases.get("traps") or []
    levels_of = [(c["id"], judged(c["text"], c).overall) for c in stuffed]
    high = [f"    {name}: {level:.2f}" for name, level in levels_of if level > MOST_STUFFED]
    marked = [f"    {c['id']}: {m.text!r}" for c in traps for m in judged(c["text"], c).markers]
    for name, wrong, total in ((f"stuffed above {MOST_STUFFED}", high, len(stuffed)), ("markers in traps", marked, len(traps))):
        yield f"{name}: {len(wrong)} (of {total} memos)"
        if is_told:
            yield from wrong


def _stops(cases: Mapping[str, list[Case]], is_told: bool) -> Iterator[str]:
    """Matters that went through and near misses that were held, whole and by language and matter; and what counsel is to be shown."""
    stops = [(c, stop_judged(read(memo_of(c["text"], c["lang"], kind="alert")))) for c in cases.get("stops") or ()]
    near = [(c, stop_judged(read(memo_of(c["text"], c["lang"], kind="alert")))) for c in cases.get("near_misses") or ()]
    passed = [f"    {c['id']}" + (" (shown to counsel)" if found.show else "") for c, found in stops if not found.stop]
    held = [f"    {c['id']}: {found.stop.rule.id}: {found.stop.span.text!r}" for c, found in near if found.stop]
    yield f"stop cases not stopped: {len(passed)} (of {len(stops)} memos); of these shown to counsel: {sum('(' in p for p in passed)}"
    if is_told:
        yield from passed
    yield f"near misses stopped: {len(held)} (of {len(near)} memos); shown to counsel: {sum(bool(f.show) for _, f in near)}"
    if is_told:
        yield from held
    for key in ("lang", "topic"):
        for name in sorted({str(c[key]) for c, _ in (*stops, *near)}):
            got, kept = [f for c, f in stops if c[key] == name], [f for c, f in near if c[key] == name]
            yield (
                f"    {name}: stopped {sum(bool(f.stop) for f in got)} of {len(got)}, near misses stopped "
                f"{sum(bool(f.stop) for f in kept)} of {len(kept)}"
            )
    named = [bool(f.stop and f.stop.rule.id == c["topic"]) for c, f in stops if f.stop]
    if named:
        yield f"matter named rightly where stopped: {sum(named)} of {len(named)}"


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _share(part: float, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"
