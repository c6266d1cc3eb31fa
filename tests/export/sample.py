"""A whole invented mandate brief in both languages: eleven sections, every kind of block and basis, gaps and findings."""

from __future__ import annotations

from app.domain.document import Block, Document, Finding, Gap, Statement, Variant
from app.domain.lang import Lang
from tests.export.builders import block, cited, document, said, section, source, st

TITLE = {"en": "Plant Director – Saltillo and Laredo", "es": "Dirección de Planta – Saltillo y Laredo"}
OPEN = {"en": "**open**", "es": "**por definir**"}


def sample(lang: Lang = "en", variant: Variant = "internal") -> Document:
    """The brief. Its sentences say the same in both languages, under the same statement ids."""

    def t(en: str, es: str) -> str:
        return en if lang == "en" else es

    def rows(*lines: Statement, header: str) -> Block:
        return block("table", *lines, header=tuple(header.split(" | ")))

    sections = (
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
        section(
            "profile",
            t("Candidate profile", "Perfil de la persona"),
            block(
                "bullets",
                st(
                    "profile.must",
                    t(
                        "**Must have:** has run a foundry through a furnace start.",
                        "**Indispensable:** ha dirigido una fundidora durante el arranque de un horno.",
                    ),
                    said("candidate.must_haves[0]"),
                    basis="client",
                ),
                st(
                    "profile.trade",
                    t(
                        "**Can be traded:** car parts, if another safety part was poured.",
                        "**Negociable:** autopartes, si vació otra pieza de seguridad.",
                    ),
                    said("candidate.trade_ables"),
                    basis="client",
                ),
            ),
        ),
        section(
            "assessment",
            t("Assessment", "Evaluación"),
            block(
                "paragraph",
                st(
                    "assessment.score",
                    t("Each assessor writes a score before the talk begins.", "Cada quien escribe su calificación antes de deliberar."),
                    cited("G03.2", "G03", "original-design"),
                    basis="guidance",
                ),
            ),
        ),
        section(
            "compensation",
            t("Compensation", "Compensación"),
            rows(
                st(
                    "pay.aguinaldo",
                    t("Aguinaldo | 15 days: MXN 147,945 | 30 days: MXN 295,890", "Aguinaldo | 15 días: MXN 147,945 | 30 días: MXN 295,890"),
                    cited("G02.2", "G02"),
                    said("compensation.mx_statutory.aguinaldo_days", "30"),
                    basis="guidance",
                    formula="3600000/365*15 = 147945; 3600000/365*30 = 295890",
                ),
                st(
                    "pay.exit",
                    t(
                        f"Dismissal | three months of integrated pay † | {OPEN['en']}",
                        f"Despido | tres meses de salario integrado † | {OPEN['es']}",
                    ),
                    cited("G02.1", "G02", "from-knowledge"),
                    said("compensation.severance_and_noncompete", ""),
                    basis="guidance",
                ),
                header=t("Element | Legal minimum | Your terms", "Elemento | Mínimo legal | Sus condiciones"),
            ),
        ),
        section("timeline", t("Timeline", "Calendario"), _timeline(lang)),
        section(
            "risks",
            t("Risks", "Riesgos"),
            rows(
                st(
                    "risks.news",
                    t(
                        "bad news is softened | both sides return to the two-hour rule | sponsor",
                        "se suaviza una mala noticia | ambas partes vuelven a la regla de dos horas | quien patrocina",
                    ),
                    cited("G03.1", "G03"),
                    basis="guidance",
                ),
                header=t("If | Then | Owner", "Si | Entonces | Responsable"),
            ),
        ),
        section(
            "privacy",
            t("Confidentiality", "Confidencialidad"),
            block(
                "paragraph",
                st(
                    "privacy.who",
                    t("Who may see this: the sponsor and the panel.", "Quién puede verlo: quien patrocina y el panel."),
                    said("privacy.who_may_see", "the sponsor and the panel"),
                    basis="client",
                ),
            ),
        ),
        section(
            "terms",
            t("Terms used", "Términos utilizados"),
            rows(
                st(
                    "terms.hq",
                    t("headquarters | la matriz", "la matriz | headquarters"),
                    cited("G04.1", "G04", "verified-by-reviewer"),
                    basis="guidance",
                ),
                header=t("English | Spanish", "Español | Inglés"),
            ),
            annex=True,
        ),
    )
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
        *sections, lang=lang, variant=variant, title=TITLE[lang], sources=sources, gaps=gaps, findings=findings if is_internal else ()
    )


def _timeline(lang: Lang) -> Block:
    en = (
        ("7 Dec 2026", "Kick-off", "2026-12-07 + 0d = 2026-12-07; 0*7 = 0"),
        ("25 Jan 2027", "Long list", "2026-12-07 + 49d = 2027-01-25; 7*7 = 49"),
        ("16 Feb 2027", "Shortlist presented", "2026-12-07 + 70d = 2027-02-15; next_working_day_US_MX(2027-02-15) = 2027-02-16; 10*7 = 70"),
        ("22 Mar 2027", "Client interviews and work sample done, scores closed", "2026-12-07 + 105d = 2027-03-22"),
        ("1 Jun 2027", "Start", "2026-12-07 + 176d = 2027-06-01"),
    )
    es = (
        ("7 dic 2026", "Arranque"),
        ("25 ene 2027", "Lista larga"),
        ("16 feb 2027", "Presentación de la lista corta"),
        ("22 mar 2027", "Entrevistas del cliente y muestra de trabajo concluidas, calificaciones cerradas"),
        ("1 jun 2027", "Ingreso"),
    )
    made = []
    for at, ((day, label, formula), (day_es, label_es)) in enumerate(zip(en, es, strict=True)):
        shown, name = (day, label) if lang == "en" else (day_es, label_es)
        need = OPEN[lang] if at == 3 else ("comments in 3 working days" if lang == "en" else "comentarios en 3 días hábiles")
        paths = [said(f"process.milestones[{at}]")] + ([said("process.milestones[3].client_commitment", "")] if at == 3 else [])
        made.append(st(f"timeline.gate.{at + 1}", f"{shown} | {at * 7} | {name} | B | {need}", *paths, basis="client", formula=formula))
    head = (
        "Date | Day | Gate | Owner | What we need from you"
        if lang == "en"
        else "Fecha | Día | Hito | A cargo de | Qué necesitamos de ustedes"
    )
    return block("timeline", *made, header=tuple(head.split(" | ")))
