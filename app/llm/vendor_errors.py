"""Every exception of the vendors' libraries, mapped once to EndpointDown, EndpointRefused or EndpointGarbled.

Knows class names, status codes and error codes; imports no vendor; knows no retry and no prompt.
EndpointDown means "may work in a moment" and is what `retries` tries again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from app.errors import EndpointDown, EndpointError, EndpointGarbled, EndpointRefused
from app.llm.ports import Outcome

DETAIL_LENGTH = 240


@dataclass(frozen=True)
class Rule:
    """What a vendor's exception becomes."""

    error: type[EndpointError]
    key: str
    outcome: Outcome


UNREACHABLE = Rule(EndpointDown, "endpoint.unreachable", "down")
TIMEOUT = Rule(EndpointDown, "endpoint.timeout", "timeout")
BUSY = Rule(EndpointDown, "endpoint.busy", "down")
SERVER = Rule(EndpointDown, "endpoint.server_error", "down")
CREDENTIALS = Rule(EndpointRefused, "endpoint.credentials", "refused")
FORBIDDEN = Rule(EndpointRefused, "endpoint.forbidden", "refused")
QUOTA = Rule(EndpointRefused, "endpoint.quota", "refused")
NOT_FOUND = Rule(EndpointRefused, "endpoint.not_found", "refused")
DECLINED = Rule(EndpointRefused, "endpoint.declined", "refused")
FILTERED = Rule(EndpointRefused, "model.filtered", "filtered")
REFUSAL = Rule(EndpointRefused, "model.refusal", "refused")
TOO_LONG = Rule(EndpointRefused, "model.too_long", "refused")
TRUNCATED = Rule(EndpointGarbled, "model.truncated", "truncated")
GARBLED = Rule(EndpointGarbled, "endpoint.garbled", "garbled")
HTML = Rule(EndpointGarbled, "endpoint.html", "garbled")
CUT = Rule(EndpointGarbled, "endpoint.cut_stream", "garbled")

BY_CLASS: Mapping[str, Rule] = {
    "openai.OpenAIError": GARBLED,
    "openai.APIError": SERVER,  # told in the middle of a stream, without a status
    "openai.APIConnectionError": UNREACHABLE,
    "openai.APITimeoutError": TIMEOUT,
    "openai.APIResponseValidationError": GARBLED,
    "openai.APIStatusError": GARBLED,  # its status decides, see BY_STATUS
    "openai.BadRequestError": DECLINED,
    "openai.AuthenticationError": CREDENTIALS,
    "openai.OAuthError": CREDENTIALS,
    "openai.SubjectTokenProviderError": CREDENTIALS,
    "openai.PermissionDeniedError": FORBIDDEN,
    "openai.NotFoundError": NOT_FOUND,
    "openai.ConflictError": DECLINED,
    "openai.UnprocessableEntityError": DECLINED,
    "openai.RateLimitError": BUSY,
    "openai.InternalServerError": SERVER,
    "openai.LengthFinishReasonError": TRUNCATED,
    "openai.ContentFilterFinishReasonError": FILTERED,
    "openai.InvalidWebhookSignatureError": GARBLED,
    "openai.WebSocketConnectionClosedError": CUT,
    "openai.WebSocketQueueFullError": GARBLED,
    "langchain_openai.OpenAIRefusalError": REFUSAL,
    "langchain_openai.OpenAIContextOverflowError": TOO_LONG,
    "langchain_openai.OpenAIAPIContextOverflowError": TOO_LONG,
    "langchain_core.LangChainException": GARBLED,
    "langchain_core.ContextOverflowError": TOO_LONG,
    # openai 3 speaks httpx2, older parts speak httpx; both wrap most of these, not all.
    **{
        f"{library}.{name}": rule
        for library in ("httpx", "httpx2")
        for name, rule in {
            "HTTPError": UNREACHABLE,
            "TimeoutException": TIMEOUT,
            "HTTPStatusError": GARBLED,
            "DecodingError": GARBLED,
            "TooManyRedirects": GARBLED,
            "StreamError": CUT,
            "InvalidURL": NOT_FOUND,
            "CookieConflict": GARBLED,
        }.items()
    },
    "json.JSONDecodeError": GARBLED,
    # The libraries raise these bare on an answer of the wrong shape: HTML with status 200, `choices` null or absent.
    "builtins.ValueError": GARBLED,
    "builtins.TypeError": GARBLED,
    "builtins.LookupError": GARBLED,
    "builtins.AttributeError": GARBLED,
}
BY_STATUS: Mapping[int, Rule] = {
    401: CREDENTIALS,
    402: QUOTA,
    403: FORBIDDEN,
    404: NOT_FOUND,
    408: TIMEOUT,
    413: TOO_LONG,
    429: BUSY,
    501: DECLINED,
    504: TIMEOUT,
}
BY_CODE: Mapping[str, Rule] = {
    "insufficient_quota": QUOTA,  # a 429 that no pause mends
    "billing_hard_limit_reached": QUOTA,
    "context_length_exceeded": TOO_LONG,
    "content_filter": FILTERED,
    "content_policy_violation": FILTERED,
    "model_not_found": NOT_FOUND,
    "invalid_api_key": CREDENTIALS,
}
_KEY_LIKE = re.compile(r"(?i)(bearer\s+|\b(?:sk|pk|rk|gsk|xai|key|lsv2)[-_])[\w.\-*]{4,}")
_HTML = re.compile(r"(?i)<!doctype html|<html|<body|<head")


def vendor_exceptions() -> tuple[type[Exception], ...]:
    """What a call into the vendors' libraries may raise, for one `except`; importing them happens here."""
    import httpx
    import httpx2
    import openai
    from langchain_core.exceptions import LangChainException

    return (
        openai.OpenAIError,
        LangChainException,
        httpx.HTTPError,
        httpx.StreamError,
        httpx.InvalidURL,
        httpx.CookieConflict,
        httpx2.HTTPError,
        httpx2.StreamError,
        httpx2.InvalidURL,
        httpx2.CookieConflict,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
    )


def rule_of(error: BaseException) -> Rule | None:
    """The rule for a vendor's exception: by error code, then by status, then by the nearest class; None when unmapped."""
    code = getattr(error, "code", None)
    if isinstance(code, str) and code in BY_CODE:
        return BY_CODE[code]
    nearest = rule_of_class(type(error))
    status = status_of(error)
    if nearest is not None and status is not None and nearest not in (TOO_LONG, FILTERED):
        if status in BY_STATUS:
            return BY_STATUS[status]
        if status >= 500:
            return SERVER
        if 400 <= status < 500:
            return DECLINED
    if nearest is GARBLED and _HTML.search(str(error)):
        return HTML
    return nearest


def rule_of_class(cls: type[BaseException]) -> Rule | None:
    """The rule of the class or of its nearest mapped ancestor; None when no ancestor has one."""
    return next((rule for ancestor in cls.__mro__ if (rule := BY_CLASS.get(class_name(ancestor)))), None)


def class_name(cls: type) -> str:
    """A class as BY_CLASS names it: top package and class."""
    return f"{cls.__module__.split('.', 1)[0]}.{cls.__name__}"


def status_of(error: BaseException) -> int | None:
    """The HTTP status that an exception carries, or None."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def mapped(error: Exception, *, where: str, secrets: Sequence[str] = (), now: datetime | None = None) -> EndpointError:
    """Our error for a vendor's exception; carries outcome, status, detail and, when the endpoint asked for one, retry_after_s.

    The detail is cut and free of the given secrets and of whatever looks like a key. An unmapped exception is garbled.
    """
    rule = rule_of(error) or GARBLED
    details: dict[str, object] = {
        "detail": scrubbed(str(getattr(error, "message", "") or error), secrets),
        "vendor": type(error).__name__,
        "outcome": rule.outcome,
    }
    if (status := status_of(error)) is not None:
        details["status"] = status
    if rule.error is EndpointDown and (pause_s := _retry_after_s(error, now)) is not None:
        details["retry_after_s"] = pause_s
    return rule.error(rule.key, where=where, **details)


def made(rule: Rule, *, where: str, **details: object) -> EndpointError:
    """Our error for something that we noticed ourselves (a finish reason, a cut stream)."""
    return rule.error(rule.key, where=where, outcome=rule.outcome, **details)


def scrubbed(text: str, secrets: Sequence[str] = ()) -> str:
    """One line of at most DETAIL_LENGTH characters, the secrets and key-like words replaced by "…"."""
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, "…")
    line = " ".join(_KEY_LIKE.sub("…", text).split())
    return line if len(line) <= DETAIL_LENGTH else line[: DETAIL_LENGTH - 1] + "…"


def _retry_after_s(error: BaseException, now: datetime | None) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    if not isinstance(headers, Mapping):
        return None
    try:
        if (milliseconds := headers.get("retry-after-ms")) is not None:
            return max(0.0, float(milliseconds) / 1000)
        if (told := headers.get("retry-after")) is None:
            return None
        if re.fullmatch(r"\s*\d+(\.\d+)?\s*", told):
            return float(told)
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
