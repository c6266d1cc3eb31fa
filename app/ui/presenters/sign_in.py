"""The sign-in page as HTML: a form, and who runs this instance. Knows no password."""

from __future__ import annotations

from html import escape

from app.catalog.text import say
from app.domain.lang import LANGS, Lang


def sign_in_page(lang: Lang, *, action: str, operator: str, error: str = "") -> str:
    """A whole page; `error` is a sentence in the reader's language, or empty."""

    def words(key: str, **params: object) -> str:
        return escape(say(lang, f"account.{key}", **params))

    told = f'<p class="pu-sign-error" role="alert">{escape(error)}</p>' if error else ""
    others = " · ".join(
        f'<a href="/sign-in?lang={each}" hreflang="{each}" lang="{each}">{escape(say(each, f"page.lang.{each}"))}</a>'
        for each in LANGS
        if each != lang
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{words("title")}</title><link rel="stylesheet" href="/puente/sign-in.css"><link rel="icon" href="data:,">'
    )
    form = (
        f'<form method="post" action="{escape(action)}"><label for="name">{words("name")}</label>'
        '<input id="name" name="name" autocomplete="username" required autofocus maxlength="200">'
        f'<label for="password">{words("password")}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">'
        f'<button type="submit">{words("enter")}</button></form>'
    )
    return (
        f'<!doctype html><html lang="{lang}"><head>{head}</head><body><main><h1>Puente</h1><p>{escape(say(lang, "page.tagline"))}</p>'
        f'{told}{form}<p class="pu-sign-note">{words("privacy", operator=operator)}</p><p>{others}</p></main></body></html>'
    )
