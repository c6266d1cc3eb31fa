"""`--writer` against a stand-in endpoint, and `puente eval`: exit codes 0, 2 and 3, and those of the examinations themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused
from tests.cli.documents import statements
from tests.cli.process import puente
from tests.standin import StandIn

CLOSED = "http://127.0.0.1:9/v1"
KEY = "sk-test-very-private-1234567890"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying again takes no time here."""
    monkeypatch.setattr("app.llm.retries.FIRST_PAUSE_S", 0.0)


def test_a_configured_model_drafts_and_its_calls_are_counted(run: Run, small: Path, server: StandIn) -> None:
    ran = run("draft", small, "--json", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=server.url)
    document = ran.json()
    assert document["writer"] == "model"
    assert len(document["calls"]) == len(server.requests())
    assert document["provenance"]["models"] == dict.fromkeys(("planner", "drafter", "verifier"), "puente-standin")


NOT_ENOUGH: tuple[dict[str, str], ...] = (
    {},
    {"PUENTE_MODEL": "m"},
    {"OPENAI_API_KEY": KEY},
    {"OPENAI_BASE_URL": CLOSED},
    {"PUENTE_MODEL_GRADER": "m"},
)


@pytest.mark.parametrize("settings", NOT_ENOUGH)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_writer_model_without_a_configured_model_is_refused(run: Run, small: Path, settings: dict[str, str], lang: str) -> None:
    refused(run("draft", small, "--writer", "model", "--json", PUENTE_LANG=lang, **settings), "PUENTE_MODEL", "--writer")


def test_auto_without_a_model_is_guided_and_says_nothing_of_it(run: Run, small: Path) -> None:
    ran = run("draft", small, "--json")
    assert (ran.json()["writer"], [f for f in ran.json()["findings"] if f["check"] == "writer"]) == ("guided", [])


def test_writer_guided_asks_no_model_even_where_one_is_configured(run: Run, small: Path, server: StandIn) -> None:
    ran = run("draft", small, "--writer", "guided", "--json", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=server.url)
    assert (ran.json()["writer"], server.requests()) == ("guided", [])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_auto_that_meets_the_endpoint_down_is_guided_with_a_warning(run: Run, small: Path, lang: str) -> None:
    ran = run("draft", small, "--lang", lang, "--json", PUENTE_MODEL="m", OPENAI_BASE_URL=CLOSED)
    (told,) = [f for f in ran.json()["findings"] if f["check"] == "writer"]
    assert (ran.json()["writer"], told["severity"]) == ("guided", "warn")
    assert {c["outcome"] for c in ran.json()["calls"]} == {"down"}
    guided = run("draft", small, "--lang", lang, "--json")
    assert [(s["id"], s["text"]) for s in statements(ran.json())] == [(s["id"], s["text"]) for s in statements(guided.json())]
    assert ran.code == guided.code


@pytest.mark.parametrize("fault", ["401", "html_200", "refusal"])
def test_auto_that_can_make_nothing_of_the_model_is_guided_and_says_why(run: Run, small: Path, server: StandIn, fault: str) -> None:
    server.always(fault)
    ran = run("draft", small, "--json", PUENTE_MODEL="puente-standin", OPENAI_BASE_URL=server.url)
    assert ran.json()["writer"] == "guided"
    assert [f["severity"] for f in ran.json()["findings"] if f["check"] == "writer"] == ["warn"]


@pytest.mark.parametrize(
    ("fault", "lang"),
    [("500", "en"), ("cut_stream", "es"), ("refusal", "en"), ("401", "es")],
)
def test_writer_model_never_falls_back_and_exits_3(run: Run, small: Path, server: StandIn, tmp_path: Path, fault: str, lang: str) -> None:
    server.always(fault)
    settings = {"PUENTE_MODEL": "puente-standin", "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY, "PUENTE_LANG": lang}
    ran = run("draft", small, "--writer", "model", "--json", "-o", "x.json", **settings)
    assert (ran.code, ran.out) == (3, ""), ran.err
    expected, told = ran.err.splitlines()
    assert "run-" in expected
    assert told.startswith("puente: http://127.0.0.1")
    assert KEY not in ran.err
    assert not (tmp_path / "x.json").exists()


def test_an_address_that_is_none_is_refused_by_its_setting(run: Run, small: Path) -> None:
    refused(run("draft", small, "--writer", "model", PUENTE_MODEL="m", OPENAI_BASE_URL="ftp://somewhere"), "OPENAI_BASE_URL")


EVALS = "import json, sys\nprint(json.dumps({'args': sys.argv[2:]}))\nsys.exit(int(sys.argv[1]))\n"


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_the_exit_code_of_the_examinations_passes_through(tmp_path: Path, code: int) -> None:
    (tmp_path / "evals").mkdir()
    (tmp_path / "evals" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "evals" / "__main__.py").write_text(EVALS, "utf-8")
    done = puente("eval", str(code), "--baseline", "NAME", "--help", data_dir=tmp_path)
    assert done.returncode == code
    assert json.loads(done.stdout) == {"args": ["--baseline", "NAME", "--help"]}


def test_eval_without_the_examinations_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: str) -> None:
        raise ModuleNotFoundError("evals")

    monkeypatch.setattr("app.cli.evals.find_spec", nowhere)
    refused(run("eval", "plan"), "puente eval")


def test_a_folder_called_evals_is_no_examinations(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.evals.find_spec", lambda _: None)
    refused(run("eval", "plan", PUENTE_LANG="es"), "puente eval")
