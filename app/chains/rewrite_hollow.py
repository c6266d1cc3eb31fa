"""Which sentences of a memo say nothing that its rewrite must keep: courtesy in the place of a decision, activity, reassurance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.catalog.rewriting import RewriteRules
from app.domain.coaching import Marker
from app.domain.memos import MemoReading, MemoSentence

FILLED = 0.7
"""The part of a sentence that a marker must cover for the sentence to say nothing else."""
HALF_FILLED = 0.5
"""The part that softeners of several kinds must cover together; then the sentence holds no figure and no name either."""
EMPTY = frozenset({"activity_for_outcome", "vague_time", "good_news_sandwich", "no_decision", "face_saver"})
SURE = frozenset({"activity_for_outcome", "no_decision", "face_saver"})
"""What a clause that was learned to be vague must be taken for, if its sentence is to go."""
TELLING = ("event", "ask", "exposure", "opinion", "conditional", "consequence", "band")
BELIEVING = ("opinion",)
HANDING_OVER = ("ask", "opinion", "conditional")
"""What a sentence may do that hands over a decision."""
_NAME = re.compile(
    r"(?<=[\w,;] )(?!(?:Virgen|Dios|God|Committee|Board|Comité|Consejo|Headquarters|HQ|Corporate|Corporativo|Matriz)\b)[A-ZÁÉÍÓÚÑ]"
)
_REASON = re.compile(r";|\b(?:since|because|as long as|porque|ya que|debido a|puesto que)\b", re.IGNORECASE)
"""What joins a second statement to the first."""


def replaced(
    reading: MemoReading, rules: RewriteRules, markers: Sequence[Marker] = (), learned: frozenset[int] = frozenset()
) -> dict[int, str]:
    """Sentences without a fact that leave the text whole, by start: "update" and "ask" where a question takes their place, else ""."""
    handed_over = [m for m in markers if m.category in ("no_decision", "face_saver")]
    sure = [m for m in markers if m.start not in learned or m.category in SURE]
    gone: dict[int, str] = {}
    for sentence in reading.sentences:
        text = " ".join(sentence.text.split())
        if any(c.isdigit() for c in text) or sentence.zone not in ("body", "closing") or reading.has(sentence, "no_decision_needed"):
            continue
        if rules.pattern("replaced").fullmatch(text):
            gone[sentence.start] = "update"
        elif rules.pattern("empty").fullmatch(text):
            gone[sentence.start] = ""
        elif sentence.zone == "body" and any(
            _fills(m, sentence) and (m.start not in learned or _tells_nothing(reading, sentence, HANDING_OVER)) for m in handed_over
        ):
            gone[sentence.start] = "ask"
        elif sentence.zone == "body" and _is_hollow(reading, sentence, sure):
            gone[sentence.start] = "update"
    return gone


def only_hopes(reading: MemoReading, sentence: MemoSentence, marker: Marker) -> bool:
    """True for a sentence that a marker fills and that tells nothing but a belief; an item with a name of its own ("Customer: …") stays."""
    return (
        ":" not in sentence.text
        and _fills(marker, sentence)
        and _tells_nothing(reading, sentence, BELIEVING)
        and not any(c.isdigit() for c in sentence.text)
    )


def _is_hollow(reading: MemoReading, sentence: MemoSentence, markers: Sequence[Marker]) -> bool:
    """True for activity and reassurance: no belief of the writer, no event, nobody named, and softeners are most of it."""
    own = [m for m in markers if m.category in EMPTY and sentence.start <= m.start < sentence.end]
    if not own or not _tells_nothing(reading, sentence):
        return False
    covered = {at for m in own for at in range(max(m.start, sentence.start), min(m.end, sentence.end))}
    return len(covered) >= HALF_FILLED * len(sentence.text.rstrip(" .!?\r\n"))


def _tells_nothing(reading: MemoReading, sentence: MemoSentence, but: Sequence[str] = ()) -> bool:
    """True for a sentence without event, request, exposure, belief, likelihood (those of `but` do not count), actor, figure, name
    or reason."""
    if reading.has(sentence, *(cue for cue in TELLING if cue not in but)) or reading.actors_in(sentence):
        return False
    if any(f.sentence == sentence.number and not f.is_code for f in reading.figures):
        return False
    return _NAME.search(sentence.text) is None and _REASON.search(sentence.text) is None


def _fills(marker: Marker, sentence: MemoSentence) -> bool:
    """True when a marker is all but the whole of a sentence."""
    inside = min(marker.end, sentence.end) - max(marker.start, sentence.start)
    return inside >= FILLED * len(sentence.text.rstrip(" .!?\r\n"))
