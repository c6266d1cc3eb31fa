"""Where a memo stands: twelve levels as a compact picture, the lowest named beside the mean, before and after. Grades nothing."""

from __future__ import annotations

from app.catalog.coaching import rubric
from app.catalog.text import say
from app.domain.coaching import Coaching, DimensionLevel, Level
from app.domain.lang import Lang
from app.domain.practice import Comparison, LevelChange
from app.ui.presenters.markup import NOTHING, Html, el, join

MOST_NAMED = 4
TOP = 3


def verdict(lang: Lang, coaching: Coaching) -> Html:
    """The mean with its lowest dimensions and its blockers, never alone; that nothing was graded where nothing was."""
    graded = [each for each in coaching.levels if each.level is not None]
    if coaching.overall is None or not graded:
        return el("p", say(lang, "page.coach.level.none"), class_="pu-verdict")
    lowest = min(each.level for each in graded if each.level is not None)
    named = [each for each in graded if each.level == lowest]
    names = ", ".join(f"{each.code} {dimension_name(lang, each)}" for each in named[:MOST_NAMED])
    more = say(lang, "page.coach.level.more", count=len(named) - MOST_NAMED) if len(named) > MOST_NAMED else ""
    held = say(lang, "page.coach.level.held", count=len(coaching.blockers)) if coaching.blockers else say(lang, "page.coach.level.free")
    return el(
        "div",
        el("p", el("strong", f"{coaching.overall:.1f}"), " ", say(lang, "page.coach.level.of", top=TOP), class_="pu-overall"),
        el("p", say(lang, "page.coach.level.lowest", level=lowest, names=names), " ", more),
        el("p", held, class_="pu-bad-words" if coaching.blockers else "pu-means"),
        class_="pu-verdict",
    )


def picture(lang: Lang, coaching: Coaching) -> Html:
    """A row for each dimension: bar, number, name; opened, the reason, the words that caused it, and what the next level takes."""
    return el("div", *(_row(lang, coaching, each) for each in coaching.levels), class_="pu-levels")


def dimension_name(lang: Lang, found: DimensionLevel) -> str:
    """What a dimension is called."""
    return rubric()[found.code].name.in_lang(lang)


def bar(level: Level | None) -> Html:
    """Three cells, as many filled as the level; the number stands beside it in words."""
    cells = [el("i", class_="pu-full" if level is not None and n < level else None) for n in range(TOP)]
    return el("span", *cells, class_=f"pu-bar pu-bar-{'none' if level is None else level}", aria_hidden="true")


def _row(lang: Lang, coaching: Coaching, found: DimensionLevel) -> Html:
    number = "–" if found.level is None else str(found.level)
    name = dimension_name(lang, found)
    said = say(lang, "page.coach.level.na") if found.level is None else say(lang, "page.coach.level.one", level=found.level, top=TOP)
    quotes = [el("li", el("q", " ".join(s.text.split()), lang=coaching.lang)) for s in found.spans]
    anchors = rubric()[found.code].anchors
    up = None if found.level is None or found.level == TOP else anchors[found.level + 1].in_lang(lang)
    differs = say(lang, "page.coach.level.differs", level=found.disagrees) if found.disagrees is not None else ""
    summary = el(
        "summary",
        bar(found.level),
        el("span", number, class_="pu-number", aria_hidden="true"),
        el("span", el("span", f"{found.code} ", class_="pu-means"), name),
        el("span", f": {said}", class_="pu-unseen"),
    )
    return el(
        "details",
        summary,
        el("p", found.reason, lang=coaching.lang),
        el("ul", *quotes, class_="pu-quotes") if quotes else NOTHING,
        el("p", say(lang, "page.coach.level.up", words=up), class_="pu-means") if up else NOTHING,
        el("p", differs, class_="pu-bad-words") if differs else NOTHING,
        class_="pu-level",
    )


def compared(lang: Lang, found: Comparison) -> Html:
    """Before and after: the whole, the marks, a row for each dimension that moved, and the others in one line."""
    applied = [each for each in found.levels if each.before is not None or each.after is not None]
    rows = [_change(lang, each) for each in applied if each.change != 0]
    same = ", ".join(f"{each.code} {_level(each.after)}" for each in applied if each.change == 0)
    heads = (say(lang, f"page.coach.compare.{name}") for name in ("dimension", "before", "after", "change"))
    whole = say(
        lang,
        "page.coach.compare.whole",
        before=_mean(found.overall_before),
        after=_mean(found.overall_after),
        marks_before=found.markers_before,
        marks_after=found.markers_after,
    )
    caution = NOTHING if found.is_same_scenario else el("p", say(lang, "practice.cli.other_scenario"), class_="pu-means")
    head = el("thead", el("tr", *(el("th", name, scope="col") for name in heads)))
    table = el("table", head, el("tbody", *rows), class_="pu-table pu-compare")
    shown = el("div", table, class_="pu-scroll") if rows else NOTHING
    rest = el("p", say(lang, "page.coach.compare.same", levels=same), class_="pu-means") if same else NOTHING
    return el("div", el("p", whole), caution, shown, rest)


def part(lang: Lang, found: Comparison) -> Html:
    """The comparison with its title, as a part of a page."""
    title = el("h3", say(lang, "page.coach.compare.title"))
    return el("section", title, compared(lang, found), class_="pu-part pu-before", lang=lang)


def _change(lang: Lang, found: LevelChange) -> Html:
    moved = found.change
    word = "–" if moved is None else ("=" if moved == 0 else f"{moved:+d}")
    kind = "pu-up" if moved and moved > 0 else ("pu-down" if moved and moved < 0 else "pu-means")
    labels = [say(lang, f"page.coach.compare.{name}") for name in ("before", "after", "change")]
    return el(
        "tr",
        el("th", f"{found.code} {rubric()[found.code].name.in_lang(lang)}", scope="row"),
        el("td", join(bar(found.before), " ", _level(found.before)), data_label=labels[0]),
        el("td", join(bar(found.after), " ", _level(found.after)), data_label=labels[1]),
        el("td", word, class_=kind, data_label=labels[2]),
    )


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _level(value: Level | None) -> str:
    return "–" if value is None else str(value)
