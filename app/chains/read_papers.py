"""Papers read by rules: each sentence against each rule, then one value a path or a question. Does less, and is never silently wrong.

A value is proposed when one sentence says it plainly and nothing else in the papers says otherwise; whatever is doubtful is asked about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.catalog.intake_schema import intake_schema
from app.catalog.paper_rules import TITLE, PaperRule, paper_rules
from app.catalog.places import fold, recognise
from app.chains.paper_parts import Part, parts_of
from app.chains.paper_values import PLACE_RE, TITLE_RE, Read, read, title_language, without_place
from app.domain.lang import Lang
from app.domain.papers import Confidence, Doubt, Paper, PaperNotice, PaperQuestion, PaperReading, Proposed

TYPE = "mandate_type"
_LABEL = re.compile(r"\W*(?P<label>[^:|\n]{2,48}?)\W*(?::|\|)\s*(?P<rest>\S.*)", re.DOTALL)
_NUMBERS = frozenset({"pay", "money", "count", "people", "date"})
_WHOLE = frozenset({"yes", "one_of", "sentence", "languages", "statutory"})
_HARMLESS_IF_SURE: frozenset[Doubt] = frozenset({"negated", "not_cefr", "not_a_title", "no_value"})
"""Doubts that say nothing against a value that stands plainly elsewhere."""
_POST = re.compile(
    r"^\W*(?:(?:and|y|the|el|la|its|su|our|nuestra)\b\W*)*$|\b(?:role|post|position|person|job|seat|she or he|he or she|who|which|puesto|posici[óo]n|persona|cargo|vacante|plaza|quien|le)\b",
    re.IGNORECASE,
)
_OF_POST = frozenset({"role.location", "role.reports_to_solid", "role.pnl_or_budget"})
"""Answers whose cues also fit others than the post (“based in”, “reports to”): the post must be what is spoken of."""
_COMPANY = re.compile(
    r"\b(?:company|headquarters|group|client|teams?|department|corporate|plants|sites|offices?|operations|suppliers|customers|managers|empresa|matriz"
    r"|grupo|cliente|equipos?|[áa]reas?|plantas|sitios|oficinas?|proveedores|clientes|gerentes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """What one part says of one path: a value, or a doubt. `is_weak`: from a heading, counts only where nothing else speaks."""

    path: str
    part: Part
    value: Any = None
    doubt: Doubt | None = None
    confidence: Confidence = "sentence"
    is_weak: bool = False


def read_papers(papers: Sequence[Paper], lang: Lang) -> PaperReading:
    """What the papers bear out, in the order of the intake; notices are in `lang`."""
    said: list[Said] = []
    notices: list[PaperNotice] = []
    for paper in papers:
        found = parts_of(paper, lang)
        notices += found.notices
        for part in found.parts:
            said += said_in(part)
    return assembled(papers, said, notices)


def assembled(papers: Sequence[Paper], said: Sequence[Said], notices: Sequence[PaperNotice]) -> PaperReading:
    """One proposal or question a path, in the order of the intake; where nothing was found, a notice says so."""
    proposals: list[Proposed] = []
    questions: list[PaperQuestion] = []
    for path in sorted({s.path for s in said}, key=_order):
        proposed, asked = _settled(path, [s for s in said if s.path == path])
        questions += asked
        if proposed is not None:
            proposals.append(proposed.model_copy(update={"number": len(proposals) + 1}))
    empty = [PaperNotice(kind="nothing", file=p.name) for p in papers if not any(s.part.paper.name == p.name for s in said)]
    return PaperReading(
        papers=tuple(p.name for p in papers), proposals=tuple(proposals), questions=tuple(questions), notices=(*notices, *empty)
    )


def _order(path: str) -> tuple[int, str]:
    known = (TYPE, *intake_schema().fields)
    return (known.index(path) if path in known else len(known), path)


def _settled(path: str, said: list[Said]) -> tuple[Proposed | None, list[PaperQuestion]]:
    strong = [s for s in said if not s.is_weak]
    said = strong or said
    values: dict[str, list[Said]] = {}
    for each in said:
        if each.doubt is None:
            values.setdefault(_same(path, each.value, values), []).append(each)
    doubts = [s for s in said if s.doubt is not None and not (values and s.doubt in _HARMLESS_IF_SURE)]
    asked = [PaperQuestion(path=path, reason=s.doubt, quotes=(s.part.quote(),)) for s in doubts if s.doubt is not None]
    if len(values) > 1:
        quotes = tuple(dict.fromkeys(found[0].part.quote() for found in values.values()))
        return None, [PaperQuestion(path=path, reason="differ", quotes=quotes), *_once(asked)]
    if not values:
        return None, _once(asked)
    found = next(iter(values.values()))
    partly = path == "candidate.languages" and {s.doubt for s in doubts} <= {"not_cefr"}
    if doubts and not partly:
        against = tuple(dict.fromkeys(s.part.quote() for s in (found[0], *doubts)))
        return None, [PaperQuestion(path=path, reason=doubts[0].doubt or "unsure", quotes=against)]
    best = min(found, key=lambda s: (s.confidence != "labelled", -len(str(s.value))))
    return Proposed(path=path, value=best.value, quote=best.part.quote(), confidence=best.confidence), []


def _once(asked: list[PaperQuestion]) -> list[PaperQuestion]:
    return list(dict.fromkeys(asked))


def _same(path: str, value: Any, known: dict[str, list[Said]]) -> str:
    """The key under which a value counts: words that contain each other are the same, and towns go by their place."""
    if not isinstance(value, str):
        return json.dumps(value, sort_keys=True)
    if path == "role.location":
        return ",".join(sorted(c.id for c in recognise(value).cities)) or fold(value)
    plain = fold(value)
    return next((k for k in known if plain in k or k in plain), plain) if path.startswith(("role.title", "role.reports")) else plain


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
    doubt = _doubt(rule, text, at)
    if rule.reads == "one_of":
        rest = _affirmed(rule, text)
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
    if any(fold(last) == fold(name) for city in recognise(last).cities for name in city.names):
        yield Said("role.location", part, last, is_weak=True)


def _affirmed(rule: PaperRule, text: str) -> str:
    """The text with each denied choice blanked; empty when every choice is denied."""
    made, is_any = text, False
    for _, pattern in rule.options:
        for found in pattern.finditer(text):
            if _is_denied(text, found.start()):
                made = made[: found.start()] + " " * len(found.group()) + made[found.end() :]
            else:
                is_any = True
    return made if is_any else ""


def _doubt(rule: PaperRule, text: str, at: int) -> Doubt | None:
    """Why the sentence is no plain answer; None when it is one."""
    rules = paper_rules()
    plain = rules.harmless.sub(lambda m: " " * len(m.group()), text)
    for each in rules.doubts:
        if each.readers and rule.reads not in each.readers:
            continue
        if each.id in ("about", "bound") and rule.reads not in _NUMBERS:
            continue
        if each.words.search(plain):
            return each.id
    return "negated" if _is_denied(text, at) and rule.reads != "languages" else None


def _is_denied(text: str, at: int) -> bool:
    rules = paper_rules()
    plain = rules.harmless.sub(lambda m: " " * len(m.group()), text)
    turns = [m.end() for m in rules.clause.finditer(plain, 0, at)]
    first = turns[-1] if turns else 0
    return bool(rules.negation.search(plain, first, min(len(plain), at + 12)))


def _types(part: Part) -> Iterator[Said]:
    rules = paper_rules()
    found = [name for name, patterns in rules.types if all(p.search(part.text) for p in patterns)]
    if not found:
        return
    title = next(r for r in rules.rules if r.path == TITLE)
    doubt = _doubt(title, part.text, 0) or ("two" if len(found) > 1 else None)
    yield Said(TYPE, part, None if doubt else found[0], doubt)
