"""A judge: one item graded 0–3 by a model that did not write it, with quotes that are checked. Knows prompts and replies; no labels.

An answer without a quote that stands in the item, or with a level outside 0–3, is unscored with its reason, never 0.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.base import Value
from app.domain.lang import Lang
from app.errors import EndpointError
from app.llm.ports import Chat, ChatRequest
from app.llm.roles import Roles
from evals.faults import EvalFault

JUDGES = Path(__file__).resolve().parent / "judges"
ANCHOR = re.compile(r"^(\d)\. (.+)$", re.MULTILINE)
MARK = "ITEM-7f3a"


class Item(Value):
    """What is graded: a text and the evidence that it rests on (empty where it rests on nothing)."""

    id: str
    lang: Lang
    text: str
    evidence: str = ""


class Grade(Value):
    """A level with its reason and quotes; level None where the judge's answer could not be used, and why."""

    level: int | None
    quotes: tuple[str, ...] = ()
    reason: str = ""
    unscored: str = ""


class Rubric(Value):
    """A rubric's prompt. `anchors` are the four levels, best or worst first as the prompt has them."""

    name: str
    prompt: str
    anchors: tuple[str, ...]

    @property
    def sha(self) -> str:
        """The sha256 of the prompt, twelve hex digits."""
        return hashlib.sha256(self.prompt.encode()).hexdigest()[:12]


SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "quotes": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "reason": {"type": "string"},
        "level": {"type": "integer", "minimum": 0, "maximum": 3},
    },
    "required": ["quotes", "reason", "level"],
    "additionalProperties": False,
}


def rubrics() -> tuple[str, ...]:
    """The rubrics that are here, in name order."""
    return tuple(sorted(p.parent.name for p in JUDGES.glob("*/prompt.md")))


def read_rubric(name: str, folder: Path = JUDGES) -> Rubric:
    """A rubric. Raises: EvalFault for an unknown one, or one without its four anchors and its places for item and evidence."""
    path = folder / name / "prompt.md"
    if not path.exists():
        raise EvalFault(f"there is no rubric {name}; known are {', '.join(rubrics()) or 'none'}")
    prompt = path.read_text("utf-8")
    anchors = tuple(m[2] for m in ANCHOR.finditer(prompt))
    if len(anchors) != 4 or not all(place in prompt for place in ("{item}", "{evidence}")):
        raise EvalFault(f"{name}/prompt.md: it needs four numbered levels and the places {{item}} and {{evidence}}")
    return Rubric(name=name, prompt=prompt, anchors=anchors)


def insist_on_other_grader(roles: Roles) -> str:
    """The grader's model. Raises: EvalFault when none is set, or when it is the model that drafts or coaches."""
    grader = roles.model_for("grader")
    if grader is None:
        raise EvalFault("no grader is configured: set PUENTE_MODEL_GRADER to a model other than the drafter's")
    if roles.grades_itself:
        raise EvalFault(f"PUENTE_MODEL_GRADER is {grader}, which also drafts or coaches: a model flatters itself; set another")
    return grader


def grade(chat: Chat, rubric: Rubric, item: Item, *, reversed_anchors: bool = False) -> Grade:
    """The grade of an item. What the judge said is fenced against the item's own orders. Raises: EndpointDown."""
    request = ChatRequest(
        role="grader",
        prompt_ref=f"judges/{rubric.name}@{rubric.sha}",
        messages=(("user", filled(rubric, item, reversed_anchors=reversed_anchors)),),
        schema=SCHEMA,
        schema_name="grade",
        max_output_tokens=600,
    )
    try:
        data = chat.complete(request).data
    except EndpointError as error:
        if error.key.endswith("down") or type(error).__name__ == "EndpointDown":
            raise
        return Grade(level=None, unscored=f"no usable answer: {error.key}")
    return read_grade(data, item)


def read_grade(data: Any, item: Item) -> Grade:
    """The grade in a judge's answer; unscored where level or quotes do not hold."""
    level, quotes = (data.get("level"), data.get("quotes")) if isinstance(data, dict) else (None, None)
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= 3:
        return Grade(level=None, unscored=f"level {level!r} is none of 0–3")
    if not isinstance(quotes, list) or not quotes:
        return Grade(level=None, unscored="no quote was given")
    told = tuple(str(q) for q in quotes)
    if item.text.strip() and (strange := [q for q in told if not _stands(q, item.text)]):
        return Grade(level=None, quotes=told, unscored=f"a quote does not stand in the item: “{strange[0][:80]}”")
    return Grade(level=level, quotes=told, reason=str(data.get("reason", "")))


def filled(rubric: Rubric, item: Item, *, reversed_anchors: bool = False) -> str:
    """The request's words; with `reversed_anchors` the levels stand best first, which must not change a grade."""
    prompt = rubric.prompt
    if reversed_anchors:
        lines = [m.group() for m in ANCHOR.finditer(prompt)]
        prompt = prompt.replace("\n".join(lines), "\n".join(reversed(lines)))
    fenced = {name: f"<{MARK}>\n{_plain(text)}\n</{MARK}>" for name, text in (("item", item.text), ("evidence", item.evidence))}
    return prompt.replace("{evidence}", fenced["evidence"]).replace("{item}", fenced["item"])


def _plain(text: str) -> str:
    return text.replace(f"</{MARK}>", "").strip() or "(nothing)"


def _stands(quote: str, text: str) -> bool:
    def flat(words: str) -> str:
        return " ".join(words.split()).casefold()

    return bool(quote.strip()) and flat(quote) in flat(text)


def levels(grades: Sequence[Grade]) -> list[int | None]:
    """The levels, unscored ones as None."""
    return [g.level for g in grades]
