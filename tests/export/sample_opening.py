"""The first sections of the sample: one page, company, outcomes, decision rights."""

from __future__ import annotations

from app.domain.document import Block, SectionDraft, Statement
from app.domain.lang import Lang
from tests.export.builders import block, cited, said, section, st

TITLE = {"en": "Plant Director – Saltillo and Laredo", "es": "Dirección de Planta – Saltillo y Laredo"}
OPEN = {"en": "**open**", "es": "**por definir**"}


def opening(lang: Lang) -> tuple[SectionDraft, ...]:
    """In reading order."""

    def t(en: str, es: str) -> str:
        return en if lang == "en" else es

    def rows(*lines: Statement, header: str) -> Block:
        return block("table", *lines, header=tuple(header.split(" | ")))

    return (
        section(
            "one-page",
            t("The mandate on one page", "El mandato en una página"),
            block(
                "paragraph",
                st(
                    "one-page.late",
                    t(
                        "**Bottom line: the person starts on 1 June 2027, 17 days after the date you asked for.**",
                        "**Conclusión: la persona ingresa el 1 de junio de 2027, 17 días después de la fecha que pidieron.**",
                    ),
                    said("process.deadline", "2027-05-15"),
                    basis="client",
                ),
                st(
                    "one-page.mission",
                    t(
                        "One person answers for casting in Saltillo and finishing in Laredo.",
                        "Una sola persona responde por la fundición en Saltillo y el acabado en Laredo.",
                    ),
                    said("role.mission"),
                    basis="client",
                ),
            ),
            rows(
                st(
                    "one-page.title",
                    t(f"Title | {TITLE['en']}", f"Título | {TITLE['es']}"),
                    said(f"role.title_{lang}", TITLE[lang]),
                    basis="client",
                ),
                st(
                    "one-page.why",
                    t(
                        "Why now | The founder's son steps back in March 2027.",
                        "Por qué ahora | El hijo del fundador se retira en marzo de 2027.",
                    ),
                    said("engagement.why_now"),
                    basis="client",
                ),
                st(
                    "one-page.pay",
                    t("What it pays | MXN 3,600,000 gross a year", "Cuánto paga | MXN 3,600,000 brutos al año"),
                    said("compensation.base", "3600000"),
                    basis="client",
                ),
                st(
                    "one-page.sink",
                    t(
                        "What could sink it | An offer nobody in Mexico has read †",
                        "Qué puede hundirlo | Una oferta que nadie en México ha leído †",
                    ),
                    said("compensation.advisers", ""),
                    cited("G02.1", "G02", "from-knowledge"),
                    basis="gap",
                ),
                header=t("Question | Answer", "Pregunta | Respuesta"),
            ),
            block(
                "bullets",
                st(
                    "one-page.ask1",
                    t("Which company employs this person? †", "¿Qué empresa contrata a esta persona? †"),
                    said("engagement.client_entity_legal", ""),
                    basis="gap",
                ),
                st(
                    "one-page.ask2",
                    t("Who advises on tax and labour in Mexico?", "¿Quién asesora en lo fiscal y laboral en México?"),
                    said("compensation.advisers", ""),
                    basis="gap",
                ),
            ),
        ),
        section(
            "company",
            t("The company", "La empresa"),
            block(
                "paragraph",
                st(
                    "company.what",
                    t(
                        "A family foundry of 900 people that pours brake parts for two car makers.",
                        "Una fundidora familiar de 900 personas que vacía piezas de freno para dos armadoras.",
                    ),
                    said("business.company_snapshot"),
                    basis="client",
                ),
                st(
                    "company.pain",
                    t(
                        "Scrap has stood above 6 % since the second furnace was lit.",
                        "La merma supera 6 % desde que se encendió el segundo horno.",
                    ),
                    said("business.current_pain_and_risks"),
                    basis="client",
                ),
                st(
                    "company.reading",
                    t(
                        "We read the scrap as a matter of decisions between shifts, more than of metal.",
                        "Leemos la merma como asunto de decisiones entre turnos, más que de metal.",
                    ),
                ),
            ),
        ),
        section(
            "outcomes",
            t("Outcomes", "Resultados"),
            rows(
                st(
                    "outcomes.1",
                    t("6 months (1 Dec 2027) | Scrap falls | 6 % → 4 %", "6 meses (1 dic 2027) | Baja la merma | 6 % → 4 %"),
                    said("role.outcomes[0]"),
                    basis="client",
                    formula="2027-06-01 + 6m = 2027-12-01",
                ),
                st(
                    "outcomes.2",
                    t(f"12 months | Supervisors stay | {OPEN['en']}", f"12 meses | Los supervisores permanecen | {OPEN['es']}"),
                    said("role.outcomes[1]"),
                    said("role.outcomes[1].target", ""),
                    basis="client",
                ),
                header=t("By | Result | From → to", "A los | Resultado | De → a"),
            ),
        ),
        section(
            "rights",
            t("Decision rights", "Facultades de decisión"),
            rows(
                st(
                    "rights.stop",
                    t("Stop a furnace | decides | is told within 2 hours", "Parar un horno | decide | se le avisa en 2 horas"),
                    said("role.decision_rights[0]"),
                    basis="client",
                ),
                st(
                    "rights.hire",
                    t(
                        "Hire and dismiss | consults, then decides | is consulted †",
                        "Contratar y separar | consulta y decide | se le consulta †",
                    ),
                    said("role.decision_rights[1]"),
                    cited("G01.1"),
                    cited("G01.2", "G01", "part-verified"),
                    basis="client",
                ),
                header=t("Decision | Saltillo | Headquarters", "Decisión | Saltillo | Matriz"),
            ),
            block(
                "paragraph",
                st(
                    "rights.use",
                    t(
                        "A right on paper may still wait for a nod; see who gave the last one.",
                        "Una facultad escrita puede esperar un visto bueno; vean quién dio el último.",
                    ),
                    cited("G03.1", "G03"),
                    basis="guidance",
                ),
            ),
        ),
    )
