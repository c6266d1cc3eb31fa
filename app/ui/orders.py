"""From what was typed on the page, or sent by a program, to an order; refuses what its owner has not agreed to send."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, cast

from app.domain.actor import LOCAL_ACTOR
from app.domain.coaching import AUDIENCES, MEMO_KINDS
from app.errors import BadInput, BadSetting
from app.services.coaching import CoachRequest
from app.services.drafting import DraftRequest
from app.services.house import House
from app.services.sending import destination
from app.ui.presenters.notices import PASTED

LANG_CHOICES = ("en", "es", "both")
WRITERS = ("guided", "model")


def uploads_dir(house: House) -> Path:
    """Where uploads arrive, within the data folder; nothing stays there."""
    return house.data_dir / "page"


def order(house: House, text: str, *, lang: str, writer: str, send_to: str, kind: str = "mandate-brief") -> DraftRequest:
    """The request for a pasted intake. A model writes only when `send_to` names the host that would get the text.

    Raises: BadInput when there is no text; BadSetting for an unknown language or writer, or without that agreement.
    """
    if not text.strip():
        raise BadInput("input.no_intake")
    if lang and lang not in LANG_CHOICES:
        raise BadSetting("setting.lang", value=lang, known=", ".join(LANG_CHOICES))
    if writer not in WRITERS:
        raise BadSetting("setting.writer", value=writer, known=", ".join(WRITERS))
    if writer == "model":
        require_agreement(house, send_to)
    return unsent_order(text, lang=lang, kind=kind, writer=writer)


def unsent_order(text: str, *, lang: str, kind: str = "mandate-brief", writer: str = "model") -> DraftRequest:
    """The request for a pasted intake as it would be made; for telling what it would cost, since nobody has agreed to anything."""
    ending = "json" if text.lstrip("\ufeff \t\r\n").startswith("{") else "yaml"
    return DraftRequest(
        data=text.encode("utf-8", errors="replace"),
        name=f"{PASTED}.{ending}",
        kind=kind,
        lang=cast(Literal["en", "es", "both"], lang) if lang else None,
        writer=cast(Literal["guided", "model"], writer),
    )


def require_agreement(house: House, send_to: str) -> None:
    """Returns when `send_to` names the host that would get the text.

    Raises: BadSetting without a model or without that agreement.
    """
    target = destination(house, LOCAL_ACTOR)
    if target is None:
        raise BadSetting("setting.no_model")
    if send_to != target.host:
        raise BadSetting("setting.consent", host=target.host)


def arrived(house: House, path: str | None) -> Path:
    """An uploaded file by the path that the page gives for it.

    Raises: BadInput for none, and for one that lies elsewhere than where uploads arrive.
    """
    if path is None:
        raise BadInput("input.no_file")
    file = Path(path).resolve()
    if not file.is_relative_to(uploads_dir(house).resolve()):
        raise BadInput("input.unreadable", where=file.name, reason=file.name)
    return file


def uploaded_text(house: House, path: str | None) -> str:
    """The text of an uploaded file, which is then erased: what was uploaded lives on in the text box only.

    Raises: BadInput when it is no UTF-8 text, or lies elsewhere than where uploads arrive.
    """
    file = arrived(house, path)
    data = file.read_bytes()
    file.unlink(missing_ok=True)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadInput("input.not_utf8", where=file.name, position=bad.start) from bad


def memo_order(house: House, memo: str, *, lang: str, rewrite_lang: str, send_to: str, **given: str) -> CoachRequest:
    """The request for a memo's text; empty words mean "told by rules". `given`: kind, audience, scenario, charter, side, writer.

    Raises: BadSetting for a value that is not known, or for a model without agreement to send.
    """
    if given["writer"] == "model":
        require_agreement(house, send_to)
    wanted: dict[str, Any] = {
        "lang": None if one_of("lang", lang or "auto", ("auto", "en", "es")) == "auto" else lang,
        "rewrite_lang": one_of("rewrite_lang", rewrite_lang, ("en", "es")) if rewrite_lang else None,
        "kind": one_of("kind", given["kind"], MEMO_KINDS) if given["kind"] else None,
        "audience": one_of("audience", given["audience"], AUDIENCES) if given["audience"] else None,
        "side": one_of("side", given["side"], ("writer", "reader")),
        "writer": one_of("writer", given["writer"], WRITERS),
        "scenario": given["scenario"] or None,
        "charter": given["charter"].encode("utf-8", errors="replace") if given["charter"] else None,
    }
    return CoachRequest(data=memo.encode("utf-8", errors="replace"), name="memo", charter_name="charter.json", **wanted)


def one_of(name: str, value: str, known: Sequence[str]) -> str:
    """The value, when it is a known one.

    Raises: BadSetting naming what is known.
    """
    if value not in known:
        raise BadSetting("setting.value", where=name, value=value, known=", ".join(known))
    return value
