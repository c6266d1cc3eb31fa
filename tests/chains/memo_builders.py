"""Memos, markers and levels for the tests of rewrite, questions and role-play: what the rules would find, said by hand."""

# ruff: noqa: E501 - a memo is text as people write it: one line a paragraph
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.catalog.questions import personas
from app.chains.question_memo import questions
from app.chains.rewrite_memo import rewrite_memo
from app.domain.coaching import CODES, Audience, Blocker, Category, Coaching, DimensionLevel, Level, Marker, MemoKind, Persona
from app.domain.lang import Lang
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo, MemoReading
from app.llm.openai_compatible import openai_chat
from app.llm.ports import Chat
from app.llm.roles import roles_table
from tests.standin import StandIn

COLD_EN = """To: Ellen Marsh, COO
From: Héctor Luna, Plant Manager, Celaya
Date: November 12, 2026
Subject: Update on the chiller - FYI

Hi Ellen,

I hope you are doing well. September was a record month with 98.1% of orders on time, and the team deserves the credit.

Just a heads-up: there was a slight leak in chiller 2 and it is being looked at. We had 3 stops of about 4 hours each. It seems that the seal failed. We are working on it with the supplier.

The customer in Ohio has not been told yet. We prefer to wait until the repair is done, and we will inform them soon. Repair may cost around USD 45k. Overall, we are confident that everything will be back to normal shortly.

I will keep you posted. Let me know what you think.

Best regards,
Héctor
"""
COLD_EN_MARKED: tuple[tuple[str, Category], ...] = (
    ("Update on the chiller - FYI", "face_saver"),
    ("Just a heads-up", "face_saver"),
    ("slight", "understater"),
    ("it is being looked at", "activity_for_outcome"),
    ("It seems that", "unquantified_hedge"),
    ("We are working on it", "activity_for_outcome"),
    ("soon", "vague_time"),
    ("Overall,", "good_news_sandwich"),
    ("we are confident that everything will be back to normal shortly", "hope_as_plan"),
    ("Let me know what you think", "no_decision"),
)
WELL_ES = """Para: Marta Rueda, CFO
De: Ignacio Peña, Director de Planta, Saltillo
Fecha: 3 de noviembre de 2026
Asunto: Comentarios sobre el pozo

Estimada Marta:

Espero que se encuentre muy bien. Octubre cerró muy bien, con récord de embarques. En general vamos muy bien.

Le comento que hubo un pequeño problemita con el pozo, nada grave. Se nos cayó la presión cuatro veces en ocho días y se perdieron como 5 horas por turno. La CONAGUA nos pidió bajar la extracción y lo estamos viendo con ellos. Podría faltar agua más adelante, pero creemos que no pasará a mayores. Preferimos esperar a tener todos los datos antes de avisar.

Tenemos agua para 40 horas y 3 pipas contratadas. Les mandaremos el plan en breve.

Quedo a sus órdenes y le mando un cordial saludo.

Ignacio
"""
WELL_ES_MARKED: tuple[tuple[str, Category], ...] = (
    ("En general vamos muy bien", "good_news_sandwich"),
    ("Le comento que", "face_saver"),
    ("un pequeño problemita", "understater"),
    ("nada grave", "understater"),
    ("Se nos cayó", "agentless"),
    ("lo estamos viendo con ellos", "activity_for_outcome"),
    ("Podría faltar", "unquantified_hedge"),
    ("más adelante", "vague_time"),
    ("creemos que", "unquantified_hedge"),
    ("en breve", "vague_time"),
)
DIRECT_EN = """To: Ellen Marsh, COO
From: Héctor Luna, Plant Manager, Celaya
Subject: Decision: USD 45k chiller repair by November 14

Ellen,

Chiller 2 leaks since November 9 and stops line 4 for 4 hours a day. Please approve USD 45k for the seal by November 14; if there is no reply, we rent a unit at USD 9k a week. I own the repair.

Héctor
"""


def marked(text: str, spans: Sequence[tuple[str, Category]]) -> tuple[Marker, ...]:
    """Markers at the first place of each span."""
    found = []
    for words, category in spans:
        at = text.index(words)
        found.append(Marker(start=at, end=at + len(words), text=words, category=category, why="w", hq_hears="h", suggestion="[who?]"))
    return tuple(sorted(found, key=lambda m: m.start))


def levelled(level: Level = 1, **other: Level | None) -> tuple[DimensionLevel, ...]:
    """One level a dimension; D10 is None."""
    chosen: dict[str, Level | None] = {**dict.fromkeys(CODES, level), "D10": None, **other}
    return tuple(DimensionLevel(dimension=c.lower(), code=c, level=chosen[c], reason="no span found") for c in CODES)


def memo_of(text: str, lang: Lang, kind: MemoKind = "alert") -> tuple[Memo, MemoReading]:
    """A memo with its reading."""
    memo = Memo(text=text, lang=lang, kind=kind)
    return memo, read_memo(memo, {}, {})


def base_coaching(
    text: str = COLD_EN,
    lang: Lang = "en",
    spans: Sequence[tuple[str, Category]] = COLD_EN_MARKED,
    *,
    audience: Audience | None = "operations",
    rewrite_lang: Lang | None = None,
    blockers: tuple[Blocker, ...] = (),
    **levels: Level | None,
) -> Coaching:
    """A coaching by rules: markers and levels by hand, rewrite and questions by the chains."""
    memo, reading = memo_of(text, lang)
    markers, graded = marked(text, spans), levelled(1, **levels)
    return Coaching(
        text=text,
        lang=lang,
        kind="alert",
        audience=audience,
        writer="guided",
        overall=1.0,
        blockers=blockers,
        levels=graded,
        markers=markers,
        rewrite=rewrite_memo(memo, reading, markers, graded, rewrite_lang or lang),
        questions=questions(memo, reading, markers, graded, audience),
    )


def coach_chat(server: StandIn | str, data_dir: Path, *, timeout_s: float = 5) -> Chat:
    """The chat port over real HTTP."""
    url = server if isinstance(server, str) else server.url
    table = roles_table({"PUENTE_MODEL": "puente-standin"})
    return openai_chat(base_url=url, api_key=None, models=table, data_dir=data_dir, timeout_s=timeout_s, sleep=lambda _: None)


def every_persona() -> tuple[Persona, ...]:
    """The personas of the bank."""
    return tuple(personas())
