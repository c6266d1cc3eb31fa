"""A whole invented mandate brief in both languages: eleven sections, every kind of block and basis, gaps and findings."""

from __future__ import annotations

from app.domain.document import Document, Finding, Gap, Variant
from app.domain.lang import Lang
from tests.export.builders import document, source
from tests.export.sample_closing import closing
from tests.export.sample_opening import TITLE, opening


def sample(lang: Lang = "en", variant: Variant = "internal") -> Document:
    """The brief. Its sentences say the same in both languages, under the same statement ids."""

    def t(en: str, es: str) -> str:
        return en if lang == "en" else es

    gaps = (
        Gap(
            path="engagement.client_entity_legal",
            question=t("Which company employs this person?", "¿Qué empresa contrata a esta persona?"),
            needed_for="approve",
            ask=t("Counsel", "El área jurídica"),
            rank=1,
        ),
        Gap(
            path="compensation.advisers",
            question=t("Who advises in Mexico?", "¿Quién asesora en México?"),
            needed_for="approve",
            ask=t("The sponsor", "Quien patrocina"),
            rank=2,
        ),
        Gap(
            path="role.outcomes[1].target",
            question=t("What is the target for supervisors?", "¿Cuál es la meta para supervisores?"),
            needed_for="draft",
            ask=t("The sponsor", "Quien patrocina"),
            rank=3,
        ),
        Gap(
            path="process.milestones[3].client_commitment",
            question=t("Who meets the finalists?", "¿Quién recibe a finalistas?"),
            needed_for="approve",
            ask=t("The sponsor", "Quien patrocina"),
            rank=4,
        ),
    )
    findings = (
        Finding(
            check="intake_contradiction",
            severity="warn",
            message=t("The plan starts 17 days after the deadline.", "El plan ingresa 17 días después de la fecha límite."),
        ),
        Finding(
            check="figures_agree",
            severity="block",
            section="compensation",
            statement_id="pay.exit",
            message=t("The figure has no source.", "La cifra no tiene fuente."),
        ),
    )
    sources = (
        source("G01", t("Employment relations in Mexico", "Relaciones de trabajo en México"), lang),
        source("G02", t("What an exit costs", "Lo que cuesta una salida"), lang, url="https://example.org/exit?a=1&b=2"),
        source("G03", t("Authority across the border", "Autoridad a través de la frontera"), lang),
        source("G04", t("Terms", "Términos"), lang),
    )
    is_internal = variant == "internal"
    return document(
        *opening(lang),
        *closing(lang),
        lang=lang,
        variant=variant,
        title=TITLE[lang],
        sources=sources,
        gaps=gaps,
        findings=findings if is_internal else (),
    )
