"""What the library says to a query: sentences with their sources, each opening into its context; and a whole source to read."""

from __future__ import annotations

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.services.library import SourcePage
from app.services.reading import Found, Quoted
from app.ui.presenters.evidence import quoted_item
from app.ui.presenters.marks import badge
from app.ui.presenters.markup import NOTHING, Html, el, link


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
    whole = el("button", say(lang, "page.library.whole"), type="button", class_="pu-go", data_source=sentence.id)
    return el("li", el("p", sentence.text, class_="pu-hit", lang=sentence.lang), line, context, el("p", whole))


def source_page(lang: Lang, shown: SourcePage) -> Html:
    """A whole source, heading by heading, each sentence beside its twin; the one that led here is marked."""
    source = shown.source
    dates = say(lang, "page.library.dates", as_of=show_date(source.as_of, lang), review_by=show_date(source.review_by, lang))
    under = (source.publisher, ", ".join(source.jurisdiction), dates)
    back = el("button", say(lang, "page.library.back"), type="button", class_="pu-button", data_back=True)
    parts: list[Html] = []
    heading = ""
    for sentence in shown.sentences:
        if sentence.heading != heading:
            heading = sentence.heading
            parts.append(el("h3", heading, lang=sentence.lang))
        twin = shown.twins.get(sentence.id)
        words = el("mark", sentence.text) if sentence.id == shown.at else sentence.text
        own = el("p", words, " ", el("code", sentence.id), lang=sentence.lang, id=f"src-{sentence.id}")
        parts.append(el("div", own, el("p", twin.text, lang=twin.lang, class_="pu-around") if twin else NOTHING, class_="pu-source-row"))
    return el(
        "article",
        el("p", back),
        el("h2", source.title, tabindex="-1", lang=source.lang),
        el("p", " · ".join(filter(None, under)), class_="pu-means"),
        el("p", link(source.url, source.url or "")) if source.url else NOTHING,
        *parts,
        class_="pu-source",
        lang=lang,
    )


def invitation(lang: Lang) -> Html:
    """What can be asked before anything was."""
    return el("p", say(lang, "page.library.empty"), class_="pu-empty", lang=lang)
