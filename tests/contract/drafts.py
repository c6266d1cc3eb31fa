"""Documents as their users meet them: drafted by the service, printed as JSON, read back as plain data; each drafted once."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.bootstrap import build
from app.cli.printing import as_json
from app.domain.actor import LOCAL_ACTOR
from app.services.drafting import DraftRequest, draft
from app.settings import Settings

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted(p for p in (ROOT / "examples").glob("*.yaml"))
FULL = ROOT / "tests" / "data" / "intake_full.yaml"


@cache
def _house() -> Any:
    folder = Path(tempfile.mkdtemp(prefix="puente-contract-"))
    settings = Settings(_env_file=None, data_dir=folder, today=date(2026, 11, 21), embeddings="none")
    return build(settings)


def fresh(intake: Path, lang: str, kind: str = "mandate-brief", variant: str = "internal") -> dict[str, Any]:
    """A document, drafted now by the guided writer."""
    wanted = DraftRequest(
        data=intake.read_bytes(),
        name=intake.name,
        kind=kind,
        lang=lang,  # type: ignore[arg-type]
        writer="guided",
        variant=variant,  # type: ignore[arg-type]
    )
    (document,) = draft(_house(), LOCAL_ACTOR, wanted)
    loaded: dict[str, Any] = json.loads(as_json(document))
    return loaded


@cache
def drafted(intake: Path, lang: str, kind: str = "mandate-brief", variant: str = "internal") -> dict[str, Any]:
    """The same, drafted once and for reading only."""
    return fresh(intake, lang, kind, variant)


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every statement, in reading order."""
    return [s for section in document["sections"] for block in section["blocks"] for s in block["statements"]]
