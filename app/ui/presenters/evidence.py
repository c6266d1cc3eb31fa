"""The evidence panel's contents: sentences in context, the client's words, computations, gaps. Made once, shown by the page's script."""

from __future__ import annotations

from collections.abc import Iterable

from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.document import Citation, Computed, Finding, Gap, Statement
from app.domain.guidance import Card, Sentence
from app.domain.lang import Lang, other
from app.services.reading import Answer, Quoted, Reading
from app.ui.presenters.marks import badge, basis_word, severity_word
from app.ui.presenters.markup import NOTHING, Html, el, join, link, rich


def store(lang: Lang, readings: Iterable[Reading]) -> Html:
    """Everything that a panel may show for these documents, hidden; each sentence once, whatever the number of its citations."""
    readings = tuple(readings)
    sentences = {key: quoted for reading in readings for key, quoted in reading.sentences.items()}
    numbers = {key: number for reading in readings for key, number in numbering(reading).items()}
    items = [
        *(quoted_item(lang, quoted, numbers.get(key)) for key, quoted in sentences.items()),
        *(_answers(lang, reading) for reading in readings),
        *(_statements(lang, reading) for reading in readings),
    ]
    return el("div", *items, class_="pu-store", hidden=True)


def numbering(reading: Reading) -> dict[str, int]:
    """The number of each cited sentence, from 1 in reading order."""
    cited = (c.sentence_id for s in reading.document.sections for st in s.statements() for c in st.citations if c.sentence_id)
    return {sentence_id: number for number, sentence_id in enumerate(dict.fromkeys(cited), 1)}


def statement_key(lang: Lang, statement_id: str) -> str:
    """The name under which a statement's own part of the panel is stored."""
    return f"st:{lang}:{statement_id}"


def rests_on(lang: Lang, citation: Citation) -> str | None:
    """The name under which what a citation points at is stored; None for a withheld one."""
    if citation.sentence_id:
        return f"s:{citation.sentence_id}"
    return f"a:{lang}:{citation.intake_path}" if citation.intake_path else None


def quoted_item(lang: Lang, quoted: Quoted, number: int | None = None) -> Html:
    """A sentence of the library between its neighbours, with its twin, its source and how sure we are."""
    sentence, source = quoted.sentence, quoted.source
    context = el(
        "blockquote",
        *(el("span", f"{s.text} ", class_="pu-around") for s in quoted.before[-1:]),
        el("mark", sentence.text),
        *(el("span", f" {s.text}", class_="pu-around") for s in quoted.after[:1]),
        lang=sentence.lang,
    )
    twin = _twin(lang, quoted.twin) if quoted.twin else None
    facts = [
        ("source", join(link(source.url, source.title), f" · {source.publisher}")),
        ("heading", sentence.heading),
        ("as_of", show_date(sentence.as_of, lang)),
        ("review_by", show_date(sentence.review_by, lang)),
        ("confidence", badge(lang, sentence.confidence)),
        ("locator", sentence.locator or ""),
    ]
    title = f"{number} · {sentence.id}" if number else sentence.id
    head = el("h4", say(lang, "page.evidence.guidance"), " · ", el("code", title))
    cards = [_card(lang, card, sentence) for card in quoted.cards]
    return _item(f"s:{sentence.id}", "guidance", head, context, twin, _facts(lang, facts), *cards)


def _twin(lang: Lang, twin: Sentence) -> Html:
    return join(el("h5", say(lang, f"page.evidence.twin_{twin.lang}")), el("p", twin.text, class_="pu-twin", lang=twin.lang))


def _card(lang: Lang, card: Card, sentence: Sentence) -> Html:
    law = card.law
    name = (law.name_es if lang == "es" else law.name_en) if law else ""
    article = f" · {law.law}{f' {law.article}' if law.article else ''} ({law.jurisdiction})" if law else ""
    facts = [
        ("law", f"{name}{article}" if law else ""),
        ("read_in", el("span", card.source, lang="en") if card.source else NOTHING),
        ("caveat", el("span", card.caveat, lang="en") if card.caveat else NOTHING),
        ("confidence", badge(lang, card.confidence) if card.confidence != sentence.confidence else NOTHING),
    ]
    return el("div", el("h5", say(lang, "page.evidence.card"), " ", el("code", card.id)), _facts(lang, facts), class_="pu-card")


def _answers(lang: Lang, reading: Reading) -> Html:
    gaps = {gap.path: gap for gap in reading.document.gaps}
    return join(*(answer_item(lang, reading.document.lang, answer, gaps.get(path)) for path, answer in reading.answers.items()))


def answer_item(lang: Lang, document_lang: Lang, answer: Answer, gap: Gap | None) -> Html:
    """A field of the intake: the client's words where there are any, else the question and who answers it."""
    label = answer.label.own(lang) or answer.path
    is_settled = bool(answer.words) or answer.status == "n_a"
    basis = "client" if is_settled else "gap"
    head = el("h4", say(lang, f"page.evidence.{basis}"), " · ", label)
    body = _words(lang, answer) if answer.words else el("p", say(lang, "page.status.n_a" if is_settled else "page.evidence.open"))
    facts: list[tuple[str, str]] = []
    if gap:
        facts += [
            ("question", el("span", gap.question, lang=document_lang)),
            ("ask", el("span", gap.ask, lang=document_lang)),
            ("needed_for", say(lang, f"page.needed.{gap.needed_for}")),
        ]
    facts += [
        ("status", say(lang, f"page.status.{answer.status}") if answer.status and answer.words else ""),
        ("said_by", answer.source or ""),
        ("as_of", show_date(answer.as_of, lang) if answer.as_of else ""),
        ("path", el("code", answer.path)),
    ]
    return _item(f"a:{document_lang}:{answer.path}", basis, head, body, _facts(lang, facts))


def _words(lang: Lang, answer: Answer) -> Html:
    assert answer.words is not None
    if not answer.is_text:
        return el("blockquote", answer.words.own(lang) or answer.words.any())
    given = [(each, answer.words.own(each)) for each in (lang, other(lang))]
    return join(*(el("blockquote", words, lang=each) for each, words in given if words))


def _statements(lang: Lang, reading: Reading) -> Html:
    findings = reading.document.findings
    return join(
        *(
            _statement(lang, reading, statement, [findings[i] for i in statement.findings if i < len(findings)])
            for section in reading.document.sections
            for statement in section.statements()
        )
    )


def _statement(lang: Lang, reading: Reading, statement: Statement, findings: list[Finding]) -> Html:
    document_lang = reading.document.lang
    noticed = el("ul", *(finding_line(lang, document_lang, f) for f in findings), class_="pu-noticed") if findings else None
    withheld = any(c.withheld for c in statement.citations)
    return _item(
        statement_key(document_lang, statement.id),
        statement.basis,
        el("h3", basis_word(lang, statement.basis), class_=f"pu-word pu-{statement.basis}"),
        el("p", rich(statement.text.replace(" | ", " · ")), class_="pu-said", lang=document_lang),
        el("p", say(lang, f"page.basis.{statement.basis}.means"), class_="pu-means"),
        el("p", say(lang, "page.evidence.withheld"), class_="pu-means") if withheld else None,
        noticed,
        _computed(lang, reading, statement.computed) if statement.computed else None,
    )


def finding_line(lang: Lang, document_lang: Lang, finding: Finding) -> Html:
    """A finding as one line: its severity in words, then what it says."""
    severity = el("span", severity_word(lang, finding.severity), class_=f"pu-severity pu-{finding.severity}")
    return el("li", severity, " ", el("span", finding.message, lang=document_lang))


def _computed(lang: Lang, reading: Reading, computed: Computed) -> Html:
    steps = el("ol", *(el("li", el("code", step)) for step in computed.formula.split("; ")), class_="pu-formula")
    rows = [
        el("tr", el("th", _input_name(lang, reading, name), scope="row"), el("td", _plain(value)))
        for name, value in computed.inputs.items()
    ]
    table = el("table", el("tbody", *rows), class_="pu-inputs") if rows else None
    head = el("h4", say(lang, "page.evidence.computed"))
    return el("div", head, steps, table and el("h5", say(lang, "page.evidence.inputs")), table, class_="pu-computed")


def _input_name(lang: Lang, reading: Reading, name: str) -> Html:
    if name in reading.answers:
        return join(reading.answers[name].label.own(lang) or name, " ", el("code", name))
    return join(say(lang, "page.evidence.dated_law"), " ", el("code", name)) if name.startswith("law.") else el("code", name)


def _plain(value: str | int | float | None) -> str:
    return "—" if value is None else str(value)


def _item(key: str, basis: str, *children: str | None) -> Html:
    return el("section", *children, class_=f"pu-item pu-edge-{basis}", data_item=key)


def _facts(lang: Lang, facts: Iterable[tuple[str, str]]) -> Html:
    rows = [join(el("dt", say(lang, f"page.evidence.{name}")), el("dd", value)) for name, value in facts if value]
    return el("dl", *rows) if rows else NOTHING
