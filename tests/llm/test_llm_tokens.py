"""Counting tokens without a network: with a vocabulary on disk, or by an estimate that says so."""

from __future__ import annotations

import base64
import hashlib
import socket
from pathlib import Path

import pytest

from app.llm.tokens import VOCABULARIES, TokenCount, Vocabulary, count_messages, count_tokens, estimate_tokens


def written(folder: Path, *merges: bytes) -> dict[str, Vocabulary]:
    """A small vocabulary on disk: every byte, and the merges given."""
    words = [bytes([n]) for n in range(256)] + list(merges)
    content = b"\n".join(base64.b64encode(word) + b" " + str(rank).encode() for rank, word in enumerate(words)) + b"\n"
    (folder / "vocabulary").write_bytes(content)
    return {"o200k": Vocabulary("vocabulary", hashlib.sha256(content).hexdigest(), VOCABULARIES["o200k"].pattern)}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("counting tokens must not touch the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_vocabulary_on_disk_counts(tmp_path: Path) -> None:
    known = written(tmp_path, b"aa", b"aaaa")
    assert count_tokens("aaaa b", cache_dir=tmp_path, vocabularies=known) == TokenCount(3, "counted")


def test_without_a_cache_folder_or_file_it_is_an_estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Even where tiktoken itself would look for, and then fetch, a vocabulary.
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    assert count_tokens("two words").is_estimated
    assert count_tokens("two words", model="gpt-4o", cache_dir=tmp_path).is_estimated
    assert count_tokens("two words", model="gpt-4", cache_dir=tmp_path / "absent").is_estimated
    assert list(tmp_path.iterdir()) == []


def test_an_altered_vocabulary_is_as_good_as_none(tmp_path: Path) -> None:
    known = written(tmp_path)
    path = tmp_path / "vocabulary"
    path.write_bytes(path.read_bytes()[:-10])
    assert count_tokens("two words", cache_dir=tmp_path, vocabularies=known).is_estimated
    assert path.exists()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("word", 2),  # 1 × 1.06, rounded up
        ("one two three", 4),  # 3 × 1.06
        ("12345", 3),  # 123 | 45
        ("extraordinarily", 4),  # 15 bytes: 1 + 11 // 5 = 3
        ("ñandú", 2),  # 7 bytes: one token
        ("a_b", 4),
    ],
)
def test_the_estimate_follows_its_formula(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


def test_a_long_text_is_estimated_within_reason() -> None:
    text = "La persona titular reportará al director de operaciones en Chicago. " * 200
    assert len(text.encode()) / 6 < estimate_tokens(text) < len(text.encode()) / 2


def test_the_frame_of_messages_is_counted(tmp_path: Path) -> None:
    assert count_messages([]) == TokenCount(3, "estimated")
    assert count_messages(["word", "word"]) == TokenCount(15, "estimated")


def test_half_a_surrogate_pair_does_not_stop_an_estimate() -> None:
    assert estimate_tokens("\ud83d") == 2
