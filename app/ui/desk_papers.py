"""The desk's part for papers: what can be done with them, and their view. Calls services; draws through its presenter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal

from app.domain.actor import Actor
from app.domain.lang import Lang
from app.errors import BadInput
from app.services import intakes, mandate_papers
from app.services.house import House
from app.services.sending import destination
from app.services.upload_keeping import Offered
from app.ui.orders import require_agreement
from app.ui.presenters import desk_papers
from app.ui.presenters.markup import Html

MOST_DIGITS = 9
INTAKES = (".yaml", ".yml", ".json")


def view(house: House, actor: Actor, lang: Lang, mandate_id: str) -> Html:
    """What was read for a mandate.

    Raises: UnknownId.
    """
    return desk_papers.papers(lang, mandate_papers.shown(house, actor, mandate_id), destination(house, actor))


def take(house: House, actor: Actor, lang: Lang, name: str, data: bytes) -> str:
    """A new mandate from a file: an intake is taken as it is, any other file is read by rules, and its values wait to be accepted.

    Raises: BadInput naming line and field; IngestError naming the paper.
    """
    if PurePath(name).suffix.lower() in INTAKES:
        return intakes.take_file(house, actor, data, name=name).id
    return f"{mandate_papers.begin_with(house, actor, [Offered(data, name)], lang=lang).mandate_id}/papers"


def read(house: House, actor: Actor, lang: Lang, texts: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> str:
    """Reads the papers that a form sent into its mandate; a model reads only where its owner agreed to send.

    Raises: BadInput where no file was chosen; IngestError naming the paper; UnknownId; BadSetting; EndpointError.
    """
    offered = [Offered(data, name) for name, data in files.values() if name]
    if not offered:
        raise BadInput("input.file_unchosen")
    writer: Literal["guided", "model"] = "model" if texts.get("writer") == "model" else "guided"
    if writer == "model":
        require_agreement(house, texts.get("send_to", ""))
    mandate_id = texts.get("mandate", "")
    mandate_papers.read_into(house, actor, mandate_id, offered, lang=lang, writer=writer)
    return f"{mandate_id}/papers"


def settle(house: House, actor: Actor, texts: Mapping[str, str], *, is_accepted: bool) -> str:
    """Accepts or refuses one proposal.

    Raises: UnknownId; BadInput.
    """
    mandate_id = texts.get("mandate", "")
    settled = mandate_papers.take if is_accepted else mandate_papers.refuse
    settled(house, actor, mandate_id, number(texts, "reading"), number(texts, "number"))
    return f"{mandate_id}/papers"


def forget(house: House, actor: Actor, texts: Mapping[str, str]) -> str:
    """Forgets a reading.

    Raises: UnknownId.
    """
    mandate_id = texts.get("mandate", "")
    mandate_papers.forget(house, actor, mandate_id, number(texts, "reading"))
    return f"{mandate_id}/papers"


def number(texts: Mapping[str, str], name: str) -> int:
    """The number that a form sent; 0, which nothing has, for what is none."""
    given = texts.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0
