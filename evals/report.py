"""Verdicts as one HTML page that needs no network, and as JUnit XML for a CI service. Knows verdicts; decides nothing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from html import escape
from xml.sax.saxutils import quoteattr

from evals.charts import COLOURS, MARKS, bars, differences
from evals.compare import Flip
from evals.gate import Verdict

MOST_FLIPS = 60
MOST_LINES = 40
WORDS = {"pass": "Pass", "regression": "Regression", "inconclusive": "Inconclusive"}
_STYLE = """
:root{color-scheme:light}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1080px;padding:24px;color:#1c2127;background:#fff}
h1{font-size:26px;margin:0 0 4px}h2{margin:36px 0 6px;border-top:2px solid #d8dde3;padding-top:18px}h3{margin:22px 0 6px;font-size:16px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #e3e7ec;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{max-width:100%;height:auto;font:13px system-ui,sans-serif}.axis{fill:#555;font-size:12px}
.verdict{font-weight:700}.quiet{color:#555}.side{display:grid;grid-template-columns:1fr 1fr;gap:14px}
pre{white-space:pre-wrap;background:#f5f7f9;padding:10px;margin:0;font-size:12.5px;overflow-wrap:anywhere}
del{background:#fbdede}ins{background:#d9f2e3;text-decoration:none}
.changes{background:#f5f7f9;padding:2px 12px}.change{margin:8px 0;overflow-wrap:anywhere}
details{margin:8px 0}summary{cursor:pointer}
"""


def html(verdicts: Sequence[Verdict], *, title: str = "Examination report", notes: Sequence[str] = (), extra: str = "") -> str:
    """The whole page. `extra` is HTML made here or by attribution; everything else is escaped."""
    overview = "".join(
        f"<tr><td>{escape(v.suite)}</td><td>{_outcome(v)}</td><td class=n>{v.comparison.cases}</td><td class=n>{v.comparison.clusters}</td>"
        f"<td class=n>{v.comparison.epochs}</td><td>{escape(v.why)}</td></tr>"
        for v in verdicts
    )
    told = "".join(f"<p class=quiet>{escape(n)}</p>" for n in notes if n)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>{_STYLE}</style></head><body>'
        f"<h1>{escape(title)}</h1>{told}<table><thead><tr><th>Suite<th>Verdict<th class=n>Cases"
        "<th class=n>Clusters<th class=n>Epochs<th>Why"
        f"</tr></thead><tbody>{overview}</tbody></table>{extra}{''.join(map(_suite, verdicts))}</body></html>"
    )


def _outcome(verdict: Verdict) -> str:
    return f'<span class=verdict style="color:{COLOURS[verdict.outcome]}">{MARKS[verdict.outcome]} {WORDS[verdict.outcome]}</span>'


def _suite(verdict: Verdict) -> str:
    found = verdict.comparison
    rows = "".join(
        f"<tr><td>{escape(s.check)}</td><td class=n>{s.change.baseline:.3f}</td><td class=n>{s.change.candidate:.3f}</td>"
        f"<td class=n>{s.change.difference.mean * 100:+.1f}</td>"
        f"<td class=n>{s.change.difference.low_95 * 100:+.1f} … {s.change.difference.high_95 * 100:+.1f}</td>"
        f"<td class=n>{s.margin * 100:.0f}</td><td class=n>{s.change.q_worse:.3f}</td>"
        f"<td class=n>{s.change.difference.n}/{s.change.difference.clusters}</td>"
        f"<td>{' '.join(f'{k} {v * 100:+.1f}' for k, v in s.change.by_lang.items())}</td><td>{escape(s.outcome)}</td></tr>"
        for s in verdict.soft
    )
    hard = "".join(
        f"<tr><td>{escape(h.check)}</td><td class=n>{h.failures}</td><td class=n>{h.trials}</td><td class=n>{h.upper * 100:.1f} %</td></tr>"
        for h in verdict.hard
    )
    failed = "".join(
        f"<li><b>{escape(f.check)}</b> in {escape(f.case_id)} (epoch {f.epoch}): {escape(f.detail)}"
        f"{' <i>fails in the baseline too</i>' if f.was_failing else ''}</li>"
        for f in found.hard_failures
    )
    changed = ", ".join(found.changed_parts) or "nothing"
    return (
        f"<h2>{escape(verdict.suite)}: {_outcome(verdict)}</h2><p>{escape(verdict.why)}</p>"
        f"<p class=quiet>{escape(found.baseline)} against {escape(found.candidate)}; {found.same_outputs} of {found.cases * found.epochs} "
        f"outputs are the same. Changed between them: {escape(changed)}. {escape(verdict.not_tested)}</p>"
        f"{'<h3>Failed hard checks</h3><ul>' + failed + '</ul>' if failed else ''}"
        f"<h3>Soft checks</h3>{differences(verdict.soft)}<table><thead><tr><th>Check"
        "<th class=n>Baseline<th class=n>Candidate<th class=n>Points"
        "<th class=n>95 % interval<th class=n>Margin<th class=n>q<th class=n>Pairs/clusters<th>By language<th>Verdict</tr></thead>"
        f"<tbody>{rows}</tbody></table>{bars([(s.check, s.change.baseline, s.change.candidate) for s in verdict.soft])}"
        f"{_worst(found.worst)}{_flipped(found.flips)}"
        "<h3>Hard checks</h3><details><summary>All of them, with the rate that so many trials still allow (95 %)</summary>"
        "<table><thead><tr>"
        f"<th>Check<th class=n>Failures<th class=n>Trials<th class=n>At most</tr></thead><tbody>{hard}</tbody></table></details>"
    )


def _worst(flips: Sequence[Flip]) -> str:
    if not flips:
        return ""
    parts = ["<h3>The cases that fell most, side by side</h3>"]
    for flip in flips:
        moved = ", ".join(f"{k} {v:+.2f}" for k, v in flip.moved.items())
        before, after = _sides(flip.before, flip.after)
        parts.append(
            f"<details open><summary><b>{escape(flip.case_id)}</b> ({flip.lang}) {escape(moved)}</summary>"
            f"<div class=side><pre>{before}</pre><pre>{after}</pre></div></details>"
        )
    return "".join(parts)


def _sides(before: str, after: str) -> tuple[str, str]:
    if not before:
        return "<i>words are kept in runs, not in baselines</i>", escape("\n".join(after.splitlines()[:MOST_LINES]))
    one, other = before.splitlines(), after.splitlines()
    left, right = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind != "equal":
            left += [f"<del>{escape(line)}</del>" for line in one[a:b]]
            right += [f"<ins>{escape(line)}</ins>" for line in other[c:d]]
    if not left and not right:
        return "<i>the words are the same</i>", "<i>the words are the same</i>"
    return "\n".join(left[:MOST_LINES]) or "<i>nothing was taken away</i>", "\n".join(right[:MOST_LINES]) or "<i>nothing was added</i>"


def _flipped(flips: Sequence[Flip]) -> str:
    if not flips:
        return ""
    rows = "".join(
        f"<tr><td>{escape(f.case_id)}</td><td>{f.lang}</td><td class=n>{f.change * 100:+.1f}</td>"
        f"<td>{escape(', '.join(f'{k} {v:+.2f}' for k, v in f.moved.items()))}</td></tr>"
        for f in flips[:MOST_FLIPS]
    )
    return (
        f"<details><summary>{len(flips)} outputs moved</summary><table><thead><tr>"
        "<th>Case<th>Language<th class=n>Mean<th>Checks</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def junit(verdicts: Sequence[Verdict]) -> str:
    """A test suite a suite, a test a check; a regression is a failure, an undecided check is skipped with its advice."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="puente eval">']
    for verdict in verdicts:
        cases: list[str] = []
        for hard in verdict.hard:
            told = [f"{f.case_id}: {f.detail}" for f in verdict.comparison.hard_failures if f.check == hard.check]
            cases.append(_test(verdict.suite, f"hard:{hard.check}", failure="\n".join(told[:20]) if hard.failures else ""))
        for soft in verdict.soft:
            change = f"{soft.check}: {soft.change.difference.mean * 100:+.1f} points, q {soft.change.q_worse:.3f}"
            cases.append(
                _test(
                    verdict.suite,
                    f"soft:{soft.check}",
                    failure=change if soft.outcome == "regression" else "",
                    skipped=soft.advice or change if soft.outcome == "inconclusive" else "",
                )
            )
        failures = sum("<failure" in c for c in cases)
        skipped = sum("<skipped" in c for c in cases)
        parts.append(
            f'<testsuite name={quoteattr(verdict.suite)} tests="{len(cases)}" failures="{failures}" skipped="{skipped}">'
            + "".join(cases)
            + f"<system-out>{escape(verdict.why)}</system-out></testsuite>"
        )
    return "".join((*parts, "</testsuites>\n"))


def _test(suite: str, name: str, *, failure: str = "", skipped: str = "") -> str:
    inner = f"<failure message={quoteattr(failure[:200])}>{escape(failure)}</failure>" if failure else ""
    inner += f"<skipped message={quoteattr(skipped[:200])}/>" if skipped else ""
    return f"<testcase classname={quoteattr('puente.eval.' + suite)} name={quoteattr(name)}>{inner}</testcase>"
