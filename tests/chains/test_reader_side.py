"""The reader's side: what to acknowledge, ask and avoid; what headquarters' own words teach; nothing about a nationality or a style."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from app.catalog.reader_words import advice, reader_rules
from app.chains.reader_side import for_reader, reader_side, reply_side
from app.checks.memos.reader_markers import reader_markers
from app.domain.anchored import anchored
from app.domain.coaching import Category, Code, DimensionLevel, Level, Marker
from app.domain.lang import LANGS, Lang
from app.domain.memo_reading import read_memo
from app.domain.memos import Memo, MemoReading

CUES: Mapping[str, re.Pattern[str]] = {
    "event": re.compile(r"\b(?:mixed|stopped|not located|fallo|se detuvo)\b"),
    "no_event": re.compile(r"\bnobody was hurt\b"),
    "first_known": re.compile(r"\b(?:we knew|lo supimos)\b"),
    "own_self": re.compile(r"\b(?:i decided|yo decidi)\b"),
    "unknown": re.compile(r"\b(?:not known|todavia no sabemos)\b"),
    "disagree": re.compile(r"\b(?:i disagree|no coincido)\b"),
    "waited": re.compile(r"\b(?:we waited|preferimos esperar)\b"),
    "ask": re.compile(r"\b(?:please approve|le pido)\b"),
    "status_green": re.compile(r"\bgreen\b"),
}
MEMO = (
    "Dear Tom,\n\nI hope that you had a good trip to Chicago.\n\nTwo lots were mixed and 150 of 4,200 harnesses are not located. "
    "There was a miscommunication. We will inform them shortly.\n\nRegards,\nAna\n"
)


def read(text: str, lang: Lang = "en") -> MemoReading:
    """A memo's reading with a few cues."""
    return read_memo(Memo(text=text, lang=lang, kind="alert"), {name: anchored(cue) for name, cue in CUES.items()}, {})


def marker(text: str, category: Category, memo: str = MEMO) -> Marker:
    """A marker on these words of a memo."""
    start = memo.index(text)
    return Marker(start=start, end=start + len(text), text=text, category=category, why="x", hq_hears="x", suggestion="x")


def level(code: Code, at: Level | None) -> DimensionLevel:
    """The level of a dimension."""
    return DimensionLevel(dimension=code, code=code, level=at, reason="x")


def marks(text: str, lang: Lang = "en") -> list[tuple[str, str]]:
    """What is marked in a text of headquarters: category and words."""
    return [(m.category, m.text) for m in reader_markers(read(text, lang))]


def test_advice_rests_on_this_memos_own_words() -> None:
    reading = read(MEMO)
    found = reader_side(
        reading.memo,
        reading,
        [marker("a miscommunication", "agentless"), marker("shortly", "vague_time")],
        [level("D6", 0), level("D3", 1), level("D11", None)],
    )
    assert [each.do for each in found] == ["acknowledge", "ask", "ask", "ask", "avoid", "avoid"]
    quotes = [each.span.text for each in found if each.span is not None]
    assert quotes[0].startswith("Two lots were mixed and 150 of 4,200")
    assert {"shortly", "a miscommunication"} <= set(quotes)
    for each in found:
        if each.span is not None:
            assert MEMO[each.span.start : each.span.end] == each.span.text
        assert "{quote}" not in each.text
    assert "What do you need me to decide" in found[1].text


def test_a_memo_that_asks_is_not_said_to_leave_the_decision_open() -> None:
    reading = read("Line 2 stopped. Please approve the freight today.")
    assert not any("need me to decide" in each.text for each in reader_side(reading.memo, reading, [], [level("D6", 2)]))
    assert not any("need me to decide" in each.text for each in reader_side(reading.memo, reading, [], []))


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("We knew on 23 November that lots were mixed.", "en", "days are left"),
        ("I decided to ship.", "en", "takes a part of it openly"),
        ("The cause is not known; Elena reports on 27 November.", "en", "honest unknown"),
        ("I disagree with the stop.", "en", "is a service"),
        ("We waited for the full count. Lots were mixed.", "en", "why only now"),
        ("Lo supimos el 23 de noviembre.", "es", "cuántos días quedan"),
        ("Yo decidí embarcar.", "es", "asume abiertamente"),
        ("La causa todavía no sabemos cuál es; Elena informa el 27 de noviembre.", "es", "con honestidad"),
        ("No coincido con el paro.", "es", "es un servicio"),
        ("Preferimos esperar el conteo. Falló el horno.", "es", "por qué hasta ahora"),
    ],
)
def test_each_sign_has_its_advice_in_both_languages(text: str, lang: Lang, words: str) -> None:
    reading = read(text, lang)
    assert any(words in each.text for each in reader_side(reading.memo, reading, [], []))


def test_a_green_line_and_denied_harm_are_no_problem_to_give_thanks_for() -> None:
    for text in ("People: green, nothing stopped.", "Nobody was hurt when the line was mixed."):
        reading = read(text)
        assert not any(each.do == "acknowledge" for each in reader_side(reading.memo, reading, [], []))


def test_an_empty_memo_and_a_header_only_get_no_advice() -> None:
    for text in ("", "To: Tom\nFrom: Ana\nSubject: plant\n"):
        reading = read(text)
        assert reader_side(reading.memo, reading, [], []) == ()
        assert reply_side(reading.memo, reading, []) == ()


VAGUE: tuple[tuple[str, Lang, Category, str], ...] = (
    ("Please keep me posted.", "en", "vague_time", "keep me posted"),
    ("Send the list ASAP.", "en", "vague_time", "ASAP"),
    ("I need it by EOD.", "en", "vague_time", "by EOD"),
    ("Just handle it.", "en", "no_decision", "Just handle it"),
    ("Can you look into this?", "en", "no_decision", "look into this"),
    ("You need to be more strategic.", "en", "euphemism", "be more strategic"),
    ("We need more visibility.", "en", "euphemism", "more visibility"),
    ("Let us circle back.", "en", "activity_for_outcome", "circle back"),
    ("I assumed you had a plan.", "en", "hope_as_plan", "I assumed you"),
    ("Use your best judgment.", "en", "hope_as_plan", "Use your best judgment"),
    ("Why am I only hearing this now?", "en", "face_saver", "Why am I only hearing this now"),
    ("Why wasn’t I told earlier?", "en", "face_saver", "Why wasn’t I told earlier"),
    ("Who is responsible for this?", "en", "face_saver", "Who is responsible for this"),
    ("I don't want surprises.", "en", "face_saver", "I don't want surprises"),
    ("Bring me solutions, not problems.", "en", "face_saver", "Bring me solutions, not problems"),
    ("There is a perception here that Mexico is slow.", "en", "agentless", "There is a perception here that"),
    ("Just a quick question.", "en", "understater", "Just a quick question"),
    ("Mantenme al tanto.", "es", "vague_time", "Mantenme al tanto"),
    ("Manda la lista a la brevedad posible.", "es", "vague_time", "a la brevedad posible"),
    ("Lo necesito al cierre del día.", "es", "vague_time", "al cierre del día"),
    ("Resuélvelo.", "es", "no_decision", "Resuélvelo"),
    ("Échale un ojo.", "es", "no_decision", "Échale un ojo"),
    ("Hay que ser más estratégicos.", "es", "euphemism", "ser más estratégicos"),
    ("Necesitamos más visibilidad.", "es", "euphemism", "más visibilidad"),
    ("Denle puntual seguimiento.", "es", "activity_for_outcome", "Denle puntual seguimiento"),
    ("Doy por hecho que ya tienen un plan.", "es", "hope_as_plan", "Doy por hecho que ya"),
    ("Lo dejo a tu criterio.", "es", "hope_as_plan", "Lo dejo a tu criterio"),
    ("¿Por qué me entero hasta ahora?", "es", "face_saver", "Por qué me entero hasta ahora"),
    ("¿Por qué no me avisaron antes?", "es", "face_saver", "Por qué no me avisaron antes"),
    ("¿Quién es el responsable de esto?", "es", "face_saver", "Quién es el responsable de esto"),
    ("No quiero sorpresas.", "es", "face_saver", "No quiero sorpresas"),
    ("Tráiganme soluciones, no problemas.", "es", "face_saver", "Tráiganme soluciones, no problemas"),
    ("Hay una percepción de que México es lento.", "es", "agentless", "Hay una percepción de que"),
    ("Nada más una preguntita.", "es", "understater", "Nada más una preguntita"),
)


@pytest.mark.parametrize(("text", "lang", "category", "words"), VAGUE)
def test_vague_unspoken_and_punishing_words_are_marked_with_their_exact_span(text: str, lang: Lang, category: Category, words: str) -> None:
    assert marks(text, lang) == [(category, words)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Keep me posted on 27 November at 17:00 your time.", "en"),
        ("Send it as soon as possible, by Friday 27 November.", "en"),
        ("By end of day, 18:00 Central time.", "en"),
        ("Please handle it by 27 November; you may spend up to USD 40,000.", "en"),
        ("You should be more strategic, for example by naming the line of the plan.", "en"),
        ("More visibility: a call every Monday on days of cover.", "en"),
        ("Use your judgment up to USD 40,000.", "en"),
        ("Who is responsible for the fix, and what do they need?", "en"),
        ("You wrote “keep me posted” last week.", "en"),
        ("Thank you for telling me on day one. What do you need from me?", "en"),
        ("Manténgame informado el 27 de noviembre a las 17:00, hora de usted.", "es"),
        ("Mándela cuanto antes, el viernes 27 de noviembre.", "es"),
        ("Al cierre del día, 18:00 horas de México.", "es"),
        ("Más visibilidad, por ejemplo una llamada cada lunes.", "es"),
        ("Use su criterio hasta 40,000 dólares.", "es"),
        ("¿Quién es el responsable de la solución y qué necesita?", "es"),
        ("Gracias por avisarme desde el primer día. ¿Qué necesita de mí?", "es"),
    ],
)
def test_a_dated_limited_explained_or_quoted_request_is_not_marked(text: str, lang: Lang) -> None:
    assert marks(text, lang) == []


@pytest.mark.parametrize(("text", "lang"), [(t, lang) for t, lang, *_ in VAGUE])
def test_every_marker_says_why_what_mexico_hears_and_a_better_wording_that_is_not_marked(text: str, lang: Lang) -> None:
    (found,) = reader_markers(read(text, lang))
    assert found.why
    assert found.hq_hears
    assert found.suggestion != found.text
    better = found.suggestion.strip("“”«»")
    assert marks(better, lang) == []


def test_offsets_hold_with_decomposed_accents_emoji_and_crlf() -> None:
    text = "🚚 Hola:\r\n\r\nNecesito ma\u0301s visibilidad.\r\n\r\n¿Por que\u0301 no me avisaron antes?\r\n"
    found = reader_markers(read(text, "es"))
    assert [m.category for m in found] == ["euphemism", "face_saver"]
    assert all(text[m.start : m.end] == m.text for m in found)
    assert found[0].text == "ma\u0301s visibilidad"


def test_headquarters_draft_reply_is_told_from_a_received_memo() -> None:
    reply = read("Ana,\n\nWhy am I only hearing this now? We need more visibility.\n\nTom\n")
    seen = for_reader(reply.memo, reply, [], [])
    assert seen.is_reply
    assert [m.category for m in seen.markers] == ["face_saver", "euphemism"]
    assert [each.do for each in seen.advice] == ["acknowledge", "ask", "ask", "avoid", "avoid"]
    assert seen.advice[3].span is not None
    good = read("Ana,\n\nThank you for telling me today. I will call the customer by 16:00; you have my answer on 27 November.\n\nTom\n")
    seen = for_reader(good.memo, good, [], [])
    assert (seen.is_reply, seen.markers, seen.advice) == (True, (), ())
    memo = read(MEMO)
    seen = for_reader(memo.memo, memo, [marker("shortly", "vague_time")], [])
    assert not seen.is_reply
    assert [m.text for m in seen.markers] == ["shortly"]


def test_no_text_lectures_on_a_nationality_or_asks_to_drop_a_style() -> None:
    texts = [t for rule in (*advice().rules, *advice().reply) for t in (rule.text.en, rule.text.es)]
    texts += [t for lang in LANGS for rule in reader_rules(lang) for t in (rule.why, rule.hears, rule.suggestion)]
    banned = re.compile(
        r"\b(?:mexicans?|americans?|mexicanos?|mexicanas?|americanos?|gringos?|estadounidenses?|latin\w*|culture|cultura|be more direct|"
        r"sea más directo|tend to|suelen)\b",
        re.IGNORECASE,
    )
    assert len(texts) > 100
    assert [t for t in texts if banned.search(t)] == []
