"""From blocks to passages: languages, headings and the place where each sentence begins."""

from __future__ import annotations

import pytest

from app.ingest.citable import languages, to_passages
from app.ingest.languages import language_of
from app.ingest.passages import Block, Extract, Locator
from tests.ingest.office import DICHO, SAID


def extract(*blocks: Block) -> Extract:
    """A text file of these blocks."""
    return Extract(kind="text", blocks=blocks)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (SAID, "en"),
        (DICHO, "es"),
        ("Lic. Juan Pérez", None),
        ("VP Operations, Plant Manager, CFO Americas, Director Regional, General Manager Mexico", "en"),
        ("O conselho reúne-se em março para aprovar o plano e o orçamento que não foram aprovados no ano passado.", "other"),
        ("Le conseil se réunit en mars pour approuver le plan et le budget qui ne sont pas encore prêts.", "other"),
        ("Der Vorstand tagt im März, um den Plan und das Budget zu genehmigen, die noch nicht fertig sind.", "other"),
        ("Il consiglio si riunisce a marzo per approvare il piano e il bilancio che non sono ancora pronti.", "other"),
        ("董事会三月开会", "other"),
        ("2026", None),
    ],
)
def test_the_language_of_a_block_is_told(text: str, lang: str | None) -> None:
    assert language_of(text) == lang


def test_each_sentence_knows_the_place_of_its_block() -> None:
    blocks = [Block(text=f"Sentence number {n} of the paper.", at=Locator(page=1, paragraph=n)) for n in (1, 2)]
    (passage,) = to_passages(extract(*blocks), "en")
    assert [(text, at.paragraph) for text, at in passage.sentences()] == [
        ("Sentence number 1 of the paper.", 1),
        ("Sentence number 2 of the paper.", 2),
    ]


def test_languages_headings_and_pages_part_passages() -> None:
    found = to_passages(
        extract(
            Block(text=SAID, heading=("A",), at=Locator(page=1)),
            Block(text=DICHO, heading=("A",), at=Locator(page=1)),
            Block(text="MXN 5", heading=("A",), at=Locator(page=1)),
            Block(text=SAID, heading=("A",), at=Locator(page=2)),
            Block(text=SAID, heading=("B",), at=Locator(page=2)),
        ),
        "en",
    )
    assert [(p.lang, p.heading, p.starts[0][1].page) for p in found] == [
        ("en", ("A",), 1),
        ("es", ("A",), 1),
        ("en", ("A",), 2),
        ("en", ("B",), 2),
    ]
    assert "MXN 5" in found[1].text, "what is too short to tell goes with the block before it"
    assert languages(found) == {"en": 3, "es": 1}


def test_a_foreign_text_is_kept_with_the_nearest_language_and_told() -> None:
    portuguese = "O conselho reúne-se em março para aprovar o plano e o orçamento que não foram aprovados no ano passado."
    (passage,) = to_passages(extract(Block(text=portuguese)), "en")
    assert (passage.lang, passage.is_other, languages([passage])) == ("es", True, {"other": 1})


def test_a_file_of_headings_only_has_them_for_sentences() -> None:
    (passage,) = to_passages(extract(Block(text="Reporting line to Dallas", is_heading=True)), "en")
    assert [text for text, _ in passage.sentences()] == ["Reporting line to Dallas"]


def test_a_file_too_short_to_tell_is_in_the_default_language() -> None:
    assert [p.lang for p in to_passages(extract(Block(text="OK 5")), "es")] == ["es"]
