"""The doctor on addresses, doors, accounts, roles and databases: each misconfiguration is found in both languages with its mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import surroundings
from app.domain.actor import LOCAL_ACTOR
from app.domain.lang import LANGS
from app.services import accounts
from app.services.doctor_stores import database_points
from app.services.doctor_ways import way_points
from app.services.house import House
from app.services.surroundings import Surroundings
from app.settings import Settings
from tests.trust.instance import PASSWORD

MODEL = {"has_endpoint": True, "models": (("PUENTE_MODEL", "m"),)}
COACH = {"has_endpoint": True, "models": (("PUENTE_MODEL_COACH", "m"),)}


@pytest.mark.parametrize(
    ("around", "state", "words"),
    [
        ({"base_url": "localhost:11434/v1"}, "bad", "OPENAI_BASE_URL"),
        ({"base_url": "http://[::1/v1"}, "bad", "OPENAI_BASE_URL"),
        ({"base_url": "http://x:99999/v1"}, "bad", "OPENAI_BASE_URL"),
        ({"base_url": "http://models.example.com/v1"}, "warn", "https://"),
        ({"is_key_odd": True}, "bad", "OPENAI_API_KEY"),
        ({"time_zone": "Mexico/Nowhere"}, "bad", "America/Mexico_City"),
        ({"auth": "proxy", "proxy_addresses": ("0.0.0.0/0",)}, "bad", "0.0.0.0/0"),
        ({"auth": "proxy", "proxy_addresses": ("::/0",)}, "bad", "::/0"),
        ({"proxy_addresses": ("10.0.0.5",)}, "warn", "PUENTE_AUTH"),
        ({"allowed_hosts": ("puente.example.com",)}, "bad", "PUENTE_AUTH"),
        ({"auth": "password", "allowed_hosts": ("https://puente.example.com",)}, "warn", "https://"),
        ({"auth": "password", "allowed_hosts": ("*",)}, "bad", "PUENTE_ALLOWED_HOSTS"),
        (COACH, "warn", "PUENTE_MODEL_DRAFTER"),
        ({**MODEL, "budget_usd": 0.0}, "warn", "PUENTE_RUN_BUDGET_USD"),
        ({**MODEL, "budget_tokens": 0}, "warn", "PUENTE_RUN_BUDGET_TOKENS"),
        ({"runs_url": "postgresql+psycopg://u@h/runs"}, "warn", "PostgreSQL"),
    ],
)
def test_what_does_not_fit_is_told_with_its_mend_in_both_languages(house: House, around: dict[str, Any], state: str, words: str) -> None:
    house = replace(house, operator="The firm")
    told = {lang: way_points(replace(house, lang=lang), Surroundings(**around)) for lang in LANGS}
    for points in told.values():
        assert [(p.state, words in p.message) for p in points] == [(state, True)]
        assert "{" not in points[0].message
    assert told["en"] != told["es"]


@pytest.mark.parametrize(
    "around",
    [
        {},
        {"base_url": "https://api.openai.com/v1", **MODEL},
        {"base_url": "http://10.1.2.3:8000/v1", **MODEL},
        {"auth": "proxy", "proxy_addresses": ("10.0.0.0/24",), "allowed_hosts": ("puente.example.com", "[::1]")},
        {"has_endpoint": True, "models": (("PUENTE_MODEL", "m"), ("PUENTE_MODEL_COACH", "n")), "budget_usd": 2.0},
        {"runs_url": "sqlite:////elsewhere/runs.db"},
    ],
)
def test_what_fits_is_not_told(house: House, around: dict[str, Any]) -> None:
    assert way_points(replace(house, operator="The firm"), Surroundings(**around)) == ()


def test_rows_and_runs_in_one_file_are_told(house: House) -> None:
    (point,) = way_points(house, Surroundings(runs_url=house.database_url))
    assert "PUENTE_RUNS_DATABASE_URL" in point.message


def test_an_instance_without_an_administrator_or_a_name_is_told(house: House) -> None:
    accounts.add_user(house, LOCAL_ACTOR, "ana", PASSWORD, ("consultant",))
    assert ["--role admin" in p.message for p in way_points(replace(house, operator="F"), Surroundings(auth="password"))] == [True]
    accounts.add_user(house, LOCAL_ACTOR, "carmen", PASSWORD, ("admin",))
    (point,) = way_points(replace(house, operator=""), Surroundings(auth="password"))
    assert "PUENTE_OPERATOR" in point.message


def test_an_address_of_the_runs_that_is_none_is_told_by_its_own_name(house: House) -> None:
    points = database_points(house, Surroundings(runs_url="foo:bar"))
    assert [p.message.startswith("PUENTE_RUNS_DATABASE_URL") for p in points if p.state == "bad"] == [True]


def test_keys_and_time_zones_are_judged_without_being_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def around(key: str) -> Surroundings:
        return surroundings(Settings(_env_file=None, data_dir=tmp_path, today=date(2026, 11, 21), OPENAI_API_KEY=key))

    assert [around(key).is_key_odd for key in ("sk-proj_Ab1.2", "", '"sk-1"', "sk 1", "sk-1\n", "sk-\u2013")] == [False] * 2 + [True] * 4
    assert "sk-" not in str(around("sk-1 2"))
    for given, told in (
        ("America/Mexico_City", ""),
        ("CST6CDT,M4.1.0,M10.5.0", ""),
        ("", ""),
        ("Mexico/Nowhere", "Mexico/Nowhere"),
        ("../x", "../x"),
    ):
        monkeypatch.setenv("TZ", given)
        assert around("").time_zone == told, given
