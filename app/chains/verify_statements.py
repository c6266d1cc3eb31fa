"""Verifies statements against what they cite: rules first, then the verifier model where one is given. Reads no database, keeps nothing.

What the rules refute on a figure, unit, denial, party or place stands, whatever a model says; elsewhere the model's verdict counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from app.catalog.prompt_files import prompt
from app.catalog.text import say
from app.checks.given import Given
from app.checks.support.drafted import evidence_of, is_refuted, verdict_of
from app.checks.support.reasons import ORDER, Reason, Verdict
from app.checks.support.verdict import HARD, verdict
from app.domain.document import Document, Finding, ModelCall, SectionDraft, Statement
from app.domain.lang import Lang
from app.errors import BadSetting, EndpointError
from app.llm.ports import Chat, ChatRequest, failed_call

NAME = "support"
AT_ONCE = 60
"""Statements in one request, at most: a group of sections whose writer wrote more than was expected stays one request."""
MOST_TOKENS = 5000
LONGEST = 400
"""Characters of a model's reason that are shown."""
UNCONFIGURED = "model.unconfigured"
LANGUAGE = {"en": "English", "es": "Mexican Spanish"}
SAME = "="
"""Stands for a cited sentence that says the statement word for word: it is not shown twice."""
_TO_VERIFY = "[to be verified]"
_FENCE = re.compile(r"<{3,}|>{3,}")


class Claimed(NamedTuple):
    """A statement with the words it claims, each in its language."""

    id: str
    statement: str
    evidence: tuple[str, ...]
    lang: Lang
    evidence_lang: Lang


class Judged(NamedTuple):
    """A verdict for each claim, in their order, what it cost, and ids that the model invented or left out."""

    verdicts: tuple[Verdict, ...]
    calls: tuple[ModelCall, ...] = ()
    invented: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


class Verified(NamedTuple):
    """What verification found in a document, and what it cost."""

    findings: tuple[Finding, ...]
    calls: tuple[ModelCall, ...] = ()


def verify_document(document: Document, given: Given, chat: Chat | None = None, *, lang: Lang | None = None) -> Verified:
    """The findings `support` of a document: unsupported blocks, partly warns. Reasons are in `lang`, else in the document's language.

    Without a chat, or without a model for the verifier, the rules alone speak. An endpoint that fails is a warn finding, never an error.
    """
    reader = lang or document.lang
    told = [(section, s) for section, s in given.statements() if not section.annex and _is_claim(document, s)]
    by_rule = [verdict_of(given, s) for _, s in told]
    found = dict(enumerate(by_rule))
    calls: tuple[ModelCall, ...] = ()
    remarks: list[Finding] = []
    if chat is not None:
        open_ones = [i for i, v in enumerate(by_rule) if not is_refuted(v) and evidence_of(given, told[i][1])]
        claims = [_claim(given, told[i][1]) for i in open_ones]
        judged, failure = _ask_safely(claims, [by_rule[i] for i in open_ones], chat, reader)
        found.update(zip(open_ones, judged.verdicts, strict=True))
        calls = judged.calls
        remarks = _remarks(judged, failure, reader)
    findings = [f for i, (section, s) in enumerate(told) for f in _findings(section, s, found[i], reader)]
    return Verified((*remarks, *findings), calls)


def examine(claims: Sequence[Claimed], chat: Chat, lang: Lang) -> Judged:
    """The verdict on each claim: rules, then the verifier where no rule refutes.

    Raises: EndpointError; BadSetting when the verifier has no model.
    """
    ruled = [verdict(c.statement, c.evidence, c.lang, c.evidence_lang) for c in claims]
    return _ask(claims, ruled, chat, lang)


def _is_claim(document: Document, statement: Statement) -> bool:
    if any(c.withheld for c in statement.citations) or not statement.citations:
        return False
    return statement.basis == "guidance" or (statement.basis == "client" and document.writer == "model")


def _claim(given: Given, statement: Statement) -> Claimed:
    lang = given.document.lang
    said = tuple(t for t in given.quoted(statement, bare=True) if t.strip())
    return Claimed(statement.id, given.text(statement), said, lang, lang)


def _ask_safely(claims: Sequence[Claimed], ruled: list[Verdict], chat: Chat, lang: Lang) -> tuple[Judged, EndpointError | None]:
    try:
        return _ask(claims, ruled, chat, lang), None
    except BadSetting as error:
        if error.key != UNCONFIGURED:
            raise
        return Judged(tuple(ruled)), None
    except EndpointError as error:
        call = failed_call(error)
        return Judged(tuple(ruled), (call,) if call else ()), error


def _ask(claims: Sequence[Claimed], ruled: Sequence[Verdict], chat: Chat, lang: Lang) -> Judged:
    """The rules' verdicts, with the model's word on those that no hard rule refutes."""
    verdicts = list(ruled)
    calls: list[ModelCall] = []
    invented: list[str] = []
    unanswered: list[str] = []
    asked = [i for i, v in enumerate(ruled) if not any(r.grade == "unsupported" and r.key in HARD for r in v.reasons)]
    for start in range(0, len(asked), AT_ONCE):
        batch = asked[start : start + AT_ONCE]
        shown = {f"P{i + 1}": claims[i] for i in batch}
        reply = chat.complete(verify_request(shown, lang))
        calls.append(reply.call)
        told, unknown = _read(reply.data, shown)
        invented.extend(unknown)
        for index in batch:
            answer = told.get(f"P{index + 1}")
            if answer is None:
                unanswered.append(claims[index].id)
            else:
                verdicts[index] = _joined(ruled[index], answer)
    return Judged(tuple(verdicts), tuple(calls), tuple(invented), tuple(unanswered))


def verify_request(shown: dict[str, Claimed], lang: Lang) -> ChatRequest:
    """What is asked of the verifier for some claims by id: the same for the same inputs."""
    step = prompt("steps/verify")
    return ChatRequest(
        role="verifier",
        prompt_ref=step.ref,
        messages=(("user", step.fill(reader_language=LANGUAGE[lang], pairs="\n".join(_pair(i, c) for i, c in shown.items()))),),
        schema=verify_schema(),
        schema_name="verdicts",
        max_output_tokens=MOST_TOKENS,
    )


def verify_schema() -> dict[str, Any]:
    """The JSON schema of verdicts. Ids are free: an invented one is seen and dropped, and becomes no wrong one that exists."""
    text = {"type": "string"}
    one = {"id": text, "verdict": {"type": "string", "enum": list(ORDER)}, "why": text}
    item = {"type": "object", "properties": one, "required": list(one), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"verdicts": {"type": "array", "items": item}},
        "required": ["verdicts"],
        "additionalProperties": False,
    }


def _pair(own_id: str, claim: Claimed) -> str:
    said = _bare(claim.statement)
    sentences = "\n".join(f"- {SAME if _bare(e) == said else _fenced(e)}" for e in claim.evidence if e.strip()) or "- (nothing)"
    return f"[{own_id}] {_fenced(claim.statement)}\n{sentences}"


def _bare(text: str) -> str:
    """A text without the marks that a document adds to a sentence, for telling whether two are word for word the same."""
    return " ".join(text.replace(_TO_VERIFY, "").replace("†", "").split()).rstrip(".")


def _fenced(text: str) -> str:
    return _FENCE.sub("…", " ".join(text.split()))


def _read(data: Any, shown: dict[str, Claimed]) -> tuple[dict[str, Reason], list[str]]:
    """The model's word by id, the gravest where it gave two, and the ids that it was not shown."""
    found: dict[str, Reason] = {}
    unknown: list[str] = []
    for item in data["verdicts"]:
        own_id = item["id"].strip().strip("[]")
        if own_id not in shown:
            unknown.append(own_id[:40])
            continue
        said = Reason(item["verdict"], "model", " ".join(item["why"].split())[:LONGEST])
        if own_id not in found or ORDER.index(said.grade) > ORDER.index(found[own_id].grade):
            found[own_id] = said
    return found, unknown


def _joined(ruled: Verdict, told: Reason) -> Verdict:
    """The model's verdict with its reason; where it agrees that something is wrong, the rules' reasons stand beside."""
    if told.grade == "supported":
        return Verdict("supported")
    reason = told if told.said else told._replace(key="model_silent")
    return Verdict(told.grade, (reason, *(r for r in ruled.reasons if r.grade == told.grade)))


def _findings(section: SectionDraft, statement: Statement, found: Verdict, lang: Lang) -> list[Finding]:
    if found.grade == "supported":
        return []
    reasons = dict.fromkeys(say(lang, f"verify.{r.key}", said=r.said, read=r.read) for r in found.reasons if r.grade == found.grade)
    return [
        Finding(
            check=NAME,
            severity="block" if found.grade == "unsupported" else "warn",
            section=section.id,
            statement_id=statement.id,
            message=say(lang, f"finding.support_{found.grade}", reasons="; ".join(reasons)),
        )
    ]


def _remarks(judged: Judged, failure: EndpointError | None, lang: Lang) -> list[Finding]:
    found = []
    if judged.invented:
        message = say(lang, "finding.verifier_invented", ids=", ".join(dict.fromkeys(judged.invented)))
        found.append(Finding(check=NAME, severity="info", message=message))
    if judged.unanswered:
        message = say(lang, "finding.verifier_silent", ids=", ".join(judged.unanswered))
        found.append(Finding(check=NAME, severity="warn", message=message))
    if failure is not None:
        found.append(Finding(check=NAME, severity="warn", message=say(lang, "finding.verifier_down")))
    return found
