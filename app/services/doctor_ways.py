"""The doctor on ways: addresses that are none, ways that are open to too many, databases that do not fit together. Asks nobody."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import get_args
from urllib.parse import urlsplit

from app.domain.hosts import is_near
from app.domain.lang import Lang
from app.errors import BadSetting, PuenteError
from app.llm.address import checked_url
from app.llm.roles import Role
from app.services.accounts import has_admin, has_users
from app.services.doctor_points import Point, failed, point
from app.services.house import House
from app.services.surroundings import Surroundings
from app.storage.place import is_same_file

WHOLE_WORLD = 0
"""Bits of a network that leaves nobody out."""
OWN_SETTINGS = tuple(f"PUENTE_MODEL_{role.upper()}" for role in get_args(Role) if role != "grader")
"""Of the roles that a document or a coaching needs; the grader serves examinations only."""


def way_points(house: House, around: Surroundings) -> tuple[Point, ...]:
    """What is odd about addresses, doors and databases; empty when nothing is."""
    lang = house.lang
    return (*_addresses(lang, around), *_doors(lang, around), *_accounts(house, around), *_roles(lang, around), *_databases(house, around))


def _addresses(lang: Lang, around: Surroundings) -> Iterator[Point]:
    if around.base_url:
        try:
            url = urlsplit(checked_url(around.base_url))
        except BadSetting as error:
            yield failed(lang, "model", error)
        else:
            if url.scheme == "http" and not is_near(url.hostname or ""):
                yield point(lang, "model", "warn", "base_url_plain", host=url.hostname)
    if around.is_key_odd:
        yield point(lang, "model", "bad", "key_odd")
    if around.time_zone:
        yield point(lang, "clock", "bad", "time_zone", given=around.time_zone)


def _doors(lang: Lang, around: Surroundings) -> Iterator[Point]:
    for each in around.proxy_addresses:
        if _leaves_nobody_out(each):
            yield point(lang, "proxy", "bad", "proxy_everybody", given=each)
    if around.proxy_addresses and around.auth == "local":
        yield point(lang, "proxy", "warn", "proxy_unread")
    if around.allowed_hosts and around.auth == "local":
        yield point(lang, "accounts", "bad", "hosts_local", hosts=", ".join(around.allowed_hosts))
    for each in around.allowed_hosts:
        if "/" in each or (":" in each and not each.startswith("[")) or each == "*":
            yield point(lang, "hosts", "bad" if each == "*" else "warn", "hosts_all" if each == "*" else "hosts_form", given=each)


def _leaves_nobody_out(given: str) -> bool:
    try:
        return ipaddress.ip_network(given, strict=False).prefixlen == WHOLE_WORLD
    except ValueError:
        return False  # told as no address


def _accounts(house: House, around: Surroundings) -> Iterator[Point]:
    if around.auth == "local":
        return
    try:
        if has_users(house) and not has_admin(house):
            yield point(house.lang, "accounts", "warn", "no_admin")
    except PuenteError:
        return  # told as a fault of the database
    if not house.operator:
        yield point(house.lang, "accounts", "warn", "no_operator")


def _roles(lang: Lang, around: Surroundings) -> Iterator[Point]:
    named = {name for name, _ in around.models}
    lacking = [name for name in OWN_SETTINGS if name not in named]
    if around.has_endpoint and named - {"PUENTE_MODEL_GRADER"} and "PUENTE_MODEL" not in named and lacking:
        yield point(lang, "model", "warn", "roles_lack", names=", ".join(lacking))
    for name, most in (("PUENTE_RUN_BUDGET_USD", around.budget_usd), ("PUENTE_RUN_BUDGET_TOKENS", around.budget_tokens)):
        if around.has_endpoint and named and most == 0:
            yield point(lang, "model", "warn", "budget_zero", name=name)


def _databases(house: House, around: Surroundings) -> Iterator[Point]:
    if house.database_url.startswith("sqlite") and around.runs_url.startswith("postgresql"):
        yield point(house.lang, "runs database", "warn", "runs_elsewhere")
    if is_same_file(house.database_url, around.runs_url):
        yield point(house.lang, "runs database", "warn", "runs_same")
