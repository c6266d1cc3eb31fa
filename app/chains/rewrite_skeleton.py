"""The rewrite in the other language when there is no model: questions with the original's own words quoted. Translates nothing."""

from __future__ import annotations

import re

from app.catalog.rewriting import rewrite_rules
from app.catalog.text import say
from app.chains.rewrite_risk import risk_of
from app.checks.memos.rewrite_holds import rewrite_faults
from app.domain.coaching import Rewrite
from app.domain.lang import Lang
from app.domain.memo_edits import one_line
from app.domain.memos import Memo, MemoReading, MemoSentence
from app.domain.rewrites import as_rewrite, word_count

_FIELD = re.compile(r"^(?P<mark>\s*)(?P<name>to|from|date|subject|para|de|fecha|asunto)(?P<rest>\s*:.*)$", re.IGNORECASE | re.DOTALL)
_EN_OF = {"para": "To", "de": "From", "fecha": "Date", "asunto": "Subject"}
_ES_OF = {"to": "Para", "from": "De", "date": "Fecha", "subject": "Asunto"}


def skeleton(memo: Memo, reading: MemoReading, lang: Lang) -> Rewrite | None:
    """The memo's frame in `lang`: header, main risk and other facts quoted as written, questions for what is open.

    What does not fit into the memo's own length is listed as left out. None when not even the questions fit.
    """
    rules = rewrite_rules(memo.lang)
    body = [s for s in reading.sentences if s.zone == "body"]
    ranked = sorted(body, key=lambda s: (-risk_of(s, reading, rules), s.start))
    asks = [s for s in body if rules.says("asks", s.text)]
    for count in range(len(ranked), -1, -1):
        shown = ranked[:count]
        built = _built(memo, reading, lang, shown, asks, [s for s in body if s not in shown])
        fits = word_count(built.text) <= word_count(memo.text)
        if fits and not rewrite_faults(memo.text, memo.lang, built):
            return built
    return None


def _built(
    memo: Memo, reading: MemoReading, lang: Lang, shown: list[MemoSentence], asks: list[MemoSentence], left: list[MemoSentence]
) -> Rewrite:
    lines = [_header(memo.text[p.start : p.end].rstrip(), lang) for p in reading.parts if p.zone == "header"]
    subject = f" {reading.subject.text}" if reading.subject else ""
    head = [line + subject if _is_subject(line) else line for line in lines]
    first = shown[:1]
    rest = [s for s in shown[1:] if s not in asks]
    asked = [s for s in shown if s in asks and s not in first]
    parts = [
        "\n".join(h.strip() for h in head),
        _line(lang, "bottom_line", first, "bottom_line_open"),
        _line(lang, "ask", asked, "ask_open"),
        "\n".join([say(lang, "rewrite.skeleton.facts"), *(f"- {_quote(s)}" for s in sorted(rest, key=lambda s: s.start))]) if rest else "",
        say(lang, "rewrite.skeleton.next"),
    ]
    dropped = tuple(_quote(s) for s in sorted(left, key=lambda s: s.start))
    return as_rewrite(memo.text, "\n\n".join(p for p in parts if p) + "\n", lang, dropped)


def _header(line: str, lang: Lang) -> str:
    found = _FIELD.match(line)
    if found is None:
        return line
    names = _EN_OF if lang == "en" else _ES_OF
    return f"{names.get(found['name'].lower(), found['name'])}{found['rest'].rstrip()}"


def _is_subject(line: str) -> bool:
    return re.match(r"(?:subject|asunto)\s*:\s*$", line.strip(), re.IGNORECASE) is not None


def _line(lang: Lang, key: str, sentences: list[MemoSentence], open_key: str) -> str:
    label = say(lang, f"rewrite.skeleton.{key}")
    return f"{label} {' '.join(_quote(s) for s in sentences)}" if sentences else f"{label} {say(lang, f'rewrite.skeleton.{open_key}')}"


def _quote(sentence: MemoSentence) -> str:
    return f"«{one_line(sentence.text)}»"
