"""What a drafted file was made from, as one hash: the intake, the data files and the program. Knows nothing of drafting."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from app.catalog.files import corpus_dir, locales_dir, prompts_dir


@cache
def _program() -> bytes:
    """Names, sizes and times of every file that has a say in a draft."""
    digest = hashlib.sha256()
    for root in (locales_dir().parent, prompts_dir(), corpus_dir()):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".yaml", ".jsonl", ".md", ".docx", ".typ"):
                stat = path.stat()
                digest.update(f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.digest()


def made_from(intake: Path) -> str:
    """The hash of one intake with everything that would change its draft, the day included."""
    from app.settings import load_settings

    digest = hashlib.sha256(_program())
    digest.update(intake.read_bytes())
    digest.update((load_settings().today or date.today()).isoformat().encode())
    return digest.hexdigest()[:24]
