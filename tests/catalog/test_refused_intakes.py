"""What an intake file may not hold: each fault is one BadInput, names the right line, and has its sentence in both languages."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from app.catalog.intake_reader import read_intake
from app.catalog.text import error_line, table
from app.domain.lang import LANGS
from app.errors import BadInput


class Case(NamedTuple):
    """A file, the message key it must give, its line (0: the file as a whole), and words that the English sentence must hold."""

    what: str
    data: str | bytes
    key: str
    line: int
    words: str = ""
    name: str = "intake.yaml"


def _in(group: str, *lines: str) -> str:
    return "\n".join([f"{group}:", *(f"  {line}" for line in lines)])


CASES = [
    # unknown keys, at every depth
    Case("group", "role:\n  title_en: A\nrolle:\n  title_en: A", "input.unknown_key_near", 3, "role"),
    Case("field", _in("role", "title_en: A", "title_ens: A"), "input.unknown_key_near", 3, "role.title_en"),
    Case("wrapper", _in("role", "mission:", "  value: A", "  status: tbc", "  sorce: B"), "input.unknown_key_near", 5, "mission.source"),
    Case("record key", _in("compensation", "mx_statutory:", "  aguinaldo_day: 15"), "input.unknown_key_near", 3, "aguinaldo_days"),
    Case("item key", _in("role", "outcomes:", "  - result: A", "    base_line: B"), "input.unknown_key_near", 4, "baseline"),
    Case("money key", _in("role", "pnl_or_budget:", "  amount: 5", "  curency: USD"), "input.unknown_key_near", 4, "currency"),
    Case("pay key", _in("compensation", "base: {amount: 5, currency: USD, per: year, basis: net}"), "input.unknown_key_near", 2, "period"),
    Case("language", _in("role", "mission:", "  en: A", "  sp: B"), "input.unknown_key", 4, "en, es"),
    Case("own field", "mandate_type: binational_cfo\nmandate:\n  zzz: 1", "input.unknown_key", 3),
    Case("wrapped type", "mandate_type:\n  status: stated\n  valeu: binational_cfo", "input.unknown_key_near", 3, "mandate_type.value"),
    # keys given twice
    Case("group twice", "role:\n  title_en: A\nrole:\n  title_es: B", "input.duplicate_key", 3, "line 1"),
    Case("field twice", _in("role", "title_en: A", "title_es: B", "title_en: C"), "input.duplicate_key", 4, "line 2"),
    Case("item key twice", _in("role", "outcomes:", "  - result: A", "    result: B"), "input.duplicate_key", 4, "line 3"),
    Case("twice in JSON", '{"role":\n {"title_en": "A",\n  "title_en": "B"}}', "input.duplicate_key", 3, "line 2", "intake.json"),
    # types
    Case("text: number", _in("role", "mission: 5"), "input.wrong_type", 2, "text"),
    Case("text: boolean", _in("engagement", "why_now: yes"), "input.wrong_type", 2, "text"),
    Case("text: date", _in("role", "title_en: 2027-05-03"), "input.wrong_type", 2, "text"),
    Case("text: list", _in("role", "mission: [A, B]"), "input.wrong_type", 2, "text"),
    Case("text: number in a language", _in("role", "mission: {en: 5}"), "input.wrong_type", 2, "text"),
    Case("text: empty", _in("role", 'mission: "  "'), "input.text_empty", 2),
    Case("text: too long", _in("role", f"mission: {'a' * 20_001}"), "input.text_too_long", 2, "20000"),
    Case("int: text", _in("role", 'direct_reports: "8"'), "input.wrong_type", 2, "int"),
    Case("int: boolean", _in("role", "direct_reports: true"), "input.wrong_type", 2, "int"),
    Case("int: fraction", _in("role", "direct_reports: 8.5"), "input.wrong_type", 2, "int"),
    Case("int: far too large", _in("role", "direct_reports: 99999999"), "input.out_of_range", 2, "50,000"),
    Case("bool: text", _in("engagement", 'confidential_search: "no"'), "input.wrong_type", 2, "bool"),
    Case("bool: number", _in("engagement", "confidential_search: 1"), "input.wrong_type", 2, "bool"),
    Case("date: words", _in("process", "kickoff_date: soon"), "input.wrong_type", 2, "date"),
    Case("date: American form", _in("process", "kickoff_date: 12/07/2026"), "input.wrong_type", 2, "date"),
    Case("date: impossible", _in("process", "kickoff_date: 2027-02-30"), "input.not_yaml", 2, "2027-02-30"),
    Case("date: with an hour", _in("process", "kickoff_date: 2027-02-03T10:00:00"), "input.wrong_type", 2, "date"),
    Case("date: end of time", _in("process", "kickoff_date: 9999-12-31"), "input.out_of_range", 2, "2,150"),
    Case("list: one text", _in("candidate", "trade_ables: A"), "input.wrong_type", 2, "list"),
    Case("list: wrapped item", _in("candidate", "trade_ables:", "  - A B", "  - {value: C, status: stated}"), "input.wrong_type", 4, "[1]"),
    Case("list: number in it", _in("candidate", "target_companies:", "  - A", "  - B", "  - 7"), "input.wrong_type", 5, "[2]"),
    Case("list: too long", _in("candidate", f"trade_ables: [{', '.join('a' * 201)}]"), "input.too_many", 2, "200"),
    Case("item: text", _in("role", "outcomes:", "  - {result: A}", "  - B"), "input.wrong_type", 4, "record"),
    Case("item: tbc", _in("role", "outcomes:", "  - status: tbc"), "input.unknown_key", 3, "result, metric"),
    Case("record: list", _in("compensation", "mx_statutory: [15]"), "input.wrong_type", 2, "record"),
    Case("record: text for int", _in("compensation", "mx_statutory:", "  value:", "    vacation_days: many"), "input.wrong_type", 4, "int"),
    Case("money: number", _in("role", "pnl_or_budget: 5000000"), "input.wrong_type", 2, "money"),
    Case("money: no currency", _in("role", "pnl_or_budget: {amount: 5}"), "input.wrong_type", 2, "money"),
    Case("money: small letters", _in("role", "pnl_or_budget:", "  amount: 5", "  currency: usd"), "input.wrong_type", 4, "currency"),
    Case("money: negative", _in("role", "pnl_or_budget:", "  amount: -5", "  currency: USD"), "input.negative", 3),
    Case("money: NaN", _in("role", "pnl_or_budget: {amount: .nan, currency: USD}"), "input.wrong_type", 2, "number"),
    Case("money: endless", _in("role", "pnl_or_budget: {amount: .inf, currency: USD}"), "input.wrong_type", 2, "number"),
    Case("money: commas", _in("role", 'pnl_or_budget: {amount: "4,200,000", currency: USD}'), "input.wrong_type", 2, "number"),
    Case("money: beyond all", _in("role", "pnl_or_budget: {amount: 1.0e+30, currency: USD}"), "input.out_of_range", 2),
    Case("pay: no basis", _in("compensation", "base: {amount: 5, currency: MXN, period: year}"), "input.wrong_type", 2, "pay"),
    Case("pay: week", _in("compensation", "base:", "  amount: 5", "  currency: MXN", "  basis: net", "  period: week"),
         "input.unknown_choice", 6, "year"),
    Case("wrapped value on its line", _in("role", "direct_reports:", "  status: stated", '  value: "8"'), "input.wrong_type", 4, "int"),
    Case("source: list", _in("role", "mission:", "  value: A", "  source: [B]"), "input.wrong_type", 4, "source"),
    Case("as_of: words", _in("role", "mission:", "  value: A", "  as_of: spring"), "input.wrong_type", 4, "date"),
    Case("group: list", "role:\n  - title_en", "input.wrong_type", 1, "mapping"),
    Case("notes: list", "role: {title_en: A}\nnotes: [A]", "input.wrong_type", 2, "text"),
    # choices
    Case("enum", _in("business", "ownership: familly"), "input.unknown_choice", 2, "family"),
    Case("enum: list", _in("business", "ownership: [family]"), "input.wrong_type", 2, "enum"),
    Case("enum in an item", _in("role", "decision_rights:", "  - topic: A", "    who: corporate"), "input.unknown_choice", 4, "local"),
    Case("level", _in("candidate", "languages:", "  - {language: English, level: C3, used_for: A}"), "input.unknown_choice", 3, "C2"),
    Case("status", _in("role", "mission:", "  value: A", "  status: maybe"), "input.unknown_choice", 4, "inferred"),
    Case("mandate type", "notes: A\nmandate_type: binational_cfoo", "input.unknown_choice", 2, "binational_cfo"),
    Case("mandate type: list", "mandate_type: [binational_cfo]", "input.wrong_type", 1, "enum"),
    # files
    Case("empty", "", "input.empty", 0),
    Case("blank", " \n\n", "input.empty", 0),
    Case("a remark only", "# nothing yet\n", "input.empty", 0),
    Case("a list on top", "- role\n- mission", "input.not_mapping", 0),
    Case("a text on top", "just words", "input.not_mapping", 0),
    Case("YAML junk", "role:\n  mission: [A\nprocess: {}", "input.not_yaml", 3),
    Case("tab for indent", "role:\n\tmission: A", "input.not_yaml", 2),
    Case("two documents", "role: {}\n---\nrole: {}", "input.not_yaml", 2),
    Case("a Python object", _in("role", "mission: !!python/name:os.system"), "input.not_yaml", 2),
    Case("an alias", "role: &r\n  mission: A\nprocess: *r", "input.alias", 3),
    Case("a merge key", _in("role", "<<: {mission: A}"), "input.key", 2),
    Case("a list as key", "? [role]\n: A", "input.key", 1),
    Case("deep", "role:\n  mission: " + "[" * 40, "input.too_deep", 2),
    Case("very deep JSON", '{"role":\n' + "[" * 40 + "]" * 40 + "}", "input.too_deep", 2, "", "intake.json"),
    Case("JSON junk", '{"role":\n {"mission": "A",}\n}', "input.not_json", 2, "", "intake.json"),
    Case("JSON cut off", '{"role": {"mission":\n "A"', "input.not_json", 2, "", "intake.json"),
    Case("JSON NaN", '{"role": {"pnl_or_budget":\n {"amount": NaN, "currency": "USD"}}}', "input.wrong_type", 2, "number", "intake.json"),
    Case("half a pair in JSON", '{"role":\n {"mission": "A \\ud83d"}}', "input.control_character", 2, "U+D83D", "intake.json"),
    Case("control character", "role:\n  mission: A\x07B", "input.control_character", 2, "U+0007"),
    Case("hidden control character", _in("role", 'mission: "A\\0B"'), "input.control_character", 2, "U+0000"),
    Case("line separator", "role:\n  mission: A\u2028B", "input.control_character", 2, "U+2028"),
    Case("five megabytes", b"# " + b"x" * 5_000_000, "input.too_large", 0, "5.0 MB"),
    Case("Latin-1", "role:\n  mission: misión".encode("latin-1"), "input.not_utf8", 0, "byte 21"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.what)
def test_a_faulty_intake_is_refused_with_its_line(case: Case) -> None:
    data = case.data.encode() if isinstance(case.data, str) else case.data
    with pytest.raises(BadInput) as caught:
        read_intake(data, name=case.name)
    assert caught.value.key == case.key
    assert caught.value.where == (f"{case.name}:{case.line}" if case.line else case.name)
    assert case.words in error_line("en", caught.value)
    for lang in LANGS:
        sentence = error_line(lang, caught.value)
        assert f"error.{case.key}" in table(lang)
        assert sentence.startswith(f"{caught.value.where}: ")
        assert all("{" + name + "}" not in sentence for name in caught.value.params)


def test_the_same_fault_has_the_same_line_with_windows_line_ends_and_a_byte_order_mark() -> None:
    case = next(c for c in CASES if c.what == "item key")
    data = b"\xef\xbb\xbf" + str(case.data).replace("\n", "\r\n").encode()
    with pytest.raises(BadInput) as caught:
        read_intake(data, name=case.name)
    assert caught.value.where == f"{case.name}:{case.line}"
