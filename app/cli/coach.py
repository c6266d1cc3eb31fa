"""`puente coach`: a memo is coached by rules, or by a model where one is configured."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def coach(
    memo: Annotated[str, typer.Argument(metavar="MEMO.(md|txt|docx)", help="The memo; - reads standard input.")],
    lang: Annotated[str, typer.Option(help="auto, en or es: the memo's language.")] = "auto",
    rewrite_lang: Annotated[str | None, typer.Option(help="en or es; else the memo's own.")] = None,
    kind: Annotated[str | None, typer.Option(help="alert, anticipation, capital_request or periodic_report; else told by rules.")] = None,
    scenario: Annotated[str | None, typer.Option(metavar="ID", help="The scenario that the memo answers.")] = None,
    audience: Annotated[str | None, typer.Option(help="ceo, cfo, board, operations or counsel.")] = None,
    charter: Annotated[str | None, typer.Option(metavar="CHARTER.json", help="Hold the memo to this charter's limits.")] = None,
    side: Annotated[str, typer.Option(help="writer or reader.")] = "writer",
    writer: Annotated[str, typer.Option(help="auto, guided or model.")] = "auto",
    output: Annotated[list[str] | None, typer.Option("-o", "--output", metavar="FILE", help="Write a .json, .md or .docx (marks as comments).")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the coaching as JSON.")] = False,
) -> None:
    """Coach a memo to headquarters. Exit 0 whatever is found."""
    from app.bootstrap import build
    from app.cli.choices import chosen
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.domain.coaching import AUDIENCES, MEMO_KINDS
    from app.services.coaching import SUFFIXES, CoachRequest, coach_memo, write_coaching
    from app.services.exporting import check_outputs

    wanted: dict[str, Any] = {
        "lang": None if chosen(lang, ("auto", "en", "es"), "--lang", "setting.lang") == "auto" else lang,
        "rewrite_lang": chosen(rewrite_lang, ("en", "es"), "--rewrite-lang", "setting.lang") if rewrite_lang else None,
        "kind": chosen(kind, MEMO_KINDS, "--kind") if kind else None,
        "audience": chosen(audience, AUDIENCES, "--audience") if audience else None,
        "side": chosen(side, ("writer", "reader"), "--side"),
        "writer": chosen(writer, ("auto", "guided", "model"), "--writer", "setting.writer"),
        "scenario": scenario,
    }
    outputs = tuple(Path(o) for o in output or ())
    check_outputs(outputs, source=Path(memo) if Path(memo).exists() else None, suffixes=SUFFIXES, langs=())
    data, name = read_named(memo)
    agreed = read_named(charter) if charter else (None, "")
    request = CoachRequest(data=data, name=name, charter=agreed[0], charter_name=agreed[1], **wanted)
    coaching = coach_memo(build(), LOCAL_ACTOR, request)
    written = write_coaching(coaching, outputs)
    if json:
        print_json(coaching)
        return
    from app.export.coaching_markdown import to_text

    typer.echo(to_text(coaching))
    for path in written:
        typer.echo(f"  → {path}")
