"""What the library says to a query: sentences with their sources, each opening into its context."""

from __future__ import annotations

from app.catalog.text import say
from app.domain.lang import Lang
from app.services.reading import Found, Quoted
from app.ui.presenters.evidence import quoted_item
from app.ui.presenters.marks import badge
from app.ui.presenters.markup import Html, el


def found(lang: Lang, answer: Found) -> Html:
    """The hits in order, or a plain statement that the library does not answer this."""
    if not answer.quoted:
        return el("p", say(lang, "page.library.nothing"), class_="pu-empty", role="status", lang=lang)
    count = el("p", say(lang, "page.library.count", count=len(answer.quoted)), class_="pu-means", role="status")
    return el("div", count, el("ol", *(_hit(lang, q) for q in answer.quoted), class_="pu-hits"), lang=lang)


def _hit(lang: Lang, quoted: Quoted) -> Html:
    sentence = quoted.sentence
    line = el("p", quoted.source.title, " · ", el("code", sentence.id), " · ", badge(lang, sentence.confidence), class_="pu-means")
    context = el("details", el("summary", say(lang, "page.library.context")), quoted_item(lang, quoted), class_="pu-fold")
    return el("li", el("p", sentence.text, class_="pu-hit", lang=sentence.lang), line, context)


def invitation(lang: Lang) -> Html:
    """What can be asked before anything was."""
    return el("p", say(lang, "page.library.empty"), class_="pu-empty", lang=lang)
