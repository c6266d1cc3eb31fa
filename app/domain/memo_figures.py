"""The figures of a memo with the noun that each sizes, and when things are said to be. Knows both languages' words for time; no rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from app.domain.date_reading import dates
from app.domain.figures import figures
from app.domain.memos import MemoFigure, MemoSentence, Moment, MomentKind

_MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
)
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_MISSPELLED = {
    "febrero": "fevrero", "marzo": "marso", "noviembre": "nobiembre noviemvre nobiemvre", "diciembre": "disiembre diciemvre disiemvre",
    "septiembre": "septiemvre", "octubre": "octuvre", "jueves": "juebes", "viernes": "biernes viernez biernez", "sabado": "savado",
    "miercoles": "miercolez", "martes": "martez", "november": "nobember", "december": "desember", "october": "octuber",
}  # fmt: skip
"""Days and months by their sound, letter for letter, so that places stay."""
_DAYS = {wrong: right for right, wrongs in _MISSPELLED.items() for wrong in wrongs.split()}
_WRONG_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_COUNT = (
    r"(?:\d+|a|an|one|two|three|four|five|six|ten|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|diez"
    r"|quince|varios|unos|unas|several|couple of|a couple of|a few)"
)
_SPAN = r"(?:minutes?|hours?|days?|weeks?|months?|years?|minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?|shifts?|turnos?)"
_ON = re.compile(r"\b(?:on|by|before|until|since|from|this|next|last|dated|el|del|al|desde|hasta|lunes|martes|miercoles|jueves|viernes) $")
"""What stands before a date in numbers or a weekday cut short; "2/3 of the lots" is no date, and "fri" alone no day."""
_DAY, _NUMBERED_MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_LONGEST_ON = 10
_SHORT: tuple[tuple[MomentKind, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?<![\d/])(?:{_DAY}/{_NUMBERED_MONTH}|{_NUMBERED_MONTH}/{_DAY})(?![/\d])")),
    ("weekday", re.compile(r"\b(?:mon|tues?|wed|thu(?:rs)?|fri)\b")),
)
_MOMENTS: tuple[tuple[MomentKind, re.Pattern[str]], ...] = (
    ("clock", re.compile(
        r"\b\d{1,2}[:.h]\d{2} ?(?:a\.? ?m\b\.?|p\.? ?m\b\.?|hrs?\b|horas\b|h\b|ct\b|et\b|cst\b)?|\b\d{1,2} ?(?:am|pm|a\. ?m\."
        r"|p\. ?m\.|hrs|o'clock)(?!\w)"
        r"|\bnoon\b|\bmidnight\b|\bmediodia\b|\bmedianoche\b|\blas (?:\d{1,2}|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
        r"|diez|once|doce)"
        r" (?:de la (?:manana|tarde|noche)|en punto|horas)\b")),
    ("deadline", re.compile(
        rf"\b(?:within|in the next|in|en las proximas|en los proximos|en un plazo de|en menos de|dentro de|en|under) (?:un"
        rf" plazo de )?{_COUNT} (?:working |business )?{_SPAN}\b"
        rf"|\b(?:end of (?:the )?(?:day|week|month|quarter|year|shift)|eod|eow|cierre del? (?:dia|semana|mes|trimestre|ano)"
        rf"|fin(?:es|al)? del? (?:mes|semana|ano|trimestre))\b")),
    ("past", re.compile(
        rf"\b(?:yesterday|last (?:night|week|month|quarter|year|{_WEEKDAY})|{_COUNT} {_SPAN} ago|ayer|antier|anteayer|anoche"
        rf"|hace {_COUNT} {_SPAN}"
        rf"|(?:la|el|los|las) (?:semana|mes|trimestre|ano|{_WEEKDAY}) (?:pasad[oa]|antepasad[oa]|anterior)|antepasad[oa]|this"
        rf" (?:monday|tuesday|wednesday|thursday|friday) morning"
        rf"|this morning|esta manana)\b")),
    ("quarter", re.compile(
        r"\bq[1-4](?: ?(?:of |de )?(?:20\d\d|fy ?\d\d))?\b|\b[1-4][qt] ?(?:20)?\d\d\b|\b(?:first|second|third|fourth|last"
        r"|primer|segundo|tercer|cuarto|ultimo) "
        r"(?:quarter|trimestre|half|semestre)(?: (?:of|de|del) (?:20\d\d))?\b|\bh[12] 20\d\d\b|\b(?:week|semana) \d{1,2}\b"
        r"|\b(?:in|en|by|during|for|para|durante) 20\d\d\b")),
    ("date", re.compile(
        rf"\b(?:on|by|before|until|since|from|after) the {_DAY}(?:st|nd|rd|th)(?=[.,;:)]|$"
        r"| (?:and|but|at|we|i|he|she|they|it|of|for|to|with|because|that|when)\b)"
        rf"|\b(?:el|del|al) (?:dia )?{_DAY}(?=[.,;:)](?!\d)|$|\n| y (?!\d)"
        r"| (?:a (?:las|primera)|por la|para|con|porque|lo|la|le|les|nos|se|me|te|yo|no)\b)"
        rf"|(?:(?<=\n)|\A)el (?:dia )?{_DAY}(?= (?!por\b|de\b|mil|porcent|y\b|o\b)[a-z]{{3,}})")),
    ("weekday", re.compile(rf"\b(?:{_WEEKDAY})\b")),
    ("near", re.compile(
        r"\b(?:today|tonight|tomorrow|hoy|this afternoon|this evening|this week|next (?:week|month|quarter)|esta (?:tarde"
        r"|noche|semana)|pasado manana|manana mismo"
        r"|manana a (?:las|primera)|(?:la )?proxima semana|(?:el )?proximo mes|(?:el|la) (?:mes|semana) que (?:entra|viene))\b"
        r"|(?<!la )(?<!esta )(?<!de )\bmanana\b")),
    ("month", re.compile(rf"\b(?:{_MONTH})\b"
        r"|\b(?:in|by|until|since|before|from|late|early|mid) ?-?may\b(?! (?:be|have|need|take|cost|not|also|affect))")),
)  # fmt: skip
_CODE = re.compile(
    r"(?:\b(?:line|linea|building|nave|edificio|plant|planta|level|nivel|annex|anexo|article|articulo|lote?|phase|fase|version"
    r"|week|semana|press|prensa|section|tier"
    r"|bay|dock|gate|cell|celda|route|ruta|iso|iatf|nom|form|title|titulo|no|num|numero|part|parte|model|modelo|unit|unidad"
    r"|turno|shift|clausula|clause|cedis|pozo"
    r"|bodega|warehouse|andén|anden|horno|furnace|robot|station|estacion|q|fy|plan|vision|etapa|stage|modulo|module|oven|molde"
    r"|mold|tool|matriz)\.? ?#? ?|[a-z]-?|#|\d[-/])$"
)
_NOUN = re.compile(r"[ -]*(?:of |de |the |our |los |las |nuestr[oa]s )?((?:[^\W\d_][\w'-]*(?: |$)?){1,3})")
_NO_NOUN = frozenset(
    "a an and or but of in on at to for from by with as is are was were be been will would could should may might if that"
    " which who this these those it its the our"
    " y o e u de del en a al por para con sin se que es son fue era seran sera si la el los las lo un una su sus nuestro"
    " nuestra más mas menos than then so than not no"
    " esta estan estaba estaban ya aun todavia"
    " we i they he she you nos les le per each cada vs against contra than until hasta before after since desde antes despues and".split()
)
_UNITS = frozenset("hours days weeks months years money percent".split())
_RANGE_AFTER = re.compile(r"\s?(?:[–—-]|to|a|and|y|or|o)\s?(?:usd|mxn|us\$|\$|€)?\s?\d")


def find_moments(plain: str, at: tuple[int, ...], text: str, sentences: tuple[MemoSentence, ...]) -> tuple[Moment, ...]:
    """Every moment, in reading order; of overlapping ones the first kind of the list wins, a date before all."""
    taken: list[tuple[int, int]] = []
    found: list[Moment] = []
    plain = _WRONG_DAY.sub(lambda m: _DAYS[m.group()], plain)
    starts = [s.plain_start for s in sentences]

    def add(start: int, end: int, kind: MomentKind) -> None:
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            first, last = at[start], at[end - 1] + 1
            found.append(Moment(first, last, text[first:last], kind, bisect_right(starts, start) - 1))

    for said in dates(plain):
        add(said.start, said.end, "date")
    for kind, pattern in _SHORT:
        for match in pattern.finditer(plain):
            if _ON.search(plain, max(0, match.start() - _LONGEST_ON), match.start()):
                add(match.start(), match.end(), kind)
    for kind, pattern in _MOMENTS:
        for match in pattern.finditer(plain):
            add(match.start(), match.end(), kind)
    return tuple(sorted(found, key=lambda m: m.start))


def find_figures(
    plain: str, at: tuple[int, ...], text: str, sentences: tuple[MemoSentence, ...], moments: tuple[Moment, ...]
) -> tuple[MemoFigure, ...]:
    """Every figure that is no part of a date, in reading order."""
    return tuple(_figures(plain, at, text, sentences, [(m.start, m.end) for m in moments if m.kind not in ("deadline", "past", "near")]))


def _figures(
    plain: str, at: tuple[int, ...], text: str, sentences: tuple[MemoSentence, ...], taken: list[tuple[int, int]]
) -> Iterator[MemoFigure]:
    starts = [s.plain_start for s in sentences]
    for figure in figures(_unfolded(plain)):
        first, last = at[figure.start], at[figure.end - 1] + 1
        if any(a < last and first < b for a, b in taken):
            continue
        before = plain[max(0, figure.start - 16) : figure.start]
        is_year = not figure.unit and figure.text.isdigit() and len(figure.text) == 4 and figure.text[:2] in ("19", "20")
        is_code = not figure.unit and bool(_CODE.search(before)) and not before.endswith((" a ", " y ", " o "))
        match = _NOUN.match(plain, figure.end)
        words = match.group(1).split() if match else []
        kept: list[str] = []
        for word in words:
            if word in _NO_NOUN:
                break
            kept.append(word)
        yield MemoFigure(
            start=first,
            end=last,
            text=text[first:last],
            values=figure.values,
            unit=figure.unit,
            noun=" ".join(kept),
            sentence=bisect_right(starts, figure.start) - 1,
            is_range=bool(_RANGE_AFTER.match(plain, figure.end)) or bool(re.search(r"\d\s?(?:-|to|a|and|y)\s?(?:usd )?$", before)),
            is_code=is_code or is_year,
        )


_ACCENTS = (("dolares", "dólares"), (" dias", " días"), (" dia ", " día "), (" anos", " años"), ("habiles", "hábiles"))


def _unfolded(plain: str) -> str:
    """The folded text with the accents that units carry, letter for letter, so that places stay."""
    for bare, accented in _ACCENTS:
        plain = plain.replace(bare, accented)
    return plain
