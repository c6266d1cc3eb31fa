"""A copy of a kept document for somebody else: the variant made from the master as it stands. Keeps nothing."""

from __future__ import annotations

from app.catalog.variants import VARIANTS
from app.chains.draft_document import as_variant
from app.domain.actor import Actor
from app.domain.document import Document
from app.errors import BadInput, BadSetting
from app.services.documents import document
from app.services.house import House
from app.services.next_version import facts_for, firm_of, rechecked


def copy_of(house: House, actor: Actor, ref: str, variant: str = "") -> Document:
    """The document itself, or one of its variants, checked as it stands now.

    Raises: UnknownId; BadSetting for an unknown variant; BadInput for a variant of a copy that has no intake.
    """
    found = document(house, actor, ref)
    if not variant or variant == found.variant:
        return found
    if variant not in VARIANTS:
        raise BadSetting("setting.variant", where="--variant", value=variant, known=", ".join(VARIANTS))
    facts = facts_for(house, found)
    if facts is None:
        raise BadInput("input.no_master", where=ref, variant=found.variant)
    status = found.status
    made = as_variant(rechecked(house, actor, found), facts, variant, firm_of(house, actor, found))
    return made.model_copy(update={"status": status}) if status == "approved" and made.status == "draft" else made
