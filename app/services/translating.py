"""The client's words that a document lacks in its language: a model proposes, a person accepts, the intake gains the second wording."""

from __future__ import annotations

from typing import Any

from app.chains.translate_quotes import translate, untranslated
from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.proposals import NewFinding, Proposal
from app.errors import BadInput, BadSetting
from app.services.house import House
from app.services.leaks import intake_from
from app.services.revisions import latest
from app.services.settling import into, written


def propose(house: House, actor: Actor, document_id: str) -> tuple[Proposal, ...]:
    """One open proposal for each answer that the document's language lacks and that has none yet; none when nothing lacks.

    Raises: UnknownId; BadInput for a copy without intake; BadSetting without a model; EndpointError.
    """
    found = latest(house, actor, document_id)
    if found.intake is None:
        raise BadInput("input.no_master", where=document_id, variant=found.variant)
    if not house.is_model_configured:
        raise BadSetting("setting.no_model", where="document translate")
    with house.store().reading() as work:
        kept = work.document_life.proposals(found.id, owner_id=actor.user_id)
    waiting = {(p.statement_id, p.before) for p in kept if p.kind == "translation" and p.state == "open"}
    texts = tuple(t for t in untranslated(intake_from(found.intake), found.lang) if (t.path, t.text) not in waiting)
    made, calls = translate(house.chat(), texts, found.lang)
    with house.store().transaction() as work:
        number = work.document_life.last_number(found.id, owner_id=actor.user_id) + 1
        proposals = tuple(
            Proposal(
                number=number + at,
                kind="translation",
                statement_id=each.source.path,
                before=each.source.text,
                after_text=each.text,
                words=(each.text,),
                author=calls[0].model,
                base_version=found.version,
                findings=tuple(NewFinding(check="drift", severity="warn", message=doubt) for doubt in each.doubts),
                made_at=house.now(),
            )
            for at, each in enumerate(made)
        )
        for proposal in proposals:
            work.document_life.add_proposal(proposal, found.id, owner_id=actor.user_id, mandate_id=found.mandate_id)
    return proposals


def take(house: House, actor: Actor, found: Document, proposal: Proposal, *, by: str = "") -> Document:
    """The accepted translation in the intake, beside the client's own words, and the document brought up to it.

    Raises: BadInput where the client's words have changed since.
    """
    assert found.intake is not None  # a translation is proposed for a document with its intake only
    path = proposal.statement_id or ""
    texts = {t.path: t for t in untranslated(intake_from(found.intake), found.lang)}
    if path not in texts or texts[path].text != proposal.before:
        raise BadInput("input.changed_since", where=path, version=proposal.base_version)
    value: dict[str, Any] = {texts[path].lang: proposal.before, found.lang: proposal.after_text}
    field = ".".join(path.split(".")[:2]).split("[")[0]
    group, key = field.split(".")
    held = found.intake[group][key]
    raw = written(
        found.intake, path, value, source=held.get("source") or "", status=held.get("status") or "stated", as_of=held.get("as_of") or ""
    )
    for name in ("source", "as_of", "status"):
        if name in held:
            raw[group][key][name] = held[name]
        else:
            raw[group][key].pop(name, None)
    settled = into(house, actor, found, intake_from(raw, name=path), note=path, by=by)
    return settled.documents[0]
