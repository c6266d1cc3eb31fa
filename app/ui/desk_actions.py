"""What can be done at the desk, by name: each action calls one service and says where it leads. Draws nothing but a saved box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.actor import Actor
from app.domain.document import Document
from app.domain.lang import Lang
from app.errors import BadInput
from app.services import approving, composing, deciding, drafting, intakes, mandates, people, revisions, runs, settling, word_return
from app.services.house import House
from app.ui import desk_papers
from app.ui.orders import require_agreement
from app.ui.presenters.desk_intake import told
from app.ui.presenters.markup import Html


@dataclass(frozen=True)
class Given:
    """What a form sent: texts by name, files by name with their own names and bytes."""

    texts: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]]

    def text(self, name: str) -> str:
        """A text; empty where none was sent."""
        return self.texts.get(name, "")

    def file(self, name: str) -> tuple[str, bytes]:
        """A file's name and bytes.

        Raises: BadInput where none was chosen.
        """
        found = self.files.get(name)
        if found is None or not found[0]:
            raise BadInput("input.file_unchosen")
        return found


Action = Callable[[House, Actor, Lang, Given], str | Html]
"""Gives the address of what is to be seen next, or a piece of the page."""


def _begin(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return f"{intakes.begin(house, actor, mandate_type=given.text('type')).id}/intake"


def _take_file(house: House, actor: Actor, lang: Lang, given: Given) -> str:
    name, data = given.file("file")
    return desk_papers.take(house, actor, lang, name, data)


def _save(house: House, actor: Actor, lang: Lang, given: Given) -> Html:
    """Saves one box; the answer is what stands beneath it."""
    status, source = given.text("status") or "stated", given.text("source")
    return told(
        lang, intakes.save(house, actor, given.text("mandate"), given.text("path"), given.text("text"), status=status, source=source)
    )


def _state(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return mandates.set_state(house, actor, given.text("mandate"), given.text("state")).id


def _let_in(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    access: Literal["read", "edit"] = "edit" if given.text("access") == "edit" else "read"
    people.let_in(house, actor, given.text("mandate"), given.text("name"), access=access)
    return given.text("mandate")


def _shut_out(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    people.shut_out(house, actor, given.text("mandate"), given.text("name"))
    return given.text("mandate")


def _clone(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return settling.clone(house, actor, given.text("mandate")).id


def _draft(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    """A guided draft is there at once; a model's is a run that goes on by itself."""
    writer: Literal["guided", "model"] = "model" if given.text("writer") == "model" else "guided"
    if writer == "model":
        require_agreement(house, given.text("send_to"))
    chosen = {"kind": given.text("kind"), "lang": given.text("doc_lang"), "variant": given.text("variant") or "internal"}
    asked = mandates.order(house, actor, given.text("mandate"), writer=writer, **chosen)
    if writer == "model":
        return drafting.begin(house, actor, asked).id
    return ",".join(f"{d.id}@{d.version}" for d in drafting.draft(house, actor, asked))


def _cancel(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return runs.cancel(house, actor, given.text("run")).id


def _resume(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    runs.want_on(house, actor, given.text("run"))
    return given.text("run")


def _edit(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return _ref(revisions.edit(house, actor, given.text("document"), given.text("statement"), given.text("text"), by=given.text("by")))


def _comment(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    revisions.comment(house, actor, given.text("document"), given.text("statement"), given.text("text"), by=given.text("by"))
    return given.text("document")


def _lock(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    is_locked = given.text("locked") == "yes"
    return _ref(revisions.lock(house, actor, given.text("document"), given.text("section"), is_locked=is_locked, by=given.text("by")))


def _regenerate(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    if given.text("writer") == "model":
        require_agreement(house, given.text("send_to"))
    writer = "model" if given.text("writer") == "model" else "guided"
    document, section, asked = given.text("document"), given.text("section"), given.text("instruction")
    made = composing.regenerate(house, actor, document, section, instruction=asked, writer=writer, by=given.text("by"))
    return _ref(made.document) + ("" if made.is_followed else "/unfollowed")


def _restore(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return _ref(revisions.restore(house, actor, given.text("document"), by=given.text("by")))


def _settle(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    document, path, source = given.text("document"), given.text("path"), given.text("source")
    made = settling.settle(house, actor, document, path, given.text("text"), source=source, by=given.text("by"))
    return _ref(made.documents[0])


def _approve(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    by = given.text("by").strip()
    if not by:
        raise BadInput("input.approver")
    return _ref(approving.approve(house, actor, given.text("document"), given.text("section"), by=by).document)


def _import_word(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    name, data = given.file("file")
    made = word_return.import_word(house, actor, data, name=name, ref=given.text("document"))
    return f"{made.document_id}@{made.latest}"


def _accept(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    return _ref(
        deciding.accept(house, actor, given.text("document").split("@")[0], desk_papers.number(given.texts, "number"), by=given.text("by"))
    )


def _reject(house: House, actor: Actor, _lang: Lang, given: Given) -> str:
    deciding.reject(house, actor, given.text("document").split("@")[0], desk_papers.number(given.texts, "number"), by=given.text("by"))
    return given.text("document")


def _ref(document: Document) -> str:
    return f"{document.id}@{document.version}"


ACTIONS: Mapping[str, Action] = {
    "begin": _begin, "take-file": _take_file, "save": _save, "state": _state, "clone": _clone, "draft": _draft, "cancel": _cancel,
    "resume": _resume, "edit": _edit, "comment": _comment, "lock": _lock, "regenerate": _regenerate, "restore": _restore,
    "read-papers": lambda house, actor, lang, given: desk_papers.read(house, actor, lang, given.texts, given.files),
    "accept-paper": lambda house, actor, _lang, given: desk_papers.settle(house, actor, given.texts, is_accepted=True),
    "refuse-paper": lambda house, actor, _lang, given: desk_papers.settle(house, actor, given.texts, is_accepted=False),
    "forget-papers": lambda house, actor, _lang, given: desk_papers.forget(house, actor, given.texts),
    "let-in": _let_in, "shut-out": _shut_out,
    "settle": _settle, "approve": _approve, "import-word": _import_word, "accept": _accept, "reject": _reject,
}  # fmt: skip
