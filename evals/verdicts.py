"""From two kept runs to a verdict, its words on the terminal, and its files. Joins compare, gate and report."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from evals.compare import compare
from evals.gate import Verdict, judge, read_margins
from evals.prompt_diffs import as_html, as_lines, changes
from evals.report import html, junit
from evals.run_files import Kept

if TYPE_CHECKING:
    from evals.attribution import Attribution

DIFF_LINES, DIFF_WIDTH = 8, 150
ORDER = (2, 1, 3, 0)
"""Which exit code wins where suites differ."""


def verdict_of(before: Kept, after: Kept) -> Verdict:
    """The verdict by the margins of gate.toml. Raises: EvalFault when the two are not comparable."""
    spent = [r.cost_usd for r in after.rows if r.cost_usd]
    cost = sum(spent) / len(spent) if spent else 0.0
    return judge(compare(before, after), read_margins(), cost_per_case_usd=cost, not_tested=after.manifest.not_tested)


def worst_code(verdicts: Sequence[Verdict], *, is_broken: bool = False, is_open: bool = False) -> int:
    """The exit code of several verdicts, with 2 where a suite did not hold and 3 where one could not be run to its end; 0 for none."""
    codes = {0, *(v.code for v in verdicts), *([2] if is_broken else []), *([3] if is_open else [])}
    return next(c for c in ORDER if c in codes)


def verdict_text(verdict: Verdict, *, full: bool = False) -> str:
    """The verdict in a line; `full` adds every soft check and the cases that moved most."""
    lines = [f"{verdict.suite}: {verdict.outcome.upper()}: {verdict.why}"]
    for soft in verdict.soft:
        if full or soft.outcome != "pass":
            d = soft.change.difference
            lines.append(
                f"  {soft.check:22} {soft.change.baseline:.3f} → {soft.change.candidate:.3f}  {d.mean * 100:+.1f} points"
                f" [{d.low_95 * 100:+.1f}, {d.high_95 * 100:+.1f}], at least {d.low * 100:+.1f}, margin {soft.margin * 100:.0f},"
                f" q {soft.change.q_worse:.3f}: {soft.outcome}" + (f"; {soft.advice}" if soft.advice else "")
            )
    if full:
        flips = verdict.comparison.flips
        moved = [f"  {f.case_id} {f.change * 100:+.1f}: {', '.join(f'{k} {v:+.2f}' for k, v in f.moved.items())}" for f in flips]
        lines += [f"  {len(moved)} outputs moved:", *moved[:20]] if moved else ["  no output moved"]
        if verdict.comparison.changed_parts:
            lines.append(f"  changed: {', '.join(verdict.comparison.changed_parts)}")
    return "\n".join(lines)


def word_diffs(verdict: Verdict, most: int) -> Iterator[str]:
    """The words of the cases that moved most, those that fell before those that rose: lines taken away and lines put in."""
    ranked = sorted((f for f in verdict.comparison.flips if f.before and f.after), key=lambda f: (f.change >= 0, -abs(f.change)))
    for flip in ranked[:most]:
        lines = list(difflib.unified_diff(flip.before.splitlines(), flip.after.splitlines(), n=0, lineterm=""))[2:]
        shown = [f"    {line[:DIFF_WIDTH]}" for line in lines if not line.startswith("@@")]
        more = [f"    … {len(shown) - DIFF_LINES} more lines"] if len(shown) > DIFF_LINES else []
        moved = ", ".join(f"{k} {v:+.2f}" for k, v in flip.moved.items())
        yield "\n".join([f"  {flip.case_id} ({moved})", *shown[:DIFF_LINES], *more]) + "\n"


def attribution_text(found: Sequence[Attribution], diff: str) -> str:
    """What each part did, and how long the prompt diff is; empty for nothing."""
    lines = []
    for one in found:
        hard = len(one.comparison.hard_failures)
        was = sum(1 for f in one.comparison.hard_failures if f.was_failing)
        lines.append(f"  new {one.part} alone: {_moved(one)}; hard failures {was} → {hard}")
    if diff:
        lines += ["prompts, what went and what came:", as_lines(changes(diff))]
    return "\n".join(lines)


def attribution_html(found: Sequence[Attribution], diff: str) -> str:
    """The same as HTML, the prompt diff beside the score differences."""
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{escape(one.part)}</td><td>{escape(_moved(one))}</td><td class=n>{len(one.comparison.hard_failures)}</td></tr>"
        for one in found
    )
    return (
        "<h2>What moved it</h2><div class=side><div><table><thead><tr>"
        "<th>New part alone<th>Points [95 %]<th class=n>Hard failures</tr></thead>"
        f"<tbody>{rows}</tbody></table></div><div class=changes>{as_html(changes(diff)) or 'no prompt changed'}</div></div>"
    )


def _moved(one: Attribution) -> str:
    told = (f"{c} {d.mean * 100:+.1f} [{d.low_95 * 100:+.1f}, {d.high_95 * 100:+.1f}]" for c, d in one.moved.items())
    same = "every output is the same" if one.comparison.is_identical else "nothing moved"
    return ", ".join(told) or same


def write_report(
    verdicts: Sequence[Verdict], place: Path, *, junit_path: Path | None = None, extra: str = "", notes: Sequence[str] = ()
) -> None:
    """Writes the HTML page, and the JUnit file where one is asked for; `notes` are what could not be compared, and why."""
    place.parent.mkdir(parents=True, exist_ok=True)
    told = (*notes, *sorted({v.not_tested for v in verdicts if v.not_tested}))
    place.write_text(html(verdicts, notes=told, extra=extra), "utf-8")
    if junit_path:
        junit_path.parent.mkdir(parents=True, exist_ok=True)
        junit_path.write_text(junit(verdicts), "utf-8")
