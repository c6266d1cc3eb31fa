"""The doctor on what keeps things: the disk, the databases, the clock, the Chroma server, the index. Changes nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.lang import Lang
from app.errors import PuenteError, StoreError
from app.retrieval.generations import index_folder, pointed_at, read_manifest
from app.services.doctor_points import Point, failed, point
from app.services.house import House
from app.services.surroundings import Surroundings
from app.storage import looking

LITTLE_MB, SCARCE_MB = 200, 2_000
"""Below the first nothing more can be kept safely; below the second an index cannot be built beside the old one for long."""
SKEW = timedelta(minutes=2)
MINUTE = 60.0


def folder_points(house: House) -> tuple[Point, ...]:
    """The data folder: can it be written, is there room, and may locks be trusted there."""
    lang, folder = house.lang, house.data_dir
    nearest = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return (point(lang, "data", "bad", "data_bad", folder=folder),)
    found = [point(lang, "data", "ok", "data_ok", folder=folder)]
    disk = looking.disk_of(nearest)
    if disk.is_network:
        found.append(point(lang, "data", "bad", "data_network", folder=folder, kind=disk.kind))
    if disk.free_mb < SCARCE_MB:
        state, key = ("bad", "data_full") if disk.free_mb < LITTLE_MB else ("warn", "data_scarce")
        found.append(point(lang, "disk", "bad" if state == "bad" else "warn", key, free=disk.free_mb, folder=folder))
    return (*found, *_strangers(lang, folder))


def _strangers(lang: Lang, folder: Path) -> tuple[Point, ...]:
    """A folder that others may look into: what lies there is confidential."""
    if os.name == "nt" or not folder.is_dir() or not folder.stat().st_mode & 0o007:
        return ()
    return (point(lang, "data", "warn", "data_open", folder=folder),)


def database_points(house: House, around: Surroundings) -> tuple[Point, ...]:
    """The two databases and their clock."""
    lang = house.lang
    try:
        house.store()
        looking.writable(house.database_url)
    except PuenteError as error:
        return (failed(lang, "database", error),)
    found = [point(lang, "database", "ok", "database_ok")]
    if around.runs_url:
        try:
            looking.writable(around.runs_url)
        except PuenteError as error:
            named = StoreError("store.url", where="PUENTE_RUNS_DATABASE_URL") if error.key == "store.url" else error
            found.append(failed(lang, "runs database", named))
        else:
            found.append(point(lang, "runs database", "ok", "runs_ok"))
    is_server = not house.database_url.startswith("sqlite")
    if is_server and not around.is_runs_url_given and house.is_model_configured:
        found.append(point(lang, "runs database", "warn", "runs_apart"))
    return (*found, *_clock(house))


def _clock(house: House) -> tuple[Point, ...]:
    lang = house.lang
    try:
        ahead = looking.server_seconds_ahead(house.database_url)
        with house.store().reading() as work:
            newest = work.figures.newest()
    except PuenteError as error:
        return (failed(lang, "clock", error),)
    if abs(ahead) > SKEW.total_seconds():
        return (point(lang, "clock", "warn", "clock_skew", minutes=round(ahead / MINUTE)),)
    # With a fixed day the kept moments are of that day, and say nothing of the clock.
    now = max(datetime.now(UTC), house.now())
    if newest is not None and newest - now > SKEW:
        return (point(lang, "clock", "warn", "clock_back", at=newest.strftime("%Y-%m-%d %H:%M UTC")),)
    return ()


def index_points(house: House, around: Surroundings) -> tuple[Point, ...]:
    """The Chroma server, the embeddings and the index."""
    lang = house.lang
    found = []
    if around.chroma_url:
        from app.retrieval.vectors import server_version

        try:
            version, ours = server_version(around.chroma_url)
        except PuenteError as error:
            return (failed(lang, "chroma", error),)
        # The server of package 1.5 calls itself 1.0: only the first number tells which client it understands.
        same = version.partition(".")[0] == ours.partition(".")[0]
        key = "chroma_ok" if same else "chroma_version"
        found.append(point(lang, "chroma", "ok" if same else "warn", key, version=version, ours=ours))
    if (other := _other_embedder(house)) is not None:
        found.append(point(lang, "index", "warn", "index_embedder", found=other, wanted=house.embedder_name))
    try:
        house.search()
    except PuenteError as error:
        return (*found, failed(lang, "index", error))
    return (*found, point(lang, "index", "ok", "index_ok", embedder=house.embedder_name))


def _other_embedder(house: House) -> str | None:
    """What the index was made with, when that is not what is set; None also where there is no index yet."""
    folder = index_folder(house.data_dir)
    try:
        name = pointed_at(folder)
        made = None if name is None else read_manifest(folder, name).embedder
    except PuenteError:
        return None  # told when it is opened
    kind = house.embedder_name.partition(":")[0]
    return None if made is None or made.partition(":")[0] == kind else made
