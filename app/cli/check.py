"""`puente check`: every check of a document again."""

from __future__ import annotations

from typing import Annotated

import typer


def check(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT.json", help="A document, or {documents: [..]}; - reads standard input.")],
    intake: Annotated[str | None, typer.Option(metavar="FILE", help="The intake that a variant without one is held against.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the document with its findings as JSON.")] = False,
) -> None:
    """Recompute every check and citation test. Exit 1 when something blocking is found."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.services.checking import check_documents

    data, name = read_named(document)
    documents = check_documents(build(), LOCAL_ACTOR, data, name=name, intake=read_named(intake) if intake else None)
    if json:
        print_json(documents[0] if len(documents) == 1 else {"documents": list(documents)})
    else:
        for each in documents:
            for finding in each.findings:
                typer.echo(f"{finding.severity}: {finding.statement_id or finding.section or '—'}: {finding.message}")
            blocking = len(each.blocking())
            typer.echo(say(reader_lang(), "cli.checked", id=each.id, lang=each.lang, findings=len(each.findings), blocking=blocking))
    raise typer.Exit(1 if any(d.blocking() for d in documents) else 0)
