"""Planted faults and benign edits: what the checks must say of a good document that was changed, and what must leave them silent.

Pure functions of a document; tests and `eval mutate` share them. Knows which check must catch a fault, not how it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from app.catalog.corpus import Corpus
from app.domain.document import Block, Citation, Computed, Document, SectionDraft, Severity, Statement
from app.domain.guidance import Sentence

NONE = "none"
"""The expected check of a fault that no check catches yet."""
JOINT = " | "


class Planted(NamedTuple):
    """A changed document. `statement_id` is None where the fault is a section's or the document's.

    `check` must say so with `severity` (NONE: known to slip through; "" for a benign edit), with a span that touches `words`
    where it gives one. Before checking, the library withdraws `superseded`, and the day is `today` if given.
    """

    name: str
    document: Document
    statement_id: str | None
    check: str
    severity: Severity = "block"
    words: str = ""
    superseded: tuple[str, ...] = ()
    today: date | None = None


def faults(document: Document, twin: Document, library: Corpus, *, most: int | None = 3) -> Iterator[Planted]:
    """Every kind of fault, each in at most `most` statements (None: in all that it fits). `twin` is the document in the other language."""
    for name, check, severity, change in _text_faults(document.lang, str(document.model_dump())):
        fitting = [(s, c) for s in _statements(document) if (c := change(s)) is not None]
        for statement, (old, new) in _spread(fitting, most):
            yield Planted(name, _put(document, _said(statement, old, new)), statement.id, check, severity, new)
    for name, check, severity, alter in _citation_faults(document, library):
        altered = [(s, a) for s in _statements(document) if (a := alter(s)) is not None]
        for statement, changed in _spread(altered, most):
            yield Planted(name, _put(document, changed), statement.id, check, severity)
    yield from _whole_faults(document, twin)


def benign(document: Document) -> Iterator[Planted]:
    """Edits of the whole document that change no meaning."""
    for name, edit in _edits(document.lang):
        yield Planted(name, _everywhere(document, edit), None, "")
    yield Planted("statements reversed", _blocks(document, lambda b: b.model_copy(update={"statements": b.statements[::-1]})), None, "")


# Documents and statements with one thing changed


def _statements(document: Document) -> list[Statement]:
    return [s for section in document.sections for s in section.statements()]


def _spread(items: list[Any], most: int | None) -> list[Any]:
    if most is None or len(items) <= most:
        return items
    return [items[i * (len(items) - 1) // max(most - 1, 1)] for i in range(most)]


def _blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    sections = tuple(s.model_copy(update={"blocks": tuple(change(b) for b in s.blocks)}) for s in document.sections)
    return document.model_copy(update={"sections": sections, "findings": ()})


def _put(document: Document, *changed: Statement) -> Document:
    new = {s.id: s for s in changed}
    return _blocks(document, lambda b: b.model_copy(update={"statements": tuple(new.get(s.id, s) for s in b.statements)}))


def _rewritten(statement: Statement, edit: Callable[[str], str]) -> Statement:
    """The statement with each cell, or its text, rewritten."""
    if statement.cells is None:
        return statement.model_copy(update={"text": edit(statement.text)})
    cells = tuple(edit(c) for c in statement.cells)
    return statement.model_copy(update={"cells": cells, "text": JOINT.join(cells)})


def _said(statement: Statement, old: str, new: str) -> Statement:
    """The statement with the first `old` as `new`; an empty `old` adds `new` at the end."""
    if old:
        parts = iter([1])
        return _rewritten(statement, lambda t: t.replace(old, new, next(parts, 0)) if old in t else t)
    if statement.cells is None:
        return statement.model_copy(update={"text": f"{statement.text} {new}"})
    cells = (*statement.cells[:-1], f"{statement.cells[-1]} {new}")
    return statement.model_copy(update={"cells": cells, "text": JOINT.join(cells)})


def _everywhere(document: Document, edit: Callable[[str], str]) -> Document:
    return _put(document, *(_rewritten(s, edit) for s in _statements(document)))


# Faults of the words

_QUOTE = re.compile(r"[“«\"][^”»\"]*[”»\"]")
_UNIT = r"(?:working days?|days?|weeks?|months|hours?|días? hábiles|días?|semanas?|meses|horas?)"
_OTHER = {
    "days": "weeks", "weeks": "months", "months": "weeks", "hours": "days", "días": "semanas", "semanas": "meses", "meses": "semanas",
    "horas": "días", "MXN": "USD", "USD": "MXN", "million": "thousand", "millones": "mil", "working": "calendar", "hábiles": "naturales",
    "a year": "a month", "al año": "al mes", "gross": "net", "brutos": "netos",
}  # fmt: skip
_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
}
_MARKS = ("“{}”", "«{}»", "‘{}’", '"{}"', "'{}'", "„{}”", "“{}»")
_HOLES = ("{{name}}", "[Company]", "TBD", "XXX", "____", "<insert date>", "[nombre]", "???", "[G12.3]", "lorem ipsum")
_FAKE = {"en": "we have never once warned anybody", "es": "jamás hemos avisado a nadie de nada"}
_NAMES = {
    "en": ("and ask Alicia Brandemuhl first", "as at Kestrel Dynamics", "as the ZQX asks"),
    "es": ("y pregunte antes a Alicia Brandemuhl", "como en Kestrel Dynamics", "como lo pide el ZQX"),
}
_HEAD = {"en": "Brandemuhl decides. ", "es": "Brandemuhl decide. "}
_NINETY_SEVEN = {"en": "ninety-seven", "es": "noventa y siete"}
_POLARITY = {"en": ((" is ", " is not "), (" never ", " always ")), "es": ((" es ", " no es "), (" nunca ", " siempre "))}
_PARTY = {"en": (("the United States", "Mexico"), ("Mexico", "Canada")), "es": (("Estados Unidos", "México"), ("México", "Canadá"))}
_COUNT = {"en": (("both", "all six"), ("one", "four")), "es": (("ambos", "los seis"), ("una", "cuatro"))}

Change = Callable[[Statement], tuple[str, str] | None]


def _shifted(digits: str) -> str:
    """The same form with every digit another: 1,200 → 2,644."""
    changed = [c if not c.isdigit() else str(int(c) % 9 + 1) if i == 0 else str((int(c) + 4) % 10) for i, c in enumerate(digits)]
    return "".join(changed)


def _found(pattern: str, new: Callable[[re.Match[str]], str], absent_from: str = "") -> Change:
    """The first match outside quotation marks and what to put there; what stands in `absent_from` already would be no fault."""

    def change(statement: Statement) -> tuple[str, str] | None:
        for match in re.finditer(pattern, _QUOTE.sub("", statement.text)):
            put = new(match)
            figure = re.match(r"[\d.,]+", put)
            if match.group() in statement.text and not (figure and figure.group() in absent_from):
                return match.group(), put
        return None

    return change


def _added(words: str, *, judged: bool = True) -> Change:
    return lambda s: None if s.basis == "judgement" and not judged else ("", words)


def _swap(pairs: tuple[tuple[str, str], ...]) -> Change:
    return lambda s: next(((old, new) for old, new in pairs if old in _QUOTE.sub("", s.text)), None)


def _text_faults(lang: str, whole: str) -> Iterator[tuple[str, str, Severity, Change]]:
    day = rf"(\d{{1,2}})( de | )({_MONTHS[lang]})( de | )(20\d\d)"
    months = _MONTHS[lang].split("|")

    def after(pattern: str) -> Change:
        return _found(rf"(\d+ )({pattern})\b", lambda m: m[1] + _OTHER[m[2]])

    for name, change in (
        ("wrong amount", _found(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+", lambda m: _shifted(m[0]), whole)),
        ("wrong number of days or weeks", _found(rf"(?<![\w.,–-])\d{{1,3}}(?= {_UNIT})", lambda m: _shifted(m[0]), whole)),
        ("wrong percentage", _found(r"(?<![\w.,])\d+(?:\.\d+)?(?=\s?%)", lambda m: _shifted(m[0]), whole)),
        ("wrong unit", after("days|weeks|months|hours|días|semanas|meses|horas")),
        ("wrong kind of days", _found(r"(\d+ (?:días )?)(working|hábiles)", lambda m: m[1] + _OTHER[m[2]])),
        ("wrong scale", after("million|millones")),
        ("wrong currency", _found(r"(MXN|USD)( [\d,]+)", lambda m: _OTHER[m[1]] + m[2])),
        ("wrong day", _found(day, lambda m: f"{int(m[1]) % 27 + 2}{m[2]}{m[3]}{m[4]}{m[5]}")),
        ("wrong month", _found(day, lambda m: f"{m[1]}{m[2]}{months[(months.index(m[3]) + 5) % 12]}{m[4]}{m[5]}")),
        ("wrong year", _found(day, lambda m: f"{m[1]}{m[2]}{m[3]}{m[4]}{int(m[5]) + 7}")),
        ("wrong number in words", _found(rf"(?<![\w.,–-])\d{{1,3}}(?= {_UNIT})", lambda m: _NINETY_SEVEN[lang])),
    ):
        yield name, "figures_agree", "block", change
    for term in ("a year|al año", "gross|brutos"):
        yield f"wrong pay terms ({term})", "pay_terms", "block", _found(rf"([A-Z]{{3}} [\d,]+.*?)\b({term})\b", lambda m: m[1] + _OTHER[m[2]])
    for marks in _MARKS:
        yield f"fake quote in {marks.format('…')}", "quotes_verbatim", "block", _added(marks.format(_FAKE[lang]))
    for hole in _HOLES:
        yield f"placeholder {hole}", "placeholders_gone", "block", _added(hole)
    for name in _NAMES[lang]:
        yield f"unknown name: {name.split()[-1]}", "names_known", "block", _added(name, judged=False)
    yield "unknown name at the head of a sentence", "names_known", "warn", lambda s: None if s.cells else (s.text, _HEAD[lang] + s.text)
    yield "wrong polarity", NONE, "block", _swap(_POLARITY[lang])
    yield "wrong party", NONE, "block", _swap(_PARTY[lang])
    yield "wrong small count without a unit", NONE, "block", _swap(_COUNT[lang])


# Faults of citations and computations

Alter = Callable[[Statement], Statement | None]


def _cite(statement: Statement, *citations: Citation) -> Statement:
    return statement.model_copy(update={"citations": citations})


def _each(key: str, change: Callable[[Citation], dict[str, object]]) -> Alter:
    """Changes the first citation that has `key` and words to change."""

    def alter(statement: Statement) -> Statement | None:
        for index, citation in enumerate(statement.citations):
            if getattr(citation, key) and citation.quote:
                changed = citation.model_copy(update=change(citation))
                return _cite(statement, *statement.citations[:index], changed, *statement.citations[index + 1 :])
        return None

    return alter


def _emptied(basis: str) -> Alter:
    return lambda s: _cite(s) if s.basis == basis else None


def _whole_of(sentence: Sentence) -> Citation:
    return Citation(sentence_id=sentence.id, quote=sentence.text, source_id=sentence.source_id, card_ids=sentence.card_ids)


def _swapped(donor: Citation, *, with_figures: bool) -> Alter:
    def alter(statement: Statement) -> Statement | None:
        has = re.search(rf"\d+(?: {_UNIT}| ?%)", statement.text) is not None
        only_sentences = statement.basis == "guidance" and all(c.sentence_id for c in statement.citations)
        return _cite(statement, donor) if only_sentences and not statement.computed and has == with_figures else None

    return alter


def _computation(change: Callable[[Computed], dict[str, object]], needs: str) -> Alter:
    def alter(statement: Statement) -> Statement | None:
        computed = statement.computed
        if computed is None or not re.search(needs, computed.formula):
            return None
        return statement.model_copy(update={"computed": computed.model_copy(update=change(computed))})

    return alter


def _citation_faults(document: Document, library: Corpus) -> Iterator[tuple[str, str, Severity, Alter]]:
    cited = {c.sentence_id for s in _statements(document) for c in s.citations}
    plain = [s for s in library.sentences.values() if s.lang == document.lang and s.id not in cited and not re.search(r"\d", s.text)]
    donor = _whole_of(plain[0])
    resolve, sentence, path = "citations_resolve", "sentence_id", "intake_path"
    for name, alter in (
        ("foreign sentence id", _each(sentence, lambda c: {sentence: "G99.99"})),
        ("swapped sentence id with its own quote", _each(sentence, lambda c: {sentence: donor.sentence_id})),
        ("changed quote", _each(sentence, lambda c: {"quote": c.quote.replace(" ", " not ", 1)})),
        ("blanked quote", _each(sentence, lambda c: {"quote": ""})),
        ("raised confidence", _each(sentence, lambda c: {"confidence": "verified-by-reviewer"})),
        ("another source", _each(sentence, lambda c: {"source_id": "G99"})),
        ("another card", _each(sentence, lambda c: {"card_ids": ("XX-001",)})),
        ("another date of the source", _each(sentence, lambda c: {"as_of": "2031-01-01"})),
        ("client quote changed", _each(path, lambda c: {"quote": f"{c.quote} at least"})),
        ("unknown intake path", _each(path, lambda c: {path: "compensation.salary_history"})),
        ("path beyond the list", _each(path, lambda c: {path: "role.outcomes[99]"})),
        ("guidance without citation", _emptied("guidance")),
        ("client without citation", _emptied("client")),
        ("gap without path", _emptied("gap")),
    ):
        yield name, resolve, "block", alter
    yield "whole citation swapped, figures in the text", "figures_agree", "block", _swapped(donor, with_figures=True)
    yield "whole citation swapped, no figures in the text", NONE, "block", _swapped(donor, with_figures=False)
    wrong = _computation(lambda c: {"formula": re.sub(r"\d$", lambda m: str((int(m[0]) + 3) % 10), c.formula)}, r"= \d+$")
    yield "wrong computed result", "computed_holds", "block", wrong
    off = _computation(lambda c: {"formula": re.sub(r"(\d\d)$", lambda m: f"{int(m[1]) % 27 + 1:02}", c.formula)}, r"-\d\d$")
    yield "wrong computed date", "computed_holds", "block", off
    yield "amount from nowhere", "computed_holds", "block", _computation(lambda c: {"formula": "987654*2 = 1975308"}, r"\*")
    yield "another input", "computed_holds", "block", _computation(lambda c: {"inputs": {**c.inputs, "role.direct_reports": 77}}, ".")


# Faults of sections and of the document


def _whole_faults(document: Document, twin: Document) -> Iterator[Planted]:
    complete, sections = "sections_complete", document.sections
    last: SectionDraft = sections[-1]

    def having(*new: SectionDraft) -> Document:
        return document.model_copy(update={"sections": new, "findings": ()})

    yield Planted("missing section", having(*sections[:-1]), None, complete)
    yield Planted("section twice", having(*sections, last), None, complete)
    yield Planted("blank section", having(*sections[:-1], last.model_copy(update={"blocks": ()})), None, complete)
    statements = _statements(document)
    row = next(s for s in statements if s.cells)
    first, second = next(s for s in statements if not s.cells), statements[-1]
    for blank in ("", " ", "\u00a0 |\u200b", "—"):
        yield Planted("blank statement", _put(document, first.model_copy(update={"text": blank})), first.id, complete)
    yield Planted("duplicate id", _blocks(document, lambda b: _renamed(b, second.id, first.id)), first.id, complete)
    yield Planted("cells that are not the text", _put(document, row.model_copy(update={"cells": ("x", *(row.cells or ())[1:])})), row.id, complete)
    texts = {s.id: s for s in _statements(twin) if len(s.text.split()) > 18 and not _QUOTE.search(s.text)}
    for statement in _spread([s for s in statements if s.id in texts], 3):
        other = statement.model_copy(update={"text": texts[statement.id].text, "cells": texts[statement.id].cells})
        yield Planted("statement in the wrong language", _put(document, other), statement.id, "language_right")
    citing = next(s for s in statements if s.basis == "guidance")
    ids = tuple(c.sentence_id for c in citing.citations if c.sentence_id)
    yield Planted("superseded sentence", document, citing.id, "citations_resolve", superseded=ids)
    yield Planted("sentence past its review", document, citing.id, "corpus_current", "warn", today=date(2040, 1, 1))
    changed = document.provenance.model_copy(update={"corpus_fingerprint": "0" * 16})
    yield Planted("corpus changed", document.model_copy(update={"provenance": changed}), None, "corpus_current", "warn")


def _renamed(block: Block, old: str, new: str) -> Block:
    return block.model_copy(
        update={"statements": tuple(s.model_copy(update={"id": new}) if s.id == old else s for s in block.statements)}
    )


# Benign edits

_SMALL = {
    "en": dict(zip((2, 3, 5, 6, 10, 12, 15, 18, 20, 30, 35, 100), "two three five six ten twelve fifteen eighteen twenty thirty thirty-five|one hundred".replace("|", " ").split(), strict=False)),
    "es": {},
}
