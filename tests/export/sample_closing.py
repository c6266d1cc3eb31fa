"""The last sections of the sample: profile, assessment, pay, timeline, risks, confidentiality, and an annex."""

from __future__ import annotations

from app.domain.document import Block, SectionDraft, Statement
from app.domain.lang import Lang
from tests.export.builders import block, cited, said, section, st
from tests.export.sample_opening import OPEN


def closing(lang: Lang) -> tuple[SectionDraft, ...]:
    """In reading order; the annex comes last."""

    def t(en: str, es: str) -> str:
        return en if lang == "en" else es

    def rows(*lines: Statement, header: str) -> Block:
        return block("table", *lines, header=tuple(header.split(" | ")))

    return (
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
