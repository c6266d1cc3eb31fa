"""`puente practice`: attempts, their comparison and sharing, the private ledger. Parses and calls one service; words are elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

practice = typer.Typer(
    name="practice", help="Your own practice: private, deletable, never part of a search or an appraisal.", no_args_is_help=True
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As in the list, such as A1b2c3d4e5.")]
Only = Annotated[str | None, typer.Option("--scenario", metavar="ID", help="Only attempts at this scenario.")]
_LANG = typer.Option(help="en or es.")


def _opened() -> tuple[Any, Any, Any]:
    """The house, the local user and the reader's language."""
    from app.bootstrap import build
    from app.domain.actor import LOCAL_ACTOR

    house = build()
    return house, LOCAL_ACTOR, house.lang


def _tell(value: Any, lines: tuple[str, ...], json: bool, lang: Any) -> None:
    """JSON with the notices in it, or the lines on standard output and the notices on standard error."""
    from app.cli.printing import print_json, remark
    from app.services.practice_words import notices

    said = notices(lang)
    if json:
        print_json({**value, "notices": list(said)})
        return
    for line in lines:
        typer.echo(line)
    for notice in said:
        remark(notice.message)


@practice.command("keep")
def keep(
    coaching: Annotated[str, typer.Argument(metavar="COACHING.json", help="What puente coach --json or -o wrote; - reads standard input.")],
    keep_stop: Annotated[bool, typer.Option("--keep-stop", help="Keep it even if the memo was stopped before style.")] = False,
    json: Json = False,
) -> None:
    """Keep a coached memo as an attempt."""
    from app.catalog.text import say
    from app.cli.printing import read_named
    from app.services import practice as service
    from app.services.practice_words import read_coaching

    house, actor, lang = _opened()
    kept = service.keep(house, actor, read_coaching(*read_named(coaching)), keeps_stop=keep_stop)
    line = say(lang, "practice.cli.kept", id=kept.id) if kept else say(lang, "practice.cli.not_kept")
    _tell({"attempt": kept.id if kept else None}, (line,), json, lang)


@practice.command("list")
def list_(
    scenario: Only = None,
    plot: Annotated[Path | None, typer.Option(help="Draw progress as FILE.png or FILE.svg.")] = None,
    json: Json = False,
) -> None:
    """List attempts, the weakest dimension and the next exercise; from five graded attempts on, --plot draws them."""
    from app.catalog.scenarios import scenario as known
    from app.catalog.text import say
    from app.services import practice as service
    from app.services import practice_progress, practice_words
    from app.storage.atomic_files import write_whole

    house, actor, lang = _opened()
    wanted = known(scenario).id if scenario else None
    if plot:
        write_whole(plot, practice_progress.picture(house, actor, suffix=plot.suffix, lang=lang, scenario=wanted))
    found = service.lines(house, actor, scenario=wanted)
    stand = practice_progress.progress(house, actor, scenario=wanted)
    lines = [*(practice_words.attempt_line(each, lang) for each in found), *practice_words.progress_lines(stand, lang)]
    if plot:
        lines.append(say(lang, "practice.cli.written", name=plot))
    _tell({"attempts": list(found), "progress": stand}, tuple(lines), json, lang)


@practice.command("show")
def show(attempt_id: Id, json: Json = False) -> None:
    """Show an attempt with its coaching."""
    from app.services import practice as service
    from app.services.practice_words import attempt_text

    house, actor, lang = _opened()
    found = service.attempt(house, actor, attempt_id)
    _tell({"attempt": found}, (attempt_text(found, lang),), json, lang)


@practice.command("compare")
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="An attempt.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    json: Json = False,
) -> None:
    """Show what changed between two attempts."""
    from app.services import practice_progress
    from app.services.practice_words import comparison_lines

    house, actor, lang = _opened()
    found = practice_progress.compare(house, actor, first, second)
    _tell({"comparison": found}, comparison_lines(found, lang), json, lang)


@practice.command("delete")
def delete(
    attempt_id: Annotated[str | None, typer.Argument(metavar="ID", help="The attempt to erase.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Erase all attempts and the whole ledger.")] = False,
    entry: Annotated[str | None, typer.Option(metavar="ID", help="Erase one entry of the ledger instead.")] = None,
    json: Json = False,
) -> None:
    """Erase for good: one attempt with its ledger entries, one entry, or everything."""
    from app.catalog.text import say
    from app.errors import BadSetting
    from app.services import practice as service
    from app.services import practice_ledger

    if sum(map(bool, (attempt_id, everything, entry))) != 1:
        raise BadSetting("usage.missing", where="puente practice delete", name="ID | --all | --entry ID")
    house, actor, lang = _opened()
    if everything:
        line = say(lang, "practice.cli.all_deleted", count=service.delete_all(house, actor))
    elif entry:
        practice_ledger.remove(house, actor, entry)
        line = say(lang, "practice.cli.deleted", id=entry, count=0)
    else:
        line = say(lang, "practice.cli.deleted", id=attempt_id, count=service.delete(house, actor, attempt_id or ""))
    _tell({"deleted": attempt_id or entry or "all"}, (line,), json, lang)


@practice.command("share")
def share(
    attempt_id: Id,
    reader: Annotated[str, typer.Option("--with", metavar="USER", help="The user who may read it.")],
    undo: Annotated[bool, typer.Option("--undo", help="Take it back.")] = False,
    json: Json = False,
) -> None:
    """Let one named user read one attempt, or take that back."""
    from app.catalog.text import say
    from app.services import practice as service

    house, actor, lang = _opened()
    found = service.share(house, actor, attempt_id, reader, takes_back=undo)
    line = say(lang, "practice.cli.taken_back" if undo else "practice.cli.shared_now", id=found.id, name=reader)
    _tell({"attempt": found.id, "shared_with": list(found.shared_with)}, (line,), json, lang)


@practice.command("accept")
def accept(attempt_id: Id, json: Json = False) -> None:
    """Accept a memo as the one that went out; its commitments and estimates enter the ledger."""
    from app.catalog.text import say
    from app.services import practice_ledger
    from app.services.practice_words import entry_line

    house, actor, lang = _opened()
    found = practice_ledger.accept(house, actor, attempt_id)
    head = say(lang, "practice.cli.accepted_now", id=attempt_id, count=len(found))
    _tell({"entries": list(found)}, (head, *(entry_line(each, lang) for each in found)), json, lang)


@practice.command("ledger")
def ledger(
    record: Annotated[str | None, typer.Option(metavar="ENTRY", help="Write down what became of this entry.")] = None,
    outcome: Annotated[str, typer.Option(help="kept, late, not_kept, happened, did_not_happen or withdrawn.")] = "",
    note: Annotated[str, typer.Option(help="What happened, in your words.")] = "",
    json: Json = False,
) -> None:
    """Show the ledger of commitments and estimates, or record what happened."""
    from app.catalog.text import say
    from app.cli.choices import chosen
    from app.domain.practice import OUTCOMES
    from app.services import practice_ledger
    from app.services.practice_words import entry_line

    house, actor, lang = _opened()
    if record:
        said: Any = chosen(outcome, OUTCOMES, "--outcome")
        practice_ledger.record(house, actor, record, said, note=note)
    found = practice_ledger.ledger(house, actor)
    lines = tuple(entry_line(each, lang) for each in found) or (say(lang, "practice.cli.no_entries"),)
    _tell({"entries": list(found)}, lines, json, lang)


@practice.command("ics")
def ics(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.ics", help="Where to write the calendar.")],
    lang: Annotated[str | None, _LANG] = None,
    json: Json = False,
) -> None:
    """Write the open dated commitments as a calendar file."""
    from app.catalog.text import say
    from app.cli.choices import chosen
    from app.services import practice_ledger
    from app.storage.atomic_files import write_whole

    house, actor, own = _opened()
    wanted: Any = chosen(lang, ("en", "es"), "--lang", "setting.lang") if lang else own
    write_whole(output, practice_ledger.calendar(house, actor, lang=wanted))
    _tell({"written": str(output)}, (say(own, "practice.cli.written", name=output),), json, own)
