"""Papers (a job description, notes, an e-mail) and what they bear out: proposed answers, questions, notices. Reads nothing itself."""

from __future__ import annotations

from typing import Any, Literal

from app.domain.base import Value

Confidence = Literal["labelled", "sentence", "model"]
"""How a value stands in its paper: beside its name, within a sentence, or read by a model and found again in its quote."""
Doubt = Literal[
    "question", "condition", "unsure", "about", "bound", "range", "negated", "two", "date_order", "date_part", "no_value", "no_currency",
    "number_form", "no_period", "no_basis", "title_language", "place_unknown", "not_cefr", "no_legal_form", "which_start", "no_unit",
    "not_a_title", "differ", "model_differs",
]  # fmt: skip
NoticeKind = Literal["order", "quoted", "unlawful", "other_person", "no_model", "dropped", "remark", "nothing"]
ProposalState = Literal["open", "accepted", "refused"]


class Paragraph(Value):
    """A paragraph, row or heading. `start` is its offset in the paper's text, in code points; `place` says where it stands, in words."""

    text: str
    start: int
    place: str | None = None
    is_heading: bool = False


class Paper(Value):
    """One paper as text. `is_mail` tells where quoted and forwarded messages are to be expected."""

    name: str
    is_mail: bool
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The whole text: paragraphs with an empty line between them. Offsets count in it."""
        return "\n\n".join(p.text for p in self.paragraphs)


class Quote(Value):
    """Words of a paper, verbatim, with their place: `text` is `paper.text[start:end]`."""

    text: str
    file: str
    place: str | None = None
    start: int
    end: int

    def source(self) -> str:
        """The quote as the source of an answer: quote, file, place."""
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"“{' '.join(self.text.split())}” — {where}"


class Clash(Value):
    """What the intake says already, where it says something else."""

    value: Any
    status: str
    source: str | None = None


class Proposed(Value):
    """A value that a paper bears out. Its status is always inferred: a person accepts it or does not."""

    number: int = 0
    path: str
    value: Any
    status: Literal["inferred"] = "inferred"
    quote: Quote
    confidence: Confidence
    clash: Clash | None = None
    is_known: bool = False
    """True when the intake says the same already."""
    state: ProposalState = "open"


class PaperQuestion(Value):
    """What a paper speaks of without deciding it: asked, never proposed."""

    path: str
    reason: Doubt
    quotes: tuple[Quote, ...]


class PaperNotice(Value):
    """Something about a paper that its reader should know. `words` goes into the sentence of the notice (a ground, a count, a reason)."""

    kind: NoticeKind
    file: str
    place: str | None = None
    words: str = ""
    count: int = 1


class PaperReading(Value):
    """What was read from one or several papers, in the order of the intake."""

    papers: tuple[str, ...]
    proposals: tuple[Proposed, ...] = ()
    questions: tuple[PaperQuestion, ...] = ()
    notices: tuple[PaperNotice, ...] = ()
