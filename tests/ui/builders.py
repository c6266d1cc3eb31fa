"""Small readings and houses made by hand, so that snapshots change when the page changes and not when the prompts do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.domain.document import Block, Citation, Computed, Document, Finding, Gap, Provenance, SectionDraft, SourceRef, Statement
from app.domain.guidance import Card, LawRef, Sentence, Source
from app.domain.lang import Lang, LocalText, both
from app.services.house import House
from app.services.reading import Answer, Quoted, Reading

DAY = date(2026, 11, 21)
REVIEW = date(2027, 6, 30)


def house(folder: Path, *, is_model_configured: bool = False, base_url: str = "", lang: Lang = "en") -> House:
    """A house whose ports break when touched."""

    def untouched(*_: Any) -> Any:
        raise AssertionError("this test touches no port")

    return House(
        data_dir=folder,
        lang=lang,
        today=lambda: DAY,
        now=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC),
        store=untouched,
        search=untouched,
        reindex=untouched,
        model_writer=untouched,
        is_model_configured=is_model_configured,
        configured_roles=frozenset({"drafter"} if is_model_configured else ()),
        model_host=base_url,
        database_url=f"sqlite:///{folder / 'puente.db'}",
        embedder_name="none",
    )


def sentence(sentence_id: str, text: str, lang: Lang = "en") -> Sentence:
    """A sentence of the source G04, part-verified."""
    return Sentence(
        id=sentence_id,
        source_id="G04",
        lang=lang,
        text=text,
        heading="The legal minimum",
        card_ids=("LB-025",),
        as_of=DAY,
        review_by=REVIEW,
        confidence="part-verified",
    )


def quoted(text: str = "Aguinaldo is a minimum of 15 days' wage.") -> Quoted:
    """A sentence with neighbours, twin, source and a card with law and caveat."""
    return Quoted(
        sentence=sentence("G04.1", text),
        twin=sentence("G04.1-es", "El aguinaldo es de 15 días de salario como mínimo.", "es"),
        before=(sentence("G04.0", "What stands before."),),
        after=(sentence("G04.2", "What stands after."),),
        source=Source(
            id="G04", title="Aguinaldo in Mexico", publisher="Puente", lang="en", as_of=DAY, review_by=REVIEW, url="https://example.org/g04"
        ),
        cards=(
            Card(
                id="LB-025",
                topic="law",
                fact="15 days",
                source="LFT Art. 87, read at the official site",
                as_of="2026-11-21",
                review_by=REVIEW,
                confidence="part-verified",
                caveat="Trust employees may have more.",
                law=LawRef(
                    law="LFT", article="Art. 87", name_en="Federal Labour Law", name_es="Ley Federal del Trabajo", jurisdiction="MX"
                ),
            ),
        ),
    )


def document(lang: Lang = "en", *, text: str = "**Bottom line:** the start is 3 May 2027.") -> Document:
    """One statement of each basis, a table, a timeline, bullets, an annex, findings and gaps."""
    guidance = Citation(sentence_id="G04.1", quote="Aguinaldo is …", source_id="G04", card_ids=("LB-025",), confidence="part-verified")
    rows = (
        Statement(
            id="pay.base",
            text="Base | MXN 4,200,000",
            cells=("Base", "MXN 4,200,000"),
            basis="client",
            citations=(_client("compensation.base"),),
        ),
        Statement(
            id="pay.aguinaldo",
            text="Aguinaldo † | 30 days",
            cells=("Aguinaldo †", "30 days"),
            basis="guidance",
            citations=(guidance,),
            findings=(0,),
        ),
    )
    computed = Computed(
        formula="2026-12-07 + 147d = 2027-05-03", inputs={"process.kickoff_date": "2026-12-07", "law.aguinaldo_days": 15, "week": None}
    )
    prose = (
        Statement(id="one.late", text=text, basis="client", computed=computed, citations=(_client("process.kickoff_date"),)),
        Statement(id="one.reading", text="This is our reading.", basis="judgement"),
    )
    asks = (
        Statement(
            id="one.ask", text="Will you sponsor permission to work?", basis="gap", citations=(_client("candidate.route", quote=""),)
        ),
    )
    gate = (
        Statement(
            id="time.gate",
            text="7 Dec 2026 | Kick-off",
            cells=("7 Dec 2026", "Kick-off"),
            basis="client",
            citations=(_client("process.kickoff_date"),),
        ),
    )
    return Document(
        kind="mandate-brief",
        id=f"doc-{lang}",
        version=2,
        variant="internal",
        mandate_id="man-1",
        lang=lang,
        writer="guided",
        status="needs_review",
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
        provenance=Provenance(intake_sha="0", corpus_fingerprint="0", prompts=(), models={}),
        sections=(
            SectionDraft(
                id="one", title="One page", blocks=(Block(type="paragraph", statements=prose), Block(type="bullets", statements=asks))
            ),
            SectionDraft(id="pay", title="Pay", blocks=(Block(type="table", header=("Element", "Terms"), statements=rows),)),
            SectionDraft(
                id="time", title="Timeline", annex=True, blocks=(Block(type="timeline", header=("Date", "Gate"), statements=gate),)
            ),
        ),
        gaps=(
            Gap(
                path="candidate.route", question="Will you sponsor permission to work?", needed_for="approve", ask="Human resources", rank=2
            ),
            Gap(path="process.deadline", question="By when?", needed_for="draft", ask="The sponsor", rank=1),
        ),
        findings=(
            Finding(
                check="corpus_current", severity="warn", section="pay", statement_id="pay.aguinaldo", message="G04.1 was due for review."
            ),
            Finding(check="intake_contradiction", severity="block", message="The intake contradicts itself."),
        ),
        sources=(
            SourceRef(
                id="G04",
                title="Aguinaldo in Mexico",
                publisher="Puente",
                as_of="2026-11-21",
                review_by="2027-06-30",
                lang="en",
                visibility="public",
            ),
        ),
    )


def _client(path: str, *, quote: str = "words") -> Citation:
    return Citation(intake_path=path, quote=quote)


def reading(lang: Lang = "en", *, text: str | None = None, words: str = "In May, at the latest") -> Reading:
    """The document with its evidence; `text` and `words` stand for what a client may write."""
    made = document(lang) if text is None else document(lang, text=text)
    return Reading(
        document=made,
        kind=both("Mandate brief", "Perfil de búsqueda"),
        role="Vice President, Operations",
        codename="Proyecto Lindero",
        sentences={"G04.1": quoted()},
        answers={
            "process.kickoff_date": Answer(
                path="process.kickoff_date",
                label=both("Kick-off", "Arranque"),
                words=LocalText(en=words),
                is_text=True,
                status="inferred",
                source="call",
                as_of=DAY,
            ),
            "compensation.base": Answer(
                path="compensation.base", label=both("Base", "Sueldo base"), words=both("MXN 4,200,000 a year", "MXN 4,200,000 al año")
            ),
            "candidate.route": Answer(path="candidate.route", label=both("Work permit", "Permiso de trabajo"), status="tbc"),
        },
    )


def lines(html: str) -> str:
    """HTML with one element a line, for snapshots that a person can read."""
    return html.replace("><", ">\n<")
