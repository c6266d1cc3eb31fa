"""The map of vendors' exceptions: nothing they define is unmapped, and what it says carries no secret."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

import httpx
import httpx2
import openai
import pytest
from langchain_core import exceptions as langchain_exceptions
from langchain_openai.chat_models import base as langchain_openai_base
from openai import _exceptions as openai_exceptions

from app.catalog.text import error_line
from app.errors import EndpointDown, EndpointError, EndpointGarbled, EndpointRefused
from app.llm import vendor_errors
from app.llm.vendor_errors import BY_CLASS, BY_CODE, BY_STATUS, class_name, mapped, rule_of_class, vendor_exceptions

OUT_OF_REACH = (
    "openai.lib.browser",  # parts that drive a browser, a computer, tools or a websocket: we call none of them
    "openai.lib.computer",
    "openai.lib.decisions_tool_runner",
    "openai.lib.responses_tool_runner",
    "openai.lib.responses_websocket",
    "openai.auth._x509",  # private: leaves the package as SubjectTokenProviderError
)


def exceptions_of(*modules: object) -> set[type[BaseException]]:
    found = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if issubclass(c, Exception)}
    return {c for c in found if c.__module__ != "builtins"}


def descendants(cls: type[BaseException]) -> set[type[BaseException]]:
    return {cls} | {d for sub in cls.__subclasses__() for d in descendants(sub)}


@cache
def all_of_openai() -> frozenset[type[BaseException]]:
    """Every exception class that the openai package defines anywhere within reach, private modules included."""
    found = descendants(openai.OpenAIError)
    for module in pkgutil.walk_packages(openai.__path__, "openai."):
        if module.name.split(".")[1] in ("types", "resources", "cli", "helpers", "_vendor"):
            continue
        try:
            found |= exceptions_of(importlib.import_module(module.name))
        except ImportError:  # an optional extra that is not installed
            continue
    ours = {c for c in found if c.__module__.split(".")[0] == "openai" and not c.__module__.startswith(OUT_OF_REACH)}
    return frozenset(ours)


def names(classes: Iterable[type]) -> list[str]:
    return sorted(class_name(c) for c in classes)


def test_every_exception_that_openai_exports_has_a_row_of_its_own() -> None:
    exported = exceptions_of(openai, openai_exceptions) & all_of_openai()
    exported = {c for c in exported if not c.__name__.startswith("_")}
    assert len(exported) >= 20
    assert [name for name in names(exported) if name not in BY_CLASS] == []


def test_every_class_that_a_call_may_raise_is_mapped_and_caught() -> None:
    classes = set(all_of_openai()) | descendants(openai.OpenAIError) | descendants(langchain_exceptions.LangChainException)
    classes |= exceptions_of(httpx, httpx2, langchain_openai_base) | {json.JSONDecodeError, UnicodeDecodeError, KeyError, IndexError}
    assert len(classes) > 80
    assert names(c for c in classes if rule_of_class(c) is None) == []
    # A refusal as an exception comes from with_structured_output only, which we do not call; it is mapped all the same.
    assert set(names(c for c in classes if not issubclass(c, vendor_exceptions()))) <= {"langchain_openai.OpenAIRefusalError"}


def test_no_row_names_a_class_that_is_gone() -> None:
    known = {
        *names(all_of_openai()),
        *names(exceptions_of(httpx, httpx2, langchain_openai_base, langchain_exceptions)),
        "json.JSONDecodeError",
    }
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
