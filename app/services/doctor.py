"""Looks at settings, data folder, database, index, library and fonts, and says what is wrong with its mend. Changes nothing."""

from __future__ import annotations

import os
from typing import Literal

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kinds
from app.catalog.text import fallen_back, languages, say
from app.domain.actor import Actor
from app.domain.base import Value
from app.errors import PuenteError
from app.llm.address import host_of
from app.services.house import House

State = Literal["ok", "warn", "bad"]


class Point(Value):
    """One thing looked at."""

    name: str
    state: State
    message: str


def examine(house: House, _actor: Actor) -> tuple[Point, ...]:
    """Everything that is looked at, in order."""
    return (*_data(house), *_library(house), *_index(house), *_model(house), *_template(house), *_locales(house))


def is_ready(house: House) -> None:
    """Returns when the database and the library can be read; cheap enough to be asked every few seconds.

    Raises: PuenteError saying what is not.
    """
    with house.store().reading() as work:
        work.users.everyone()
    corpus()


def _point(house: House, name: str, state: State, key: str, **params: object) -> Point:
    return Point(name=name, state=state, message=say(house.lang, f"doctor.{key}", **params))


def _failed(house: House, name: str, error: PuenteError) -> Point:
    from app.catalog.text import error_line

    return Point(name=name, state="bad", message=error_line(house.lang, error))


def _data(house: House) -> tuple[Point, ...]:
    folder = house.data_dir
    nearest = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        return (_point(house, "data", "bad", "data_bad", folder=folder),)
    try:
        house.store()
    except PuenteError as error:
        return (_failed(house, "database", error),)
    return (_point(house, "data", "ok", "data_ok", folder=folder), _point(house, "database", "ok", "database_ok"))


def _library(house: House) -> tuple[Point, ...]:
    try:
        library, kinds = corpus(), document_kinds()
    except PuenteError as error:
        return (_failed(house, "library", error),)
    counted = _point(house, "library", "ok", "library_ok", sentences=len(library.sentences), cards=len(library.cards))
    return (counted, _point(house, "kinds", "ok", "kinds_ok", kinds=", ".join(kinds)))


def _index(house: House) -> tuple[Point, ...]:
    try:
        house.search()
    except PuenteError as error:
        return (_failed(house, "index", error),)
    return (_point(house, "index", "ok", "index_ok", embedder=house.embedder_name),)


def _model(house: House) -> tuple[Point, ...]:
    if house.is_model_configured:
        # The host only: a base URL may carry a user and a password.
        return (_point(house, "model", "ok", "model_ok", host=host_of(house.model_host)),)
    return (_point(house, "model", "ok", "model_none"),)


def _template(house: House) -> tuple[Point, ...]:
    if house.template is None:
        return ()
    from app.export.files import check_template

    try:
        check_template(house.template)
    except PuenteError as error:
        return (_failed(house, "template", error),)
    return (_point(house, "template", "ok", "template_ok", file=house.template),)


def _locales(house: House) -> tuple[Point, ...]:
    found = []
    for lang in languages():
        lacking = fallen_back(lang)
        state: State = "warn" if lacking else "ok"
        found.append(_point(house, f"locale {lang}", state, "locale", lang=lang, count=len(lacking), keys=", ".join(lacking[:5])))
    return tuple(found)
