"""The use cases of papers, and how an outsider tries them."""

from __future__ import annotations

from app.services import mandate_papers, reading_papers
from app.services.upload_keeping import Offered
from tests.trust.doors import Door, changes, plain, shows

PAPER = Offered(b"Start date: 1 March 2027", "own.txt")
NONE_PROPOSED = b"papers: [own.txt]\nproposals: []\n"

PAPER_DOORS: dict[str, Door] = {
    "mandate_papers.begin_with": plain(lambda i, who: mandate_papers.begin_with(i.house, who, [PAPER], lang="en").number),
    "mandate_papers.forget": changes(lambda i, who: mandate_papers.forget(i.house, who, i.ids.mandate, 1)),
    "mandate_papers.read_into": changes(lambda i, who: mandate_papers.read_into(i.house, who, i.ids.mandate, [PAPER], lang="en")),
    "mandate_papers.refuse": changes(lambda i, who: mandate_papers.refuse(i.house, who, i.ids.mandate, 1, 1)),
    "mandate_papers.shown": shows(lambda i, who: mandate_papers.shown(i.house, who, i.ids.mandate)),
    "mandate_papers.take": changes(lambda i, who: mandate_papers.take(i.house, who, i.ids.mandate, 1, 1)),
    "reading_papers.accept": plain(
        lambda i, who: reading_papers.accept(
            i.house, who, NONE_PROPOSED, b"role: {title_en: Controller}\n", name="p.yaml", intake_name="i.yaml", paths=None
        )
    ),
    "reading_papers.propose": plain(lambda i, who: reading_papers.propose(i.house, who, [PAPER], lang="en")),
}
