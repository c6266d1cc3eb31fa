"""Coach a memo: from the bytes of a file to a coaching and to files. Decides language and writer; rules and model are elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from app.catalog.charter_reader import read_charter
from app.catalog.language import detect
from app.catalog.scenarios import scenario as known_scenario
from app.chains.coach_memo import coach, memo_of
from app.chains.coach_with_model import coach_or_rules
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.charters import Charter
from app.domain.coaching import Audience, Coaching, MemoKind, Side
from app.domain.lang import Lang
from app.errors import BadInput, BadSetting
from app.services.house import House

SUFFIXES = (".json", ".md", ".docx")
WORD_MARK = b"PK\x03\x04"
LOOKED_AT = 20_000
"""Characters from which the language is told."""
SHORT_SURE = 0.6
WORDS_TO_DOUBT = 8
"""From this many words on, a text in neither language is refused; below, the surer language is taken."""
MAX_BYTES = 20_000_000


class CoachRequest(Value):
    """What a user asks of the coach; `lang` None means detected, `kind` None means told by rules."""

    data: bytes
    name: str
    lang: Lang | None = None
    rewrite_lang: Lang | None = None
    kind: MemoKind | None = None
    scenario: str | None = None
    audience: Audience | None = None
    charter: bytes | None = None
    charter_name: str = ""
    side: Side = "writer"
    writer: Literal["auto", "guided", "model"] = "auto"


def coach_memo(house: House, _actor: Actor, request: CoachRequest) -> Coaching:
    """The coaching of a memo, by the model where one is configured and asked for. Nothing is stored.

    Raises: BadInput for a file that is empty, no text or in neither language; UnknownId; BadSetting; EndpointError with `model`.
    """
    if request.writer == "model" and not _has_coach(house):
        raise BadSetting("setting.no_model", where="--writer")
    scenario = known_scenario(request.scenario) if request.scenario else None
    charter = read_charter(request.charter, name=request.charter_name) if request.charter is not None else None
    text = memo_text(request.data, request.name)
    lang = request.lang or _language(text, request.name)
    memo = memo_of(
        text,
        lang,
        kind=request.kind or (scenario.kind if scenario else None),
        audience=request.audience or (scenario.audience if scenario else None),
        scenario=scenario.id if scenario else None,
    )
    rewrite_lang = request.rewrite_lang or lang
    base = coach(memo, rewrite_lang=rewrite_lang, charter=charter, side=request.side)
    if request.writer == "guided" or request.side == "reader" or not _has_coach(house):
        return base
    return coach_or_rules(house.chat(), base, rewrite_lang=rewrite_lang, writer=request.writer, charter=_quoted(charter, lang))


def memo_text(data: bytes, name: str) -> str:
    """The text of a memo file: UTF-8 as it stands without its mark, or the text of a Word file with tracked changes accepted.

    Raises: BadInput.
    """
    if len(data) > MAX_BYTES:
        raise BadInput("input.too_large", where=name, size=f"{len(data) / 1e6:.0f}", limit=f"{MAX_BYTES / 1e6:.0f}")
    if data.startswith(WORD_MARK):
        return _word_text(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=name, position=bad.start) from bad
    if "\x00" in text:
        raise BadInput("input.memo_binary", where=name)
    if not any(sign.isalnum() for sign in text):
        raise BadInput("input.memo_empty", where=name)
    return text


def _word_text(data: bytes) -> str:
    from app.ingest.reading import read_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memo.docx"
        path.write_bytes(data)
        extract = read_file(path, ending="docx")
    return "\n\n".join(block.text for block in extract.blocks) + "\n"


def _language(text: str, name: str) -> Lang:
    """The memo's language.

    Raises: BadInput for a text in neither.
    """
    from app.ingest.languages import language_of

    sample = text[:LOOKED_AT]
    if len(sample.split()) >= WORDS_TO_DOUBT and language_of(sample) == "other":
        raise BadInput("input.memo_language", where=name)
    return detect(sample, min_words=1, sure=SHORT_SURE) or "en"


def _quoted(charter: Charter | None, lang: Lang) -> str:
    from app.checks.memos.charter import escalation_words, risk_words

    if charter is None:
        return ""
    return "\n".join((*(escalation_words(r, lang) for r in charter.escalation), *(risk_words(r, lang) for r in charter.risk_appetite)))


def write_coaching(coaching: Coaching, outputs: tuple[Path, ...]) -> tuple[Path, ...]:
    """Writes the coaching in every form asked for, each file whole or not at all.

    Raises: StoreError.
    """
    from app.storage.atomic_files import write_whole

    for path in outputs:
        write_whole(path, _written(coaching, path.suffix.lower()))
    return outputs


def _written(coaching: Coaching, suffix: str) -> bytes:
    if suffix == ".docx":
        from app.export.coaching_word import coaching_docx

        return coaching_docx(coaching)
    from app.export.coaching_markdown import to_markdown

    words = coaching.model_dump_json(exclude_none=True, indent=2) + "\n" if suffix == ".json" else to_markdown(coaching)
    return words.encode("utf-8")


def _has_coach(house: House) -> bool:
    """True when the coach's role has a model, its own or the common one."""
    return house.is_model_configured or "coach" in house.configured_roles
