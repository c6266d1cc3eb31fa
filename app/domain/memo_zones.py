"""Which part of a memo is header, subject, greeting, body, closing, signature or quoted mail. Knows both languages' customs; no rule."""

from __future__ import annotations

import re

from app.domain.memo_greeting import is_name, is_salutation, without_greeting
from app.domain.memo_text import fold
from app.domain.memos import Part

_FIELDS = (
    r"to|from|date|sent|subject|re|cc|bcc|cco|para|de|fecha|enviado(?: el)?|asunto|ref|referencia|ccp|c\.c\.p\.?|importance|importancia"
)
HEADER = re.compile(rf"[*_>#\s]*(?:{_FIELDS})[*_]*\s?:")
_SUBJECT = re.compile(r"[*_>#\s]*(?:subject|re|asunto|ref|referencia)[*_]*\s?:[*_\s]*")
FAREWELL_WORDS = 8
"""A longer line above the name says something."""
TITLE_WORDS = 14
"""A longer line by itself is a paragraph."""
_LISTED = re.compile(r"[-*•–·|>]|\d{1,2}[.)]")
_QUOTE_BEGINS = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|mensaje original|mensaje reenviado)|on .{5,80} wrote:|el .{5,80} escribio:)"
)
LONGEST_ANNOUNCED = 120
"""Letters in which a line that announces a quoted message has done so."""
_ADDRESSED = re.compile(
    r"(?:al?|a la|para|to|to the|for|for the|attn|at'?n|atencion|from|de|by|presenta|presented by|prepared by|elaboro|prepara)\b.{2,60}"
    r"|.{2,40}\b(?:presenta|presents|elaboro|prepared by|presented by):.{2,60}"
)
"""A line that says who writes or to whom, without the colon of a header."""
LONG_LINE = 100
"""A line of so many letters was not broken by hand: a word below it is no end of it."""
_NAMES = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.'’]*(?:\s(?:de|del|la|y|[A-ZÁÉÍÓÚÑ][\w.'’]*)){0,5}(?:,\s[^.:;!?]{3,60})?")
WISH = re.compile(
    r"\W*+(?:i |we )?(?:really |sincerely )?(?:hope|trust) (?:that )?(?:you|this|your|everyone|all|the family)\b(?! will"
    r" approve| can approve).{0,120}"
    r"|\W*+(?:i hope (?:this|my) (?:e-?mail|note|message|memo) finds).{0,60}|\W*+(?:happy|good) (?:monday|tuesday|wednesday"
    r"|thursday|friday|new year)\W*+"
    r"|\W*+(?:thank you|thanks) (?:again )?(?:for|so much for) (?:your|the) (?:time|visit|support|hospitality|call|patience"
    r"|trust|kind)\b.{0,80}"
    r"|\W*+it was (?:great|good|a pleasure|nice) (?:to see|seeing|meeting|to have)\b.{0,80}|\W*+(?:warm )?greetings (?:from|to)\b.{0,60}"
    r"|\W*+(?:espero|deseo|deseamos|esperamos|confio en) (?:de corazon )?que (?:se|te|le|les|usted(?:es)?|este|esten|estes|todo"
    r"|haya|hayan|su|tu|tenga|ande"
    r"|el viaje|la familia)\b.{0,120}"
    r"|\W*+(?:reciba|recibe|reciban) (?:un|mis|nuestros|usted)\b.{0,80}|\W*+(?:un gusto|gusto en|es un gusto|con gusto)"
    r" (?:saludar|volver a saludar)\w*.{0,60}"
    r"|\W*+(?:primeramente|antes que nada|ante todo),? (?:un saludo|reciba|le saludo|un cordial|le mando|aprovecho para saludar)\b.{0,80}"
    r"|\W*+(?:le|les|te) (?:saludo|mando un saludo|envio un saludo)\b.{0,60}"
    r"|\W*+(?:muchas )?gracias por (?:su|tu|la|el) (?:tiempo|visita|apoyo|atencion|confianza|hospitalidad|llamada)\b.{0,60}"
    r"|\W*+(?:buen (?:dia|viaje|inicio de semana)|buenos dias|buenas tardes|feliz \w+)\b.{0,40}"
)
SIGN_OFF = re.compile(
    r"\W*+(?:(?:with )?(?:best|kind|warm|many|kindest|warmest) (?:regards|wishes|thanks)|regards|best|thanks(?: again)?|many"
    r" thanks|thank you(?: very much)?"
    r"|sincerely(?: yours)?|yours(?: \w+)?|respectfully|cheers|cordially|all the best|saludos(?: \w+){0,2}|(?:un )?(?:cordial"
    r"|cordiales|atento|afectuoso) saludos?"
    r"|un abrazo|atentamente|atte|cordialmente|respetuosamente|quedo (?:de usted|a sus ordenes|a la orden|al pendiente|atent[oa])"
    r"|recib[ea]n? un[oa]?s? (?:\w+ )?(?:abrazo|saludo)s?"
    r"|con (?:toda|todo|mi|el debido|mucho|un cordial) (?:consideracion|aprecio|respeto|afecto|saludo)"
    r"|con (?:aprecio|respeto|afecto|estima)|with (?:respect|appreciation|gratitude)"
    r"|muchas gracias(?: de antemano)?|gracias(?: de antemano| y saludos)?|agradecid[oa]|sin mas por el momento|sin otro particular)\b\W*+"
    r"(?:[a-z.'-]++[ ,]?+){0,5}+\W*+$"
)


def parts(text: str) -> tuple[Part, ...]:
    """The zones of a memo in reading order, without gaps that hold words. A memo of a header only has no body."""
    lines = _lines(text)
    index = _header_end(text, lines)
    found: list[Part] = []
    for start, end in lines[:index]:
        folded = fold(text, start, end)
        subject = _SUBJECT.match(folded.plain)
        if subject and folded.plain[subject.end() :].strip():
            at = folded.at[subject.end()]
            found += [Part(start, at, "header"), Part(at, _stripped_end(text, at, end), "subject")]
        elif text[start:end].strip():
            found.append(Part(start, end, "header"))
    rest, quoted = _without_quotes(text, lines[index:])
    rest, signature = _without_signature(text, rest)
    rest, addressed = (rest, []) if index else _without_addresses(text, rest)
    found += addressed
    if not any(p.zone == "subject" for p in found):
        rest, title = _without_title(text, rest)
        found += title
    rest, greeting = without_greeting(text, rest)
    found += greeting
    body = [Part(start, end, "body") for start, end in _blocks(text, rest)]
    return tuple(sorted((*found, *body, *signature, *quoted), key=lambda p: p.start))


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)", text):
        if line:
            found.append((start, start + len(line)))
            start += len(line)
    return found


def _stripped_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \t\r\n*_"))


def _header_end(text: str, lines: list[tuple[int, int]]) -> int:
    """The index of the first line after the header; 0 without one. Blank lines and memo titles may stand among header lines."""
    last = 0
    for index, (start, end) in enumerate(lines[:20]):
        plain = fold(text, start, end).plain.strip()
        if HEADER.match(plain) and len(plain) < 250:
            last = index + 1
        elif plain and not last and index < 2 and _is_header(text, lines, index + 1):
            continue
        elif plain and (last or index > 2 or len(plain) > 60 or plain[-1] in ".!?,:"):
            break
    return last


def _filled(text: str, lines: list[tuple[int, int]]) -> list[int]:
    return [i for i, (a, b) in enumerate(lines) if text[a:b].strip()]


def _is_header(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """True when the line at `index` is a header line: what stands above it is a title, however long."""
    return index < len(lines) and HEADER.match(fold(text, *lines[index]).plain.strip()) is not None


def _without_quotes(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[Part]]:
    kept: list[tuple[int, int]] = []
    quoted: list[Part] = []
    for index, (start, end) in enumerate(lines):
        plain = fold(text, start, min(end, start + LONGEST_ANNOUNCED)).plain
        if _QUOTE_BEGINS.match(plain):
            quoted += [Part(a, b, "quoted") for a, b in lines[index:] if text[a:b].strip()]
            break
        if plain.lstrip().startswith(">"):
            quoted.append(Part(start, end, "quoted"))
        else:
            kept.append((start, end))
    return kept, quoted


def _without_signature(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[Part]]:
    """The last sign-off line and what follows it; without one, a last short line of names. At most eight lines."""
    filled = _filled(text, lines)
    for index in reversed(filled[1:][-8:]):
        start, end = lines[index]
        if SIGN_OFF.fullmatch(fold(text, start, end).plain.strip()):
            return lines[:index], [Part(a, b, "signature") for a, b in lines[index:] if text[a:b].strip()]
    tail: list[int] = []
    for index in reversed(filled[1:]):
        words = text[slice(*lines[index])].strip(" -–—,.\r\n\t")
        if not _NAMES.fullmatch(words) or len(tail) > 2:
            break
        tail.append(index)
    is_apart = tail and tail[-1] > 0 and not text[slice(*lines[tail[-1] - 1])].strip()
    if tail and not is_apart and _is_farewell(text, lines, tail[-1] - 1):
        tail, is_apart = [*tail, tail[-1] - 1], True
    if tail and is_apart and len(filled) > len(tail):
        return lines[: tail[-1]], [Part(*lines[i], "signature") for i in reversed(tail)]
    if len(filled) > 1 and is_name(text, lines[filled[-1]]) and len(text[slice(*lines[filled[-2]])]) >= LONG_LINE:
        return lines[: filled[-1]], [Part(*lines[filled[-1]], "signature")]
    return lines, []


def _without_addresses(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[Part]]:
    """A block above the memo that says to whom and from whom, in whatever words; none of its lines ends like a sentence."""
    filled = _filled(text, lines)
    block = [i for at, i in enumerate(filled) if i == filled[0] + at]
    said = [fold(text, *lines[i]).plain.strip() for i in block]
    if len(block) not in (2, 3) or len(block) == len(filled) or not _ADDRESSED.fullmatch(said[0]):
        return lines, []
    if any(line[-1] in ".!?,;:" or len(line.split()) > TITLE_WORDS for line in said):
        return lines, []
    return lines[block[-1] + 1 :], [Part(*lines[i], "header") for i in block]


def _is_farewell(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """True for a short line by itself that ends in a comma or an exclamation, right above a name: a sign-off in whatever words."""
    said = text[slice(*lines[index])].strip()
    is_apart = index > 0 and not text[slice(*lines[index - 1])].strip()
    return is_apart and said[-1:] in (",", "!") and len(said.split()) <= FAREWELL_WORDS and not any(c.isdigit() for c in said)


def _without_title(text: str, lines: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[Part]]:
    """A title over the memo, which is its subject: a short first line by itself that ends in no stop. None where nothing follows."""
    filled = _filled(text, lines)
    if len(filled) < 2 or filled[1] == filled[0] + 1:
        return lines, []
    start, end = lines[filled[0]]
    said = text[start:end].strip(" \t\r\n*_#")
    is_long = len(said.split()) > TITLE_WORDS
    if not said or said[-1] in ".!?:;,…" or is_long or _LISTED.match(said) or not said[0].isupper() or is_salutation(said):
        return lines, []
    begin = start + len(text[start:end]) - len(text[start:end].lstrip(" \t*_#"))
    return lines[filled[0] + 1 :], [Part(begin, _stripped_end(text, begin, end), "subject")]


def _blocks(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of filled lines: the paragraphs. A list that follows its lead without a blank line is one with it."""
    blocks: list[tuple[int, int]] = []
    is_open = False
    for start, end in lines:
        if not text[start:end].strip():
            is_open = False
        elif is_open and blocks[-1][1] == start:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
            is_open = True
    return blocks
