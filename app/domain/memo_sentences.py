"""The sentences of a memo with zone, paragraph and folded text; quoted words; courtesy in greeting and closing. Knows zones; no cue."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.domain.coaching import Span
from app.domain.memo_text import fold
from app.domain.memo_zones import SIGN_OFF, WISH
from app.domain.memos import MemoSentence, Part, Zone
from app.domain.sentences import split

MOST_WISHES = 3
_QUOTED = re.compile(r"“[^”\n]{1,300}”|«[^»\n]{1,300}»|(?<![\w\"])\"[^\"\n]{1,300}\"(?!\w)|(?<![\w'’])[‘'][^'’\n]{3,200}[’'](?![\w])")
COURTESY = re.compile(
    r"(?:please )?(?:let me|let us|do let me) know if (?:you have|there are|i can|we can|you need|anything|you want|you would"
    r" like)\b[^.;]{0,60}"
    r"|(?:i|we) (?:look|am looking|are looking) forward to (?:hearing|seeing|your|our|speaking|meeting)\b[^.;]{0,60}"
    r"|(?:i|we)(?:'d| would)? (?:really |very much |always |sincerely )?(?:appreciate|thank you for) (?:all )?your"
    r" (?:continued |kind |usual |time|attention|support"
    r"|help|guidance|trust|patience)[^.;]{0,40}"
    r"|(?:thank you|thanks|many thanks|gracias|muchas gracias)(?: (?:again|as always|in advance|as ever|de antemano))?"
    r"(?: (?:for|por) (?:your|all|the|su|todo|la|el)\b[^.;]{0,50})?"
    r"|(?:i am|i'm|i remain|i will be|we are|we remain) (?:at your (?:disposal|service)|available (?:for|to)\b[^.;]{0,50}|here if you need)"
    r"|(?:please )?(?:do not|don't) hesitate to (?:call|contact|reach|ask)[^.;]{0,40}|happy to (?:answer|take) (?:any )?questions"
    r"|(?:quedo|quedamos|me quedo|estoy|estamos|nos ponemos|me pongo)(?: \w+)? (?:a (?:sus?|tus?) (?:ordenes?|disposicion)|a la orden|a"
    r" su entera disposicion"
    r"|al? pendientes?|atent[oa]s?|pendientes?)"
    r"(?: (?:a|de|para|ante) (?:sus?|tus?|cualquier|alguna|lo que se ofrezca)\b(?: (?:amable|amables|valiosos?))?"
    r"(?: (?:comentarios?|duda|dudas|respuesta|aclaracion|instrucciones|pregunta|indicaciones|retroalimentacion))?[^.;]{0,40})?"
    r"|(?:agradezco|agradecemos|le agradezco|les agradezco|agradeciendo)(?: \w+){0,3} (?:su|tu|la|el|todo su) (?:\w+ )?(?:apoyo"
    r"|ayuda|atencion|tiempo|confianza|comprension"
    r"|paciencia|respaldo|orientacion)"
    r"|(?:le|les|te) (?:mando|envio|mandamos|enviamos) (?:un|mis|nuestros) [^.;]{0,30}saludos?|reciba (?:un|mis|nuestros) [^.;]{0,40}"
    r"|sin (?:mas|otro) (?:por el momento|particular)[^.;]{0,40}|saludos(?: cordiales| afectuosos)?|un (?:fuerte )?abrazo"
    r"|(?:un )?cordial saludo"
    r"|(?:espero|esperamos|deseo|deseamos) que (?:tus?|sus?|te|le|les|se|usted(?:es)?) [^.;]{0,20}"
    r"\b(?:viaje|semana|familia|vacaciones|vuelo|encuentre|encuentres)[^.;]{0,40}"
    r"|(?:i |we )?hope (?:your|you had|you enjoyed|you are|this finds you) [^.;]{0,15}"
    r"\b(?:trip|weekend|week|holidays?|vacation|family|well|flight)\b[^.;]{0,30}"
    r"|(?:que tenga|que tengan|le deseo|les deseo) [^.;]{0,50}|(?:have a|wishing you a) (?:great|good|nice|wonderful)[^.;]{0,30}"
    r"|(?:best|kind|warm) regards[^.;]{0,30}"
)
_CAPITAL_BEGINS = re.compile(r"[.!?] [¿¡]?[A-ZÁÉÍÓÚÑ][a-záéíóúñ ]")
_SMALL_BEGINS = re.compile(r"(?<=[a-záéíóúñ]{2}[.!?] )[a-záéíóúñ]")
"""Where a sentence begins for a writer who uses no capitals at all."""
FULL_OF = 0.7
"""The part of a sentence that formulas must cover for it to be closing courtesy as a whole."""


@dataclass(frozen=True)
class Sentences:
    """What `read_sentences` finds: sentences, their joined folded text with places, and spans that are out of scope."""

    items: tuple[MemoSentence, ...]
    plain: str
    cased: str
    at: tuple[int, ...]
    courtesies: tuple[Span, ...]
    quotes: tuple[Span, ...]


def read_sentences(text: str, zones: tuple[Part, ...]) -> Sentences:
    """The sentences of subject, greeting, body and closing in reading order; empty for a header only."""
    items: list[MemoSentence] = []
    plain: list[str] = []
    cased: list[str] = []
    at: list[int] = []
    courtesies: list[Span] = []
    raw = [(z, s) for z in _numbered(zones) for s in _split(text, z[0])]
    in_body = [i for i, ((part, _), _) in enumerate(raw) if part.zone == "body"]
    last_paragraph = max((n for (_, n), _ in raw), default=-1)
    wishes = 0
    is_opening = True
    for index, ((part, paragraph), (start, end)) in enumerate(raw):
        folded = fold(text, start, end)
        zone: Zone = part.zone
        if zone == "body":
            if is_opening and wishes < MOST_WISHES and WISH.fullmatch(folded.plain):
                zone, wishes = "greeting", wishes + 1
                courtesies.append(_span(text, start, end))
            else:
                is_opening = False
                if paragraph == last_paragraph or index >= in_body[-1] - 1:
                    spans = [folded.span(*m.span()) for m in COURTESY.finditer(folded.plain)]
                    if index == in_body[-1] and SIGN_OFF.fullmatch(folded.plain):
                        spans = [(start, end)]
                    courtesies += [_span(text, a, b) for a, b in spans]
                    if sum(b - a for a, b in spans) >= FULL_OF * (end - start):
                        zone = "closing"
        begin = len(at)
        plain.append(folded.plain + "\n")
        cased.append(folded.cased + "\n")
        at += [*folded.at[:-1], end]
        items.append(MemoSentence(start, end, text[start:end], zone, paragraph, begin, begin + len(folded.plain), len(items)))
    if items and not any(s.zone == "body" for s in items):
        items = [replace(s, zone="body") if s.zone == "closing" else s for s in items]
    quotes = tuple(_span(text, m.start(), m.end()) for m in _QUOTED.finditer(text))
    return Sentences(tuple(items), "".join(plain), "".join(cased), tuple(at), tuple(courtesies), quotes)


def _numbered(zones: tuple[Part, ...]) -> list[tuple[Part, int]]:
    """Subject, greeting and body parts; body parts with their number."""
    found, count = [], -1
    for part in zones:
        if part.zone == "body":
            count += 1
            found.append((part, count))
        elif part.zone in ("subject", "greeting"):
            found.append((part, -1))
    return found


def _split(text: str, part: Part) -> list[tuple[int, int]]:
    """A subject or salutation is one sentence; carriage returns read as line ends, at the same places."""
    if part.zone != "body":
        return [(part.start, _trim(text, part.start, part.end))] if text[part.start : part.end].strip() else []
    piece = text[part.start : part.end].replace("\r\n", " \n").replace("\r", "\n")
    if not _CAPITAL_BEGINS.search(text):
        piece = _SMALL_BEGINS.sub(lambda m: m.group().upper(), piece)
    found = split(piece)
    if not found and re.search(r"\w", piece):
        found = ((0, len(piece.rstrip())),)
    return [(part.start + a, part.start + b) for a, b in found]


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])
