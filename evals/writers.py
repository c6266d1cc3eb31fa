"""Who writes in an examination: guided, the stand-in server, recorded answers, or the live model of the settings. Knows no case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.chains.guided_writer import GuidedWriter
from app.chains.ports import SectionWriter
from app.llm.ports import Chat
from app.settings import Settings, load_settings
from evals.faults import EvalFault
from evals.recorded_cases import read_recorded
from evals.recordings import Ledger, MeteredChat, RecordedChat, Recordings
from evals.values import WriterKind

STANDIN = "puente-standin"
"""The model whose recorded answers ship: the stand-in, which proves the seam and no model's quality."""


@dataclass(frozen=True)
class Writers:
    """The writers of one run. `chat` is None for the guided writer; `live` is what recording asks."""

    kind: WriterKind
    model: str
    ledger: Ledger
    live: Chat | None = None
    kept: Recordings | None = None

    def chat(self, epoch: int) -> Chat | None:
        """What models are asked through in this epoch; None for rules alone."""
        if self.kind == "guided":
            return None
        if self.kept is not None:
            return RecordedChat(self.kept, self.ledger, self.model, epoch, self.live)
        assert self.live is not None
        return MeteredChat(self.live, self.ledger)

    def live_chat(self) -> Chat:
        """The model itself, without recordings."""
        assert self.live is not None, "asked of a writer that has one"
        return self.live

    def section_writer(self, epoch: int) -> SectionWriter:
        """Who drafts sections in this epoch."""
        chat = self.chat(epoch)
        if chat is None:
            return GuidedWriter()
        from app.chains.model_writer import ModelWriter

        return ModelWriter(chat)


@contextmanager
def writers(kind: WriterKind, *, record: bool = False, budget_usd: float | None = None, folder: Path | None = None) -> Iterator[Writers]:
    """The writers of a kind for as long as the block lasts; the stand-in server stops with it.

    `record` asks whoever made the recordings for what they lack; where there are none yet, the configured model, else the stand-in.
    Raises: EvalFault when live is asked for and no model is configured.
    """
    ledger = Ledger(budget_usd)
    if kind == "guided":
        yield Writers(kind, "", ledger)
    elif kind == "standin":
        with _standin() as chat:
            yield Writers(kind, STANDIN, ledger, live=chat)
    elif kind == "recorded":
        kept = Recordings(folder) if folder else Recordings()
        recorded = read_recorded(kept.folder)
        configured = load_settings()
        who = recorded.made_by if recorded else _model_of(configured) if configured.is_model_configured else STANDIN
        if not record:
            yield Writers(kind, who, ledger, kept=kept)
        elif who == STANDIN:
            with _standin() as chat:
                yield Writers(kind, who, ledger, live=chat, kept=kept)
        elif configured.is_model_configured and who == _model_of(configured):
            yield Writers(kind, who, ledger, live=_live(configured), kept=kept)
        else:
            raise EvalFault(
                f"the recordings were made by {who}, which is not configured; configure it, or take recordings/ away and record"
            )
    else:
        configured = load_settings()
        if not configured.is_model_configured:
            raise EvalFault("--writer live needs a model: set PUENTE_MODEL and OPENAI_API_KEY or OPENAI_BASE_URL")
        yield Writers(kind, _model_of(configured), ledger, live=_live(configured))


@contextmanager
def verifier(kind: WriterKind) -> Iterator[Chat]:
    """Whom verification asks: the live model of the settings, or the stand-in judging by its own rule.

    Raises: EvalFault when live is asked for and no model is configured, or for another kind.
    """
    if kind == "standin":
        with _standin(judging=True) as chat:
            yield chat
    elif kind == "live":
        with writers("live") as made:
            yield made.live_chat()
    else:
        raise EvalFault("--writer standin or live: rules alone need no writer")


def _model_of(settings: Settings) -> str:
    return ",".join(f"{role}={model}" for role, model in sorted(settings.models().items())) or "model"


def _live(settings: Settings) -> Chat:
    from app.llm.openai_compatible import openai_chat
    from app.llm.roles import roles_table

    return openai_chat(
        base_url=settings.openai_base_url or None,
        api_key=settings.openai_api_key or None,
        models=roles_table(settings.models()),
        data_dir=settings.data_dir,
    )


@contextmanager
def _standin(*, judging: bool = False) -> Iterator[Chat]:
    try:
        from tests.standin import standin
    except ModuleNotFoundError:
        raise EvalFault("the stand-in server lives in tests/ of the checkout; run from there") from None
    from app.llm.openai_compatible import openai_chat
    from app.llm.roles import roles_table

    with standin() as server, TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        own = {"PUENTE_MODEL_VERIFIER": f"{STANDIN}:fault=judging"} if judging else {}
        roles = roles_table({"PUENTE_MODEL": STANDIN, "PUENTE_MODEL_GRADER": f"{STANDIN}-grader", **own})
        yield openai_chat(base_url=server.url, api_key="none", models=roles, data_dir=Path(folder))
