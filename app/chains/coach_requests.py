"""What is asked of the coach model: a request for each step, from memo, rules' findings and closed lists. Knows no answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.catalog.coaching import stop_rules
from app.catalog.prompt_files import prompt
from app.catalog.questions import personas
from app.catalog.text import say
from app.chains.model_quotes import fenced
from app.chains.model_writer import LANGUAGE
from app.chains.question_memo import PERSONA_OF
from app.domain.coaching import CATEGORIES, CODES, PERSONAS, Coaching
from app.domain.lang import Lang
from app.domain.rewrites import word_count
from app.llm.ports import ChatRequest

MOST_TOKENS = 6000
NO_MATTER = "none"
TEXT: dict[str, Any] = {"type": "string"}
LEVEL: dict[str, Any] = {"type": "integer", "enum": [0, 1, 2, 3]}
STEPS = "coaching/steps"
AGAIN = "Mend exactly these points, change nothing else, and return the whole rewrite again."


def closed(**properties: Any) -> dict[str, Any]:
    """An object of exactly these properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def listed(item: dict[str, Any], least: int = 0, most: int | None = None) -> dict[str, Any]:
    """A list of such items; bounds are left out where there are none."""
    bounds = {"minItems": least} if least else {}
    return {"type": "array", "items": item, **bounds, **({"maxItems": most} if most else {})}


def counsel_request(base: Coaching) -> ChatRequest:
    """Whether the memo belongs with counsel before anyone edits it."""
    step = prompt(f"{STEPS}/counsel")
    rules = [ready.rule for ready in stop_rules()]
    matters = "\n".join(f"- {rule.id}: {rule.name.en}" for rule in rules)
    user = step.fill(kind=_who(base)["kind"], matters=matters, memo=fenced(base.text))
    matter = {"type": "string", "enum": [NO_MATTER, *(rule.id for rule in rules)]}
    schema = closed(matter=matter, how={"type": "string", "enum": ["possible", "plain"]}, quote=TEXT)
    return _request(base.lang, step.ref, user, schema, "counsel")


def grade_request(base: Coaching, charter: str = "") -> ChatRequest:
    """Levels, further markers and next steps. Dimensions that do not apply are not asked for."""
    codes = [level.code for level in base.levels if level.level is not None]
    marked = [c for c in CATEGORIES if c != "calque"]
    step = prompt(f"{STEPS}/grade")
    user = step.fill(
        **_who(base),
        codes=", ".join(codes),
        rules_levels="\n".join(f"{v.code}: {v.level}. {fenced(v.reason)}" for v in base.levels if v.level is not None),
        rules_markers="\n".join(f"{m.category}: {fenced(m.text)}" for m in base.markers),
        charter=fenced(charter),
        memo=fenced(base.text),
    )
    schema = closed(
        levels=listed(closed(code={"type": "string", "enum": codes}, level=LEVEL, reason=TEXT, quotes=listed(TEXT))),
        markers=listed(closed(quote=TEXT, category={"type": "string", "enum": marked}, why=TEXT, hq_hears=TEXT, suggestion=TEXT)),
        next_steps=listed(closed(code={"type": "string", "enum": codes}, text=TEXT), most=2),
    )
    return _request(base.lang, step.ref, user, schema, "grades")


def rewrite_request(base: Coaching, target: Lang) -> ChatRequest:
    """The rewrite in `target`."""
    step = prompt(f"{STEPS}/rewrite")
    user = step.fill(
        **_who(base),
        target=LANGUAGE[target],
        most_words=word_count(base.text),
        is_other_language=target != base.lang,
        markers="\n".join(f"{m.category}: {fenced(m.text)}" for m in base.markers),
        memo=fenced(base.text),
    )
    return _request(target, step.ref, user, closed(text=TEXT, dropped=listed(TEXT)), "rewrite")


def sent_back(request: ChatRequest, answer: str, reasons: Sequence[str]) -> ChatRequest:
    """The same request with the answer and what is wrong with it."""
    told = "\n".join(f"- {r}" for r in reasons)
    again = f"The check refuses this rewrite, because it\n{told}\n{AGAIN}"
    return ChatRequest(
        role=request.role,
        prompt_ref=request.prompt_ref,
        messages=(*request.messages, ("assistant", answer), ("user", again)),
        schema=request.schema,
        schema_name=request.schema_name,
        max_output_tokens=request.max_output_tokens,
    )


def questions_request(base: Coaching) -> ChatRequest:
    """Five questions."""
    own = PERSONA_OF[base.audience] if base.audience else "ceo"
    cards = personas()
    described = "\n".join(f"- {p}: {c.name.in_lang(base.lang)}; {c.reads_for.in_lang(base.lang)}" for p, c in cards.items())
    step = prompt(f"{STEPS}/questions")
    user = step.fill(
        **_who(base),
        own_persona=own,
        personas=described,
        gaps="\n".join(f"{q.from_}: {fenced(q.text)}" for q in base.questions),
        memo=fenced(base.text),
    )
    codes = [c for c in CODES if c != "D10"]
    item = closed(text=TEXT, persona={"type": "string", "enum": list(PERSONAS)}, code={"type": "string", "enum": codes}, quote=TEXT)
    return _request(base.lang, step.ref, user, closed(questions=listed(item, 1, 5)), "questions")


def reader_request(base: Coaching) -> ChatRequest:
    """Advice for the recipient."""
    step = prompt(f"{STEPS}/reader_side")
    user = step.fill(**_who(base), memo=fenced(base.text))
    item = closed(do={"type": "string", "enum": ["ask", "acknowledge", "avoid"]}, text=TEXT, quote=TEXT)
    return _request(base.lang, step.ref, user, closed(advice=listed(item, 1, 5)), "reader_side")


def _who(base: Coaching) -> dict[str, str]:
    return {"kind": say("en", f"coach_model.kinds.{base.kind}"), "audience": say("en", f"coach_model.audience.{base.audience or 'none'}")}


def _request(lang: Lang, ref: str, user: str, schema: dict[str, Any], name: str) -> ChatRequest:
    system = prompt(f"{STEPS}/coach_system")
    return ChatRequest(
        role="coach",
        prompt_ref=ref,
        messages=(("system", system.fill(language=LANGUAGE[lang])), ("user", user)),
        schema=schema,
        schema_name=name,
        max_output_tokens=MOST_TOKENS,
    )
