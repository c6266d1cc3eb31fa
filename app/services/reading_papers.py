"""Papers become proposed answers of an intake: read in the reader's own process, by rules and, where wanted, by a model. Keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.catalog.intake_reader import read_intake
from app.catalog.intake_writing import with_answers
from app.catalog.yaml_lines import plain, read_bytes
from app.chains.paper_answers import TYPE
from app.chains.paper_clashes import against, as_typed_value
from app.chains.read_papers import read_papers
from app.domain.actor import Actor
from app.domain.base import Value
from app.domain.document import ModelCall
from app.domain.intake import Intake
from app.domain.lang import Lang
from app.domain.papers import Paper, PaperNotice, PaperReading, Paragraph, Proposed
from app.errors import BadInput, BadSetting, EndpointDown
from app.ingest.limits import LIMITS
from app.ingest.passages import Extract
from app.ingest.reading import read_file
from app.ingest.refusals import IngestError
from app.services import upload_shelf as shelf
from app.services.drafting import WriterChoice
from app.services.house import House
from app.services.upload_keeping import Offered, shown_name
from app.services.upload_reports import said
from app.services.upload_sentences import locator_text

MOST_PAPERS = 20
EMPTY = Intake(fields={}, raw={})
GAP = 2
"""Characters between two paragraphs of a paper's text."""


class Taken(Value):
    """An intake file with accepted answers in it. What stood in conflict is not; `keeps_comments` False: the file was written anew."""

    data: bytes
    taken: tuple[str, ...]
    known: tuple[str, ...]
    clashes: tuple[Proposed, ...]
    keeps_comments: bool
    is_new: bool


def propose(
    house: House, actor: Actor, offered: Sequence[Offered], *, lang: Lang, writer: WriterChoice = "auto", intake: Intake | None = None
) -> tuple[PaperReading, tuple[ModelCall, ...]]:
    """What the papers bear out, held against an intake where one is given; and the calls that it took.

    Raises: IngestError naming the paper; BadInput for too many; BadSetting, EndpointError with `writer` model only.
    """
    if not 0 < len(offered) <= MOST_PAPERS:
        raise BadInput("papers.how_many", limit=MOST_PAPERS)
    if writer == "model" and not house.is_model_configured:
        raise BadSetting("setting.no_model", where="--writer model")
    papers, notices = [], []
    for each in offered:
        extract = _extract(house, each)
        name = shown_name(Path(each.name).name)
        papers.append(_paper(extract, name, lang))
        notices += [PaperNotice(kind="remark", file=name, words=said(lang, remark)) for remark in extract.remarks]
    reading, calls = _read(house, papers, lang, writer)
    reading = reading.model_copy(update={"notices": (*notices, *reading.notices)})
    return (reading if intake is None else against(reading, intake)), calls


def _read(house: House, papers: Sequence[Paper], lang: Lang, writer: WriterChoice) -> tuple[PaperReading, tuple[ModelCall, ...]]:
    if writer == "guided" or (writer == "auto" and not house.is_model_configured):
        return read_papers(papers, lang)
    try:
        return read_papers(papers, lang, house.chat())
    except EndpointDown:
        if writer == "model":
            raise
        reading, calls = read_papers(papers, lang)
        fallen = tuple(PaperNotice(kind="no_model", file=p.name) for p in papers[:1])
        return reading.model_copy(update={"notices": (*fallen, *reading.notices)}), calls


def _extract(house: House, offered: Offered) -> Extract:
    """The text of one paper, by the reader's own process.

    Raises: IngestError naming the paper.
    """
    name = Path(offered.name).name
    try:
        data = offered.content if isinstance(offered.content, bytes) else _bytes(offered.content)
        if len(data) > LIMITS.size_bytes:
            raise IngestError("ingest.too_large", size=f"{len(data) / 1e6:.0f}", limit=LIMITS.size_bytes // 1_000_000)
        with shelf.staged(house.data_dir, data) as path:
            return read_file(path, ending=Path(name).suffix.lstrip(".").lower())
    except IngestError as refusal:
        params = {k: v for k, v in refusal.params.items() if k != "where"}
        raise IngestError(refusal.key, where=name, **params) from refusal


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IngestError("ingest.folder")
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise IngestError("ingest.no_file") from gone
    except OSError as bad:
        raise IngestError("ingest.unreadable", reason=bad.strerror or type(bad).__name__) from bad


def _paper(extract: Extract, name: str, lang: Lang) -> Paper:
    at = 0
    paragraphs = []
    for block in extract.blocks:
        place = ", ".join(part for part in (" › ".join(block.heading), locator_text(lang, block.at)) if part) or None
        paragraphs.append(Paragraph(text=block.text, start=at, place=place, is_heading=block.is_heading))
        at += len(block.text) + GAP
    return Paper(name=name, is_mail=extract.kind == "mail", paragraphs=tuple(paragraphs))


def accept(
    house: House, _actor: Actor, proposals: bytes, intake: bytes, *, name: str, intake_name: str, paths: Sequence[str] | None
) -> Taken:
    """The intake with the named proposals in it, or with all (`paths` None). What the intake says otherwise is left as it is, and told.

    Raises: BadInput for a file that is no list of proposals, a path that it does not hold, or a value that does not fit its field.
    """
    reading = read_proposals(proposals, name=name)
    held = {p.path: p for p in reading.proposals}
    for path in paths or ():
        if path not in held:
            raise BadInput("papers.no_such_path", where=name, name=path, known=", ".join(held) or "—")
    chosen = tuple(held.values()) if paths is None else tuple(held[path] for path in dict.fromkeys(paths))
    known = read_intake(intake, name=intake_name) if intake.strip() else None
    marked = against(PaperReading(papers=(), proposals=chosen), known or EMPTY).proposals
    fresh = [p for p in marked if p.clash is None and not p.is_known]
    answers = {p.path: answer_of(p, house.today().isoformat()) for p in fresh}
    data, keeps = with_answers(intake, answers, name=intake_name)
    return Taken(
        data=data,
        taken=tuple(answers),
        known=tuple(p.path for p in marked if p.is_known),
        clashes=tuple(p for p in marked if p.clash is not None),
        keeps_comments=keeps,
        is_new=not intake.strip(),
    )


def answer_of(proposal: Proposed, as_of: str) -> dict[str, Any]:
    """A proposal as an answer of an intake file, its quote and place as the source.

    Raises: BadInput where the value does not fit the field.
    """
    if proposal.path != TYPE:
        as_typed_value(proposal.path, proposal.value)
    return {"value": proposal.value, "status": "inferred", "source": proposal.quote.source(), "as_of": as_of}


def read_proposals(data: bytes, *, name: str) -> PaperReading:
    """The proposals of a file that `propose` wrote, as a person may have edited it.

    Raises: BadInput.
    """
    raw: Mapping[str, Any] = plain(read_bytes(data, name=name))
    try:
        reading = PaperReading.model_validate(_dates_as_text(raw))
    except ValidationError as bad:
        at = ".".join(str(step) for step in bad.errors()[0]["loc"])
        raise BadInput("papers.no_proposals", where=name, name=at) from bad
    paths = [p.path for p in reading.proposals]
    twice = next((p for p in paths if paths.count(p) > 1), None)
    if twice:
        raise BadInput("papers.twice", where=name, name=twice)
    return reading


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _dates_as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(v) for v in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
