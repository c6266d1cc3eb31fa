"""What the desk shows of papers: values with their quotes, conflicts, questions; hostile words stay words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.lang import LANGS, Lang, LocalText
from app.domain.papers import Clash, PaperNotice, PaperQuestion, PaperReading, Proposed, Quote
from app.services.mandate_papers import MandatePapers
from app.services.sending import Destination
from app.storage.mandates import Mandate
from app.storage.paper_readings import KeptReading
from app.ui.presenters import desk_papers

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)>"
both_interfaces = pytest.mark.parametrize("lang", LANGS)


def quote(text: str) -> Quote:
    return Quote(text=text, file=f"{EVIL}.pdf", place="page 2", start=0, end=len(text))


def shown(**changed: object) -> MandatePapers:
    """One reading with a value, a conflict, a question and a notice."""
    base = Proposed(number=1, path="role.title_en", value=EVIL, quote=quote(f"Position: {EVIL}"), confidence="labelled")
    clash = Clash(value="2027-05-03", status="stated", source="call")
    against = base.model_copy(update={"number": 2, "path": "role.start_date", "value": "2027-03-01", "clash": clash})
    reading = PaperReading(
        papers=("profile.pdf",),
        proposals=(base.model_copy(update=changed), against),
        questions=(PaperQuestion(path="compensation.base", reason="no_currency", quotes=(quote("Pay is $1"),)),),
        notices=(PaperNotice(kind="order", file="profile.pdf", words=EVIL),),
    )
    mandate = Mandate(id="man-1", owner_id="local", title="T", intake={}, intake_sha="0", state="open", created_at=AT, updated_at=AT)
    return MandatePapers(mandate=mandate, readings=(KeptReading(mandate_id="man-1", number=3, reading=reading, created_at=AT),))


@both_interfaces
def test_a_value_stands_with_its_quote_and_can_be_accepted_or_refused(lang: Lang) -> None:
    html = desk_papers.papers(lang, shown(), None)
    assert html.count('data-do="accept-paper"') == 1, "what is in conflict cannot be accepted"
    assert html.count('data-do="refuse-paper"') == 2
    assert "2027-05-03" in html
    assert {"en": "the currency is not said", "es": "no se dice la moneda"}[lang] in html
    assert 'data-at="man-1/intake/compensation"' in html
    assert "<img" not in html


@both_interfaces
def test_what_is_settled_or_known_offers_no_button(lang: Lang) -> None:
    for changed in ({"state": "accepted"}, {"state": "refused"}, {"is_known": True}):
        assert 'data-do="accept-paper"' not in desk_papers.papers(lang, shown(**changed), None)


@both_interfaces
def test_a_model_reads_only_behind_an_agreement_that_names_the_host(lang: Lang) -> None:
    target = Destination(host="api.example", retention=LocalText(neutral=""), is_local=False)
    assert 'value="api.example"' in desk_papers.papers(lang, shown(), target)
    assert 'name="send_to"' not in desk_papers.papers(lang, shown(), None)
