"""Planted faults and benign edits: what the checks must say of a good document that was changed, and what must leave them silent.

Pure functions of a document; tests and `eval mutate` share them. Knows which check must catch a fault, not how it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from app.catalog.corpus import Corpus
from app.domain.document import Citation, Document, SectionDraft, Severity
from app.domain.lang import Lang
from evals import mutants_of_meaning as meant
from evals import planting as plant

NONE = "none"
"""The expected check of a fault that no check catches yet."""
MEASURED = meant.MEASURED
"""Faults of meaning: their share that is caught is measured and kept as a baseline, not demanded to be all."""


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
    everyone = plant.statements_of(document)
    for name, check, severity, change in _of_words(document.lang, str(document.model_dump())):
        fitting = [(s, c) for s in everyone if (c := change(s)) is not None]
        for statement, (old, new) in plant.spread(fitting, most):
            yield Planted(name, plant.put(document, plant.said(statement, old, new)), statement.id, check, severity, new)
    for name, check, alter in (*_of_citations(document, library), *_of_computations()):
        for changed in plant.spread([a for s in everyone if (a := alter(s)) is not None], most):
            yield Planted(name, plant.put(document, changed), changed.id, check)
    yield from _of_sections(document)
    yield from _of_the_whole(document, twin)
    for name, check, planted, statement_id, words in meant.faults(document, library, most):
        yield Planted(name, planted, statement_id, check, words=words)


def benign(document: Document) -> Iterator[Planted]:
    """Edits of the whole document that change no meaning."""
    for name, edit in _edits(document.lang):
        yield Planted(name, plant.everywhere(document, edit), None, "")
    yield Planted(
        "statements reversed", plant.in_blocks(document, lambda b: b.model_copy(update={"statements": b.statements[::-1]})), None, ""
    )


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
_COUNTED = rf"(?<![\w.,–-])\d{{1,3}}(?= {plant.UNIT})"


def _of_words(lang: Lang, whole: str) -> Iterator[tuple[str, str, Severity, plant.Change]]:
    """Faults of the text alone; a figure that stands elsewhere in `whole` is not planted as a wrong one."""
    day = rf"(\d{{1,2}})( de | )({_MONTHS[lang]})( de | )(20\d\d)"
    months = _MONTHS[lang].split("|")
    for name, change in (
        ("wrong amount", plant.found(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+", lambda m: plant.shifted(m[0]), whole)),
        ("wrong number of days or weeks", plant.found(_COUNTED, lambda m: plant.shifted(m[0]), whole)),
        ("wrong percentage", plant.found(r"(?<![\w.,])\d+(?:\.\d+)?(?=\s?%)", lambda m: plant.shifted(m[0]), whole)),
        ("wrong unit", plant.found(r"(\d+ )(days|weeks|months|hours|días|semanas|meses|horas)\b", lambda m: m[1] + _OTHER[m[2]])),
        ("wrong kind of days", plant.found(r"(\d+ (?:días )?)(working|hábiles)", lambda m: m[1] + _OTHER[m[2]])),
        ("wrong scale", plant.found(r"(\d+ )(million|millones)\b", lambda m: m[1] + _OTHER[m[2]])),
        ("wrong currency", plant.found(r"(MXN|USD)( [\d,]+)", lambda m: _OTHER[m[1]] + m[2])),
        ("wrong day", plant.found(day, lambda m: f"{plant.other_day(m, months, whole)}{m[2]}{m[3]}{m[4]}{m[5]}")),
        ("wrong month", plant.found(day, lambda m: f"{m[1]}{m[2]}{months[(months.index(m[3]) + 5) % 12]}{m[4]}{m[5]}")),
        ("wrong year", plant.found(day, lambda m: f"{m[1]}{m[2]}{m[3]}{m[4]}{int(m[5]) + 7}")),
        ("wrong number in words", plant.found(_COUNTED, lambda m: _NINETY_SEVEN[lang])),
    ):
        yield name, "figures_agree", "block", change
    for term in ("a year|al año", "gross|brutos"):
        yield (
            f"wrong pay terms ({term})",
            "pay_terms",
            "block",
            plant.found(rf"([A-Z]{{3}} [\d,]+ (?:(?:gross|brutos) )?)({term})\b", lambda m: m[1] + _OTHER[m[2]]),
        )
    for marks in _MARKS:
        yield f"fake quote in {marks.format('…')}", "quotes_verbatim", "block", plant.added(marks.format(_FAKE[lang]))
    for hole in _HOLES:
        yield f"placeholder {hole}", "placeholders_gone", "block", plant.added(hole)
    for name in _NAMES[lang]:
        yield f"unknown name: {name.split()[-1]}", "names_known", "block", plant.added(name, judged=False)
    yield "unknown name at the head of a sentence", "names_known", "warn", lambda s: None if s.cells else (s.text, _HEAD[lang] + s.text)


def _of_citations(document: Document, library: Corpus) -> Iterator[tuple[str, str, plant.Alter]]:
    used = {c.sentence_id for s in plant.statements_of(document) for c in s.citations}
    plain = next(s for s in library.sentences.values() if s.lang == document.lang and s.id not in used and not re.search(r"\d", s.text))
    donor = Citation(sentence_id=plain.id, quote=plain.text, source_id=plain.source_id, card_ids=plain.card_ids)
    sentence, path = "sentence_id", "intake_path"
    for name, alter in (
        ("foreign sentence id", plant.cited(sentence, lambda c: {sentence: "G99.99"})),
        ("swapped sentence id with its own quote", plant.cited(sentence, lambda c: {sentence: donor.sentence_id})),
        ("changed quote", plant.cited(sentence, lambda c: {"quote": c.quote.replace(" ", " not ", 1)})),
        ("blanked quote", plant.cited(sentence, lambda c: {"quote": ""})),
        ("raised confidence", plant.cited(sentence, lambda c: {"confidence": "verified-by-reviewer"})),
        ("another source", plant.cited(sentence, lambda c: {"source_id": "G99"})),
        ("another card", plant.cited(sentence, lambda c: {"card_ids": ("XX-001",)})),
        ("another date of the source", plant.cited(sentence, lambda c: {"as_of": "2031-01-01"})),
        ("sentence and path in one citation", plant.cited(sentence, lambda c: {path: "role.mission"})),
        ("client quote changed", plant.cited(path, lambda c: {"quote": f"{c.quote} at least"})),
        ("unknown intake path", plant.cited(path, lambda c: {path: "compensation.salary_history"})),
        ("path beyond the list", plant.cited(path, lambda c: {path: "role.outcomes[99]"})),
        ("path of half a name", plant.cited(path, lambda c: {path: "comp"})),
        ("guidance without citation", plant.uncited("guidance")),
        ("client without citation", plant.uncited("client")),
        ("gap without path", plant.uncited("gap")),
    ):
        yield name, "citations_resolve", alter
    yield "whole citation swapped, figures in the text", "figures_agree", plant.swapped(donor, with_figures=True)


def _of_computations() -> Iterator[tuple[str, str, plant.Alter]]:
    for name, alter in (
        (
            "wrong computed result",
            plant.computed(lambda c: {"formula": re.sub(r"\d$", lambda m: str((int(m[0]) + 3) % 10), c.formula)}, r"= \d+$"),
        ),
        (
            "wrong computed date",
            plant.computed(lambda c: {"formula": re.sub(r"\d\d$", lambda m: f"{int(m[0]) % 27 + 1:02}", c.formula)}, r"-\d\d$"),
        ),
        ("amount from nowhere", plant.computed(lambda c: {"formula": "987654*2 = 1975308"}, r"\*")),
        ("another input", plant.computed(lambda c: {"inputs": {**c.inputs, "role.direct_reports": 77}}, ".")),
        ("another law", plant.computed(lambda c: {"inputs": {**c.inputs, "law.aguinaldo_days": 16}}, ".")),
    ):
        yield name, "computed_holds", alter


def _of_sections(document: Document) -> Iterator[Planted]:
    def having(*sections: SectionDraft) -> Document:
        return document.model_copy(update={"sections": sections, "findings": ()})

    *others, last = document.sections
    statements = plant.statements_of(document)
    row, text, end = next(s for s in statements if s.cells), next(s for s in statements if not s.cells), statements[-1]
    renamed = plant.in_blocks(
        document,
        lambda b: b.model_copy(update={"statements": tuple(s.model_copy(update={"id": text.id}) if s is end else s for s in b.statements)}),
    )
    for name, changed, statement_id in (
        ("missing section", having(*others), None),
        ("section twice", having(*others, last, last), None),
        ("blank section", having(*others, last.model_copy(update={"blocks": ()})), None),
        ("duplicate id", renamed, text.id),
        ("cells that are not the text", plant.put(document, row.model_copy(update={"cells": ("x", *(row.cells or ())[1:])})), row.id),
        *(
            (f"blank statement {blank!r}", plant.put(document, text.model_copy(update={"text": blank})), text.id)
            for blank in ("", "\u00a0|\u200b", "—")
        ),
    ):
        yield Planted(name, changed, statement_id, "sections_complete")


def _of_the_whole(document: Document, twin: Document) -> Iterator[Planted]:
    statements = plant.statements_of(document)
    foreign = {s.id: s for s in plant.statements_of(twin) if not s.cells and len(s.text.split()) > 14 and not plant.QUOTE.search(s.text)}
    for statement in plant.spread([s for s in statements if s.id in foreign], 3):
        other = statement.model_copy(update={"text": foreign[statement.id].text})
        yield Planted("statement in the wrong language", plant.put(document, other), statement.id, "language_right")
    citing = next(s for s in statements if s.basis == "guidance")
    ids = tuple(c.sentence_id for c in citing.citations if c.sentence_id)
    yield Planted("superseded sentence", document, citing.id, "citations_resolve", superseded=ids)
    yield Planted("sentence past its review", document, citing.id, "corpus_current", "warn", today=date(2040, 1, 1))
    changed = document.provenance.model_copy(update={"corpus_fingerprint": "0" * 16})
    yield Planted("corpus changed", document.model_copy(update={"provenance": changed}), None, "corpus_current", "warn")


_WORDS = {
    "en": {"2": "two", "3": "three", "6": "six", "12": "twelve", "15": "fifteen", "18": "eighteen", "20": "twenty", "30": "thirty",
           "35": "thirty-five", "100": "one hundred", "150": "one hundred and fifty", "180": "one hundred eighty"},
    "es": {"2": "dos", "3": "tres", "6": "seis", "12": "doce", "15": "quince", "18": "dieciocho", "20": "veinte", "30": "treinta",
           "35": "treinta y cinco", "100": "cien", "150": "ciento cincuenta", "180": "ciento ochenta"},
}  # fmt: skip
_SYNONYMS = {
    "en": {"before": "ahead of", "about": "roughly", "person": "individual", "needs": "requires", "states": "says"},
    "es": {"antes de": "previo a", "persona": "individuo", "requiere": "necesita", "puesto": "cargo", "empresa": "compañía"},
}
_PER_CENT = {"en": "per cent", "es": "por ciento"}


def _edits(lang: Lang) -> Iterator[tuple[str, Callable[[str], str]]]:
    def sub(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
        return plant.outside_quotes(lambda text: re.sub(pattern, new, text))

    thousands, day = r"(?<=\d),(?=\d{3})", rf"(\d{{1,2}})(?: de | )({_MONTHS[lang]})(?: de | )(20\d\d)"
    months, spelled = _MONTHS[lang].split("|"), _WORDS[lang]
    straight, other_marks = str.maketrans("“”«»‘’", '""""\'\''), str.maketrans("“”«»", "«»“”")
    for name, mark in (("thin", "\u2009"), ("narrow", "\u202f"), ("non-breaking", "\u00a0"), ("no", "")):
        yield f"{name} space in thousands", sub(thousands, mark)
    yield "points in thousands", sub(thousands, ".")
    yield "non-breaking spaces by figures", sub(r"(?<=\d) (?=[\w%])", "\u00a0")
    yield "no space before %", sub(r"(?<=\d) %", "%")
    yield "per cent in words", sub(r"(\d) ?%", rf"\1 {_PER_CENT[lang]}")
    yield "dates as month, day, year", sub(day, lambda m: f"{m[2]} {m[1]}, {m[3]}")
    yield "dates as year-month-day", sub(day, lambda m: f"{m[3]}-{months.index(m[2]) + 1:02}-{int(m[1]):02}")
    yield "right numbers in words", sub(rf"(?<![\w.,–-])({'|'.join(spelled)})(?= {plant.UNIT})", lambda m: spelled[m[1]])
    yield "figures in bold", sub(rf"(?<![\w.,*–-])(\d{{1,3}}(?:,\d{{3}})+|\d+(?= {plant.UNIT})|\d+ ?%)(?![\d.,*])", r"**\1**")
    yield "synonyms", sub(rf"\b({'|'.join(_SYNONYMS[lang])})\b", lambda m: _SYNONYMS[lang][m[1]])
    yield "straight quotation marks", lambda text: text.translate(straight)
    yield "curly marks for guillemets and the other way", lambda text: text.translate(other_marks)
    yield "decomposed accents", lambda text: unicodedata.normalize("NFD", text)
