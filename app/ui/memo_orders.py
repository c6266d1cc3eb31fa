"""From what was typed about a memo to what is asked of the coach; refuses to send what its writer has not agreed to send."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.domain.actor import Actor
from app.domain.coaching import AUDIENCES, MEMO_KINDS
from app.domain.lang import LANGS
from app.errors import BadInput
from app.services.coaching import CoachRequest, memo_text
from app.services.house import House
from app.services.sending import Destination, destination
from app.ui.orders import arrived

PASTED = "memo"
CHARTER = "charter"
DRAFT_PARTS = ("memo", "answer", "charter", "scenario", "desk")


def coach_target(house: House, actor: Actor) -> Destination | None:
    """Where a memo would go; None when the coach has no model and nothing can leave."""
    return destination(house, actor) if "coach" in house.configured_roles else None


def memo_order(
    text: str, *, scenario: str, kind: str, audience: str, side: str, rewrite_lang: str, charter: str, may_send: bool
) -> CoachRequest:
    """The request for a pasted memo; by rules unless its writer agreed to send it.

    Raises: BadInput when there is no text.
    """
    if not text.strip():
        raise BadInput("input.no_memo")
    agreed = charter.strip()
    ending = "json" if agreed.startswith("{") else "yaml"
    return CoachRequest(
        data=text.encode("utf-8", errors="replace"),
        name=PASTED,
        scenario=scenario or None,
        kind=kind if kind in MEMO_KINDS else None,
        audience=audience if audience in AUDIENCES else None,
        side="reader" if side == "reader" else "writer",
        rewrite_lang=rewrite_lang if rewrite_lang in LANGS else None,
        charter=agreed.encode("utf-8", errors="replace") if agreed else None,
        charter_name=f"{CHARTER}.{ending}" if agreed else "",
        writer="model" if may_send else "guided",
    )


def uploaded_memo(house: House, path: str | None) -> str:
    """The text of an uploaded memo (plain text, Markdown or Word); the file is erased at once.

    Raises: BadInput when it holds no text, or lies elsewhere than where uploads arrive.
    """
    file = arrived(house, path)
    data = file.read_bytes()
    file.unlink(missing_ok=True)
    return memo_text(data, file.name)


def owner_tag(actor: Actor) -> str:
    """What tells the browser's draft of one user from another's, without naming anybody."""
    return hashlib.sha256(f"puente:{actor.user_id}".encode()).hexdigest()[:16]


def restored(draft: str, actor: Actor) -> dict[str, str]:
    """What this tab's browser kept of the same user's typing, by part; nothing of another user's, and nothing that is no draft."""
    try:
        kept: Any = json.loads(draft or "{}")
    except ValueError:
        kept = {}
    if not isinstance(kept, dict) or kept.get("owner") != owner_tag(actor):
        kept = {}
    return {part: str(kept.get(part) or "") for part in DRAFT_PARTS}
