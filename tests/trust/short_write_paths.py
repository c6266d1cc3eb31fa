"""Ways in which something is written by a short decision: papers, accounts, people, promises, states. See write_paths.py."""

from __future__ import annotations

import secrets
from datetime import date
from functools import partial

from app.domain.actor import LOCAL_ACTOR, Actor
from app.domain.practice import Attempt
from app.domain.reviews import Review
from app.errors import PuenteError
from app.services import (
    accounts,
    deciding,
    holds,
    intakes,
    mandate_papers,
    mandates,
    people,
    practice,
    practice_ledger,
    reviews,
    runs,
    settling,
    uploads,
)
from app.services.house import House
from app.services.reviews import LIBRARY_OWNER
from app.services.upload_keeping import Offered
from tests.services.builders import ANA
from tests.storage.builders import coaching
from tests.trust.account_write_paths import ACCOUNT_PATHS, new_user
from tests.trust.instance import PASSWORD
from tests.trust.struck_values import Before, WritePath, imported, run_asked_for

PAPER = b"Role: plant manager. Start date: 1 March 2027. Reports to: VP Operations. Location: Celaya.\n"


REVIEWED = "SN-001"
"""A card that no sentence states: its review does not keep the document that is struck beside it from being approved."""


def _papers(house: House, _given: Before) -> str:
    return mandate_papers.begin_with(house, ANA, [Offered(PAPER, "letter.txt")], lang="en").mandate_id


def _settled(house: House, given: Before, *, is_taken: bool) -> str:
    mandate = _papers(house, given)
    (mandate_papers.take if is_taken else mandate_papers.refuse)(house, ANA, mandate, 1, 1)
    return mandate


def _state_of(house: House, _given: Before, mandate: str) -> str:
    return mandate_papers.shown(house, ANA, mandate).readings[0].reading.proposals[0].state


def _more_papers(house: House, _given: Before) -> str:
    mandate = intakes.begin(house, ANA).id
    mandate_papers.read_into(house, ANA, mandate, [Offered(PAPER, "letter.txt")], lang="en")
    return mandate


def _forgotten(house: House, given: Before) -> str:
    mandate = _papers(house, given)
    mandate_papers.forget(house, ANA, mandate, 1)
    return mandate


def _readings(house: House, mandate: str) -> int:
    return len(mandate_papers.shown(house, ANA, mandate).readings)


def _closed_mandate(house: House, _given: Before) -> str:
    made = intakes.begin(house, ANA).id
    return mandates.set_state(house, ANA, made, "closed").id


def _mandate_is(house: House, _given: Before, said: str, *, state: str = "open") -> bool:
    return mandates.show(house, ANA, said).mandate.state == state


def _rejected(house: House, given: Before) -> str:
    said = imported(house, given)
    if said == "none":
        return said
    return str(deciding.reject(house, ANA, given.document, int(said.split()[0])).number)


def _is_rejected(house: House, given: Before, said: str) -> bool:
    found = {str(p.number): p.state for p in deciding.proposals(house, ANA, given.document, every=True)}
    return said == "none" or found[said] == "rejected"


def _shut_out(house: House, given: Before) -> str:
    name = new_user(house)
    people.let_in(house, ANA, given.mandate, name)
    people.shut_out(house, ANA, given.mandate, name)
    return name


def _lifted(house: House, given: Before) -> str:
    made = holds.add(house, LOCAL_ACTOR, "memo", given.memo, by="Lic. Vega", reason="claim").id
    holds.lift(house, LOCAL_ACTOR, made, by="Lic. Vega")
    return made


def _attempt(house: House) -> Attempt:
    kept = practice.keep(house, ANA, coaching())
    assert kept is not None, "an ordinary memo is no stop case"
    return kept


def _shared(house: House, _given: Before) -> str:
    user = accounts.add_user(house, LOCAL_ACTOR, f"x{secrets.token_hex(4)}", PASSWORD, ["consultant"])
    memo = practice.share(house, ANA, _attempt(house).id, user.name).id
    return f"{user.id} {memo}"


def _is_shared(house: House, _given: Before, said: str) -> bool:
    user, memo = said.split()
    return practice.attempt(house, Actor(user_id=user, roles=frozenset({"consultant"})), memo).id == memo


def _deleted(house: House, _given: Before) -> str:
    memo = _attempt(house).id
    practice.delete(house, ANA, memo)
    return memo


def _all_deleted(house: House, _given: Before) -> str:
    nobody = Actor(user_id=f"u-{secrets.token_hex(4)}", roles=ANA.roles)
    practice.keep(house, nobody, coaching())
    practice.delete_all(house, nobody)
    return nobody.user_id


def _entry(house: House, given: Before) -> str:
    kept = practice.keep(house, ANA, given.promising)
    assert kept is not None, "an ordinary memo is no stop case"
    return practice_ledger.accept(house, ANA, kept.id)[0].id


def _recorded(house: House, given: Before) -> str:
    return practice_ledger.record(house, ANA, _entry(house, given), "kept", note=secrets.token_hex(4)).id


def _removed(house: House, given: Before) -> str:
    entry = _entry(house, given)
    practice_ledger.remove(house, ANA, entry)
    return entry


def _review(house: House, _given: Before) -> str:
    source = f"DOF {secrets.token_hex(4)}"
    return reviews.verify(house, ANA, Review(card_id=REVIEWED, by="B", on=date(2026, 11, 20), source=source, verdict="confirm")).source


def _upload_removed(house: House, _given: Before) -> str:
    made = uploads.add(house, ANA, f"The note on {secrets.token_hex(4)} is kept for the plant.\n".encode(), name="n.txt")
    uploads.remove(house, ANA, str(made.id))
    return str(made.id)


def _cancelled(house: House, _given: Before) -> str:
    return runs.cancel(house, ANA, run_asked_for(house)).id


def _wanted_on(house: House, given: Before) -> str:
    run = _cancelled(house, given)
    runs.want_on(house, ANA, run)
    return run


def _is_wanted(house: House, _given: Before, said: str) -> bool:
    """The wish stands, or whoever executes runs has taken it up meanwhile: the run is under way again, or begins anew."""
    with house.store().reading() as work:
        found = work.runs.get(said, owner_id=ANA.user_id)
    return found is not None and (found.wanted == "resume" or found.state != "cancelled" or found.attempt > 1)


def _sources(house: House) -> set[str]:
    with house.store().reading() as work:
        return {r.source for r in work.card_reviews.of_card(REVIEWED, owner_id=LIBRARY_OWNER)}


def _is_gone(house: House, memo: str) -> bool:
    try:
        practice.attempt(house, ANA, memo)
    except PuenteError:
        return True
    return False


SHORT_PATHS: dict[str, WritePath] = {
    "papers read": WritePath(_papers, lambda h, _, said: _readings(h, said) == 1),
    "papers read for a mandate": WritePath(_more_papers, lambda h, _, said: _readings(h, said) == 1),
    "a value accepted from papers": WritePath(partial(_settled, is_taken=True), lambda h, g, said: _state_of(h, g, said) == "accepted"),
    "a value of papers refused": WritePath(partial(_settled, is_taken=False), lambda h, g, said: _state_of(h, g, said) == "refused"),
    "papers forgotten": WritePath(_forgotten, lambda h, _, said: _readings(h, said) == 0),
    "a new mandate": WritePath(lambda h, _: intakes.begin(h, ANA).id, _mandate_is),
    "a closed mandate": WritePath(_closed_mandate, partial(_mandate_is, state="closed")),
    "a copied mandate": WritePath(lambda h, g: settling.clone(h, ANA, g.mandate).id, _mandate_is),
    "a rejected proposal": WritePath(_rejected, _is_rejected),
    **ACCOUNT_PATHS,
    "somebody shut out": WritePath(_shut_out, lambda h, g, said: said not in str(people.people(h, ANA, g.mandate))),
    "a lifted hold": WritePath(
        _lifted, lambda h, _, said: next(x for x in holds.every(h, LOCAL_ACTOR) if x.id == said).lifted_at is not None
    ),
    "a shared memo": WritePath(_shared, _is_shared),
    "a deleted memo": WritePath(_deleted, lambda h, _, said: _is_gone(h, said)),
    "all of somebody's practice deleted": WritePath(
        _all_deleted, lambda h, _, said: practice.attempts(h, Actor(user_id=said, roles=ANA.roles)) == ()
    ),
    "what became of a promise": WritePath(
        _recorded, lambda h, _, said: next(e for e in practice_ledger.ledger(h, ANA) if e.id == said).outcome == "kept"
    ),
    "a promise removed": WritePath(_removed, lambda h, _, said: said not in {e.id for e in practice_ledger.ledger(h, ANA)}),
    "a card's review": WritePath(_review, lambda h, _, said: said in _sources(h)),
    "a removed upload": WritePath(_upload_removed, lambda h, _, said: said not in {u.id for u in uploads.list_uploads(h, ANA)}),
    "a cancelled run": WritePath(_cancelled, lambda h, _, said: runs.show(h, ANA, said).state == "cancelled"),
    "a run wanted on": WritePath(_wanted_on, _is_wanted),
}
