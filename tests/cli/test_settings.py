"""Settings from the environment and .env: defaults, precedence, and one line that names what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.errors import BadSetting
from app.settings import Settings, load_settings
from tests.cli.conftest import Run, refused

KEY = "sk-test-very-private-1234567890"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the settings of the other tests."""
    for name in ("PUENTE_TODAY", "PUENTE_DATA_DIR", "PUENTE_EMBEDDINGS"):
        monkeypatch.delenv(name)


def write_env(text: str, encoding: str = "utf-8") -> None:
    """A .env in the folder that commands run in."""
    Path(".env").write_bytes(text.encode(encoding))


def test_no_setting_is_needed() -> None:
    settings = load_settings()
    assert (settings.lang, settings.auth, settings.embeddings, settings.today) == ("en", "local", "bundled", None)
    assert settings.is_model_configured is False
    assert settings.data_dir.is_absolute()
    assert not settings.data_dir.is_relative_to(Path(__file__).parent.parent.parent)


@pytest.mark.parametrize("name", [f"PUENTE_{n.upper()}" for n in Settings.model_fields if not n.startswith("openai")])
def test_a_setting_that_is_there_and_empty_is_the_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert load_settings() == Settings()
    monkeypatch.delenv(name)
    default = load_settings()
    write_env(f"{name}=\n")
    assert load_settings() == default


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_env("PUENTE_LANG=es\nPUENTE_TODAY=2026-11-21\n")
    monkeypatch.setenv("PUENTE_LANG", "en")
    assert (load_settings().lang, load_settings().today) == ("en", date(2026, 11, 21))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_language_in_the_file_is_that_of_errors_too(run: Run, encoding: str) -> None:
    write_env("PUENTE_LANG=es\n", encoding)
    assert run("draft", "gone.yaml").err == "puente: gone.yaml: no existe ese archivo\n"


def test_lines_of_other_programs_in_the_file_are_let_be() -> None:
    write_env("# remark\nexport OTHER=1\nPUENTE_LANG=es\nUNKNOWN_THING='a b'\nPUENTE_UNKNOWN=1\n")
    assert load_settings().lang == "es"


@pytest.mark.parametrize("day", ["2026-11-21", "20261121", " 2026-11-21 "])
def test_today_is_a_day_of_the_calendar_and_never_a_count_of_seconds(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("PUENTE_TODAY", day)
    assert load_settings().today == date(2026, 11, 21)


def test_a_tilde_in_the_data_folder_is_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTE_DATA_DIR", "~/puente")
    assert load_settings().data_dir == Path.home() / "puente"


@pytest.mark.parametrize(
    ("settings", "is_configured"),
    [
        ({"PUENTE_MODEL": "m"}, False),
        ({"OPENAI_API_KEY": KEY}, False),
        ({"PUENTE_MODEL": "m", "OPENAI_API_KEY": KEY}, True),
        ({"PUENTE_MODEL": "m", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, True),
        ({"PUENTE_MODEL_DRAFTER": "m", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, True),
        ({"PUENTE_MODEL_GRADER": "m", "OPENAI_API_KEY": KEY}, False),
        ({"PUENTE_MODEL": "", "OPENAI_API_KEY": KEY}, False),
    ],
)
def test_a_model_is_configured_by_a_name_and_a_key_or_an_address(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], is_configured: bool
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert load_settings().is_model_configured is is_configured


def test_the_key_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert KEY not in repr(load_settings())


BAD = [
    ("PUENTE_TODAY", "tomorrow"),
    ("PUENTE_TODAY", "2026-02-30"),
    ("PUENTE_LANG", "fr"),
    ("PUENTE_AUTH", "none"),
    ("PUENTE_EMBEDDINGS", "magic"),
    ("PUENTE_EMBEDDINGS", "openai:"),
    ("PUENTE_RUN_BUDGET_USD", "-1"),
    ("PUENTE_RUN_BUDGET_USD", "nan"),
    ("PUENTE_RUN_BUDGET_TOKENS", "1.5"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_setting_is_one_line_that_names_it(run: Run, name: str, value: str) -> None:
    refused(run("doctor", "--json", **{name: value}), name, value)


@pytest.mark.parametrize(("name", "value"), [b for b in BAD if b[0] != "PUENTE_LANG"])
def test_a_bad_setting_is_named_in_spanish_too(run: Run, name: str, value: str) -> None:
    spanish = run("doctor", PUENTE_LANG="es", **{name: value})
    refused(spanish, name, value)
    assert spanish.err != run("doctor", **{name: value}).err


def test_a_bad_setting_in_the_file_is_named_like_one_of_the_environment(run: Run) -> None:
    write_env("PUENTE_AUTH=open\n")
    refused(run("doctor"), "PUENTE_AUTH", "open")


def test_a_line_of_ours_that_cannot_be_read_is_refused_by_its_number(run: Run) -> None:
    write_env("# first\nPUENTE_LANG: es and so on\n")
    refused(run("doctor"), ".env:2")


def test_a_file_that_is_no_utf_8_is_refused_by_name(run: Run) -> None:
    Path(".env").write_bytes(b"PUENTE_LANG=\xff\n")
    refused(run("doctor"), ".env")


@pytest.mark.parametrize("url", ["mongodb://x/y", "sqlite:///", "postgresql+psycopg://", "nonsense"])
def test_a_database_address_that_cannot_be_used_is_refused(run: Run, tmp_path: Path, url: str) -> None:
    (tmp_path / "i.yaml").write_text("role: {title_en: Plant manager}\n", "utf-8")
    ran = run("draft", "i.yaml", PUENTE_DATABASE_URL=url, PUENTE_DATA_DIR=str(tmp_path / "data"))
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "Error" not in ran.err


def test_serving_beyond_this_machine_without_a_password_is_refused(run: Run) -> None:
    refused(run("serve", "--host", "0.0.0.0"), "--host 0.0.0.0")


def test_a_bad_setting_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUENTE_TODAY", "x")
    with pytest.raises(BadSetting) as told:
        load_settings()
    assert (told.value.where, told.value.exit_code) == ("PUENTE_TODAY", 2)


def test_a_firms_template_is_used_and_a_broken_one_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import docx

    monkeypatch.setenv("PUENTE_DATA_DIR", str(tmp_path / "data"))
    own, out = tmp_path / "own.docx", tmp_path / "x.docx"
    made = docx.Document()
    for line in ("Quiroga & Vale", "{{ body }}"):
        made.add_paragraph(line)
    made.save(str(own))
    monkeypatch.setenv("PUENTE_HOUSE_TEMPLATE", str(own))
    intake = str(Path(__file__).parent.parent / "data" / "intake_full.yaml")
    run("draft", intake, "--lang", "en", "-o", str(out))
    assert docx.Document(str(out)).paragraphs[0].text == "Quiroga & Vale"
    own.write_bytes(b"junk")
    refused(run("draft", intake, "--lang", "en", "-o", str(out)), str(own))


def test_a_role_with_a_model_of_its_own_is_configured_and_the_grader_never_borrows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PUENTE_MODEL_COACH", "m")
    assert load_settings().configured_roles == {"coach"}
    monkeypatch.setenv("PUENTE_MODEL", "m")
    assert "grader" not in load_settings().configured_roles
