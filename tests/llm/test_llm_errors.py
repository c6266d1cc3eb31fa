"""The map of vendors' exceptions: nothing they define is unmapped, and what it says carries no secret."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from datetime import UTC, datetime

import httpx
import httpx2
import openai
import pytest
from langchain_core import exceptions as langchain_exceptions
from langchain_openai.chat_models import base as langchain_openai_base

from app.catalog.text import error_line
from app.errors import EndpointDown, EndpointError, EndpointGarbled, EndpointRefused
from app.llm import vendor_errors
from app.llm.vendor_errors import BY_CLASS, BY_CODE, BY_STATUS, class_name, mapped, rule_of, vendor_exceptions


def exceptions_of(*modules: object) -> list[type[BaseException]]:
    found = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if issubclass(c, Exception)}
    return sorted((c for c in found if c.__module__.split(".")[0] != "builtins"), key=class_name)


def descendants(cls: type[BaseException]) -> set[type[BaseException]]:
    return {cls} | {d for sub in cls.__subclasses__() for d in descendants(sub)}


def all_of_openai() -> list[type[BaseException]]:
    """Every exception class that the openai package defines anywhere, private modules included."""
    found: set[type[BaseException]] = set()
    for module in pkgutil.walk_packages(openai.__path__, "openai."):
        if module.name.split(".")[1] in ("types", "resources", "cli", "helpers", "_vendor"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an optional extra that is not installed
            continue
        found |= {c for c in exceptions_of(loaded) if c.__module__.split(".")[0] == "openai" and "_legacy" not in c.__module__}
    return sorted(found | descendants(openai.OpenAIError), key=class_name)


def test_every_exception_class_of_openai_has_a_row_of_its_own() -> None:
    public = [c for c in all_of_openai() if not c.__name__.startswith("_") and c.__module__.startswith(("openai._exceptions", "openai"))]
    own = [c for c in public if class_name(c).startswith("openai.") and (issubclass(c, openai.OpenAIError) or hasattr(openai, c.__name__))]
    assert len(own) >= 18
    assert [class_name(c) for c in own if class_name(c) not in BY_CLASS] == []


def test_every_class_that_a_call_may_raise_is_mapped_and_caught() -> None:
    classes = {c for root in (openai.OpenAIError, langchain_exceptions.LangChainException) for c in descendants(root)}
    classes |= set(exceptions_of(httpx, httpx2)) | set(exceptions_of(langchain_openai_base)) | {json.JSONDecodeError, UnicodeDecodeError}
    classes |= {openai.InvalidWebhookSignatureError}
    caught = vendor_exceptions()
    unmapped = [class_name(c) for c in classes if rule_of(c.__new__(c)) is None]
    assert unmapped == []
    uncaught = [class_name(c) for c in classes if not issubclass(c, caught)]
    assert uncaught in ([], ["langchain_openai.OpenAIRefusalError"])


def test_no_row_names_a_class_that_is_gone() -> None:
    known = {class_name(c) for c in all_of_openai()} | {class_name(c) for c in exceptions_of(httpx, httpx2, langchain_openai_base)}
    known |= {class_name(c) for c in exceptions_of(langchain_exceptions)} | {"json.JSONDecodeError"}
    assert [name for name in BY_CLASS if name not in known and not name.startswith("builtins.")] == []


def test_every_rule_is_an_endpoint_error_with_a_sentence_in_both_languages() -> None:
    for rule in {*BY_CLASS.values(), *BY_STATUS.values(), *BY_CODE.values()}:
        assert rule.error in (EndpointDown, EndpointRefused, EndpointGarbled)
        for lang in ("en", "es"):
            line = error_line(lang, rule.error(rule.key, where="here", detail="why"))
            assert line != f"here: {rule.key}"
            assert "{" not in line


def status_error(status: int, body: object = None, **headers: str) -> openai.APIStatusError:
    response = httpx2.Response(status, headers=headers, request=httpx2.Request("POST", "http://h/v1"))
    return openai.APIStatusError("told", response=response, body=body)


@pytest.mark.parametrize(
    ("status", "expected", "key"),
    [
        (400, EndpointRefused, "endpoint.declined"),
        (401, EndpointRefused, "endpoint.credentials"),
        (402, EndpointRefused, "endpoint.quota"),
        (403, EndpointRefused, "endpoint.forbidden"),
        (404, EndpointRefused, "endpoint.not_found"),
        (408, EndpointDown, "endpoint.timeout"),
        (413, EndpointRefused, "model.too_long"),
        (418, EndpointRefused, "endpoint.declined"),
        (422, EndpointRefused, "endpoint.declined"),
        (429, EndpointDown, "endpoint.busy"),
        (500, EndpointDown, "endpoint.server_error"),
        (501, EndpointRefused, "endpoint.declined"),
        (529, EndpointDown, "endpoint.server_error"),
        (304, EndpointGarbled, "endpoint.garbled"),
    ],
)
def test_a_status_decides(status: int, expected: type[EndpointError], key: str) -> None:
    error = mapped(status_error(status), where="here")
    assert (type(error), error.key, error.params["status"]) == (expected, key, status)


def test_an_error_code_is_stronger_than_its_status() -> None:
    for code, key in (
        ("insufficient_quota", "endpoint.quota"),
        ("context_length_exceeded", "model.too_long"),
        ("content_filter", "model.filtered"),
    ):
        assert mapped(status_error(429, {"code": code}), where="here").key == key


NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:09 GMT"}, 9.0),
        ({"retry-after": "Sat, 21 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_the_pause_that_an_endpoint_asks_for_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert mapped(status_error(429, None, **headers), where="here", now=NOW).params.get("retry_after_s") == seconds


def test_a_detail_is_short_one_line_and_without_anything_like_a_key() -> None:
    said = vendor_errors.scrubbed("bad key hush-hush,\n sk-abcdef123456 or Bearer abc.def.ghi " + "x" * 500, ("hush-hush",))
    assert "hush" not in said
    assert "abcdef" not in said
    assert "abc.def" not in said
    assert "\n" not in said
    assert len(said) <= vendor_errors.DETAIL_LENGTH
