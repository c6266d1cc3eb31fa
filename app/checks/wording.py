"""What a statement says that must be the same in another language: figures, dates, names, must and may, no and not. Knows no document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from app.catalog.language import detect
from app.catalog.text import say
from app.checks.names_known import common_words, house_words, known_words
from app.domain.composed import composed
from app.domain.date_reading import DateMention, dates
from app.domain.document import Statement
from app.domain.figures import Figure, figures
from app.domain.lang import Lang, other
from app.domain.letters import unaccented

SPELLED_FROM = 11
"""A smaller number in words is no figure: "one plan", "two sides"."""
_QUOTED = re.compile(r"[“«]([^“”«»]+)[”»]")
NAME_LIKE = re.compile(r"[^\W\d_][\w’'-]*")
_MODAL: dict[Lang, dict[str, re.Pattern[str]]] = {
    "en": {
        "must": re.compile(r"\b(?:must(?!-)|shall|ha(?:s|ve) to|(?:is|are) (?:required|obliged)|mandatory)\b", re.I),
        "should": re.compile(r"\b(?:should|ought to|(?:is|are) advis\w+)\b", re.I),
        "may": re.compile(r"\b(?:may|might|could|(?:is|are) (?:free|allowed) to|optional)\b", re.I),
    },
    "es": {
        "must": re.compile(r"\b(?:debe[ns]?|deberá[ns]?|tienen? que|obligatori[oa]s?|está[ns]? obligad\w+|se requiere[ns]?)\b", re.I),
        "should": re.compile(r"\b(?:debería[ns]?|convendría|conviene|es recomendable|se recomienda)\b", re.I),
        "may": re.compile(r"\b(?:puede[ns]?|podrá[ns]?|podría[ns]?|es opcional|optativ[oa]s?)\b", re.I),
    },
}
_NEGATION: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|no|never|nobody|none|nothing|without|cannot|neither|nor|unless|fail\w*|lacks?|non|disagree\w*|before|than|out|missing|"
        r"refus\w+|absen\w+|forbid\w*|nowhere|except|instead|mis\w+|free of|los[et]|falls? short|un\w+ed|unknown|stop\w*|open)\b|n[’']t\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:no|nunca|nadie|ning[uú]n\w*|nada|sin|ni|tampoco|jamás|salvo|falt\w+|carece\w*|rechaz\w+|neg\w+|prohíb\w+|"
        r"excepto|en vez|en lugar|dej\w+|evit\w+|omit\w+|ausen\w+|imp\w+ible|por definir|antes|hasta|distint\w+)\b",
        re.I,
    ),
}
_PLAIN_NOT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|cannot|nobody|no one)\b|n[’']t\b", re.I),
    "es": re.compile(r"\b(?<!\bo )(?:no|nunca|jamás|nadie)\b", re.I),
}
"""What surely negates; the wider lists say what may carry the negation on the other side."""


@dataclass(frozen=True)
class Said:
    """What one statement says, as far as it must agree."""

    statement: Statement
    lang: Lang

    @cached_property
    def text(self) -> str:
        return composed(self.statement.text.replace("**", ""))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return dates(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        inside = [(d.start, d.end) for d in self.dates]
        return tuple(
            f
            for f in figures(self.text)
            if not any(a <= f.start < b for a, b in inside) and not (f.is_spelled and (not f.unit or max(f.values) < SPELLED_FROM))
        )

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        """Everything that may stand for a figure of the other side, small numbers in words included."""
        return figures(self.text, articles=True)

    @cached_property
    def is_foreign(self) -> bool:
        """True where the client's words are quoted in the other language."""
        start, _, _ = say(self.lang, "words.foreign_quote", text="\x00").partition("\x00")
        return start.casefold() in self.text.casefold()


def without_shared_quotes(mine: Said, theirs: Said) -> tuple[Said, Said]:
    """Both without the quoted words that stand in both alike: the client's own, which keep their language."""
    shared = {m.group(1) for m in _QUOTED.finditer(mine.text)} & {m.group(1) for m in _QUOTED.finditer(theirs.text)}
    if not shared:
        return mine, theirs
    bare = (_QUOTED.sub(lambda m: "“”" if m.group(1) in shared else m.group(), s.text) for s in (mine, theirs))
    first, second = (Said(s.statement.model_copy(update={"text": t}), s.lang) for s, t in zip((mine, theirs), bare, strict=True))
    return first, second


def modes(said: Said) -> set[str]:
    """What a text says must, should or may be. English "should" is Spanish "debe" as well as "debería"."""
    found = {k for k, p in _MODAL[said.lang].items() if p.search(said.text)}
    return found | {"must"} if said.lang == "en" and "should" in found else found


def says_no(said: Said, other_side: Said) -> bool:
    """True when one side surely negates and the other does not in any way."""
    pairs = ((said, other_side), (other_side, said))
    return any(_PLAIN_NOT[a.lang].search(a.text) and not _NEGATION[b.lang].search(b.text) for a, b in pairs)


def same_unit(figure: Figure, other: Figure) -> bool:
    return (not figure.unit or not other.unit or figure.unit == other.unit) and (
        not figure.kind or not other.kind or figure.kind == other.kind
    )


def wording_differs(source: str, text: str, lang: Lang) -> tuple[tuple[str, dict[str, object]], ...]:
    """How a text in `lang` does not agree with its source in the other language: message keys under `finding.drift_`, with their values.

    Figures, dates and units both ways; names that the source has inside a sentence; modality, polarity, and the language itself.
    """
    base = Statement(id="", text=source, basis="client")
    given, made = Said(base, other(lang)), Said(base.model_copy(update={"text": text}), lang)
    found: list[tuple[str, dict[str, object]]] = []
    for mine, theirs in ((given, made), (made, given)):
        found += [("date", {"date": d.text}) for d in mine.dates if not any(d.agrees(o) for o in theirs.dates)]
        for figure in mine.figures:
            same = [f for f in theirs.all_figures if f.values & figure.values]
            if not any(same_unit(figure, f) for f in same):
                found.append(("unit" if same else "figure", {"figure": figure.text}))
    words = {unaccented(w) for w in NAME_LIKE.findall(made.text)}
    for match in NAME_LIKE.finditer(given.text):
        is_inside = bool(given.text[: match.start()].rstrip()) and given.text[: match.start()].rstrip()[-1] not in ".:;?!¿¡“«"
        if (
            is_inside
            and match.group()[0].isupper()
            and unaccented(match.group()) not in words | known_words() | common_words() | house_words()
        ):
            found.append(("name", {"name": match.group()}))
    own, others = modes(given), modes(made)
    if own and not own & others:
        found.append(("modality", {}))
    if says_no(given, made):
        found.append(("polarity", {}))
    if detect(text, min_words=4, sure=0.8) == other(lang):
        found.append(("untranslated", {}))
    return tuple(found)
