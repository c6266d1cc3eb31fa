"""Roles and providers as tables, and what importing the room costs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.catalog.text import error_line, table
from app.errors import BadSetting
from app.llm.address import checked_url, host_of, shown_url
from app.llm.providers import Provider, provider_for, providers
from app.llm.roles import ROLES, roles_table

ROOM = Path(__file__).resolve().parents[2] / "app" / "llm"


def test_the_general_model_serves_every_role_but_the_grader() -> None:
    roles = roles_table({"PUENTE_MODEL": "m", "OPENAI_API_KEY": "ignored"})
    assert {role: roles.model_for(role) for role in ROLES} == {role: None if role == "grader" else "m" for role in ROLES}
    assert not roles.grades_itself


def test_a_role_of_its_own_wins_over_the_general_model() -> None:
    roles = roles_table({"PUENTE_MODEL": "m", "PUENTE_MODEL_DRAFTER": " big ", "PUENTE_MODEL_COACH": ""})
    assert (roles.model_for("drafter"), roles.model_for("coach")) == ("big", "m")


def test_the_grader_is_set_by_its_own_setting_only_and_on_purpose_may_be_the_drafter() -> None:
    assert roles_table({"PUENTE_MODEL_DRAFTER": "m"}).model_for("grader") is None
    assert roles_table({"PUENTE_MODEL": "m", "PUENTE_MODEL_GRADER": "m"}).grades_itself
    assert not roles_table({"PUENTE_MODEL": "m", "PUENTE_MODEL_GRADER": "n"}).grades_itself


def test_nothing_set_is_nothing_configured() -> None:
    assert not roles_table({}).is_any_configured
    assert not roles_table({"PUENTE_MODEL": "", "PUENTE_MODEL_GRADER": None}).is_any_configured


def test_a_role_that_is_none_is_named_with_its_nearest() -> None:
    with pytest.raises(BadSetting) as raised:
        roles_table({"PUENTE_MODEL_VERIFYER": "m"})
    assert raised.value.where == "PUENTE_MODEL_VERIFYER"
    assert "PUENTE_MODEL_VERIFIER" in error_line("en", raised.value)


@pytest.mark.parametrize(
    ("base_url", "expected", "is_local"),
    [
        (None, "openai", False),
        ("https://api.openai.com/v1/", "openai", False),
        ("https://eu.api.openai.com/v1", "openai", False),
        ("https://acme.openai.azure.com/openai/v1/", "azure-openai", False),
        ("https://API.MISTRAL.AI/v1", "mistral", False),
        ("http://localhost:11434/v1", "ollama", True),
        ("http://127.0.0.1:8000/v1", "own-machine", True),
        ("http://[::1]:8000/v1", "own-machine", True),
        ("http://192.168.1.20:8000/v1", "own-network", True),
        ("http://llm-server:8000/v1", "own-network", True),
        ("https://models.example.com/v1", "other", False),
        ("https://localhost.example.com/v1", "other", False),
        ("https://api.openai.com.example.net/v1", "other", False),
        ("https://user:pass@openrouter.ai/api/v1", "openrouter", False),
    ],
)
def test_a_base_url_tells_who_stands_behind_it(base_url: str | None, expected: str, is_local: bool) -> None:
    provider = provider_for(base_url)
    assert (provider.id, provider.is_local) == (expected, is_local)


def test_every_provider_says_in_both_languages_what_it_keeps_and_ids_are_unique() -> None:
    assert len({p.id for p in providers()}) == len(providers())
    assert all(p.retention.en and p.retention.es for p in providers())
    assert providers()[-1].id == "other"


@pytest.mark.parametrize(
    "changed",
    [{"retention": {"en": "only"}}, {"base_url": "("}, {"prices": {"m": {"prompt": "1", "completion": "2"}}}, {"colour": "blue"}],
)
def test_a_provider_that_is_not_complete_refuses_to_load(changed: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Provider.model_validate({**providers()[-1].model_dump(), **changed})


@pytest.mark.parametrize("bad", ["localhost:8000", "ftp://h/v1", "http://", "http://h:99999/v1", "http://a b/v1", "https:///v1"])
def test_an_address_that_is_none_is_refused_at_once(bad: str) -> None:
    with pytest.raises(BadSetting) as raised:
        checked_url(bad)
    assert raised.value.key == "endpoint.base_url"
    assert bad not in str(raised.value)


def test_a_shown_address_has_no_user_and_no_query() -> None:
    assert shown_url("https://u:p@h:8/v1/?key=x#y") == "https://h:8/v1"
    assert host_of("https://u:p@h:8/v1") == "h:8"
    assert host_of(None) == "api.openai.com"


def test_every_key_that_the_room_raises_has_a_sentence_in_both_languages() -> None:
    source = "\n".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    keys = set(re.findall(r"\"((?:endpoint|model)\.[a-z_]+)\"", source)) | {f"model.{s}" for s in ("half_json", "not_json", "empty")}
    assert len(keys) > 20
    for lang in ("en", "es"):
        assert [key for key in sorted(keys) if f"error.{key}" not in table(lang)] == []


def test_importing_the_room_loads_no_vendor() -> None:
    names = sorted(f"app.llm.{path.stem}" for path in ROOM.glob("*.py") if path.stem != "__init__")
    heavy = ("openai", "langchain_openai", "langchain_core", "langsmith", "tiktoken", "numpy", "httpx", "jsonschema")
    code = f"import sys, {', '.join(names)}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOM.parents[1])  # noqa: S603 - our own code
    assert done.stdout.strip() == "[]"
