"""The reader process: `python -m app.ingest.reader FILE ENDING LIMITS`, one file in, one JSON answer out on standard output.

Puente starts it for each file and gives it nothing: no settings, no keys, no network. Whatever a file does to it ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
from pathlib import Path

from app.ingest.limits import Limits
from app.ingest.passages import Answer, Extract, Remark
from app.ingest.refusals import IngestError

GRACE_S = 5.0
"""How long after its time the process ends itself, if whoever started it is gone."""
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.")


def main(arguments: list[str]) -> int:
    """Reads the file and writes the answer. What a parser did not foresee ends the process with 1, which means a damaged file."""
    name, ending, limits_json = arguments
    limits = Limits(**json.loads(limits_json))
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints must not end up between the answer's braces
        _lock_in(limits)
        answer = _answer(Path(name), ending, limits)
        out.write(answer.to_json())
    return 0


def _answer(path: Path, ending: str, limits: Limits) -> Answer:
    try:
        return Answer(extract=read(path.read_bytes(), ending, limits))
    except IngestError as refusal:
        return Answer(refused=Remark(key=refusal.key, params={k: v if isinstance(v, int) else str(v) for k, v in refusal.params.items()}))
    except MemoryError:
        return Answer(refused=Remark(key="ingest.memory", params={"limit": limits.memory_bytes // 1_000_000}))
    except RecursionError:
        return Answer(refused=Remark(key="ingest.too_deep"))


def read(data: bytes, ending: str, limits: Limits) -> Extract:
    """The text of a file of any kind.

    Raises: IngestError naming the cause; whatever a parser raises on a damaged file.
    """
    from app.ingest.media import sniff

    kind = sniff(data, ending, limits)
    if kind == "pdf":
        from app.ingest.pdf import read_pdf

        found = read_pdf(data, limits)
    elif kind in ("word", "slides"):
        from app.ingest.containers import Container
        from app.ingest.slides import read_slides
        from app.ingest.word import read_word

        container = Container(data, limits)
        found = read_word(container) if kind == "word" else read_slides(container, limits)
    elif kind == "mail":
        from app.ingest.mail import read_mail

        found = read_mail(data)
    elif kind == "html":
        from app.ingest.web import read_html

        found = read_html(data)
    else:
        from app.ingest.plain import read_markdown, read_text

        found = read_markdown(data) if kind == "markdown" else read_text(data)
    characters = sum(len(block.text) for block in found.blocks)
    if characters > limits.characters:
        raise IngestError("ingest.too_much_text", characters=f"{characters / 1e6:.1f}", limit=f"{limits.characters / 1e6:.0f}")
    if len(found.blocks) > limits.parts:
        raise IngestError("ingest.too_many_parts", parts=len(found.blocks), limit=limits.parts)
    if not any(letter.isalnum() for block in found.blocks for letter in block.text):
        raise IngestError("ingest.blank")
    return found


def _lock_in(limits: Limits) -> None:
    """Limits of memory and processor where the platform has them; no network, no other program; an end in any case."""
    with contextlib.suppress(ImportError):
        import resource

        _limit(resource.RLIMIT_AS, limits.memory_bytes)
        _limit(resource.RLIMIT_CPU, int(limits.seconds + GRACE_S))
        _limit(resource.RLIMIT_CORE, 0)
    sys.addaudithook(_refuse)
    end = threading.Timer(limits.seconds + GRACE_S, os._exit, (70,))
    end.daemon = True
    end.start()


def _limit(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # Some systems know the limit but do not take it; the parent watches the memory there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (allowed, allowed))


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
