"""Looks at settings, disk, databases, index, library, fonts and model, and says what is wrong with its mend. Knows the order.

Opening the database and the index does what every command does: an old one is brought up to date.
"""

from __future__ import annotations

from app.catalog.corpus import corpus
from app.catalog.kinds import document_kinds
from app.catalog.text import fallen_back, languages
from app.domain.actor import Actor
from app.errors import PuenteError
from app.llm.address import host_of
from app.services.doctor_points import Point, State, failed, point
from app.services.doctor_settings import settings_points
from app.services.doctor_stores import database_points, folder_points, index_points
from app.services.doctor_ways import way_points
from app.services.house import House
from app.services.surroundings import Surroundings

NOTHING_SAID = Surroundings()


def examine(house: House, _actor: Actor, around: Surroundings = NOTHING_SAID, *, is_probing: bool = False) -> tuple[Point, ...]:
    """Everything that is looked at, in order. Only `is_probing` asks the model endpoint, which may cost a few tokens."""
    data = folder_points(house)
    if data[0].state == "bad":
        return (*data, *settings_points(house, around), *way_points(house, around), *_library(house), *_locales(house))
    return (
        *data,
        *settings_points(house, around),
        *way_points(house, around),
        *database_points(house, around),
        *_library(house),
        *index_points(house, around),
        *_model(house, is_probing=is_probing),
        *_parts(house),
        *_template(house),
        *_locales(house),
    )


def _library(house: House) -> tuple[Point, ...]:
    try:
        library, kinds = corpus(), document_kinds()
    except PuenteError as error:
        return (failed(house.lang, "library", error),)
    counted = point(house.lang, "library", "ok", "library_ok", sentences=len(library.sentences), cards=len(library.cards))
    return (counted, point(house.lang, "kinds", "ok", "kinds_ok", kinds=", ".join(k.title.in_lang(house.lang) for k in kinds.values())))


def _model(house: House, *, is_probing: bool) -> tuple[Point, ...]:
    if not house.is_model_configured:
        return (point(house.lang, "model", "ok", "model_none"),)
    # The host only: a base URL may carry a user and a password.
    host = host_of(house.model_host)
    if not is_probing:
        return (point(house.lang, "model", "ok", "model_ok", host=host),)
    from app.llm.capabilities import probe_request

    try:
        reply = house.chat().complete(probe_request("drafter"))
    except PuenteError as error:
        return (failed(house.lang, "model", error),)
    return (point(house.lang, "model", "ok", "model_answers", host=host, model=reply.call.model, ms=reply.call.latency_ms),)


def _parts(house: House) -> tuple[Point, ...]:
    """What ships beside the code and may have been left out at installation: the typeface and the bundled weights."""
    from app.export.pdf import check_fonts
    from app.retrieval import weights

    found = []
    try:
        check_fonts()
    except PuenteError as error:
        found.append(failed(house.lang, "fonts", error))
    if house.embedder_name == "bundled":
        try:
            for name in (weights.WEIGHTS_FILE, weights.TOKENIZER_FILE):
                weights.locate(name)
        except PuenteError as error:
            found.append(failed(house.lang, "embeddings", error))
    return tuple(found)


def _template(house: House) -> tuple[Point, ...]:
    if house.template is None:
        return ()
    from app.export.files import check_template

    try:
        check_template(house.template)
    except PuenteError as error:
        return (failed(house.lang, "template", error),)
    return (point(house.lang, "template", "ok", "template_ok", file=house.template),)


def _locales(house: House) -> tuple[Point, ...]:
    found = []
    for lang in languages():
        lacking = fallen_back(lang)
        state: State = "warn" if lacking else "ok"
        found.append(point(house.lang, f"locale {lang}", state, "locale", lang=lang, count=len(lacking), keys=", ".join(lacking[:5])))
    return tuple(found)
