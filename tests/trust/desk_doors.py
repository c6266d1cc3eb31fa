"""The page's own use cases (mandates, intakes as typed, the memo desk, examinations), and how an outsider tries them."""

from __future__ import annotations

from app.services import (
    coaching,
    downloads,
    examination_answers,
    examination_labels,
    examinations,
    expecting,
    freshness,
    intakes,
    mandates,
    practice_desk,
    reading,
    role_playing,
    runs,
    shared,
    standing,
    uploads,
)
from app.services.drafting import DraftRequest
from app.services.practice_desk import Desk
from tests.trust.doors import Door, changes, plain, shows
from tests.trust.instance import Instance

MEMO = "The press stopped on Monday and the order may be late."


def _request() -> coaching.CoachRequest:
    return coaching.CoachRequest(data=MEMO.encode(), name="memo.txt", lang="en")


def _draft() -> DraftRequest:
    return DraftRequest(data=b"role: {title_en: Controller}\n", name="i.yaml", lang="en", writer="model")


DESK_DOORS: dict[str, Door] = {
    "downloads.copy_bytes": shows(lambda i, who: downloads.copy_bytes(i.house, who, i.ids.ref, "internal", ".md")),
    "downloads.timeline": plain(lambda i, who: downloads.timeline(i.house, who, i.ids.ref)),
    "examination_answers.answers": plain(lambda i, who: examination_answers.answers(i.house, who)),
    "examination_answers.report": plain(lambda i, who: examination_answers.report(i.house, who)),
    "examination_labels.keep": plain(lambda i, who: examination_labels.keep(i.house, who, "none", "S-1", 2)),
    "examination_labels.rater_of": plain(lambda i, who: examination_labels.rater_of(who)),
    "examination_labels.rubrics": plain(lambda i, who: examination_labels.rubrics(i.house, who)),
    "examinations.folder": plain(lambda i, who: examinations.folder(i.house, who)),
    "examinations.pair": plain(lambda i, who: examinations.pair(i.house, who, "a", "b")),
    "examinations.runs": plain(lambda i, who: examinations.runs(i.house, who)),
    "expecting.expected": plain(lambda i, who: expecting.expected(i.house, who, _draft())),
    "freshness.card": plain(lambda i, who: freshness.card(i.house, who, "LB-025")),
    "freshness.freshness": plain(lambda i, who: freshness.freshness(i.house, who)),
    "intakes.begin": plain(lambda i, who: intakes.begin(i.house, who)),
    "intakes.form": shows(lambda i, who: intakes.form(i.house, who, i.ids.mandate, "role")),
    "intakes.own": plain(lambda i, who: _own(i, who)),
    "intakes.save": changes(lambda i, who: intakes.save(i.house, who, i.ids.mandate, "role.location", "Elsewhere")),
    "intakes.take_file": plain(lambda i, who: intakes.take_file(i.house, who, b"role: {title_en: Controller}\n", name="i.yaml")),
    "intakes.types": plain(lambda i, who: intakes.types(who)),
    "mandates.every": shows(lambda i, who: mandates.every(i.house, who)),
    "mandates.expected": plain(lambda i, who: mandates.expected(i.house, who, i.ids.mandate, kind="mandate-brief", lang="en")),
    "mandates.kinds": plain(lambda i, who: mandates.kinds(who)),
    "mandates.letter": plain(lambda i, who: mandates.letter(i.house, who, i.ids.mandate, lang="en", form="email")),
    "mandates.order": shows(
        lambda i, who: mandates.order(i.house, who, i.ids.mandate, kind="mandate-brief", lang="en", variant="internal", writer="guided")
    ),
    "mandates.set_state": changes(lambda i, who: mandates.set_state(i.house, who, i.ids.mandate, "closed")),
    "mandates.show": shows(lambda i, who: mandates.show(i.house, who, i.ids.mandate)),
    "mandates.variants_of": plain(lambda i, who: mandates.variants_of(who, "mandate-brief")),
    "practice_desk.coach": plain(lambda i, who: practice_desk.coach(i.house, who, Desk(), _request())),
    "practice_desk.keep": plain(lambda i, who: practice_desk.keep(i.house, who, Desk(), i.ids.memo)),
    "practice_desk.on_desk": plain(lambda i, who: practice_desk.on_desk(Desk(), who, i.ids.memo)),
    "practice_desk.reopen": shows(lambda i, who: practice_desk.reopen(i.house, who, Desk(), i.ids.memo)),
    "reading.reading_of": plain(lambda i, who: reading.reading_of(i.house, who, reading.open_document(i.house, who, i.ids.ref))),
    "role_playing.answer": plain(lambda i, who: tuple(role_playing.answer(i.house, who, Desk(), i.ids.memo, "Yes"))),
    "role_playing.begin": plain(lambda i, who: role_playing.begin(i.house, who, Desk(), i.ids.memo, "cfo")),
    "role_playing.end": plain(lambda i, who: role_playing.end(i.house, who, Desk(), i.ids.memo)),
    "runs.want_on": plain(lambda i, who: runs.want_on(i.house, who, i.ids.run)),
    "shared.shared": plain(lambda i, who: shared.shared(i.house, who)),
    "standing.standing": plain(lambda i, who: standing.standing(i.house, who, "en")),
    "uploads.mandates_of": shows(lambda i, who: uploads.mandates_of(i.house, who)),
}


def _own(instance: Instance, who: object) -> object:
    with instance.house.store().reading() as work:
        return intakes.own(work, who, instance.ids.mandate)  # type: ignore[arg-type]
