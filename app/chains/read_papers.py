"""Papers read by rules: each sentence against each rule, then one value a path or a question. Does less, and is never silently wrong.

A value is proposed when one sentence says it plainly and nothing else in the papers says otherwise; whatever is doubtful is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.catalog.paper_rules import TITLE, PaperRule, paper_rules
from app.catalog.places import recognise
from app.chains.paper_answers import TYPE, assembled
from app.chains.paper_doubts import affirmed, doubt_of
from app.chains.paper_model import read_with_model
from app.chains.paper_money import Read
from app.chains.paper_parts import Part, Said, parts_of
from app.chains.paper_values import PLACE_RE, TITLE_RE, read, title_language, without_place
from app.domain.document import ModelCall
from app.domain.lang import Lang
from app.domain.letters import unaccented
from app.domain.papers import Confidence, Paper, PaperNotice, PaperReading
from app.llm.ports import Chat

_LABEL = re.compile(r"\W*+(?P<label>\w[^:|\n]{1,47}?)\W*(?::|\|)\s*+(?P<rest>\S.*)", re.DOTALL)
_WHOLE = frozenset({"yes", "one_of", "sentence", "languages", "statutory"})
_POST = re.compile(
    r"^\W*(?:(?:and|y|the|el|la|its|su|our|nuestra)\b\W*)*$|\b(?:role|post|position|person|job|seat|she or he|he or she|who|which|puesto"
    r"|posici[óo]n|persona|cargo|vacante|plaza|quien|le)\b",
    re.IGNORECASE,
)
_OF_POST = frozenset({"role.location", "role.reports_to_solid", "role.pnl_or_budget"})
"""Answers whose cues also fit others than the post (“based in”, “reports to”): the post must be what is spoken of."""
_COMPANY = re.compile(
    r"\b(?:company|headquarters|group|client|teams?|department|corporate|plants|sites|offices?|operations|suppliers|customers|managers|empresa|matriz"
    r"|grupo|cliente|equipos?|[áa]reas?|plantas|sitios|oficinas?|proveedores|clientes|gerentes)\b",
    re.IGNORECASE,
)


def read_papers(papers: Sequence[Paper], lang: Lang, chat: Chat | None = None) -> tuple[PaperReading, tuple[ModelCall, ...]]:
    """What the papers bear out, in the order of the intake, and the calls that it took; notices are in `lang`.

    With `chat` a model reads as well; it is held to the same doubts, and where it and the rules differ, that is a question.
    Raises: EndpointError; BadSetting when the drafter has no model.
    """
    said: list[Said] = []
    notices: list[PaperNotice] = []
    calls: list[ModelCall] = []
    for paper in papers:
        found = parts_of(paper, lang)
        notices += found.notices
        for part in found.parts:
            said += said_in(part)
        if chat is not None and found.parts:
            more, dropped, called = read_with_model(chat, found.parts)
            said += more
            calls += called
            if dropped:
                notices.append(PaperNotice(kind="dropped", file=paper.name, count=dropped))
    return assembled(papers, said, notices), tuple(calls)


def said_in(part: Part) -> Iterator[Said]:
    """Everything that the rules find in one part."""
    rules = paper_rules()
    label = _LABEL.fullmatch(part.text) if part.text.count(" | ") < 2 else None
    name = " ".join(re.sub(r"\([^)]*\)|[*_]", " ", label["label"]).split()) if label else ""
    is_title = False
    for rule in rules.rules:
        if label and rule.labels and rule.labels.fullmatch(name):
            is_title |= rule.path == TITLE
            yield from _read(rule, part, label.start("rest"), is_labelled=True, is_weak=part.paragraph.is_heading)
            continue
        for at in _places(rule, part.text):
            is_title |= rule.path == TITLE
            yield from _read(rule, part, at, is_labelled=False)
    if part.paragraph.is_heading and not part.paper.is_mail and not label and TITLE_RE.fullmatch(part.text.strip(" .")):
        title = next(r for r in rules.rules if r.path == TITLE)
        is_title = True
        yield from _read(title, part, 0, is_labelled=True, is_weak=True)
    if is_title:
        yield from _types(part)


def _places(rule: PaperRule, text: str) -> Iterator[int]:
    """Offsets at which a value of the rule may begin, one for each of the rule's cues that the text holds."""
    if (rule.must and not rule.must.search(text)) or (rule.unless and rule.unless.search(text)):
        return
    for pattern in rule.after:
        if (found := pattern.search(text)) and _may_count(rule, text[: found.start()]):
            yield found.end()
            return
    number = paper_rules().number
    for pattern in rule.before:
        if found := re.search(rf"(?<![\w.,$])({number})\s+(?:\w+\s+)?{pattern.pattern}", text, re.IGNORECASE):
            yield found.start(1)
            return
    says = [found for pattern in rule.says if (found := pattern.search(text))]
    if says:
        yield says[0].start()
    elif rule.options and any(pattern.search(text) for _, pattern in rule.options):
        yield 0


def _may_count(rule: PaperRule, before: str) -> bool:
    if rule.path == TITLE:
        return not any(paper_rules().titles[name].search(before) for name in ("en", "es"))
    return rule.path not in _OF_POST or _is_of_post(before)


def _is_of_post(before: str) -> bool:
    clause = re.split(r"[;:]\s", before)[-1]
    titles = paper_rules().titles
    posts = [m.end() for pattern in (_POST, titles["en"], titles["es"]) for m in pattern.finditer(clause)]
    others = [m.end() for m in _COMPANY.finditer(clause)]
    return bool(posts) and max(posts) >= max(others, default=0)


def _read(rule: PaperRule, part: Part, at: int, *, is_labelled: bool, is_weak: bool = False) -> Iterator[Said]:
    text = part.text
    rest = text[at:]
    if rule.reads in _WHOLE:
        rest = text
    elif rule.reads == "clause" and not is_labelled:
        rest = next((m.group() for p in rule.says if (m := p.search(text))), "")
    doubt = doubt_of(rule.reads, text, at)
    if rule.reads == "one_of":
        rest = affirmed(rule, text)
        if not rest:
            yield Said(rule.path, part, doubt="negated")
            return
        doubt = None if doubt == "negated" else doubt
    found = read(rule, rest, text, is_labelled=is_labelled)
    if found == Read():
        return
    confidence: Confidence = "labelled" if is_labelled else "sentence"
    path = _path(rule, found.value if found.value is not None else rest, part)
    why = doubt or found.doubt
    yield Said(path, part, None if why else found.value, why, confidence, is_weak)
    if rule.path == TITLE and not why:
        yield from _town(rest, part)


def _path(rule: PaperRule, value: Any, part: Part) -> str:
    if rule.path != TITLE:
        return rule.path
    lang = title_language(str(value)) if isinstance(value, str) else None
    return f"{TITLE}_{lang or ('es' if re.search('[áéíóúñ¿¡]', part.paper.text) else 'en')}"


def _town(rest: str, part: Part) -> Iterator[Said]:
    """The town behind a title's comma, where the paper says no other."""
    said = rest.strip(" .")
    last = said.rpartition(",")[2].strip()
    if without_place(said) == said or not PLACE_RE.fullmatch(last):
        return
    if any(unaccented(last) == unaccented(name) for city in recognise(last).cities for name in city.names):
        yield Said("role.location", part, last, is_weak=True)


def _types(part: Part) -> Iterator[Said]:
    rules = paper_rules()
    found = [name for name, patterns in rules.types if all(p.search(part.text) for p in patterns)]
    if not found:
        return
    doubt = doubt_of("title", part.text, 0) or ("two" if len(found) > 1 else None)
    yield Said(TYPE, part, None if doubt else found[0], doubt)
