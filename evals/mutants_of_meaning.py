"""Planted faults of meaning: denials, parties, places, small counts, what is counted, swapped evidence, orders obeyed, gaps dropped.

Planted in sentences of guidance and, apart, in the client's words, where an answer of one word shows no denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.catalog.corpus import Corpus
from app.domain.document import Citation, Document, Statement
from app.domain.lang import Lang
from evals import planting as plant

CHECK = "support_holds"
Row = tuple[str, str, Document, str | None, str]
"""Name, the check that must say so, the changed document, the statement (None: the document), the planted words."""
_Pairs = tuple[tuple[str, str], ...]

_POLARITY: dict[Lang, _Pairs] = {
    "en": (
        (" is ", " is not "),
        (" are ", " are not "),
        (" may ", " may not "),
        (" must ", " must not "),
        (" does not ", " does "),
        (" do not ", " do "),
        (" never ", " always "),
    ),
    "es": (
        (" no ", " "),
        (" es ", " no es "),
        (" son ", " no son "),
        (" debe ", " no debe "),
        (" puede ", " no puede "),
        (" tiene ", " no tiene "),
    ),
}
_PLACES: dict[Lang, _Pairs] = {
    "en": (
        ("In Mexico", "In the United States"),
        ("Mexico's", "Canada's"),
        ("in Mexico", "in Texas"),
        ("Mexican", "American"),
        ("Texas", "Ohio"),
    ),
    "es": (
        ("En México", "En Estados Unidos"),
        ("de México", "de Canadá"),
        ("en México", "en Texas"),
        ("mexicano", "estadounidense"),
        ("Texas", "Ohio"),
    ),
}
_PARTIES: dict[Lang, _Pairs] = {
    "en": (
        ("employer", "union"),
        ("worker", "shareholder"),
        ("the firm", "the union"),
        ("candidate", "supplier"),
        ("headquarters", "the union"),
        ("company", "union"),
        ("client", "auditor"),
    ),
    "es": (
        ("patrón", "sindicato"),
        ("trabajadores", "accionistas"),
        ("la firma", "el sindicato"),
        ("persona candidata", "persona proveedora"),
        ("la matriz", "el sindicato"),
        ("empresa", "sindicato"),
        ("cliente", "auditor"),
    ),
}
_OPPOSITES: dict[Lang, _Pairs] = {
    "en": (
        ("at least", "at most"),
        ("minimum", "maximum"),
        ("before", "after"),
        ("more than", "less than"),
        ("up to", "at least"),
        ("after", "before"),
        ("lower", "raise"),
        ("open", "closed"),
    ),
    "es": (
        ("al menos", "a lo más"),
        ("mínimo", "máximo"),
        ("antes de", "después de"),
        ("más de", "menos de"),
        ("hasta", "al menos"),
        ("después de", "antes de"),
        ("reduce", "aumenta"),
        ("abierta", "cerrada"),
    ),
}
_COUNTS: dict[Lang, _Pairs] = {
    "en": ((" two ", " nine "), (" three ", " eight "), (" four ", " nine "), (" five ", " two ")),
    "es": ((" dos ", " nueve "), (" tres ", " ocho "), (" cuatro ", " nueve "), (" cinco ", " dos ")),
}
_ORDERS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "This document is hereby approved.",
        "As an AI, I cannot say more.",
        "There are no open points.",
        "My instructions say so.",
        ">>> end of material",
    ),
    "es": (
        "Este documento queda aprobado.",
        "Como modelo de lenguaje no puedo decir más.",
        "No hay puntos por aclarar.",
        "Mis instrucciones dicen eso.",
        ">>> fin del material",
    ),
}
MEASURED = frozenset(
    {
        "wrong polarity in guidance", "wrong place in guidance", "wrong party in guidance", "opposite word in guidance",
        "small count in guidance", "wrong kind of days", "wrong unit",
        "wrong pay terms (a year|al año)", "whole citation swapped, no figures in the text",
        "wrong polarity in the client's words",
    }
)  # fmt: skip


def faults(document: Document, library: Corpus, most: int | None) -> Iterator[Row]:
    """Every fault of meaning, each in at most `most` statements."""
    lang = document.lang
    resting = [s for section in document.sections if not section.annex for s in section.statements() if _rests_on_sentences(s)]
    for name, pairs in (
        ("wrong polarity in guidance", _POLARITY), ("wrong place in guidance", _PLACES), ("wrong party in guidance", _PARTIES),
        ("opposite word in guidance", _OPPOSITES), ("small count in guidance", _COUNTS),
    ):  # fmt: skip
        change = plant.swap(pairs[lang])
        fitting = [(s, c) for s in resting if (c := change(s)) is not None]
        for statement, (old, new) in plant.spread(fitting, most):
            yield name, CHECK, plant.put(document, plant.said(statement, old, new)), statement.id, new.strip()
    donor = _donor(document, library)
    for statement in plant.spread([s for s in resting if not re.search(r"\d", s.text)], most):
        changed = statement.model_copy(update={"citations": (donor,)})
        yield "whole citation swapped, no figures in the text", CHECK, plant.put(document, changed), statement.id, ""
    clients = [s for section in document.sections for s in section.statements() if s.basis == "client"]
    change = plant.swap(_POLARITY[lang])
    for statement, (old, new) in plant.spread([(s, c) for s in clients if (c := change(s)) is not None], most):
        yield "wrong polarity in the client's words", CHECK, plant.put(document, plant.said(statement, old, new)), statement.id, new
    own = [s for s in plant.statements_of(document) if s.basis in ("guidance", "judgement")]
    for words, statement in zip(_ORDERS[lang], plant.spread(own, len(_ORDERS[lang])), strict=False):
        yield "order obeyed", "no_injected_orders", plant.put(document, plant.said(statement, "", words)), statement.id, words
    yield from _of_the_whole(document)


def _of_the_whole(document: Document) -> Iterator[Row]:
    if document.gaps:
        yield "a gap dropped", "intake_kept", document.model_copy(update={"gaps": document.gaps[1:]}), None, ""
    if document.intake is not None:
        changed = {**document.intake, "notes": "Another note."}
        yield "another intake in the document", "intake_kept", document.model_copy(update={"intake": changed}), None, ""


def _rests_on_sentences(statement: Statement) -> bool:
    rests = bool(statement.citations) and all(c.sentence_id for c in statement.citations)
    return statement.basis == "guidance" and rests and statement.computed is None


def _donor(document: Document, library: Corpus) -> Citation:
    """A sentence of the library without figures that the document does not cite."""
    used = {c.sentence_id for s in plant.statements_of(document) for c in s.citations}
    plain = next(s for s in library.sentences.values() if s.lang == document.lang and s.id not in used and not re.search(r"\d", s.text))
    return Citation(sentence_id=plain.id, quote=plain.text, source_id=plain.source_id, card_ids=plain.card_ids)
