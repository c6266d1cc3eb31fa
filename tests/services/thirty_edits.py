"""Thirty edits as a partner and a client make them in Word, in one file: tracked and plain, of every kind."""

from __future__ import annotations

from collections.abc import Callable

from tests.services.word_scripts import WordScript

Edit = Callable[[WordScript], None]
THIRTY: tuple[Edit, ...] = (
    lambda w: w.replace("one-page.mission", "same truth", "same picture", tracked=True),
    lambda w: w.replace("role.represent", "explain both", "explain the two", tracked=False),
    lambda w: w.replace("role.mission", "before either asks", "before anybody asks", tracked=True, cell=1),
    lambda w: w.replace("role.presence", "Presence", "Days on site", tracked=True),
    lambda w: w.replace("outcomes.outcome.1", "Faster close", "Quicker close", tracked=False, cell=1),
    lambda w: w.replace("role.budget", "245,000,000", "265,000,000", tracked=True, cell=1),
    lambda w: w.replace("candidate.trade", "was served", "has been served", tracked=True),
    lambda w: w.replace("candidate.use", "; accent is not scored", "", tracked=True),
    lambda w: w.append("candidate.cross_border", " Auditors count.", tracked=True),
    lambda w: w.append("candidate.out.1", " One proof is enough.", tracked=False),
    lambda w: w.append("search-strategy.universe", " “Más candidatas”, ¿no?", tracked=True),
    lambda w: w.delete("candidate.language.2", tracked=True),
    lambda w: w.delete("role.dotted", tracked=True),
    lambda w: w.delete("decision-rights.consult.4", tracked=False),
    lambda w: w.delete("assessment.peer", tracked=False),
    lambda w: w.insert("assessment.report", "Ask the union, too, how news travels.", tracked=True),
    lambda w: w.insert("relocation.guide", "A flat for the first month is offered to everyone.", tracked=False),
    lambda w: w.insert("outcomes.outcome.2", "9 | A new result | Days | 3 → 1", tracked=True),
    lambda w: w.insert("role.reports", "Committees | The audit committee, each quarter", tracked=False),
    lambda w: w.move("candidate.language.1", "candidate.trade", tracked=False),
    lambda w: w.move("risks.trade", "risks.powers", tracked=False),
    lambda w: w.move("timeline.official", "timeline.definition", tracked=True),
    lambda w: w.comment("one-page.why", "Can we say this more softly?"),
    lambda w: w.comment("candidate.weighted.1", "Is an audit enough?"),
    lambda w: w.comment("timeline.gate.3", "The chair is away that week."),
    lambda w: w.comment(None, "Who reads this page?"),
    lambda w: w.lose_bookmark("relocation.private", "to a relocation adviser", "to an adviser of their own"),
    lambda w: w.split("compensation.benchmark", "Two surveys", "From"),
    lambda w: w.replace("headquarters.fifth", "thank first and question second", "thank first, ask second", tracked=False),
    lambda w: w.replace("offer.letter", "in both languages", "in English and in Spanish", tracked=True),
)
