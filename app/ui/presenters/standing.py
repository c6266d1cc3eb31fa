"""The state bar: in one line who writes, where text goes, health and user; everything else opens below it. Draws; decides nothing."""

from __future__ import annotations

from app.catalog.text import has, say
from app.domain.lang import Lang
from app.services.standing import Standing
from app.ui.presenters.markup import NOTHING, Html, el, join, text


def waiting() -> Html:
    """What stands there until the server has looked: the reader's language is not known yet."""
    return el("p", "…", class_="pu-standing pu-means", aria_hidden="true")


def bar(lang: Lang, found: Standing, *, has_session: bool, owner: str = "") -> Html:
    """The bar; with a session also the way out. `owner` tells the page's script whose drafts it may show, without naming anybody."""
    model = next(iter(dict.fromkeys(name for _, name in found.models)), "")
    writer = say(lang, "page.state.model", model=model) if found.host else say(lang, "page.state.guided")
    goes = NOTHING
    if found.host:
        goes = el("span", say(lang, "page.state.local" if found.is_local else "page.state.outside", host=found.host), class_="pu-goes")
    health = el("span", say(lang, f"page.state.health.{found.health}"), class_=f"pu-health pu-health-{found.health}")
    head = el("summary", el("span", writer), goes, health, el("span", _user(lang, found), class_="pu-user"))
    return el(
        "div",
        el("details", head, _more(lang, found), class_="pu-more"),
        _way_out(lang) if has_session else NOTHING,
        class_="pu-standing",
        lang=lang,
        data_owner=owner or None,
    )


def _user(lang: Lang, found: Standing) -> str:
    return say(lang, "page.state.local_user") if found.user == "local" else found.user


def _more(lang: Lang, found: Standing) -> Html:
    models = join(*(el("span", f"{say(lang, f'page.state.role.{role}')}: {name}") for role, name in found.models), between="; ")
    if found.host is None:
        goes = text(say(lang, "page.state.stays"))
    else:
        kept = (found.retention.own(lang) or found.retention.any()) if found.retention else ""
        where = say(lang, "page.state.local" if found.is_local else "page.state.outside", host=found.host)
        goes = join(where, " · ", say(lang, "page.state.asked_first"), f" {kept}" if kept else None)
    limits = [say(lang, "page.state.usd", usd=found.budget_usd)] if found.budget_usd is not None else []
    limits += [say(lang, "page.state.tokens", tokens=f"{found.budget_tokens:,}")] if found.budget_tokens is not None else []
    facts: list[tuple[str, str]] = [
        ("writer", models or say(lang, "page.state.guided_means")),
        ("goes", goes),
        ("embedder", _embedder(lang, found.embedder)),
        ("budget", ", ".join(limits) or say(lang, "page.state.no_limit")),
        ("roles", ", ".join(say(lang, f"page.state.is.{role}") for role in found.roles)),
        ("operator", found.operator or say(lang, "account.operator_unknown")),
        ("health", _points(lang, found)),
    ]
    return el("dl", *(join(el("dt", say(lang, f"page.state.fact.{name}")), el("dd", value)) for name, value in facts if value))


def _points(lang: Lang, found: Standing) -> Html:
    told = [el("li", _name(lang, p.name), ": ", el("span", p.message, class_=f"pu-health-{p.state}")) for p in found.points]
    return el("ul", *told) if told else NOTHING


def _name(lang: Lang, name: str) -> str:
    """What was looked at, in words; a setting by its own name."""
    key = f"page.state.point.{name.split(' ')[0] if name.startswith('locale ') else name.replace(' ', '_')}"
    return say(lang, key) if has(key) else name


def _embedder(lang: Lang, name: str) -> str:
    return say(lang, f"page.state.embedder.{name}") if name in ("bundled", "none") else name


def _way_out(lang: Lang) -> Html:
    return el("form", el("button", say(lang, "page.state.sign_out"), type="submit", class_="pu-out"), method="post", action="/sign-out")
