"""A document beside its twin in the other language: the way to read both, and where they no longer agree. Pure."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.lang import Lang, other
from app.services.documents import Shown
from app.ui.presenters.desk_parts import fold, way
from app.ui.presenters.evidence import finding_line
from app.ui.presenters.markup import NOTHING, Html, el

MOST = 12


def twin(lang: Lang, shown: Shown, ref: str) -> Html:
    """Nothing for a document without a twin; else what was changed on one side only, first, and what else differs."""
    if not shown.twin_id:
        return NOTHING
    document = shown.document
    lines = [finding_line(lang, document.lang, each) for each in shown.drift[:MOST]]
    rest = el("p", say(lang, "page.desk.twin_more", count=len(shown.drift) - MOST), class_="pu-means") if shown.drift[MOST:] else NOTHING
    agrees = el("p", say(lang, "page.desk.twin_agrees"), class_="pu-means")
    title = say(lang, "page.desk.twin", lang=say(lang, f"page.lang.{other(document.lang)}"), count=len(shown.drift))
    return fold(
        title,
        el("p", way(f"{ref},{shown.twin_id}", say(lang, "page.side_by_side"))),
        el("ul", *lines, class_="pu-noticed") if lines else agrees,
        rest,
    )
