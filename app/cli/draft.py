"""`puente draft`: an intake file becomes documents and files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def draft(
    intake: Annotated[str, typer.Argument(metavar="INTAKE.(yaml|json)", help="The intake; - reads standard input.")],
    kind: Annotated[str, typer.Option(help="What to draft.")] = "mandate-brief",
    lang: Annotated[str | None, typer.Option(help="en, es or both; else the intake's brief_language.")] = None,
    writer: Annotated[str, typer.Option(help="auto, guided or model.")] = "auto",
    variant: Annotated[str, typer.Option(help="internal or client.")] = "internal",
    output: Annotated[list[str] | None, typer.Option("-o", "--output", metavar="FILE", help="Write a .json, .md, .docx or .pdf.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the document as JSON.")] = False,
) -> Any:
    """Draft a document from an intake. Exit 1 when something blocking was found; the files still come."""
    from app.bootstrap import build
    from app.cli.choices import chosen
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.services.drafting import DraftRequest
    from app.services.drafting import draft as draft_service
    from app.services.exporting import check_outputs, write_outputs

    request_lang = chosen(lang, ("en", "es", "both"), "--lang", "setting.lang") if lang else None
    request_writer = chosen(writer, ("auto", "guided", "model"), "--writer", "setting.writer")
    outputs = tuple(Path(o) for o in output or ())
    check_outputs(outputs, source=Path(intake) if Path(intake).exists() else None)
    data, name = read_named(intake)
    request = DraftRequest(data=data, name=name, kind=kind, lang=request_lang, writer=request_writer, variant=variant)  # type: ignore[arg-type]
    house = build()
    documents = draft_service(house, LOCAL_ACTOR, request)
    written = write_outputs(documents, outputs, template=house.template)
    if json:
        print_json(documents[0] if len(documents) == 1 else {"documents": list(documents)})
    else:
        tell(documents, written)
    raise typer.Exit(1 if any(d.status == "needs_review" for d in documents) else 0)


def tell(documents: tuple[Any, ...], written: tuple[Path, ...]) -> None:
    """Print what was drafted, its findings and the files."""
    from app.catalog.text import say
    from app.cli.door import reader_lang

    for document in documents:
        typer.echo(
            say(
                reader_lang(),
                "cli.drafted",
                id=document.id,
                version=document.version,
                lang=document.lang,
                writer=document.writer,
                statements=sum(len(s.statements()) for s in document.sections),
                gaps=len(document.gaps),
                findings=len(document.findings),
            )
        )
        for finding in document.findings:
            typer.echo(f"  {finding.severity}: {finding.section or '—'}: {finding.message}")
    for path in written:
        typer.echo(f"  → {path}")
