"""`puente document import | proposals | translate | export | clone`: files out, and edited ones back."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.document import By, Id, Json, Ref, _house, document
from app.cli.document_words import proposal_line, tell, told


@document.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="EDITED.docx", help="An exported file that somebody edited.")],
    of: Annotated[str, typer.Option("--of", metavar="ID@VERSION", help="Whose it is, where the file no longer says so.")] = "",
    json: Json = False,
) -> None:
    """Bring tracked changes, comments, moves and deletions back as proposals; the document does not change."""
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json, read_named
    from app.services.word_return import import_word

    data, name = read_named(file)
    made = import_word(*_house(), data, name=name, ref=of)
    if json:
        print_json(made)
        return
    line = {"id": made.document_id, "version": made.version, "count": len(made.proposals)}
    typer.echo(say(reader_lang(), "documents.imported", unmatched=sum(p.kind == "unmatched" for p in made.proposals), **line))
    for proposal in made.proposals:
        typer.echo(proposal_line(proposal))


@document.command("proposals")
def proposals(
    ref: Id,
    accept: Annotated[list[int] | None, typer.Option("--accept", metavar="N", help="Accept this one.")] = None,
    reject: Annotated[list[int] | None, typer.Option("--reject", metavar="N", help="Reject this one.")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept every one that can be.")] = False,
    every: Annotated[bool, typer.Option("--every", help="List settled ones too.")] = False,
    by: By = "",
    json: Json = False,
) -> None:
    """List a document's proposals, or settle them. Exit 1 when one could not be accepted, or something in the new version blocks."""
    from app.catalog.text import error_line
    from app.cli.door import reader_lang
    from app.cli.printing import print_json, remark
    from app.services import deciding

    house, actor = _house()
    for number in reject or ():
        deciding.reject(house, actor, ref, number, by=by)
    newest = None
    for number in accept or ():
        newest = deciding.accept(house, actor, ref, number, by=by)
    if accept_all:
        newest, refused = deciding.accept_all(house, actor, ref, by=by)
        for number, error in refused.items():
            remark(f"#{number}: {error_line(reader_lang(), error)}")
        if refused:
            tell(newest)
            raise typer.Exit(1)
    if newest is not None:
        told(newest, json=json)
    found = deciding.proposals(house, actor, ref, every=every)
    if json:
        print_json({"proposals": found})
        return
    for proposal in found:
        typer.echo(proposal_line(proposal))


@document.command("translate")
def translate(ref: Id, json: Json = False) -> None:
    """Have a model propose translations of the client's words that this document lacks; `proposals --accept` takes them."""
    from app.cli.printing import print_json
    from app.services.translating import propose

    made = propose(*_house(), ref)
    if json:
        print_json({"proposals": made})
    for proposal in () if json else made:
        typer.echo(proposal_line(proposal))


@document.command("export")
def export(
    ref: Ref,
    output: Annotated[list[str], typer.Option("-o", "--output", metavar="FILE", help="Write a .json, .md, .docx or .pdf.")],
    variant: Annotated[str, typer.Option(help="The copy to write: internal, client, candidate or codename.")] = "",
) -> None:
    """Write a kept document, or a copy of it for somebody else, to files."""
    from pathlib import Path

    from app.services.copies import copy_of
    from app.services.exporting import check_outputs, write_outputs
    from app.services.leaks import guard

    house, actor = _house()
    outputs = tuple(Path(o) for o in output)
    check_outputs(outputs)
    made = copy_of(house, actor, ref, variant)
    for path in write_outputs((made,), outputs, guard=guard(house, actor), template=house.template):
        typer.echo(f"  → {path}")


@document.command("clone")
def clone(
    mandate: Annotated[str, typer.Argument(metavar="MANDATE", help="The mandate's id, or a document of it.")],
    title: Annotated[str, typer.Option("--title", help="The new mandate's name.")] = "",
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.yaml", help="Write its intake, to be filled in.")] = "",
    json: Json = False,
) -> None:
    """Open a new mandate of the same type with the client's facts emptied."""
    from pathlib import Path

    from app.cli.printing import print_json, remark
    from app.services.documents import document as by_ref
    from app.services.settling import clone as cloned
    from app.services.settling import intake_file
    from app.storage.atomic_files import write_whole

    house, actor = _house()
    made = cloned(house, actor, by_ref(house, actor, mandate).mandate_id if mandate.startswith("doc-") else mandate, title=title)
    print_json({"id": made.id, "intake": made.intake}) if json else typer.echo(made.id)
    if output:
        write_whole(Path(output), intake_file(made))
        remark(f"  → {output}")
