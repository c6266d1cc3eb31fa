"""What a model's draft is expected to cost and how long it takes, in words. Pure; knows no page."""

from __future__ import annotations

from math import ceil

from app.catalog.text import say
from app.chains.estimate_time import Wait
from app.domain.lang import Lang
from app.services.expecting import Expected
from app.ui.presenters.markup import Html, el

LONGEST_IN_SECONDS = 90


def cost(lang: Lang, expected: Expected) -> Html:
    """Requests, tokens, dollars and time, before anything is asked for."""
    estimate = expected.estimate
    tokens = f"{ceil((estimate.prompt_tokens + estimate.completion_tokens) / 1000) * 1000:,}"
    usd = say(lang, "page.desk.usd", usd=f"{estimate.cost_usd:.2f}") if estimate.cost_usd is not None else say(lang, "page.desk.no_price")
    told = (say(lang, "page.desk.cost", calls=estimate.calls, tokens=tokens), usd, _time(lang, expected.wait))
    return el("p", " ".join(told), class_="pu-means pu-expected", lang=lang)


def _time(lang: Lang, wait: Wait) -> str:
    word = "measured" if wait.measured else "assumed"
    return say(lang, f"page.live.{word}", wait=duration(lang, wait.seconds), count=wait.measured)


def duration(lang: Lang, seconds: int) -> str:
    """A time as one says it: to ten seconds below a minute and a half, else to whole minutes."""
    if seconds <= LONGEST_IN_SECONDS:
        return say(lang, "page.live.wait_s", count=max(10, ceil(seconds / 10) * 10))
    return say(lang, "page.live.wait_min", count=ceil(seconds / 60))
