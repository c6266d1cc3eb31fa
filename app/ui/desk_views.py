"""What an address of the desk shows: reads through services, draws through presenters. An address is kept in the page's own."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.lang import LANGS, Lang
from app.services import copies, documents, downloads, examples, intakes, mandates, people, reading, runs
from app.services.accounts import has_users
from app.services.gaps import Form
from app.services.house import House
from app.services.sending import destination
from app.services.shared import SharedMandate, shared
from app.ui import desk_papers
from app.ui.presenters import desk_changes, desk_document, desk_expected, desk_intake, desk_letters, desk_mandates, desk_people, desk_run
from app.ui.presenters.markup import NOTHING, Html


def view(house: House, actor: Actor, lang: Lang, at: str) -> Html:
    """The view of an address: "" the mandates, `man-…[/intake[/STEP]|/papers|/email|/call-sheet]`, `run-…`, `doc-…@N[,doc-…@N][/…]`.

    Raises: UnknownId.
    """
    first, _, rest = at.partition("/")
    if first.startswith("man-"):
        return _mandate(house, actor, lang, first, rest)
    if first.startswith("run-"):
        run = runs.show(house, actor, first)
        return desk_run.progress(lang, run, mandates.show(house, actor, run.mandate_id).mandate)
    if first.startswith("doc-"):
        return _document(house, actor, lang, first, rest)
    others = desk_people.shared_list(lang, shared(house, actor))
    return desk_mandates.everything(lang, mandates.every(house, actor), intakes.types(actor), len(examples.examples(actor)), others)


def _mandate(house: House, actor: Actor, lang: Lang, mandate_id: str, rest: str) -> Html:
    theirs = _shared(house, actor, mandate_id)
    if theirs is not None:
        return desk_people.shared_mandate(lang, theirs)
    if rest.startswith("intake"):
        return desk_intake.form(lang, intakes.form(house, actor, mandate_id, rest.removeprefix("intake").strip("/")))
    if rest == "papers":
        return desk_papers.view(house, actor, lang, mandate_id)
    shown = mandates.show(house, actor, mandate_id)
    if rest in ("email", "call-sheet"):
        form: Form = "email" if rest == "email" else "call-sheet"
        letters = {each: mandates.letter(house, actor, mandate_id, lang=each, form=form) for each in LANGS}
        return desk_letters.letter(lang, shown, form, letters)
    if rest.startswith("draft/"):
        kind, _, doc_lang = rest.removeprefix("draft/").partition("/")
        return desk_expected.cost(lang, mandates.expected(house, actor, mandate_id, kind=kind, lang=doc_lang or lang))
    kinds = [(k, mandates.variants_of(actor, k.id)) for k in mandates.kinds(actor)]
    team = desk_people.people(lang, mandate_id, people.people(house, actor, mandate_id)) if has_users(house) else NOTHING
    return desk_mandates.overview(lang, shown, kinds, destination(house, actor), team)


def _shared(house: House, actor: Actor, mandate_id: str) -> SharedMandate | None:
    """The mandate where it is somebody else's that was shared with the actor."""
    return next((each for each in shared(house, actor) if each.id == mandate_id), None)


def _document(house: House, actor: Actor, lang: Lang, refs: str, rest: str) -> Html:
    shown = [documents.show(house, actor, ref) for ref in refs.split(",")[: len(LANGS)]]
    first = shown[0]
    ref = f"{first.document.id}@{first.document.version}"
    kind, _, wanted = rest.partition("/")
    if kind == "diff" and wanted.isascii() and wanted.isdigit() and len(wanted) <= desk_papers.MOST_DIGITS:
        return desk_changes.difference(lang, first, int(wanted), documents.diff(house, actor, f"{first.document.id}@{wanted}", ref))
    if kind == "as":
        copy = copies.copy_of(house, actor, ref, wanted)
        return desk_changes.as_copy(lang, first, reading.reading_of(house, actor, copy), downloads.suffixes(actor))
    readings = [reading.reading_of(house, actor, each.document) for each in shown]
    variants = mandates.variants_of(actor, first.document.kind)
    target = destination(house, actor)
    theirs = _shared(house, actor, first.document.mandate_id)
    may: desk_document.May = "own" if theirs is None else theirs.access
    suffixes = downloads.suffixes(actor)
    return desk_document.desk(lang, shown, readings, variants, suffixes, target, is_unfollowed=kind == "unfollowed", may=may)
