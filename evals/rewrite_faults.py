"""Planted faults of a rewrite: a memo, a rewrite of it that holds, and what each fault changes. Tests and evals share them.

Knows which kinds the check must name (any of them), not how it finds them. The memos are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.coaching import Rewrite
from app.domain.lang import Lang
from app.domain.rewrites import FaultKind, as_rewrite

MEMO_EN = """To: Dana Whitlock, COO
From: Raúl Cantú, Plant Manager
Date: November 18, 2026
Subject: Note on the paint line

Hi Dana,

I hope you are well. Just a quick heads-up that the paint line stopped twice in October, about 6 hours each time, and 310 doors were scrapped. We believe the filter may be the reason. Sorting may cost around USD 22k a month. The supplier has not confirmed the delivery of 14 pumps, and Norte Bombas holds its price until December 9. We decided to wait before telling the customer. If the pumps are late, line 3 could miss the December 20 launch. I will send the log shortly.

Best regards,
Raúl
"""
HELD_EN = """To: Dana Whitlock, COO
From: Raúl Cantú, Plant Manager
Date: November 18, 2026
Subject: Note on the paint line

Hi Dana,

I hope you are well. The paint line stopped twice in October, about 6 hours each time, and 310 doors were scrapped. We believe the filter may be the reason [basis?]. Sorting may cost around USD 22k a month. The supplier has not confirmed the delivery of 14 pumps, and Norte Bombas holds its price until December 9. We decided to wait before telling the customer. If the pumps are late, line 3 could miss the December 20 launch. I will send the log [when?].

Best regards,
Raúl
"""
MEMO_ES = """Para: Laura Benítez, CFO
De: Óscar Leal, Gerente General
Fecha: 18 de noviembre de 2026
Asunto: Nota sobre la línea de pintura

Estimada Laura:

Espero que se encuentre muy bien. Nada más para su conocimiento, la línea de pintura se detuvo dos veces en octubre, como 6 horas cada vez, y se desecharon 310 puertas. Creemos que podría ser el filtro. La selección podría costar alrededor de 22 mil dólares al mes. El proveedor no ha confirmado la entrega de 14 bombas, y Norte Bombas sostiene su precio hasta el 9 de diciembre. Preferimos esperar antes de avisar al cliente. Si las bombas llegan tarde, la línea 3 podría perder el arranque del 20 de diciembre. Le mando la bitácora en breve.

Saludos cordiales,
Óscar
"""
HELD_ES = (
    MEMO_ES.replace("Nada más para su conocimiento, la", "La")
    .replace("podría ser el filtro.", "podría ser el filtro [¿con qué base?].")
    .replace("en breve.", "[¿cuándo?].")
)


class PlantedFault(NamedTuple):
    """A rewrite with one fault; the check must name one of `kinds`."""

    name: str
    memo: str
    lang: Lang
    rewrite: Rewrite
    kinds: tuple[FaultKind, ...]


_EN: tuple[tuple[str, str, str, tuple[FaultKind, ...]], ...] = (
    ("added figure", "310 doors were scrapped", "310 doors and 40 hoods were scrapped", ("added_figure",)),
    ("derived figure", "about 6 hours each time", "about 12 hours in all", ("added_figure", "moved_figure")),
    ("spelled figure", "14 pumps", "14 pumps for nineteen stations", ("added_figure",)),
    ("rounded figure", "310 doors", "300 doors", ("added_figure",)),
    ("added date", "holds its price until December 9", "holds its price from November 2 until December 9", ("added_date",)),
    ("changed date", "the December 20 launch", "the December 30 launch", ("added_date",)),
    ("weekday", "I will send the log", "I will send the log on Friday", ("added_time",)),
    ("tomorrow", "I will send the log", "I will send the log tomorrow", ("added_time",)),
    ("name inside", "has not confirmed the delivery", "has not confirmed to Ernesto the delivery", ("added_name",)),
    ("name at the start", "The supplier has not confirmed", "Ernesto says that the supplier has not confirmed", ("added_name",)),
    ("cause", "and 310 doors were scrapped", "and 310 doors were scrapped because the filter was old", ("added_cause",)),
    ("cause by joining", "in October, about", "in October due to the pumps, about", ("added_cause",)),
    ("fault", "We decided to wait", "By mistake we decided to wait", ("added_fault",)),
    ("apology", "We decided to wait", "We apologize that we decided to wait", ("added_fault",)),
    ("commitment of ours", "Sorting may cost", "We will stop the line. Sorting may cost", ("added_commitment",)),
    ("commitment of others", "The supplier has not confirmed", "The supplier will deliver. It has not confirmed", ("added_commitment",)),
    ("certainty: hedge removed", "We believe the filter may be the reason", "The filter is the reason", ("added_certainty",)),
    ("certainty: may removed", "Sorting may cost around", "Sorting costs around", ("added_certainty",)),
    ("certainty: around removed", "around USD 22k", "USD 22k", ("added_certainty",)),
    ("certainty: could becomes will", "line 3 could miss", "line 3 will miss", ("added_certainty", "added_commitment")),
    ("lost figure", ", and 310 doors were scrapped", "", ("lost_figure",)),
    ("lost date", " until December 9", "", ("lost_date",)),
    ("lost name", "Norte Bombas holds its price", "a firm holds its price", ("lost_name",)),
    (
        "lost caveat",
        "If the pumps are late, line 3 could miss the December 20 launch. ",
        "The launch is December 20. ",
        ("lost_caveat", "lost_fact", "lost_figure", "added_certainty"),
    ),
    ("lost admission", "We decided to wait before telling the customer. ", "", ("lost_fact",)),
    ("moved figure", "310 doors were scrapped. We", "14 doors were scrapped, with 310 pumps. We", ("moved_figure",)),
    ("changed unit", "about 6 hours each time", "about 6 days each time", ("changed_unit", "moved_figure")),
    ("changed currency", "USD 22k", "MXN 22k", ("changed_unit",)),
    ("polarity flipped", "The supplier has not confirmed", "The supplier has confirmed", ("flipped", "added_certainty")),
    ("denied", "310 doors were scrapped", "310 doors were not scrapped", ("flipped",)),
    ("opposite", "If the pumps are late", "If the pumps are on time", ("flipped", "lost_caveat")),
    ("owner invented", "Sorting may cost", "The quality manager owns it. Sorting may cost", ("added_owner",)),
    ("owner role", "The supplier has not confirmed", "Maintenance says the supplier has not confirmed", ("added_owner",)),
    ("recommendation", "Sorting may cost", "I recommend a second shift. Sorting may cost", ("added_recommendation",)),
    ("decision chosen", "Sorting may cost", "Please approve air freight. Sorting may cost", ("added_decision",)),
    ("colour", "Note on the paint line", "Note on the paint line: red", ("added_colour",)),
    ("joined facts", "and 310 doors were scrapped", "and a total of 310 of them were scrapped", ("joined_facts", "moved_figure")),
    (
        "foreign fact",
        "I will send the log",
        "Competitors in Europe recently met similar troubles. I will send the log",
        ("added_fact", "added_name"),
    ),
    ("we in a slot", "[basis?]", "[should we stop shipments?]", ("bad_slot",)),
    ("figure in a slot", "[basis?]", "[is it 80 percent likely?]", ("bad_slot",)),
    ("a slot that asks nothing", "[basis?]", "[the filter is old]", ("bad_slot",)),
    ("longer", "Hi Dana,", "Hi Dana, as you know I write to you on the matter of the paint line once more,", ("longer",)),
)
_ES: tuple[tuple[str, str, str, tuple[FaultKind, ...]], ...] = (
    ("cifra agregada", "310 puertas", "310 puertas y 40 cofres", ("added_figure",)),
    ("cifra en letra", "14 bombas", "14 bombas para diecinueve estaciones", ("added_figure",)),
    ("fecha agregada", "hasta el 9 de diciembre", "del 2 de noviembre al 9 de diciembre", ("added_date",)),
    ("día de la semana", "Le mando la bitácora", "El viernes le mando la bitácora", ("added_time",)),
    ("nombre", "El proveedor no ha confirmado", "El proveedor no le ha confirmado a Ernesto", ("added_name",)),
    ("causa", "y se desecharon 310 puertas", "y se desecharon 310 puertas debido al filtro viejo", ("added_cause",)),
    ("culpa", "Preferimos esperar", "Por un descuido preferimos esperar", ("added_fault",)),
    ("promesa", "La selección podría", "Vamos a parar la línea. La selección podría", ("added_commitment",)),
    ("promesa en futuro", "La selección podría", "Resolveremos el paro. La selección podría", ("added_commitment",)),
    ("certeza", "Creemos que podría ser el filtro", "Es el filtro", ("lost_caveat", "added_certainty")),
    ("certeza de costo", "podría costar alrededor", "cuesta alrededor", ("added_certainty",)),
    ("sin «alrededor de»", "alrededor de 22", "22", ("added_certainty",)),
    ("cifra perdida", ", y se desecharon 310 puertas", "", ("lost_figure",)),
    (
        "condición perdida",
        "Si las bombas llegan tarde, la línea 3 podría perder el arranque del 20 de diciembre. ",
        "",
        ("lost_figure", "lost_fact", "lost_caveat", "lost_date"),
    ),
    ("admisión perdida", "Preferimos esperar antes de avisar al cliente. ", "", ("lost_fact",)),
    ("cifra movida", "310 puertas. Creemos", "14 puertas, con 310 bombas. Creemos", ("moved_figure",)),
    ("unidad", "6 horas cada vez", "6 días cada vez", ("changed_unit",)),
    ("moneda", "22 mil dólares", "22 mil pesos", ("changed_unit",)),
    ("sentido invertido", "El proveedor no ha confirmado", "El proveedor ha confirmado", ("flipped",)),
    ("responsable inventado", "La selección podría", "Calidad responde por esto. La selección podría", ("added_owner",)),
    ("recomendación", "La selección podría", "Recomiendo otro turno. La selección podría", ("added_recommendation",)),
    ("decisión elegida", "La selección podría", "Favor de autorizar el flete aéreo. La selección podría", ("added_decision",)),
    ("color", "línea de pintura\n\nEst", "línea de pintura: ROJO\n\nEst", ("added_colour",)),
    ("«nosotros» en un espacio", "[¿con qué base?]", "[¿paramos nosotros los embarques?]", ("bad_slot",)),
    ("espacio sin pregunta", "[¿con qué base?]", "[el filtro es viejo]", ("bad_slot",)),
)


def planted() -> Iterator[PlantedFault]:
    """Every fault; each changes exactly one place of a rewrite that holds."""
    for memo, held, lang, faults in ((MEMO_EN, HELD_EN, "en", _EN), (MEMO_ES, HELD_ES, "es", _ES)):
        for name, old, new, kinds in faults:
            if held.count(old) != 1:
                raise ValueError(f"{name}: “{old}” stands {held.count(old)} times in the rewrite")
            yield PlantedFault(name, memo, lang, as_rewrite(memo, held.replace(old, new), lang), kinds)  # type: ignore[arg-type]


def held() -> Iterator[tuple[str, str, Lang, Rewrite]]:
    """Rewrites that hold: slots put in, order changed, softeners cut and listed, the memo itself."""
    pairs: tuple[tuple[str, str, Lang], ...] = ((MEMO_EN, HELD_EN, "en"), (MEMO_ES, HELD_ES, "es"))
    for memo, text, lang in pairs:
        yield f"slots {lang}", memo, lang, as_rewrite(memo, text, lang)
        yield f"unchanged {lang}", memo, lang, as_rewrite(memo, memo, lang)
    first, last = "The paint line stopped twice", "I will send the log [when?]."
    body = HELD_EN[HELD_EN.index(first) : HELD_EN.index(last)]
    head, tail = HELD_EN[: HELD_EN.index(first)], HELD_EN[HELD_EN.index(last) :]
    turned = " ".join(reversed([s.strip() for s in body.replace(". ", ".\n").splitlines() if s.strip()]))
    yield "order", MEMO_EN, "en", as_rewrite(MEMO_EN, f"{head}{turned} {tail}", "en")
    cut = HELD_ES.replace("Le mando la bitácora [¿cuándo?].", "")
    yield "listed", MEMO_ES, "es", as_rewrite(MEMO_ES, cut, "es", ("Le mando la bitácora en breve.",))


_MONEY_EN, _MONEY_ES = "around USD 22k a month", "alrededor de 22 mil dólares al mes"
ACROSS: tuple[tuple[str, str, str, tuple[FaultKind, ...]], ...] = (
    ("figure", "310 doors", "340 doors", ("added_figure",)),
    ("unit", "6 hours", "6 days", ("changed_unit",)),
    ("currency", "USD 22k", "MXN 22k", ("changed_unit",)),
    ("date", "December 9", "December 19", ("added_date",)),
    ("weekday", "I will send", "On Friday I will send", ("added_time",)),
    ("name", "the delivery of", "to Ernesto the delivery of", ("added_name",)),
    ("cause", "were scrapped", "were scrapped because of age", ("added_cause",)),
    ("owner", "Sorting may cost", "Quality is in charge. Sorting may cost", ("added_owner",)),
    ("lost figure", ", and 310 doors were scrapped", "", ("lost_figure",)),
    ("lost date", " until December 9", "", ("lost_date",)),
)


def planted_across() -> Iterator[PlantedFault]:
    """Faults of an English rewrite of the Spanish memo."""
    text = HELD_EN.replace("To: Dana Whitlock, COO", "To: Laura Benítez, CFO").replace("Hi Dana,", "Dear Laura,")
    text = text.replace("From: Raúl Cantú, Plant Manager", "From: Óscar Leal, General Manager").replace("Raúl", "Óscar")
    text = text.replace("We decided to wait", "We preferred to wait").replace("I will send the log", "I send the log")
    yield PlantedFault("holds", MEMO_ES, "es", as_rewrite(MEMO_ES, text, "en"), ())
    for name, old, new, kinds in ACROSS:
        old, new = old.replace("I will send", "I send"), new.replace("I will send", "I send")
        yield PlantedFault(name, MEMO_ES, "es", as_rewrite(MEMO_ES, text.replace(old, new), "en"), kinds)
