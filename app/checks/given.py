"""What a check is given, and how it says what it found. Knows no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.catalog.corpus import Corpus
from app.catalog.intake_fields import intake_fields
from app.catalog.render import show_date
from app.catalog.text import say
from app.domain.composed import composed, span_as_given
from app.domain.document import Document, Finding, SectionDraft, Severity, Statement
from app.domain.facts import Facts
from app.domain.guidance import LawRef, Sentence
from app.domain.intake import Intake, counts_of, words_of
from app.domain.lang import Lang, LocalText


@dataclass(frozen=True)
class Given:
    """A document with what it must agree with. `facts` is None when the document carries no intake; `extra` holds sentences of the firm.

    `guarded` is the intake whose secrets a variant must not show: that of `facts`, unless it is given by itself.
    """

    document: Document
    library: Corpus
    today: date
    facts: Facts | None = None
    extra: Mapping[str, Sentence] = field(default_factory=dict)
    guarded: Intake | None = None

    def sentence(self, sentence_id: str) -> Sentence | None:
        """The sentence with this id, shipped or of the firm, or None."""
        return self.library.sentences.get(sentence_id) or self.extra.get(sentence_id)

    def statements(self) -> tuple[tuple[SectionDraft, Statement], ...]:
        """Every statement with its section, in reading order."""
        return tuple((section, s) for section in self.document.sections for s in section.statements())

    def text(self, statement: Statement) -> str:
        """A statement's text with composed accents: what rules read, and what the spans of `finding` refer to."""
        return composed(statement.text)

    @cached_property
    def intake_texts(self) -> tuple[str, ...]:
        """Every wording of the intake, accents composed; empty without one."""
        return tuple(composed(text) for _, text in self.facts.intake.texts()) if self.facts else ()

    @cached_property
    def intake_counts(self) -> tuple[str, ...]:
        """The same with units beside plain numbers, one text a field."""
        if self.facts is None:
            return ()
        intake = self.facts.intake
        own = (counts_of(path, field.value) for path, field in intake.fields.items() if field.value is not None)
        beside = (*(intake.notes.all() if intake.notes else ()), *(f.source for f in intake.fields.values() if f.source))
        return tuple(composed(text) for text in (*own, *beside))

    @cached_property
    def question_texts(self) -> tuple[str, ...]:
        """The questions of the gaps, which may repeat the client's words."""
        return tuple(composed(g.question) for g in self.document.gaps)

    def quoted(self, statement: Statement, *, counted: bool = False, bare: bool = False) -> tuple[str, ...]:
        """The words that a statement's citations stand for: the sentences' own text, and the intake's values at the cited paths.

        Accents are composed. A withheld citation stands for no words; one that resolves to nothing here, for its own quote.
        `counted` adds to a plain number the unit that its path carries ("guarantee_months": 12 → "12 months"). `bare` gives the words
        that a reader judges by: an answer in the document's language, and of what is known beside a sentence only the names of its laws.
        """
        found: list[str] = []
        for citation in statement.citations:
            sentence = self.sentence(citation.sentence_id) if citation.sentence_id else None
            if sentence:
                found.extend((sentence.text, self._laws(sentence) if bare else self._about(sentence)))
            elif citation.intake_path and self.facts:
                value = self.facts.intake.get(citation.intake_path)
                own = value.own(self.document.lang) if bare and isinstance(value, LocalText) else None
                found.append(counts_of(citation.intake_path, value) if counted else own or words_of(value))
            elif not citation.withheld:
                found.append(citation.quote)
        return tuple(composed(words) for words in found)

    def _about(self, sentence: Sentence) -> str:
        """What is known of a sentence beside its words: its dates, its subject, and the laws of its cards by name and article."""
        source = self.library.sources.get(sentence.source_id)
        subject = source.title if source else ""
        dates = (sentence.as_of.isoformat(), sentence.review_by.isoformat(), sentence.id)
        cards = [self.library.cards[c] for c in sentence.card_ids if c in self.library.cards]
        return " ".join((subject, *dates, *(c.review_by.isoformat() for c in cards), self._laws(sentence)))

    def _laws(self, sentence: Sentence) -> str:
        cards = [self.library.cards[c] for c in sentence.card_ids if c in self.library.cards]
        return " ".join(dict.fromkeys(_law(c.law) for c in cards if c.law))

    def asked(self, statement: Statement) -> tuple[str, ...]:
        """Labels and questions of the intake fields that a statement cites, in the document's language ("First 100 days")."""
        words = intake_fields()
        found: list[str] = []
        for citation in statement.citations:
            path = ".".join((citation.intake_path or "").split(".")[:2]).split("[")[0]
            if path in words.fields:
                found.extend((words.label(path, self.document.lang), words.fields[path].question.in_lang(self.document.lang)))
        return tuple(found)

    def finding(
        self,
        check: str,
        severity: Severity,
        key: str,
        section: SectionDraft | None = None,
        statement: Statement | None = None,
        span: tuple[int, int] | None = None,
        /,
        **params: object,
    ) -> Finding:
        """A finding in the document's language; `key` lies under `finding.` in the locale files, `span` in `text(statement)`."""
        start, end = span_as_given(statement.text, *span) if statement and span else (None, None)
        return Finding(
            check=check,
            severity=severity,
            section=section.id if section else None,
            statement_id=statement.id if statement else None,
            start=start,
            end=end,
            message=say(self.document.lang, f"finding.{key}", **{k: _shown(v, self.document.lang) for k, v in params.items()}),
        )


def _law(law: LawRef) -> str:
    """A law by its names and article; a name that holds the other is said alone."""
    names = law.name_en if law.name_es in law.name_en else f"{law.name_en} {law.name_es}"
    return f"{names} {law.article or ''}"


def _shown(value: object, lang: Lang) -> object:
    return show_date(value, lang) if isinstance(value, date) else value
