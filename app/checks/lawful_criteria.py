"""Does an answer or a statement ask for what the law forbids, or speak in code? Says ground, country, card and a lawful wording."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalog.fairness import FairnessRule, fairness_rules, matches
from app.checks.given import Given
from app.domain.document import Finding

NAME = "lawful_criteria"


def check(given: Given) -> Iterator[Finding]:
    """Blocking for what is unlawful, information for what is coded; the intake's finds first, then the document's own sentences."""
    lang = given.document.lang
    rules = {rule.id: rule for rule in fairness_rules()}
    for item in given.facts.withheld if given.facts else ():
        rule = rules[item.rule]
        yield given.finding(NAME, rule.severity, _key(rule), path=item.path, words=item.words, **_shown(given, rule))
    for section, statement in given.statements():
        if statement.basis == "guidance":
            continue
        for match in matches(given.text(statement)):
            span = (match.start, match.end)
            key = "unlawful_statement" if match.rule.severity == "block" else "coded_statement"
            wording = match.rule.wording.in_lang(lang)
            yield given.finding(
                NAME,
                match.rule.severity,
                key,
                section,
                statement,
                span,
                words=match.words,
                **{**_shown(given, match.rule), "wording": wording},
            )


def _key(rule: FairnessRule) -> str:
    return "unlawful_answer" if rule.severity == "block" else "coded_answer"


def _shown(given: Given, rule: FairnessRule) -> dict[str, str]:
    lang = given.document.lang
    laws = []
    for card_id in rule.cards:
        law = given.library.cards[card_id].law
        named = f"{law.law} {law.article or ''}".strip() + f" ({law.jurisdiction})" if law else ""
        laws.append(f"{card_id}{': ' + named if named else ''}")
    return {"ground": rule.ground.in_lang(lang), "cards": ", ".join(laws), "wording": rule.wording.in_lang(lang)}
