"""`puente document`: what is kept, what happened to it, and how it is changed, approved and brought back from Word."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.document_words import change_line, event_line, proposal_line, tell, told

document = typer.Typer(name="document", help="Documents that are kept: versions, edits, approval, Word.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The document, as `document list` shows it.")]
Ref = Annotated[str, typer.Argument(metavar="ID[@VERSION]", help="A document; without a version, the latest.")]
Section = Annotated[str, typer.Argument(metavar="SECTION", help="A section, by its id.")]
Statement = Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement, by its id.")]


def _house() -> tuple[Any, Any]:
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR

    return build(), LOCAL_ACTOR


@document.command("list")
def list_(json: Json = False) -> None:
    """List the documents at their latest versions, newest first."""
    from app.cli.printing import print_json
    from app.services.documents import documents

    found = documents(*_house())
    if json:
        print_json({"documents": found})
        return
    for line in found:
        typer.echo(f"{line.id}  v{line.version}  {line.kind}  {line.variant}  {line.lang}  {line.status}  {line.created_at:%Y-%m-%d %H:%M}")


@document.command("show")
def show(ref: Ref, json: Json = False) -> None:
    """Show a document with its versions, events, approvals, open proposals and twin."""
    from app.cli.printing import print_json
    from app.services.documents import show as shown

    house, actor = _house()
    found = shown(house, actor, ref)
    if json:
        print_json(found)
        return
    tell(found.document)
    for section in found.document.sections:
        approved = next((f" ✓ {a.by}, {a.at[:16]}" for a in found.approvals if a.section == section.id), "")
        typer.echo(f"\n[{section.id}] {section.title}{' 🔒' if section.locked else ''}{approved}")
        for statement in section.statements():
            typer.echo(f"  {statement.id}{' ↺' if statement.id in found.stale else ''}: {statement.text}")
    for finding in found.drift:
        typer.echo(f"{finding.severity}: {finding.statement_id or finding.section or '—'}: {finding.message}")
    for event in found.events:
        typer.echo(event_line(event))
    for proposal in found.proposals:
        typer.echo(proposal_line(proposal))


@document.command("diff")
def diff(a: Ref, b: Ref, json: Json = False) -> None:
    """Compare two versions, or two documents, statement by statement."""
    from app.cli.printing import print_json
    from app.services.documents import diff as compared

    found = compared(*_house(), a, b)
    if json:
        print_json({"changes": found})
        return
    for change in found:
        typer.echo(change_line(change))


@document.command("edit")
def edit(
    ref: Id,
    statement: Statement,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The new words; ` | ` between the cells of a row; empty takes it out.")],
    after: Annotated[bool, typer.Option("--after", help="Add a new statement behind this one instead.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """Change a statement; the checks run again. Exit 1 when something blocking is found."""
    from app.services import revisions

    house, actor = _house()
    change = revisions.insert if after else revisions.edit
    told(change(house, actor, ref, statement, text, by=by), json=json)


@document.command("lock")
def lock(ref: Id, section: Section, by: By = "", json: Json = False) -> None:
    """Lock a section against every change."""
    from app.services.revisions import lock as locked

    told(locked(*_house(), ref, section, by=by), json=json)


@document.command("unlock")
def unlock(ref: Id, section: Section, by: By = "", json: Json = False) -> None:
    """Open a locked section."""
    from app.services.revisions import lock as locked

    told(locked(*_house(), ref, section, is_locked=False, by=by), json=json)


@document.command("regenerate")
def regenerate(
    ref: Id,
    section: Section,
    instruction: Annotated[str, typer.Option("--instruction", help="What should be different; a model follows it.")] = "",
    writer: Annotated[str, typer.Option(help="auto (the document's own), guided or model.")] = "auto",
    by: By = "",
    json: Json = False,
) -> None:
    """Write one section anew."""
    from app.catalog.text import say
    from app.cli.choices import chosen
    from app.cli.door import reader_lang
    from app.cli.printing import remark
    from app.services.composing import regenerate as written

    named = chosen(writer, ("auto", "guided", "model"), "--writer", "setting.writer")
    made = written(*_house(), ref, section, instruction=instruction, writer=named, by=by)
    if not made.is_followed:
        remark(say(reader_lang(), "documents.not_followed"))
    told(made.document, json=json)


@document.command("restore")
def restore(
    ref: Annotated[str, typer.Argument(metavar="ID@VERSION", help="The version that becomes the newest.")], by: By = "", json: Json = False
) -> None:
    """Make an older version the newest."""
    from app.services.revisions import restore as restored

    told(restored(*_house(), ref, by=by), json=json)


@document.command("comment")
def comment(ref: Ref, statement: Statement, text: Annotated[str, typer.Argument(metavar="TEXT")], by: By = "", json: Json = False) -> None:
    """Comment on a statement."""
    from app.cli.printing import print_json
    from app.services.revisions import comment as commented

    event = commented(*_house(), ref, statement, text, by=by)
    print_json(event) if json else typer.echo(event_line(event))


@document.command("settle")
def settle(
    ref: Id,
    path: Annotated[str, typer.Argument(metavar="PATH", help="The answer's path, as the gap names it.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The answer, as it would stand in the intake (YAML).")],
    source: Annotated[str, typer.Option("--source", help="Who said it, where and when.")],
    status: Annotated[str, typer.Option(help="stated, inferred, tbc or n_a.")] = "stated",
    by: By = "",
    json: Json = False,
) -> None:
    """Settle a gap: into the mandate's intake, and from there into this document and its twin."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import remark
    from app.services.settling import settle as settled

    made = settled(*_house(), ref, path, value, source=source, status=status, by=by)
    for document_id, sections in made.left.items():
        if sections:
            remark(say(reader_lang(), "documents.left", id=document_id, sections=", ".join(sections)))
    told(*made.documents, json=json)


@document.command("approve")
def approve(
    ref: Id,
    section: Annotated[str, typer.Argument(metavar="SECTION", help="A section by its id, or all.")],
    by: By = "",
    json: Json = False,
) -> None:
    """Approve a section; refused while its gaps or blocking findings stand. Exit 1 when `all` leaves some out."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.services.approving import approve as approved

    made = approved(*_house(), ref, section, by=by)
    if json:
        print_json({"document": made.document, "sections": made.sections, "whole": made.whole, "refused": made.refused})
    else:
        typer.echo(say(reader_lang(), "documents.approved", sections=", ".join(made.sections)))
        for name, reasons in made.refused.items():
            typer.echo(f"  {name}: {'; '.join(reasons[:3])}")
        if made.whole:
            typer.echo(say(reader_lang(), "documents.whole", id=made.document.id, version=made.document.version))
    raise typer.Exit(1 if made.refused else 0)


from app.cli import document_word as _word  # noqa: E402,F401 - its commands join those above
