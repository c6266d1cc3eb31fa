"""Papers read for a mandate: what they bear out is kept with its quotes, and accepted or refused one by one. The papers are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from app.chains.kind_facts import intake_sha
from app.chains.paper_clashes import against, marked
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.lang import Lang
from app.domain.papers import PaperReading, Proposed
from app.errors import BadInput, UnknownId
from app.services.drafting import WriterChoice, title_of
from app.services.house import House
from app.services.intakes import begin, own, written
from app.services.leaks import intake_from
from app.services.reading_papers import answer_of, propose
from app.services.upload_keeping import Offered
from app.storage.mandates import Mandate
from app.storage.model_calls import StoredCall
from app.storage.paper_readings import KeptReading


class MandatePapers(Value):
    """A mandate with what was read for it, the newest first; every open proposal is held against the intake as it is now."""

    mandate: Mandate
    readings: tuple[KeptReading, ...]


def read_into(
    house: House, actor: Actor, mandate_id: str, offered: Sequence[Offered], *, lang: Lang, writer: WriterChoice = "guided"
) -> KeptReading:
    """Reads papers for the actor's mandate and keeps what they bear out.

    Raises: UnknownId; IngestError naming the paper; BadInput; BadSetting, EndpointError with `writer` model.
    """
    with house.store().reading() as work:
        own(work, actor, mandate_id)
    reading, calls = propose(house, actor, offered, lang=lang, writer=writer)
    with house.store().transaction() as work:
        own(work, actor, mandate_id)
        number = work.paper_readings.last_number(mandate_id, owner_id=actor.user_id) + 1
        kept = KeptReading(mandate_id=mandate_id, number=number, reading=reading, created_at=house.now())
        work.paper_readings.add(kept, owner_id=actor.user_id)
        for call in calls:
            sha = call.prompt_ref.rpartition("@")[2]
            work.model_calls.add(
                StoredCall(id=f"call-{uuid4().hex[:12]}", owner_id=actor.user_id, prompt_sha=sha, call=call, created_at=house.now())
            )
    return kept


def begin_with(house: House, actor: Actor, offered: Sequence[Offered], *, lang: Lang) -> KeptReading:
    """A new, empty mandate with what rules read from papers waiting for it; none is begun where a paper cannot be read.

    Raises: IngestError naming the paper; BadInput.
    """
    reading, _ = propose(house, actor, offered, lang=lang, writer="guided")
    mandate = begin(house, actor)
    kept = KeptReading(mandate_id=mandate.id, number=1, reading=reading, created_at=house.now())
    with house.store().transaction() as work:
        work.paper_readings.add(kept, owner_id=actor.user_id)
    return kept


def shown(house: House, actor: Actor, mandate_id: str) -> MandatePapers:
    """What was read for a mandate.

    Raises: UnknownId.
    """
    with house.store().reading() as work:
        mandate = own(work, actor, mandate_id)
        kept = work.paper_readings.every(mandate_id, owner_id=actor.user_id)
    intake = intake_from(mandate.intake)
    held = tuple(k.model_copy(update={"reading": against(k.reading, intake)}) for k in kept)
    return MandatePapers(mandate=mandate, readings=held)


def take(house: House, actor: Actor, mandate_id: str, number: int, proposal: int) -> Proposed:
    """Accepts one proposal: into the intake as inferred, with its quote as the source. What a person answered is never overwritten.

    Raises: UnknownId; BadInput where the intake says otherwise, or where what stands in that box cannot be read yet.
    """
    with house.store().transaction() as work:
        mandate = own(work, actor, mandate_id)
        kept, found = _open(work.paper_readings.every(mandate_id, owner_id=actor.user_id), number, proposal, mandate_id)
        now = marked(found, intake_from(mandate.intake))
        if now.clash is not None or found.path in work.intake_typed.every(mandate_id, owner_id=actor.user_id):
            raise BadInput("papers.clash", where=found.path)
        day = house.today().isoformat()
        if not now.is_known:
            answer = answer_of(found, day)
            raw = written(mandate.intake, found.path, found.value, status="inferred", source=answer["source"], as_of=day)
            intake = intake_from(raw, name=found.path)
            sha, title = intake_sha(intake), title_of(intake, house.lang)
            update = {
                "intake": intake.raw,
                "intake_sha": sha,
                "title": title,
                "mandate_type": intake.mandate_type,
                "updated_at": house.now(),
            }
            work.mandates.update(mandate.model_copy(update=update))
        settled = found.model_copy(update={"state": "accepted"})
        work.paper_readings.replace(_with(kept, settled), owner_id=actor.user_id)
    return settled


def refuse(house: House, actor: Actor, mandate_id: str, number: int, proposal: int) -> Proposed:
    """Refuses one proposal; the intake stays.

    Raises: UnknownId; BadInput for one that is settled.
    """
    with house.store().transaction() as work:
        own(work, actor, mandate_id)
        kept, found = _open(work.paper_readings.every(mandate_id, owner_id=actor.user_id), number, proposal, mandate_id)
        settled = found.model_copy(update={"state": "refused"})
        work.paper_readings.replace(_with(kept, settled), owner_id=actor.user_id)
    return settled


def forget(house: House, actor: Actor, mandate_id: str, number: int) -> None:
    """Forgets a reading with its quotes; what was accepted of it stays in the intake.

    Raises: UnknownId.
    """
    with house.store().transaction() as work:
        own(work, actor, mandate_id)
        if not work.paper_readings.remove(mandate_id, number, owner_id=actor.user_id):
            raise UnknownId("id.paper_reading", where=mandate_id, name=str(number))


def _open(kept: Sequence[KeptReading], number: int, proposal: int, mandate_id: str) -> tuple[KeptReading, Proposed]:
    reading = next((k for k in kept if k.number == number), None)
    found = next((p for p in reading.reading.proposals if p.number == proposal), None) if reading else None
    if reading is None or found is None:
        raise UnknownId("id.paper_reading", where=mandate_id, name=f"{number}.{proposal}")
    if found.state != "open":
        raise BadInput("papers.settled", where=found.path)
    return reading, found


def _with(kept: KeptReading, settled: Proposed) -> KeptReading:
    proposals = tuple(settled if p.number == settled.number else p for p in kept.reading.proposals)
    reading: PaperReading = kept.reading.model_copy(update={"proposals": proposals})
    return kept.model_copy(update={"reading": reading})
