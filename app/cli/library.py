"""`puente library`: add, list, remove, search, show, lint, reindex, verify."""

from __future__ import annotations

from typing import Annotated, Any

import typer

library = typer.Typer(name="library", help="The guidance library.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@library.command("add")
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files or folders: PDF, Word, PowerPoint, HTML, e-mail, text.")],
    visibility: Annotated[str, typer.Option(help="Who finds them: private, mandate or firm; mandate when --mandate is given.")] = "",
    mandate: Annotated[str | None, typer.Option(metavar="ID", help="The mandate that they belong to.")] = None,
    json: Json = False,
) -> None:
    """Add documents of the firm. Exit 1 when some could not be read, 2 when none could."""
    from pathlib import Path

    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json, remark
    from app.domain.actor import LOCAL_ACTOR
    from app.services import uploads
    from app.services.upload_keeping import Offered

    lang = reader_lang()

    def tell(done: int, total: int) -> None:
        remark(say(lang, "cli.indexing", done=done, total=total))

    seen: Any = visibility or ("mandate" if mandate else "private")
    offered = [Offered(file, str(file)) for path in paths for file in uploads.files_in(Path(path))]
    outcomes = uploads.add_all(build(), LOCAL_ACTOR, offered, visibility=seen, mandate_id=mandate, progress=tell)
    refused = [o for o in outcomes if o.state == "refused"]
    for outcome in refused:
        remark(f"puente: {outcome.name}: {' '.join(outcome.messages(lang))}")
    if json:
        print_json({"files": [{**o.model_dump(mode="json", exclude={"remarks"}), "messages": o.messages(lang)} for o in outcomes]})
    else:
        for outcome in (o for o in outcomes if o.state != "refused"):
            counted = ", ".join(f"{name} {count}" for name, count in outcome.languages.items())
            typer.echo(say(lang, "ingest.added", id=outcome.id, name=outcome.name, sentences=outcome.sentences, languages=counted))
            for message in outcome.messages(lang):
                typer.echo(f"      {message}")
    raise typer.Exit(0 if not refused else 1 if len(refused) < len(outcomes) else 2)


@library.command("list")
def list_(json: Json = False) -> None:
    """List the documents of the firm that you may see."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import uploads

    lang = reader_lang()
    found = uploads.list_uploads(build(), LOCAL_ACTOR)
    if json:
        print_json({"uploads": [{**u.model_dump(mode="json", exclude={"remarks"}), "messages": u.messages(lang)} for u in found]})
        return
    if not found:
        typer.echo(say(lang, "ingest.none"))
    for upload in found:
        place = f"{upload.visibility} {upload.mandate_id or ''}".strip()
        typer.echo(
            say(lang, "ingest.listed", id=upload.id, name=upload.name, place=place, sentences=upload.sentences, date=upload.as_of or "—")
        )
        for message in upload.messages(lang):
            typer.echo(f"      {message}")


@library.command("remove")
def remove(upload_id: Annotated[str, typer.Argument(metavar="ID", help="As in the list, such as U1a2b3c4d.")], json: Json = False) -> None:
    """Erase a document of the firm: its file, its text, and its place in the index."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import uploads

    lang = reader_lang()
    gone = uploads.remove(build(), LOCAL_ACTOR, upload_id)
    if json:
        print_json({**gone.model_dump(mode="json", exclude={"remarks"}), "messages": gone.messages(lang)})
        return
    typer.echo(say(lang, "ingest.removed", id=gone.id, name=gone.name))
    for message in gone.messages(lang):
        typer.echo(f"      {message}")


@library.command("search")
def search(
    query: Annotated[str, typer.Argument(help="A question or a few words, in either language.")],
    lang: Annotated[str | None, typer.Option(help="Language of the hits; else that of the query.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many hits at most.")] = 8,
    json: Json = False,
) -> None:
    """Find sentences that answer a query."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.choices import chosen
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import library as service

    wanted: Any = chosen(lang, ("en", "es"), "--lang", "setting.lang") if lang else None
    answer = service.search(build(), LOCAL_ACTOR, query, lang=wanted, k=k)
    if json:
        hits = [_hit(h.sentence, h.score) for h in answer.hits]
        top = {"query": answer.query, "lang": answer.lang, "embedder": answer.embedder, "abstained": answer.abstained}
        print_json({**top, "hits": hits})
        return
    if answer.abstained:
        typer.echo(say(reader_lang(), "cli.abstained"))
    for hit in answer.hits:
        known = ", ".join(hit.sentence.card_ids) or hit.sentence.locator or hit.sentence.visibility
        typer.echo(f"{hit.sentence.id}  {hit.sentence.text}\n      {hit.sentence.confidence} · {known}")


def _hit(sentence: Any, score: float | None = None) -> dict[str, Any]:
    found = {
        "sentence_id": sentence.id,
        "source_id": sentence.source_id,
        "text": sentence.text,
        "score": None if score is None else round(score, 6),
        "card_ids": list(sentence.card_ids),
        "lang": sentence.lang,
        "twin_id": sentence.twin_id,
        "as_of": sentence.as_of.isoformat(),
        "review_by": sentence.review_by.isoformat(),
        "confidence": sentence.confidence,
        "visibility": sentence.visibility,
        "locator": sentence.locator,
    }
    return {k: v for k, v in found.items() if v is not None or k != "locator"}


@library.command("show")
def show(sentence_id: Annotated[str, typer.Argument(metavar="SENTENCE_ID", help="Such as G12.3 or G12.3-es.")], json: Json = False) -> None:
    """Show a sentence with those around it."""
    from app.bootstrap import build
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import library as service

    shown = service.show(build(), LOCAL_ACTOR, sentence_id)
    if json:
        around = {"before": [_hit(s) for s in shown.before], "after": [_hit(s) for s in shown.after]}
        print_json({**_hit(shown.sentence), **around})
        return
    for sentence in (*shown.before, shown.sentence, *shown.after):
        mark = ">" if sentence.id == shown.sentence.id else " "
        typer.echo(f"{mark} {sentence.id}  {sentence.text}")
    if shown.twin:
        typer.echo(f"= {shown.twin.id}  {shown.twin.text}")


@library.command("lint")
def lint(json: Json = False) -> None:
    """Say what is wrong with the library and what falls due. Exit 1 on a fault."""
    from app.bootstrap import build
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.services import library as service

    findings = service.lint(build(), LOCAL_ACTOR)
    if json:
        print_json({"findings": list(findings)})
    else:
        for finding in findings:
            typer.echo(f"{finding.severity}: {finding.message}")
    raise typer.Exit(1 if any(f.severity == "block" for f in findings) else 0)


@library.command("reindex")
def reindex(json: Json = False) -> None:
    """Build the index anew from the originals."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.door import reader_lang
    from app.cli.printing import print_json, remark
    from app.domain.actor import LOCAL_ACTOR
    from app.services import library as service

    def tell(done: int, total: int) -> None:
        remark(say(reader_lang(), "cli.indexing", done=done, total=total))

    count = service.reindex(build(), LOCAL_ACTOR, tell)
    if json:
        print_json({"sentences": count})
    else:
        typer.echo(say(reader_lang(), "cli.indexed", count=count))


@library.command("verify")
def verify(
    card: Annotated[str, typer.Argument(metavar="CARD", help="Such as LB-025.")],
    by: Annotated[str, typer.Option(help="Who checked it.")],
    date: Annotated[str, typer.Option(help="When, as year-month-day.")],
    source: Annotated[str, typer.Option(help="What it was checked against.")],
    verdict: Annotated[str, typer.Option(help="confirm, correct or reject.")] = "confirm",
    text_en: Annotated[str | None, typer.Option(help="The corrected English sentence.")] = None,
    text_es: Annotated[str | None, typer.Option(help="The corrected Spanish sentence.")] = None,
    json: Json = False,
) -> None:
    """Record that a named reviewer checked a card; every later draft shows it."""
    from app.bootstrap import build
    from app.catalog.text import say
    from app.cli.choices import chosen
    from app.cli.door import reader_lang
    from app.cli.printing import print_json
    from app.domain.actor import LOCAL_ACTOR
    from app.domain.reviews import Review
    from app.services import reviews

    said: Any = chosen(verdict, ("confirm", "correct", "reject"), "--verdict")
    wanted = Review(card_id=card, by=by, on=reviews.day(date), source=source, verdict=said, text_en=text_en, text_es=text_es)
    kept = reviews.verify(build(), LOCAL_ACTOR, wanted)
    if json:
        print_json(kept)
    else:
        typer.echo(say(reader_lang(), "cli.reviewed", id=kept.card_id, by=kept.by, date=kept.on, verdict=kept.verdict))
