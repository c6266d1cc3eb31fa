"""Who works on a mandate, and what others have shared with whoever looks: pure views."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog.kinds import document_kinds
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.services.people import Person
from app.services.shared import SharedMandate
from app.storage.documents import DocumentLine
from app.ui.presenters.desk_parts import badge, button, counted, crumbs, field, form, frame, line, select, way
from app.ui.presenters.markup import NOTHING, Html, el


def people(lang: Lang, mandate_id: str, found: Sequence[Person]) -> Html:
    """Who was let into a mandate, and how to let somebody in."""
    levels = [(level, say(lang, f"page.people.{level}")) for level in ("read", "edit")]
    ask = form(
        "let-in",
        field(say(lang, "page.people.name"), line("name", required=True)),
        field(say(lang, "page.people.may"), select("access", levels)),
        button(say(lang, "page.people.let_in")),
        mandate=mandate_id,
    )
    rows = [_person(lang, mandate_id, each) for each in found]
    known = el("ul", *rows, class_="pu-runs") if rows else el("p", say(lang, "page.people.none"), class_="pu-means")
    means = el("p", say(lang, "page.people.means"), class_="pu-means")
    return el("section", el("h3", say(lang, "page.people.title")), means, known, ask, class_="pu-people")


def _person(lang: Lang, mandate_id: str, person: Person) -> Html:
    out = say(lang, "page.people.shut_out")
    take = form("shut-out", button(out, hint=f"{out}: {person.name}"), class_="pu-inline", mandate=mandate_id, name=person.name)
    return el("li", el("strong", person.name), " ", el("span", say(lang, f"page.people.{person.access}"), class_="pu-means"), " ", take)


def shared_list(lang: Lang, found: Sequence[SharedMandate]) -> Html:
    """The mandates of others, on the desk's first view; nothing where nobody shares."""
    if not found:
        return NOTHING
    return el("section", el("h3", say(lang, "page.people.shared")), el("ul", *(_card(lang, s) for s in found), class_="pu-cards"))


def _card(lang: Lang, shared: SharedMandate) -> Html:
    head = el("div", el("h3", way(shared.id, _name(lang, shared))), badge(_may(lang, shared), "shared"), class_="pu-card-head")
    count = counted(lang, "page.desk.documents_count", len(shared.documents)) if shared.documents else _nothing(lang)
    return el("li", head, el("p", say(lang, "page.people.of", owner=shared.owner), " · ", count), class_="pu-card")


def shared_mandate(lang: Lang, shared: SharedMandate) -> Html:
    """Somebody else's mandate: what was written in it; its intake and its questions are its owner's."""
    name = _name(lang, shared)
    head = el("div", el("h2", name), badge(_may(lang, shared), "shared"), class_="pu-card-head")
    means = el("p", say(lang, "page.people.of", owner=shared.owner), " ", say(lang, "page.people.yours"), class_="pu-means")
    rows = [el("li", _document(lang, each)) for each in shared.documents]
    written = el("ul", *rows, class_="pu-runs") if rows else el("p", _nothing(lang), class_="pu-means")
    return frame(lang, shared.id, crumbs(lang, here=name), head, means, el("h3", say(lang, "page.desk.documents")), written)


def _document(lang: Lang, document: DocumentLine) -> Html:
    kind = document_kinds().get(document.kind)
    told = (
        say(lang, f"page.lang.{document.lang}"),
        say(lang, f"page.cover.variant_{document.variant}"),
        say(lang, "page.cover.version", version=document.version),
        say(lang, f"page.cover.status_{document.status}"),
        show_date(document.created_at.date(), lang, short=True),
    )
    name = way(f"{document.id}@{document.version}", kind.title.in_lang(lang) if kind else document.kind)
    return el("span", name, " ", el("span", " · ".join(told), class_="pu-means"))


def _name(lang: Lang, shared: SharedMandate) -> str:
    return shared.title if shared.title != "—" else say(lang, "page.desk.untitled")


def _may(lang: Lang, shared: SharedMandate) -> str:
    return say(lang, f"page.people.you_{shared.access}")


def _nothing(lang: Lang) -> str:
    return say(lang, "page.people.no_documents")
