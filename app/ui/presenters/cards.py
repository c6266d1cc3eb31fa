"""Cards of the library: what falls due, and one card with all that a reviewer needs to see. Draws; decides nothing."""

from __future__ import annotations

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.lang import Lang
from app.domain.reviews import Review
from app.services.freshness import CardShown, Freshness
from app.ui.presenters.marks import badge
from app.ui.presenters.markup import NOTHING, Html, el, join


def due(lang: Lang, found: Freshness) -> Html:
    """The cards past their day, those soon due and those reviewed here; a plain word where a list is empty."""
    lists = [(name, each) for name, each in (("overdue", found.overdue), ("soon", found.soon), ("reviewed", found.reviewed)) if each]
    head = el("p", say(lang, "page.cards.head", cards=found.cards, overdue=len(found.overdue), soon=len(found.soon)), class_="pu-means")
    after = el("p", say(lang, "page.cards.next", date=show_date(found.next_due, lang)), class_="pu-means") if found.next_due else NOTHING
    return el("div", head, *(_list(lang, name, each) for name, each in lists), after, class_="pu-due", lang=lang)


def _list(lang: Lang, name: str, cards: tuple[CardShown, ...]) -> Html:
    heads = ("card", "says", "until", "sure")
    rows = [_row(lang, each) for each in cards]
    head = el("tr", *(el("th", say(lang, f"page.cards.col.{h}"), scope="col") for h in heads), el("td"))
    table = el("table", el("thead", head), el("tbody", *rows), class_="pu-listing")
    return join(
        el("h3", say(lang, f"page.cards.{name}"), " ", el("span", str(len(cards)), class_="pu-count")),
        el("div", table, class_="pu-scroll", tabindex="0", role="region", aria_label=say(lang, f"page.cards.{name}")),
    )


def _row(lang: Lang, shown: CardShown) -> Html:
    own = next((s for s in shown.sentences if s.lang == lang), None)
    says = el("span", own.text, lang=own.lang) if own else el("span", shown.card.fact, lang="en")
    take = el("button", say(lang, "page.cards.take"), type="button", class_="pu-go", data_card=shown.card.id)
    until = el("time", show_date(shown.card.review_by, lang, short=True), datetime=shown.card.review_by.isoformat())
    sure = _last(lang, shown.review) if shown.review else badge(lang, shown.card.confidence)
    return el("tr", el("th", el("code", shown.card.id), scope="row"), el("td", says), el("td", until), el("td", sure), el("td", take))


def card(lang: Lang, shown: CardShown) -> Html:
    """One card: its sentence in both languages as it now reads, where it was read, its caveat, its law, the last review."""
    kept = shown.card
    texts = [el("blockquote", s.text, " ", el("code", s.id), lang=s.lang) for s in shown.sentences]
    law = kept.law
    named = f"{law.name_es if lang == 'es' else law.name_en} · {law.law} {law.article or ''} ({law.jurisdiction})" if law else ""
    facts = [
        ("law", named),
        ("read_in", el("span", kept.source, lang="en")),
        ("caveat", el("span", kept.caveat, lang="en") if kept.caveat else NOTHING),
        ("as_of", kept.as_of),
        ("review_by", show_date(kept.review_by, lang)),
        ("confidence", badge(lang, kept.confidence)),
    ]
    rows = [join(el("dt", say(lang, f"page.evidence.{name}")), el("dd", value)) for name, value in facts if value]
    said = el("p", _last(lang, shown.review), class_="pu-reviewed") if shown.review else NOTHING
    return el(
        "section",
        el("h3", say(lang, "page.evidence.card"), " ", el("code", kept.id)),
        *texts,
        said,
        el("dl", *rows),
        class_="pu-item pu-edge-guidance",
        lang=lang,
    )


def no_card(lang: Lang) -> Html:
    """What to do before a card is chosen."""
    return el("p", say(lang, "page.cards.none"), class_="pu-means", lang=lang)


def kept(lang: Lang, shown: CardShown) -> Html:
    """That a review is kept, and what it changes."""
    assert shown.review is not None
    told = say(lang, f"page.cards.kept.{shown.review.verdict}", card=shown.card.id)
    return join(el("p", told, class_="pu-done", role="status", lang=lang), card(lang, shown))


def _last(lang: Lang, review: Review) -> Html:
    line = say(lang, f"page.cards.last.{review.verdict}", by=review.by, date=show_date(review.on, lang, short=True))
    return el("span", line, title=review.source)
