"""The doctor on settings: names that nobody reads, ways in that let nobody in, proxies, models without endpoint or price, a fixed date."""

from __future__ import annotations

import ipaddress
from datetime import date
from urllib.parse import urlsplit

from app.domain.hosts import is_near
from app.domain.lang import Lang
from app.errors import PuenteError
from app.llm.address import DEFAULT_BASE_URL, host_of
from app.llm.providers import provider_for
from app.services.accounts import has_users
from app.services.doctor_points import Point, failed, point
from app.services.house import House
from app.services.surroundings import Surroundings


def settings_points(house: House, around: Surroundings) -> tuple[Point, ...]:
    """What is odd about the settings; empty when nothing is."""
    lang = house.lang
    return (*_names(lang, around), *_day(lang, around), *_door(house, around), *_web_proxy(lang, around), *_model(lang, around))


def _names(lang: Lang, around: Surroundings) -> tuple[Point, ...]:
    return tuple(
        point(lang, "setting", "warn", "unknown_near" if near else "unknown_name", name=name, near=near) for name, near in around.unknown
    )


def _day(lang: Lang, around: Surroundings) -> tuple[Point, ...]:
    if around.fixed_today is None or around.fixed_today == date.today():
        return ()
    return (point(lang, "today", "warn", "today_fixed", day=around.fixed_today.isoformat()),)


def _door(house: House, around: Surroundings) -> tuple[Point, ...]:
    lang = house.lang
    found = [point(lang, "proxy", "bad", "proxy_address", given=each) for each in around.proxy_addresses if not _is_network(each)]
    if around.auth == "proxy" and not around.proxy_addresses:
        found.append(point(lang, "proxy", "bad", "proxy_none"))
    if around.auth == "local":
        return tuple(found)
    try:
        if not has_users(house):
            found.append(point(lang, "accounts", "bad", "no_users"))
    except PuenteError:
        return tuple(found)  # told as a fault of the database
    return tuple(found)


def _is_network(given: str) -> bool:
    try:
        ipaddress.ip_network(given, strict=False)
    except ValueError:
        return False
    return True


def _web_proxy(lang: Lang, around: Surroundings) -> tuple[Point, ...]:
    """A web proxy in the environment is meant for the world, and stands in the way of a server next door."""
    asked = (("PUENTE_CHROMA_URL", around.chroma_url), ("OPENAI_BASE_URL", around.base_url))
    hosts = ((setting, urlsplit(url).hostname or "") for setting, url in asked)
    near = [(s, host) for s, host in hosts if host and is_near(host) and not {host, "*"} & set(around.past_proxy)]
    return tuple(
        point(lang, "web proxy", "warn", "web_proxy", proxy=f"{name} ({via})", setting=setting, host=host)
        for name, via in around.web_proxies
        for setting, host in near
        if name.lower() == f"{_scheme(around, setting)}_proxy"
    )


def _scheme(around: Surroundings, setting: str) -> str:
    return urlsplit(around.chroma_url if setting == "PUENTE_CHROMA_URL" else around.base_url).scheme


def _model(lang: Lang, around: Surroundings) -> tuple[Point, ...]:
    if around.models and not around.has_endpoint:
        return (point(lang, "model", "warn", "model_no_endpoint", names=", ".join(name for name, _ in around.models)),)
    if around.has_endpoint and not around.models:
        return (point(lang, "model", "warn", "endpoint_no_model", host=host_of(around.base_url or DEFAULT_BASE_URL)),)
    try:
        provider = provider_for(around.base_url or None)
        without = sorted({model for _, model in around.models if provider.cost_usd(model, 1, 1) is None})
    except PuenteError as error:
        return (failed(lang, "prices", error),)
    if not without:
        return ()
    key = "price_unknown_budget" if around.budget_usd is not None else "price_unknown"
    return (point(lang, "prices", "warn", key, models=", ".join(without)),)
