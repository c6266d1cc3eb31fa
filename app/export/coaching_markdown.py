"""A coaching as Markdown or as lines for a terminal, in the memo's language. Knows the coaching's shape; grades nothing."""

from __future__ import annotations

from collections.abc import Iterable

from app.catalog.coaching import rubric
from app.catalog.text import say
from app.domain.coaching import Coaching, Marker


def to_markdown(coaching: Coaching) -> str:
    """The whole coaching: notices, levels as a table, the memo with numbered marks, rewrite with slots, questions, the reader's side."""
    lang = coaching.lang
    blocks = [f"# {say(lang, f'coach.kind.{coaching.kind}')}: {_overall(coaching)}", f"*{say(lang, 'coach.private')}*"]
    first = [*(b.message for b in coaching.blockers), *(n.message for n in coaching.notices)]
    if first:
        blocks += [f"## {say(lang, 'coach.first')}", _bullets(first)]
    if coaching.next_steps:
        blocks += [f"## {say(lang, 'coach.steps')}", _bullets(f"{s.text} ({s.code})" for s in coaching.next_steps)]
    blocks += [f"## {say(lang, 'coach.levels')}", _levels(coaching), f"## {say(lang, 'coach.memo')}", _quoted(_with_marks(coaching))]
    if coaching.markers:
        blocks += [f"## {say(lang, 'coach.markers')}", "\n".join(_mark(n, m, lang) for n, m in enumerate(coaching.markers, 1))]
    if coaching.rewrite:
        blocks += [f"## {say(lang, 'coach.rewrite')}", _quoted(coaching.rewrite.text)]
        if coaching.rewrite.slots:
            blocks += [f"{say(lang, 'coach.slots')}:", _bullets(s.question for s in coaching.rewrite.slots)]
        if coaching.rewrite.dropped:
            blocks += [f"{say(lang, 'coach.dropped')}:", _bullets(coaching.rewrite.dropped)]
    if coaching.questions:
        asked = (f"{say(lang, f'coach.persona.{q.persona}')}: {q.text}" for q in coaching.questions)
        blocks += [f"## {say(lang, 'coach.questions')}", _bullets(asked)]
    if coaching.reader_side:
        blocks += [f"## {say(lang, 'coach.reader')}", _bullets(f"{say(lang, f'coach.do.{r.do}')}: {r.text}" for r in coaching.reader_side)]
    return "\n\n".join(blocks) + "\n"


def to_text(coaching: Coaching) -> str:
    """What a terminal shows: the verdict, what comes first, levels, marks and next steps; the rest is in the files."""
    lang = coaching.lang
    lines = [
        say(
            lang,
            "coach.summary",
            kind=say(lang, f"coach.kind.{coaching.kind}"),
            lang=coaching.lang,
            writer=coaching.writer,
            overall=_overall(coaching),
            markers=len(coaching.markers),
            blockers=len(coaching.blockers),
        )
    ]
    lines += [f"! {b.message}" for b in coaching.blockers] + [f"· {n.message}" for n in coaching.notices]
    lines += [f"{each.code:4} {'—' if each.level is None else each.level}  {each.reason}" for each in coaching.levels]
    lines += [f"“{' '.join(m.text.split())}” → {m.suggestion}" for m in coaching.markers]
    lines += [f"→ {s.text} ({s.code})" for s in coaching.next_steps]
    return "\n".join(lines)


def _overall(coaching: Coaching) -> str:
    lang = coaching.lang
    return say(lang, "coach.not_graded") if coaching.overall is None else say(lang, "coach.overall", value=f"{coaching.overall:.2f}")


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(item.split())}" for item in items)


def _levels(coaching: Coaching) -> str:
    lang = coaching.lang
    head = f"| {say(lang, 'coach.dimension')} | {say(lang, 'coach.level')} | {say(lang, 'coach.reason')} |\n|---|---|---|"
    rows = [
        f"| {each.code} {rubric()[each.code].name.in_lang(lang)} | {'—' if each.level is None else each.level} | {_cell(each.reason)} |"
        for each in coaching.levels
    ]
    return "\n".join((head, *rows))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _with_marks(coaching: Coaching) -> str:
    """The memo with a number behind each marked stretch, as in the list below it."""
    text, at = [], 0
    for number, marker in enumerate(coaching.markers, 1):
        text += [coaching.text[at : marker.end], f"[{number}]"]
        at = marker.end
    return "".join((*text, coaching.text[at:]))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.rstrip().splitlines())


def _mark(number: int, marker: Marker, lang: str) -> str:
    words = " ".join(marker.text.split())
    hears, instead, kind = say(lang, "coach.hears"), say(lang, "coach.instead"), say(lang, f"coach.word.category.{marker.category}")
    return f"{number}. **{words}** ({kind}). {marker.why} {hears}: {marker.hq_hears} {instead}: {marker.suggestion}"
