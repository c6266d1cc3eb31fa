"""The commands plan, run and compare. Knows printing and exit codes (0, 1, 2, 3 as in gate.py)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evals.doors import guarded
from evals.faults import EvalFault
from evals.recorded_cases import read_recorded
from evals.recordings import FOLDER
from evals.run_files import BASELINES, RUNS, Kept, read_run
from evals.suites import EVERYDAY

if TYPE_CHECKING:
    from evals.attribution import Attribution

Suites = Annotated[list[str] | None, typer.Argument(help="Suites; none means all of every day.")]
Writer = Annotated[str, typer.Option(help="guided, standin, recorded or live.")]
Runs = Annotated[Path, typer.Option("--runs", help="Where runs are kept.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def orders_of(suites: Sequence[str] | None, **given: Any) -> list[Any]:
    """An order a suite; none named means those of every day. Raises: EvalFault for an option that cannot be."""
    from evals.orders import RunOrder

    if given["writer"] not in ("guided", "standin", "recorded", "live"):
        raise EvalFault(f"--writer {given['writer']}: choose guided, standin, recorded or live")
    for name in ("epochs", "concurrency"):
        if given[name] < 1:
            raise EvalFault(f"--{name} {given[name]}: at least 1")
    return [RunOrder(suite=s, **given) for s in suites or _everyday(given["writer"])]


def _everyday(writer: str) -> Sequence[str]:
    """Where answers are recorded, the suites that have some."""
    recorded = read_recorded(FOLDER) if writer == "recorded" else None
    return tuple(recorded.suites) if recorded else EVERYDAY


@guarded
def run(
    suites: Suites = None,
    writer: Writer = "guided",
    epochs: Annotated[int, typer.Option(help="How often each case is run.")] = 1,
    concurrency: Annotated[int, typer.Option(help="Cases asked of a model at the same time.")] = 2,
    budget_usd: Annotated[float | None, typer.Option(help="Stop with exit 3 when so much is spent.")] = None,
    record: Annotated[bool, typer.Option("--record", help="With --writer recorded: ask for what is missing and keep it.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Make every output anew.")] = False,
    resume: Annotated[str | None, typer.Option(help="Go on with this run.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only these cases.")] = None,
    most: Annotated[int | None, typer.Option(help="At most so many cases.")] = None,
    inspect: Annotated[bool, typer.Option("--inspect", help="Run through inspect-ai, with its logs and viewer.")] = False,
    embedder: Annotated[str, typer.Option(help="For retrieval: bundled or none.")] = "bundled",
    runs: Runs = RUNS,
    as_json: AsJson = False,
) -> int:
    """Run suites and score them. Exit 1 when a hard check fails, 2 when a suite does not hold, 3 when answers are missing."""
    from evals.running import run_suite

    orders = orders_of(
        suites,
        writer=writer,
        epochs=epochs,
        concurrency=concurrency,
        budget_usd=budget_usd,
        record=record,
        use_cache=not no_cache,
        only=tuple(only or ()),
        most=most,
        embedder=embedder,
    )
    if inspect:
        from evals.tasks import run_with_inspect

        done = [run_with_inspect(order, runs) for order in orders]
    else:
        done = [run_suite(order, runs=runs, resume=resume) for order in orders]
    told = [_summary(read_run(d.folder.path)) for d in done]
    if as_json:
        print(json.dumps({"runs": told}, ensure_ascii=False))
    else:
        for one in told:
            print(_line(one))
    return 1 if any(one["hard_failures"] for one in told) else 0


def _summary(kept: Kept) -> dict[str, Any]:
    soft: dict[str, list[float]] = {}
    failed = []
    for row in kept.rows:
        for check, value in row.soft.items():
            soft.setdefault(check, []).append(value)
        failed += [{"case": row.case_id, "check": c, "detail": row.details.get(c, "")} for c, v in row.hard.items() if v < 1]
    m = kept.manifest
    return {
        "suite": m.suite,
        "run": kept.name,
        "cases": m.cases,
        "clusters": m.clusters,
        "epochs": m.epochs,
        "wall_s": m.wall_s,
        "errors": m.errors,
        "soft": {c: round(sum(v) / len(v), 4) for c, v in sorted(soft.items())},
        "hard_failures": failed,
        "not_tested": m.not_tested,
    }


def _line(one: dict[str, Any]) -> str:
    soft = "  ".join(f"{c} {v:.3f}" for c, v in one["soft"].items())
    head = f"{one['suite']}: {one['cases']} cases, {one['clusters']} clusters, {one['wall_s']} s, run {one['run']}"
    lines = [head, f"  {soft}", *(f"  FAILED {f['check']} in {f['case']}: {f['detail'][:160]}" for f in one["hard_failures"][:20])]
    if len(one["hard_failures"]) > 20:
        lines.append(f"  … and {len(one['hard_failures']) - 20} more failures")
    return "\n".join([*lines, f"  {one['not_tested']}"] if one["not_tested"] else lines)


@guarded
def plan(
    suites: Suites = None, writer: Writer = "guided", epochs: int = 1, runs: Runs = RUNS, name: str = "main", as_json: AsJson = False
) -> int:
    """Print clusters, the smallest detectable fall, calls and cost. Runs nothing."""
    from evals.planning import plan_suite

    made = [plan_suite(order, name, runs) for order in orders_of(suites, writer=writer, epochs=epochs, concurrency=1)]
    if as_json:
        print(json.dumps({"plans": [m.model_dump(mode="json") for m in made]}))
        return 0
    for one in made:
        cost = (
            "no call"
            if not one.calls
            else f"{one.calls} calls, about {one.tokens:,} tokens, "
            + (f"USD {one.cost_usd:.2f}" if one.cost_usd is not None else "price not known")
        )
        print(f"{one.suite}: {one.cases} cases in {one.clusters} clusters, {one.epochs} epochs; {cost}")
        for c in one.checks:
            print(
                f"  {c.check:24} finds a fall of {c.detectable * 100:5.1f} points (margin {c.margin * 100:.0f}:"
                f" {c.clusters_for_margin} clusters needed, {c.clusters} here; spread {c.sd:.3f}, {c.known_from})"
            )
    return 0


@guarded
def compare(
    a: Annotated[str, typer.Argument(help="The earlier run: a folder, a run's name, or SUITE/NAME of a baseline.")],
    b: Annotated[str, typer.Argument(help="The later run.")],
    html: Annotated[Path | None, typer.Option(help="Write the report here.")] = None,
    attribute: Annotated[str | None, typer.Option(help="A commit: swap prompts, corpus and code back to it, one at a time.")] = None,
    model: Annotated[str | None, typer.Option(help="With --attribute: also swap to this model.")] = None,
    runs: Runs = RUNS,
    as_json: AsJson = False,
) -> int:
    """Compare two runs of a suite. Exit codes as those of gate."""
    from evals.verdicts import attribution_html, attribution_text, verdict_of, verdict_text, write_report

    before, after = read_run(_found(a, runs)), read_run(_found(b, runs))
    verdict = verdict_of(before, after)
    swapped: tuple[Attribution, ...] = ()
    diff = ""
    if attribute:
        from evals.attribution import attribute as swap
        from evals.attribution import made_alike, prompt_diff

        swapped = swap(verdict.suite, attribute, model=model, extra=made_alike(after), runs=runs)
        diff = prompt_diff(attribute)
    if as_json:
        told = {
            "verdict": verdict.model_dump(mode="json"),
            "attribution": [s.model_dump(mode="json") for s in swapped],
            "prompt_diff": diff,
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(filter(None, [verdict_text(verdict, full=True), attribution_text(swapped, diff)])))
    if html:
        write_report([verdict], html, extra=attribution_html(swapped, diff))
    return verdict.code


def _found(name: str, runs: Path) -> Path:
    """The folder of a run or baseline by path, by name, or by SUITE/NAME."""
    for path in (Path(name), runs / name, BASELINES / name, *sorted(runs.glob(f"*/{name}"))):
        if (path / "manifest.json").exists():
            return path
    raise EvalFault(f"there is no run or baseline called {name}; runs are in {runs}, baselines are SUITE/NAME")
