"""`puente intake`: papers become proposed answers of an intake, accepted one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.domain.lang import Lang
    from app.domain.papers import PaperReading, Quote

intake = typer.Typer(
    name="intake", help="Papers become proposed answers, accepted one by one.", no_args_is_help=True, rich_markup_mode=None
)
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


@intake.command("propose")
def propose(
    papers: Annotated[
        list[Path], typer.Argument(metavar="PAPER…", help="Job descriptions, notes, e-mails: PDF, Word, slides, web pages, text.")
    ],
    against: Annotated[str, typer.Option("--intake", metavar="INTAKE.(yaml|json)", help="Compare with what this intake says.")] = "",
    lang: Annotated[str | None, typer.Option(help="The language of remarks: en or es.")] = None,
    writer: Annotated[str, typer.Option(help="auto, guided or model.")] = "auto",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="PROPOSED.yaml", help="Write the proposals to a file.")] = None,
    json: Json = False,
) -> None:
    """Propose answers that papers bear out, each with its quote and place; ask about the rest."""
    from app.bootstrap import build
    from app.catalog.intake_reader import read_intake
    from app.cli.choices import chosen
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.services.reading_papers import propose as proposed
    from app.services.upload_keeping import Offered
    from app.storage.atomic_files import write_whole

    house = build()
    wanted: Any = chosen(lang, ("en", "es"), "--lang", "setting.lang") if lang else house.lang
    named: Any = chosen(writer, ("auto", "guided", "model"), "--writer", "setting.writer")
    known = None
    if against:
        data, name = read_named(against)
        known = read_intake(data, name=name)
    offered = [Offered(path, path.name) for path in papers]
    reading, _ = proposed(house, LOCAL_ACTOR, offered, lang=wanted, writer=named, intake=known)
    if output:
        write_whole(output, _as_file(reading, output).encode())
    if json:
        print_json(reading)
    else:
        _tell(reading, wanted)


def _as_file(reading: PaperReading, path: Path) -> str:
    import yaml

    from app.cli.printing import as_json

    if path.suffix.lower() == ".json":
        return as_json(reading) + "\n"
    plain = reading.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=140)


def _tell(reading: PaperReading, lang: Lang) -> None:
    from app.catalog.paper_words import asked_line, clash_line, label_of, notice_line, shown_value
    from app.catalog.text import say

    counts = {"count": len(reading.proposals), "questions": len(reading.questions)}
    typer.echo(say(lang, "papers.proposed", papers=", ".join(reading.papers), **counts))
    for each in reading.proposals:
        value = say(lang, "papers.value", label=label_of(each.path, lang), value=shown_value(each.path, each.value, lang))
        typer.echo(f"\n{each.path}\n  {value}")
        typer.echo(f"  {_from(each.quote, lang)} ({say(lang, f'papers.sure.{each.confidence}')})")
        if each.clash:
            typer.echo(f"  {clash_line(each, lang)}")
        elif each.is_known:
            typer.echo(f"  {say(lang, 'papers.known')}")
    if reading.questions:
        typer.echo(f"\n{say(lang, 'papers.asked')}")
    for question in reading.questions:
        typer.echo(f"  {asked_line(question, lang)}")
        for quote in question.quotes:
            typer.echo(f"    {_from(quote, lang)}")
    if reading.notices:
        typer.echo(f"\n{say(lang, 'papers.notices')}")
    for notice in reading.notices:
        typer.echo(f"  {notice_line(notice, lang)}")


def _from(quote: Quote, lang: Lang) -> str:
    from app.catalog.text import say

    place = ", ".join(part for part in (quote.file, quote.place) if part)
    return say(lang, "papers.from", quote=" ".join(quote.text.split()), place=place)


@intake.command("accept")
def accept(
    proposals: Annotated[str, typer.Argument(metavar="PROPOSED.(yaml|json)", help="What `intake propose -o` wrote.")],
    into: Annotated[Path, typer.Argument(metavar="INTAKE.(yaml|json)", help="The intake; begun where there is none.")],
    paths: Annotated[str, typer.Option("--paths", metavar="A,B", help="The answers to take, by path.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Take every one that is in no conflict.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="NEW.yaml", help="Write here and leave the intake as it is.")
    ] = None,
    json: Json = False,
) -> None:
    """Take proposals into an intake as inferred, with their quotes as sources. Exit 1 when a conflict was left."""
    from app.bootstrap import build
    from app.catalog.paper_words import clash_line, label_of
    from app.catalog.text import say
    from app.cli.printing import print_json, read_named
    from app.domain.actor import LOCAL_ACTOR
    from app.errors import BadInput
    from app.services.reading_papers import accept as accepted
    from app.storage.atomic_files import write_whole

    if bool(paths) == all_:
        raise BadInput("usage.missing", where="intake accept", name="--paths / --all")
    house = build()
    lang = house.lang
    data, name = read_named(proposals)
    known = read_named(str(into))[0] if into.exists() else b""
    wanted = None if all_ else [p.strip() for p in paths.split(",") if p.strip()]
    made = accepted(house, LOCAL_ACTOR, data, known, name=name, intake_name=into.name, paths=wanted)
    target = output or into
    if made.taken:
        write_whole(target, made.data)
    if json:
        print_json(
            {"taken": made.taken, "known": made.known, "clashes": made.clashes, "file": str(target), "comments_kept": made.keeps_comments}
        )
        raise typer.Exit(1 if made.clashes else 0)
    if made.is_new and made.taken:
        typer.echo(say(lang, "papers.begun", name=into.name))
    typer.echo(
        say(lang, "papers.written", name=target.name, paths=", ".join(made.taken))
        if made.taken
        else say(lang, "papers.written_none", name=target.name)
    )
    if made.known:
        typer.echo(say(lang, "papers.said_already", paths=", ".join(made.known)))
    if not made.keeps_comments:
        typer.echo(say(lang, "papers.comments_gone", name=target.name))
    for each in made.clashes:
        typer.echo(f"{label_of(each.path, lang)} ({each.path}): {clash_line(each, lang)}")
    raise typer.Exit(1 if made.clashes else 0)
