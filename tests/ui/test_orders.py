"""What may be sent, and what a pasted or uploaded text becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.actor import LOCAL_ACTOR
from app.errors import BadInput, BadSetting, PuenteError
from app.services.sending import destination
from app.ui.orders import order, uploaded_text, uploads_dir
from tests.ui.builders import house


def refused(error: pytest.ExceptionInfo[PuenteError]) -> str:
    return error.value.key


def test_pasted_json_is_read_as_json_and_anything_else_as_yaml(tmp_path: Path) -> None:
    assert order(house(tmp_path), ' {"role": {}}', lang="", writer="guided", send_to="").name == "intake.json"
    assert order(house(tmp_path), "role: {}", lang="es", writer="guided", send_to="").name == "intake.yaml"


def test_an_empty_text_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        order(house(tmp_path), " \n", lang="en", writer="guided", send_to="")
    assert refused(error) == "input.no_intake"


@pytest.mark.parametrize("send_to", ["", "api.other.example", "https://api.openai.com/v1"])
def test_a_model_gets_nothing_until_its_host_is_agreed_to(tmp_path: Path, send_to: str) -> None:
    configured = house(tmp_path, is_model_configured=True)
    with pytest.raises(BadSetting) as error:
        order(configured, "role: {}", lang="en", writer="model", send_to=send_to)
    assert refused(error) == "setting.consent"
    assert error.value.params["host"] == "api.openai.com"


def test_a_model_writes_once_its_host_is_agreed_to(tmp_path: Path) -> None:
    configured = house(tmp_path, is_model_configured=True, base_url="http://user:secret@127.0.0.1:11434/v1")
    target = destination(configured, LOCAL_ACTOR)
    assert target is not None
    assert target.host == "127.0.0.1:11434"
    assert order(configured, "role: {}", lang="en", writer="model", send_to=target.host).writer == "model"


def test_the_page_never_lets_the_writer_be_chosen_by_itself(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as error:
        order(house(tmp_path, is_model_configured=True), "role: {}", lang="en", writer="auto", send_to="")
    assert refused(error) == "setting.writer"


def test_without_a_model_nothing_can_leave(tmp_path: Path) -> None:
    assert destination(house(tmp_path), LOCAL_ACTOR) is None
    with pytest.raises(BadSetting) as error:
        order(house(tmp_path), "role: {}", lang="en", writer="model", send_to="api.openai.com")
    assert refused(error) == "setting.no_model"


def test_an_upload_becomes_text_and_its_file_is_erased(tmp_path: Path) -> None:
    folder = uploads_dir(house(tmp_path))
    folder.mkdir()
    file = folder / "intake.yaml"
    file.write_bytes("\ufeffrole: {}\n# ñ".encode())
    assert uploaded_text(house(tmp_path), str(file)) == "role: {}\n# ñ"
    assert not file.exists()


def test_an_upload_that_is_no_text_is_refused_and_erased(tmp_path: Path) -> None:
    folder = uploads_dir(house(tmp_path))
    folder.mkdir()
    file = folder / "intake.yaml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput) as error:
        uploaded_text(house(tmp_path), str(file))
    assert refused(error) == "input.not_utf8"
    assert not file.exists()


def test_a_file_from_elsewhere_is_neither_read_nor_erased(tmp_path: Path) -> None:
    file = tmp_path / "puente.db"
    file.write_text("precious")
    with pytest.raises(BadInput):
        uploaded_text(house(tmp_path), str(file))
    assert file.read_text() == "precious"
