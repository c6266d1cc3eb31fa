"""`puente verify`: what evidence is worth to statements, pair by pair."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.choices import chosen


def verify(
    pairs: Annotated[str, typer.Argument(metavar="PAIRS.jsonl", help="One {id, statement, evidence} a line; - reads standard input.")],
    writer: Annotated[str, typer.Option("--writer", help="guided: by rules; model: the verifier after the rules.")] = "guided",
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> None:
    """Say of each statement whether its evidence supports it, supports it partly or not at all, and why."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.services.verifying import VerifyWriter, verify_pairs

    wanted: VerifyWriter = "model" if chosen(writer, ("guided", "model"), "--writer") == "model" else "guided"
    data, name = read_named(pairs)
    house = build()
    results = verify_pairs(house, LOCAL_ACTOR, data, name=name, writer=wanted, lang=house.lang)
    if json:
        print_json({"results": list(results)})
        return
    for result in results:
        because = "; ".join(result.reasons)
        typer.echo(f"{result.id}: {say(house.lang, f'verify.grade_{result.verdict}')}{f': {because}' if because else ''}")
