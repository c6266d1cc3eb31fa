"""A document's sections on the desk: lock, open, write anew; and the consent without which a model gets nothing. Pure."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.document import Document, SectionDraft
from app.domain.lang import Lang
from app.services.documents import Shown
from app.services.sending import Destination
from app.ui.presenters.desk_parts import badge, button, field, fold, form, line, select
from app.ui.presenters.markup import NOTHING, Html, el, join


def ref_of(document: Document) -> str:
    """`ID@VERSION`."""
    return f"{document.id}@{document.version}"


def sections(lang: Lang, shown: Shown, ref: str, target: Destination | None) -> Html:
    """Every section with its lock and the way to have it written anew; a locked one only opens."""
    return fold(say(lang, "page.desk.sections"), *(_section(lang, shown.document, ref, s, target) for s in shown.document.sections))


def _section(lang: Lang, document: Document, ref: str, section: SectionDraft, target: Destination | None) -> Html:
    title = el("span", section.title, lang=document.lang)
    state = badge(say(lang, "page.desk.locked"), "closed") if section.locked else NOTHING
    turn = say(lang, "page.desk.unlock" if section.locked else "page.desk.lock")
    hint = f"{turn}: {section.title}"
    lock = form(
        "lock", button(turn, hint=hint), class_="pu-inline", document=ref, section=section.id, locked="" if section.locked else "yes"
    )
    if section.locked:
        return el("div", title, " ", state, lock, class_="pu-tool-row")
    asked = field(say(lang, "page.desk.instruction"), line("instruction"))
    model = NOTHING
    if target is not None:
        writers = [(w, say(lang, f"page.writer.{w}")) for w in ("guided", "model")]
        picked = field(say(lang, "page.writer.label"), select("writer", writers, document.writer))
        model = join(picked, consent(lang, target))
    press = button(say(lang, "page.desk.regenerate"), hint=f"{say(lang, 'page.desk.regenerate')}: {section.title}")
    by = "pu-by-model" if target is not None and document.writer == "model" else ""
    write = form("regenerate", asked, model, press, class_=by, document=ref, section=section.id)
    anew = fold(say(lang, "page.desk.regenerate"), write, class_="pu-small")
    return el("div", title, lock, anew, class_="pu-tool-row")


def consent(lang: Lang, target: Destination, *more: Html) -> Html:
    """Where a text would go, what is kept there, and the box that lets it go; shown once the model is chosen."""
    kept = target.retention.own(lang) or target.retention.any()
    box = el("input", type="checkbox", name="send_to", value=target.host)
    agree = el("label", box, " ", say(lang, "page.writer.consent", host=target.host), class_="pu-check")
    where = el("p", say(lang, "page.writer.local" if target.is_local else "page.writer.outside", host=target.host))
    return el("div", where, el("p", kept, class_="pu-means") if kept else NOTHING, *more, agree, class_="pu-sending pu-if-model")
