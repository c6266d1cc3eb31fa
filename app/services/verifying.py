"""Examine statements against their evidence, pair by pair: by rules, or with the verifier model after them. Keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from app.catalog.language import detect
from app.catalog.text import say
from app.chains.verify_statements import Claimed, examine
from app.checks.support.reasons import Grade, Verdict
from app.checks.support.verdict import verdict
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.lang import LANGS, Lang
from app.errors import BadInput, BadSetting
from app.services.house import House

VerifyWriter = Literal["guided", "model"]
KEYS = {"id", "statement", "evidence", "lang", "evidence_lang"}
MOST_BYTES = 50_000_000


class VerifyPair(Value):
    """A statement with the evidence it claims, as read from one line; languages are found where the line does not say them."""

    id: str | int
    statement: str
    evidence: tuple[str, ...]
    lang: Lang
    evidence_lang: Lang


class VerifyResult(Value):
    """What came of one pair; `reasons` are sentences in the reader's language, none for a supported statement."""

    id: str | int
    verdict: Grade
    reasons: tuple[str, ...]


def verify_pairs(
    house: House, actor: Actor, data: bytes, *, name: str, writer: VerifyWriter = "guided", lang: Lang
) -> tuple[VerifyResult, ...]:
    """One result a pair, in their order.

    Raises: BadInput naming the line; BadSetting when `writer` is model and none is configured; EndpointError when it cannot be reached.
    """
    pairs = read_pairs(data, name=name)
    if writer == "guided":
        return tuple(_result(p, verdict(p.statement, p.evidence, p.lang, p.evidence_lang), lang) for p in pairs)
    if not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    claims = [Claimed(str(p.id), p.statement, p.evidence, p.lang, p.evidence_lang) for p in pairs]
    judged = examine(claims, house.chat(), lang)
    return tuple(_result(p, judged.verdicts[i], lang) for i, p in enumerate(pairs))


def _result(pair: VerifyPair, found: Verdict, lang: Lang) -> VerifyResult:
    said = dict.fromkeys(say(lang, f"verify.{r.key}", said=r.said, read=r.read) for r in found.reasons)
    return VerifyResult(id=pair.id, verdict=found.grade, reasons=tuple(said))


def read_pairs(data: bytes, *, name: str) -> tuple[VerifyPair, ...]:
    """The pairs of a JSON Lines file; blank lines are passed over.

    Raises: BadInput naming the line.
    """
    if len(data) > MOST_BYTES:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.0f}", limit=f"{MOST_BYTES / 1e6:.0f}")
    pairs: list[VerifyPair] = []
    seen: dict[str | int, int] = {}
    for number, raw in _lines(data, name):
        where = f"{name}:{number}"
        pair = _pair(raw, where)
        if pair.id in seen:
            raise BadInput("verify.id_twice", where=where, id=pair.id, line=seen[pair.id])
        seen[pair.id] = number
        pairs.append(pair)
    if not pairs:
        raise BadInput("verify.no_pairs", where=name)
    return tuple(pairs)


def _lines(data: bytes, name: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        where = f"{name}:{number}"
        try:
            text = line.decode("utf-8").strip()
            if text:
                yield number, json.loads(text)
        except UnicodeDecodeError as bad:
            raise BadInput("verify.not_utf8", where=where, position=bad.start) from bad
        except (ValueError, RecursionError) as bad:
            raise BadInput("input.not_json", where=where, reason=getattr(bad, "msg", "nesting")) from bad


def _pair(raw: Any, where: str) -> VerifyPair:
    if not isinstance(raw, dict):
        raise BadInput("verify.not_an_object", where=where)
    lacking = [k for k in ("id", "statement", "evidence") if k not in raw]
    if lacking:
        raise BadInput("verify.field_gone", where=where, name=", ".join(lacking))
    own_id, statement, evidence = raw["id"], raw["statement"], raw["evidence"]
    texts = evidence if isinstance(evidence, list) else [evidence]
    if isinstance(own_id, bool) or not isinstance(own_id, str | int) or not str(own_id).strip():
        raise BadInput("verify.field_wrong", where=where, name="id")
    if not isinstance(statement, str) or not statement.strip():
        raise BadInput("verify.field_wrong", where=where, name="statement")
    if not all(isinstance(t, str) for t in texts):
        raise BadInput("verify.field_wrong", where=where, name="evidence")
    lang = _lang(raw, "lang", statement, where)
    return VerifyPair(
        id=own_id,
        statement=statement,
        evidence=tuple(texts),
        lang=lang,
        evidence_lang=_lang(raw, "evidence_lang", " ".join(texts), where, lang),
    )


def _lang(raw: dict[str, Any], key: str, text: str, where: str, fallback: Lang = "en") -> Lang:
    """The language that the line says, else the one found in the text, else the fallback."""
    said = raw.get(key)
    if said is None:
        return detect(text, min_words=2, sure=0.6) or fallback
    if said not in LANGS:
        raise BadInput("verify.field_wrong", where=where, name=key)
    return "en" if said == "en" else "es"
