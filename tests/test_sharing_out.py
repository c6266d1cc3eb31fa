"""The pieces of work that the suite is shared out by: the page is one, and every other file is its own."""

from __future__ import annotations

from tests.sharing_out import PAGE, scope_of


def test_the_tests_of_the_page_are_one_piece_of_work_and_each_other_file_is_its_own() -> None:
    assert {scope_of(f"tests/ui/{name}.py::test_x[a::b]") for name in ("test_browser", "test_api")} == {PAGE}
    assert scope_of("tests/services/test_a.py::test_x[tests/ui/]") == "tests/services/test_a.py"
    assert scope_of("tests/ui_words/test_a.py::test_x") == "tests/ui_words/test_a.py"
