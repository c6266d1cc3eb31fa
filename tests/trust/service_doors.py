"""Every service function that takes an actor, and how an outsider tries it with what he may have overheard. A new function adds a line."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from datetime import date

import app.services
from app.domain.reviews import Review
from app.services import (
    accounts,
    checking,
    doctor,
    downloads,
    drafting,
    examples,
    gaps,
    keeping,
    library,
    reading,
    reviews,
    sending,
    upload_keeping,
    upload_sentences,
    uploads,
    verifying,
    watching,
)
from app.services.upload_keeping import Offered
from tests.builders import full_document
from tests.chains.builders import as_yaml, told
from tests.services.builders import request
from tests.trust.desk_doors import DESK_DOORS
from tests.trust.document_doors import DOCUMENT_DOORS
from tests.trust.doors import Door, changes, plain, shows
from tests.trust.instance import FILE_NAME, NOTES, PAPER, Instance
from tests.trust.paper_doors import PAPER_DOORS
from tests.trust.people_doors import PEOPLE_DOORS


def own_intake() -> bytes:
    """An outsider's own intake."""
    return as_yaml(told(role={"title_en": "Controller"}))


REVIEW = Review(card_id="LB-025", by="B", on=date(2026, 11, 20), source="DOF", verdict="confirm")
PAIR = b'{"id": 1, "statement": "The bonus is 15 days.", "evidence": "The bonus is 15 days."}'
_USE_CASES: dict[str, Door] = {
    "accounts.add_user": plain(lambda i, who: accounts.add_user(i.house, who, "ana", "another good one", ("admin",)), admin_may=True),
    "accounts.users": plain(lambda i, who: accounts.users(i.house, who), admin_may=True),
    "accounts.set_password": plain(lambda i, who: accounts.set_password(i.house, who, "dora", "another good one"), admin_may=True),
    "accounts.disable": plain(lambda i, who: accounts.disable(i.house, who, "dora"), admin_may=True),
    "checking.check_documents": plain(lambda i, who: checking.check_documents(i.house, who, _foreign_document(i), name="d.json")),
    "doctor.examine": plain(lambda i, who: doctor.examine(i.house, who)),
    "downloads.suffixes": plain(lambda i, who: downloads.suffixes(who)),
    "downloads.file_bytes": shows(
        *(lambda i, who, s=s: downloads.file_bytes(i.house, who, i.ids.ref, s) for s in (".json", ".md", ".docx"))
    ),
    "drafting.draft": plain(lambda i, who: drafting.draft(i.house, who, request(told(role={"title_en": "Controller"})))),
    "examples.examples": plain(lambda i, who: examples.examples(who)),
    "examples.example_text": plain(lambda i, who: examples.example_text(who, i.ids.document)),
    "gaps.gaps": plain(lambda i, who: gaps.gaps(i.house, who, own_intake(), name="i.yaml", lang="en")),
    "gaps.letter": plain(lambda i, who: gaps.letter(i.house, who, own_intake(), name="i.yaml", lang="es", form="email")),
    "keeping.backup": plain(lambda i, who: keeping.backup(i.house, who, i.folder / f"{who.user_id}.zip"), admin_may=True),
    "keeping.restore": plain(lambda i, who: keeping.restore(i.house, who, i.folder / "none.zip")),
    "library.scope_of": shows(lambda i, who: library.scope_of(i.house, who).owners),
    "library.search": shows(
        *(lambda i, who, q=q: library.search(i.house, who, q, lang="en").hits for q in (f"note on {PAPER}", PAPER, NOTES))
    ),
    "library.show": shows(
        lambda i, who: library.show(i.house, who, i.ids.sentence),
        lambda i, who: library.show(i.house, who, f"{i.ids.mandate_upload}.1"),
    ),
    "library.reindex": plain(lambda i, who: library.reindex(i.house, who)),
    "library.source_page": shows(
        lambda i, who: library.source_page(i.house, who, i.ids.sentence),
        lambda i, who: library.source_page(i.house, who, f"{i.ids.mandate_upload}.1"),
    ),
    "library.lint": plain(lambda i, who: library.lint(i.house, who)),
    "library.looker": shows(
        lambda i, who: library.looker(i.house, who, i.ids.mandate)(f"note on {PAPER}", "en", 8),
        lambda i, who: library.looker(i.house, who, i.ids.mandate_upload)(f"note on {PAPER}", "en", 8),
    ),
    "reading.open_readings": shows(lambda i, who: reading.open_readings(i.house, who, (i.ids.ref,))),
    "reading.open_document": shows(
        lambda i, who: reading.open_document(i.house, who, i.ids.ref),
        lambda i, who: reading.open_document(i.house, who, f"{i.ids.document}.2"),
    ),
    "reading.search": shows(lambda i, who: reading.search(i.house, who, f"note on {PAPER}", lang="en").quoted),
    "reading.get_ready": plain(lambda i, who: reading.get_ready(i.house, who)),
    "reviews.verify": plain(lambda i, who: reviews.verify(i.house, who, REVIEW)),
    "sending.destination": plain(lambda i, who: sending.destination(i.house, who)),
    "upload_keeping.keep": plain(
        lambda i, who: upload_keeping.keep(i.house, who, Offered(_same_paper(i), "mine.txt"), "private", None),
    ),
    "upload_sentences.visible": shows(lambda i, who: upload_sentences.visible(i.house, who).sentences),
    "upload_sentences.may_see": Door((lambda i, who: i.ids.upload if upload_sentences.may_see(i.house, who, i.ids.upload) else "no",)),
    "upload_sentences.shown": shows(lambda i, who: upload_sentences.shown(i.house, who, i.ids.sentence)),
    "uploads.add": changes(
        lambda i, who: uploads.add(
            i.house, who, b"a page of my own on pallets and carriers", name="own.txt", visibility="mandate", mandate_id=i.ids.mandate
        )
    ),
    "uploads.add_all": plain(lambda i, who: uploads.add_all(i.house, who, [Offered(_same_paper(i), "mine.txt")])),
    "uploads.list_uploads": shows(lambda i, who: uploads.list_uploads(i.house, who)),
    "verifying.verify_pairs": plain(lambda i, who: verifying.verify_pairs(i.house, who, PAIR, name="p.jsonl", lang="en")),
    "watching.figures": plain(lambda i, who: watching.figures(i.house, who), admin_may=True),
    "uploads.remove": changes(lambda i, who: uploads.remove(i.house, who, i.ids.upload)),
}


def _same_paper(of: Instance) -> bytes:
    """A file that differs from Ana's in one word: what an outsider adds must not be told apart by what Ana has."""
    return f"A page of the outsider's on carriers, {FILE_NAME[:3]}.\n".encode()


def _foreign_document(of: Instance) -> bytes:
    """A document that cites Ana's upload by its sentence id, to have it quoted back."""
    whole = full_document("en").model_dump(mode="json", exclude_none=True)
    statement = whole["sections"][0]["blocks"][0]["statements"][0]
    statement["citations"] = [{"sentence_id": of.ids.sentence, "quote": "x", "source_id": of.ids.upload}]
    return json.dumps(whole).encode()


DOORS: dict[str, Door] = {**_USE_CASES, **DOCUMENT_DOORS, **PEOPLE_DOORS, **DESK_DOORS, **PAPER_DOORS}


def functions() -> frozenset[str]:
    """Every public function of the services that takes an actor, as `module.function`."""
    found = set()
    for module in pkgutil.iter_modules(app.services.__path__):
        loaded = importlib.import_module(f"app.services.{module.name}")
        for name, made in inspect.getmembers(loaded, inspect.isfunction):
            is_own = made.__module__ == loaded.__name__ and not name.startswith("_")
            if is_own and any("Actor" in str(p.annotation) for p in inspect.signature(made).parameters.values()):
                found.add(f"{module.name}.{name}")
    return frozenset(found)
