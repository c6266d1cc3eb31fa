"""Every text key that the page names is there in both languages, and nothing is there that nobody names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import app.ui
from app.catalog.intake_schema import TypeSpec, intake_schema
from app.catalog.mandate_types import mandate_types
from app.catalog.text import table
from app.domain.actor import UserRole
from app.domain.coaching import AUDIENCES, Side
from app.domain.comparing import Kind as ChangeKind
from app.domain.document import DocumentStatus, Variant, WriterName
from app.domain.guidance import Confidence
from app.domain.intake import Status
from app.domain.lang import LANGS
from app.domain.proposals import ProposalKind
from app.domain.reviews import Verdict
from app.domain.runs import RunState
from app.services.doctor_points import State
from app.services.examination_answers import Outcome as GateOutcome
from app.services.examinations import PARTS
from app.services.upload_reports import Outcome
from app.services.uploads import VISIBILITIES
from app.settings import ROLE_SETTINGS
from app.storage.people import Access
from app.ui.presenters.marks import BASES, SEVERITIES

COLUMNS = """run made size failures means check before after points pairs interval margin said finds needed planted in_lang caught
blamed""".split()
ROOM = Path(app.ui.__file__).parent
NAMED = re.compile(r'"(page\.[a-z_.0-9]+)"')
BUILT = re.compile(r'f"(page\.[a-z_.]+?)\{')
EVENTS = "edited locked unlocked regenerated restored commented settled approved imported accepted".split()


def _keys() -> set[str]:
    """The keys of lists and records in the intake, those that have words of their own."""

    def inside(of: TypeSpec) -> set[str]:
        own = set(of.keys) if of.kind == "record" else set()
        return own | (inside(of.item) if of.item is not None else set())

    fields = [*intake_schema().fields.values(), *(f for t in mandate_types().values() for f in t.fields.values())]
    found: set[str] = set().union(*(inside(f.type) for f in fields))
    return {k for k in found if f"page.desk.key.{k}" in table("en")}


MADE = {
    "page.basis": [f"{b}.{part}" for b in BASES for part in ("word", "letter", "means")],
    "page.severity": SEVERITIES,
    "page.confidence": get_args(Confidence),
    "page.status": get_args(Status),
    "page.needed": ("draft", "approve"),
    "page.lang": ("en", "es", "both"),
    "page.writer": ("guided", "model"),
    "page.evidence": ("twin_en", "twin_es"),
    "page.empty": ("step_1", "step_2", "step_3"),
    "page.cards": [
        *("overdue", "soon", "reviewed"),
        *(f"col.{c}" for c in ("card", "says", "until", "sure")),
        *(f"{part}.{v}" for part in ("choose", "kept", "last") for v in get_args(Verdict)),
    ],
    "page.shelf": [
        *(f"seen.{v}" for v in VISIBILITIES),
        *(f"became.{s}" for s in get_args(Outcome.model_fields["state"].annotation)),
        *(f"col.{c}" for c in ("name", "who", "contents", "dated")),
    ],
    "page.state": [
        *(f"health.{h}" for h in get_args(State)),
        *(f"role.{r}" for r in ROLE_SETTINGS),
        *(f"is.{r}" for r in get_args(UserRole)),
        *(f"embedder.{e}" for e in ("bundled", "none")),
        *(f"fact.{f}" for f in ("writer", "goes", "embedder", "budget", "roles", "operator", "health")),
    ],
    "page.exams": [
        *(f"tab.{t}" for t in ("runs", "gate", "plans", "tried", "labels")),
        *(f"start.{s}" for s in ("run", "gate", "compare", "plan", "tried")),
        *(f"row.{w}" for w in ("guided", "standin", "recorded", "live")),
        *(f"part.{p}" for p in (*PARTS, "suite", "dataset", "epochs", "scorers")),
        *(f"outcome.{o}" for o in get_args(GateOutcome)),
        *("runs", "checks", "plan", "tried"),
        *(f"col.{c}" for c in COLUMNS),
    ],
    "page.coach.empty": ("step_1", "step_2", "step_3"),
    "page.coach.to": AUDIENCES,
    "page.coach.sides": get_args(Side),
    "page.coach": ("kind", "audience", "rewrite_in"),
    "page.coach.compare": ("dimension", "before", "after", "change"),
    "page.coach.mine": ("when", "what", "overall", "state", "do", "open", "accept", "pick_first", "pick_second"),
    "page.desk": [
        *(f"change_{k}" for k in get_args(ChangeKind)),
        *(f"proposal_{k}" for k in get_args(ProposalKind)),
        *(f"run_{s}" for s in get_args(RunState)),
        *(f"status_{s}" for s in get_args(Status)),
        *(f"col_{c}" for c in ("kind", "lang", "variant", "version", "state", "written")),
        *(f"event_{e}" for e in EVENTS),
        *(f"{part}_{s}" for part in ("state", "set") for s in ("open", "closed")),
        *(f"risk_{r}" for r in ("day", "gate", "left", "why")),
        *(f"task_{t}" for t in ("plan", "coherence", "verify", "verify-again", "verify-last")),
        *(f"{k}_1" for k in ("owed", "at_risk", "documents_count", "under_way", "held")),
        *(f"form_{f}" for f in ("rows", "record", "list", "money", "pay", "date", "int", "number")),
        *(f"step_{g}" for g in dict.fromkeys([*(p.split(".")[0] for p in intake_schema().fields), "mandate"])),
        *(f"empty_{n}" for n in "123"),
        *("day_kickoff", "day_deadline"),
        *("status", "saved", "saved_inferred", "saved_tbc", "saved_n_a", "kept", "yes", "no"),
        *(f"key.{k}" for k in sorted(_keys())),
    ],
    "page.exams.label": ("kept", "settled", "one_rater", "no_rater"),
    "page.state.point": [
        *("accounts", "chroma", "clock", "data", "database", "disk", "embeddings", "fonts", "index", "kinds", "library", "locale"),
        *("model", "prices", "proxy", "runs_database", "setting", "template", "today", "web_proxy"),
    ],
    "page.live": ("waits", "not_written", "measured", "assumed"),
    "page.people": [*get_args(Access), *(f"you_{a}" for a in get_args(Access))],
    "page.cover": [
        *(f"variant_{v}" for v in get_args(Variant)),
        *(f"writer_{w}" for w in get_args(WriterName)),
        *(f"status_{s}" for s in get_args(DocumentStatus)),
    ],
}


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(ROOM.rglob("*.py")))


def named() -> set[str]:
    return {*(set(NAMED.findall(sources())) - set(MADE)), *(f"{stem}.{name}" for stem, names in MADE.items() for name in names)}


def test_every_named_text_is_there_in_both_languages() -> None:
    for lang in LANGS:
        assert not {key for key in named() if key not in table(lang)}


def test_no_text_is_left_over() -> None:
    built = set(re.findall(r'"([a-z_]+)"', sources()))
    facts = {f"page.evidence.{name}" for name in built}
    assert not {key for key in table("en") if key.startswith("page.") and key not in named() | facts}


def test_every_built_key_belongs_to_a_listed_stem() -> None:
    assert not {stem for stem in BUILT.findall(sources()) if not any(stem.startswith(each) for each in MADE)}


def test_the_languages_have_the_same_page_texts_with_the_same_parameters() -> None:
    english, spanish = ({k: v for k, v in table(lang).items() if k.startswith("page.")} for lang in LANGS)
    assert set(english) == set(spanish)
    for key, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", spanish[key])), key
