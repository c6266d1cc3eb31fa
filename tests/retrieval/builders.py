"""Small libraries of sentences in both languages, and the embedders and stores that tests index them with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.guidance import Sentence, Source, Visibility
from app.domain.lang import Lang
from app.retrieval.indexing import build_index
from app.retrieval.searcher import Searcher, open_index
from app.retrieval.standin import NoEmbedder

if TYPE_CHECKING:
    from app.retrieval.ports import Embedder

AS_OF = date(2026, 11, 21)
REVIEW_BY = date(2027, 6, 30)

PAIRS: tuple[tuple[str, str, str], ...] = (
    (
        "N1.1",
        "An unjustified dismissal in Mexico opens a choice between reinstatement and three months of integrated pay.",
        "El despido injustificado en México abre la opción entre la reinstalación y la indemnización de tres meses de salario integrado.",
    ),
    (
        "N1.2",
        "The seniority premium in Mexico is 12 days of wage for each year of service.",
        "La prima de antigüedad en México es de 12 días de salario por cada año de servicio.",
    ),
    (
        "N1.3",
        "Trust employees in Mexico may be dismissed for a reasonable loss of confidence.",
        "El personal de confianza en México puede ser separado por una pérdida razonable de la confianza.",
    ),
    (
        "N2.1",
        "The year-end bonus required in Mexico is at least 15 days of wage, paid before 20 December.",
        "El aguinaldo en México es de al menos 15 días de salario y se paga antes del 20 de diciembre.",
    ),
    (
        "N2.2",
        "Companies in Mexico share 10 % of their taxable profit with workers.",
        "Las empresas en México reparten 10 % de sus utilidades fiscales entre los trabajadores.",
    ),
    (
        "N3.1",
        "A cross-border executive search typically takes 100 to 150 days.",
        "Una búsqueda ejecutiva transfronteriza suele tomar de 100 a 150 días.",
    ),
    (
        "N3.2",
        "A guarantee commits the search firm to redo the search when the person hired leaves.",
        "La garantía obliga a la firma de búsqueda a repetir la búsqueda cuando la persona contratada se va.",
    ),
    (
        "N4.1",
        "Plants in Ciudad Juárez make automotive harnesses and medical devices.",
        "Las plantas de Ciudad Juárez fabrican arneses automotrices y dispositivos médicos.",
    ),
)
TITLES: dict[str, tuple[str, str]] = {
    "N1": ("Severance in Mexico", "Indemnización en México"),
    "N2": ("Pay above the salary", "Remuneración además del sueldo"),
    "N3": ("How a search runs", "Cómo transcurre una búsqueda"),
    "N4": ("The border", "La frontera"),
}
TOPICS: dict[str, str] = {"N1": "severance", "N2": "compensation", "N3": "search_practice", "N4": "corridor"}
GLOSSARY = (("severance", "indemnización"), ("year-end bonus", "aguinaldo"), ("executive search (retained)", "búsqueda ejecutiva"))


def sentence(
    identity: str,
    text: str,
    lang: Lang = "en",
    *,
    twin: str | None = None,
    source: str = "N9",
    visibility: Visibility = "public",
    heading: str = "",
) -> Sentence:
    """One sentence with everything that search does not look at filled in."""
    return Sentence(
        id=identity,
        source_id=source,
        lang=lang,
        text=text,
        heading=heading,
        twin_id=twin,
        as_of=AS_OF,
        review_by=REVIEW_BY,
        confidence="verified-here",
        visibility=visibility,
    )


def library() -> list[Sentence]:
    """Eight pairs of twins in four notes."""
    found: list[Sentence] = []
    for identity, english, spanish in PAIRS:
        note = identity.partition(".")[0]
        found.append(sentence(identity, english, "en", twin=f"{identity}-es", source=note))
        found.append(sentence(f"{identity}-es", spanish, "es", twin=identity, source=f"{note}-es"))
    return found


def sources() -> list[Source]:
    """The notes of the library, one source a language."""
    found: list[Source] = []
    for note, titles in TITLES.items():
        for lang, title, suffix in (("en", titles[0], ""), ("es", titles[1], "-es")):
            found.append(
                Source(
                    id=f"{note}{suffix}",
                    title=title,
                    publisher="Puente",
                    lang="en" if lang == "en" else "es",
                    as_of=AS_OF,
                    review_by=REVIEW_BY,
                    topics=(TOPICS[note],),
                )
            )
    return found


FILLER = [
    sentence(f"F.{n}", f"Filler about {word} and nothing else.", source="F") for n, word in enumerate(["sand", "wind", "rain", "fog"] * 5)
]
FILLER_ES = [sentence(f"FE.{n}", f"Relleno sobre {word} y nada más.", "es", source="FE") for n, word in enumerate(["arena", "lluvia"] * 10)]


def opened(
    data_dir: Path,
    sentences: Sequence[Sentence],
    *,
    embedder: Embedder | None = None,
    owners: Mapping[str, str] | None = None,
    glossary: Sequence[tuple[str, str]] = GLOSSARY,
    superseded: Sequence[str] = (),
) -> Searcher:
    """An index of these sentences among filler, opened."""
    used = embedder or NoEmbedder()
    everything = [*sentences, *FILLER, *FILLER_ES]
    build_index(everything, data_dir=data_dir, embedder=used, fingerprint="f", sources=sources(), owners=owners)
    return open_index(data_dir, embedder=used, fingerprint="f", glossary=glossary, superseded=superseded)


def ids(searcher: Searcher, question: str, **asked: object) -> list[str]:
    """Ids of the hits, in English unless asked otherwise."""
    found = searcher.search(question, **{"lang": "en", **asked})  # type: ignore[arg-type]
    return [hit.sentence.id for hit in found.hits]
